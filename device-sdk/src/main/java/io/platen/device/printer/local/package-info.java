/**
 * Printers that local agents answer for (chapter LPA): how the device pairs with an agent and asks
 * it. Start with {@link io.platen.device.printer.local.LocalAgents}.
 */
@NullMarked
package io.platen.device.printer.local;

import org.jspecify.annotations.NullMarked;
