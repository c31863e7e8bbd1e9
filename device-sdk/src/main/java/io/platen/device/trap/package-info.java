/**
 * What printers send unasked, SNMP traps and informs, as hints to ask them (chapter ALR). Start
 * with {@code TrapService}: listen, open, remember, ask.
 */
@NullMarked
package io.platen.device.trap;

import org.jspecify.annotations.NullMarked;
