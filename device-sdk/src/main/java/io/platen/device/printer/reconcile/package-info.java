/**
 * Makes one set of facts of what several readers gave of one printer: start with {@link
 * io.platen.device.printer.reconcile.Reconciled}.
 */
@NullMarked
package io.platen.device.printer.reconcile;

import org.jspecify.annotations.NullMarked;
