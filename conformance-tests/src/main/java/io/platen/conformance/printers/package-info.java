/**
 * The printers that the suite gives a device to find and to read: SNMP agents on loopback, over
 * tables that a test scripts. They know every datagram that came (ADR 0053). Read SuitePrinters
 * first.
 */
@NullMarked
package io.platen.conformance.printers;

import org.jspecify.annotations.NullMarked;
