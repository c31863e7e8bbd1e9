/**
 * How a release goes to devices in waves; start with {@link
 * io.platen.server.rollout.control.RolloutRules}.
 */
@NullMarked
package io.platen.server.rollout.control;

import org.jspecify.annotations.NullMarked;
