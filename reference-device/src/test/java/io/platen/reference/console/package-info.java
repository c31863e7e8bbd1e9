/**
 * The console in a real browser, over the real stack: platen-server.jar, its PostgreSQL, the
 * reference device and simulated printers. Start reading at {@link
 * io.platen.reference.console.ConsoleTest}.
 */
@NullMarked
package io.platen.reference.console;

import org.jspecify.annotations.NullMarked;
