/** Printers as the server knows them; start with {@link io.platen.server.fleet.entity.Printer}. */
@NullMarked
package io.platen.server.fleet.entity;

import org.jspecify.annotations.NullMarked;
