/**
 * The commands that make a device of this program: {@code run}, {@code status}, {@code reset},
 * {@code test-connection}. Start with {@link io.platen.reference.device.RunCommand}; what the
 * device does itself is in the SDK.
 */
@NullMarked
package io.platen.reference.device;

import org.jspecify.annotations.NullMarked;
