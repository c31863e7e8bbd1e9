/**
 * Reads a printer by IPP: one Get-Printer-Attributes (RFC 8010, RFC 8011), with what PWG 5100.9 and
 * 5100.13 add for supplies and alerts. Start with {@link io.platen.device.printer.ipp.IppReader}.
 */
@NullMarked
package io.platen.device.printer.ipp;

import org.jspecify.annotations.NullMarked;
