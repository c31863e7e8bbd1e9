/**
 * Many devices in one process, for load: {@link io.platen.reference.fleet.FleetCommand}. Each is a
 * whole device of the SDK with printers that are made up.
 */
@NullMarked
package io.platen.reference.fleet;

import org.jspecify.annotations.NullMarked;
