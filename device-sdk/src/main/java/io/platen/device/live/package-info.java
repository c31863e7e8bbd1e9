/**
 * The connection over which the server reaches the device at any moment (chapter LIV). Start with
 * {@link io.platen.device.live.LiveChannel}.
 */
@NullMarked
package io.platen.device.live;

import org.jspecify.annotations.NullMarked;
