/**
 * What is understood of printers' pages, in small parsers that take any text: start with {@link
 * io.platen.device.printer.web.page.Pages}.
 */
@NullMarked
package io.platen.device.printer.web.page;

import org.jspecify.annotations.NullMarked;
