/**
 * Printers that are not there: plays recordings by SNMP v1 and v2c (RFC 1157, RFC 3416), lets
 * counters and supplies move, and raises alerts on request. {@link
 * io.platen.reference.simulate.Simulator} is the whole; {@link io.platen.reference.simulate.Agent}
 * answers one request.
 */
@NullMarked
package io.platen.reference.simulate;

import org.jspecify.annotations.NullMarked;
