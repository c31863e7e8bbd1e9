/** Printers and alerts at the REST API. */
@NullMarked
package io.platen.server.fleet.boundary;

import org.jspecify.annotations.NullMarked;
