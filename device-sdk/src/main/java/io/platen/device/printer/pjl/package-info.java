/**
 * Reads a little by PJL over the print port, where an entry allows it: HP's Printer Job Language
 * Technical Reference, PLT-SYN-034 to 036. Start with {@link
 * io.platen.device.printer.pjl.PjlReader}.
 */
@NullMarked
package io.platen.device.printer.pjl;

import org.jspecify.annotations.NullMarked;
