/**
 * Pages that printers show by HTTP and HTTPS, asked for within hard limits and never with a log-in:
 * start with {@link io.platen.device.printer.web.WebClient}.
 */
@NullMarked
package io.platen.device.printer.web;

import org.jspecify.annotations.NullMarked;
