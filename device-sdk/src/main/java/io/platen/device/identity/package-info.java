/**
 * Who the device is: its key and certificate, from files or by enrolment (chapter ENR), and the key
 * that never leaves it. Start with {@link io.platen.device.identity.OwnIdentity}.
 */
@NullMarked
package io.platen.device.identity;

import org.jspecify.annotations.NullMarked;
