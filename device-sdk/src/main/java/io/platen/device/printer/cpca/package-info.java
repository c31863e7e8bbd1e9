/**
 * A place for Canon's CPCA among the readers: the transport by datagrams and the header, for makers
 * who hold a licence and bring the operations. Nothing here asks anything by itself, and Canon's
 * meters come by SNMP. Start with {@link io.platen.device.printer.cpca.CpcaReader}.
 */
@NullMarked
package io.platen.device.printer.cpca;

import org.jspecify.annotations.NullMarked;
