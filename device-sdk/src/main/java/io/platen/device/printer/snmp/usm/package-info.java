/**
 * SNMP v3 with the user-based security model: RFC 3412, RFC 3414, RFC 3826, RFC 7860. Start with
 * {@link io.platen.device.printer.snmp.usm.Engine}.
 */
@NullMarked
package io.platen.device.printer.snmp.usm;

import org.jspecify.annotations.NullMarked;
