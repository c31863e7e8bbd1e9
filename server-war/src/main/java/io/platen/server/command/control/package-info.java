/**
 * Orders commands, hands them to channels and hears what came of them (chapter CMD). Start with
 * {@link io.platen.server.command.control.CommandOrders}.
 */
@NullMarked
package io.platen.server.command.control;

import org.jspecify.annotations.NullMarked;
