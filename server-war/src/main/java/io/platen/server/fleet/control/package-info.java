/** Reads and writes the fleet; start with {@link io.platen.server.fleet.control.FleetQueries}. */
@NullMarked
package io.platen.server.fleet.control;

import org.jspecify.annotations.NullMarked;
