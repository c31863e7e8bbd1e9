/**
 * Which printer profile fits a printer, and where profiles come from: the SDK's own and those that
 * were delivered. Start with ProfileSet and ProfileStore.
 */
@NullMarked
package io.platen.device.printer.profile;

import org.jspecify.annotations.NullMarked;
