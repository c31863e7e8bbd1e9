/** Reads printers by SNMP (RFC 3805, RFC 2790). Start with SnmpReader. */
@NullMarked
package io.platen.device.printer.snmp;

import org.jspecify.annotations.NullMarked;
