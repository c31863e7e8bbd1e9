/**
 * The console: server-rendered pages that work without script. Each page is one servlet that asks
 * the fleet, fills the records of {@code view} and renders a template; start reading at {@link
 * io.platen.server.console.PageServlet}.
 */
@NullMarked
package io.platen.server.console;

import org.jspecify.annotations.NullMarked;
