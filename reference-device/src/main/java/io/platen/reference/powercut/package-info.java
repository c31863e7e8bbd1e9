/**
 * Loss of power, at each moment of a life of the device's outbox: what was not synced has each fate
 * in turn, and what had been promised must hold. Start with {@link
 * io.platen.reference.powercut.PowerCuts}.
 */
@NullMarked
package io.platen.reference.powercut;

import org.jspecify.annotations.NullMarked;
