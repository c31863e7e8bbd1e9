/**
 * Does what the server asks of this device, once (chapter CMD). Start with {@link
 * io.platen.device.command.CommandDesk}.
 */
@NullMarked
package io.platen.device.command;

import org.jspecify.annotations.NullMarked;
