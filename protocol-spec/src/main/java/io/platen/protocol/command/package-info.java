/**
 * What a server asks of one device, in records (chapter CMD). Start with {@link
 * io.platen.protocol.command.Command}.
 */
@NullMarked
package io.platen.protocol.command;

import org.jspecify.annotations.NullMarked;
