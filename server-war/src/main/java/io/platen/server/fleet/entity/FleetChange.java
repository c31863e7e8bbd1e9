package io.platen.server.fleet.entity;

import java.util.Set;

/**
 * Something that pages show has changed, and is committed.
 *
 * @param topics e.g. {@code printers}, {@code printer:17}, {@code devices}, {@code device:<uuid>},
 *     {@code alerts}; {@link #ANYTHING} when another node wrote it
 */
public record FleetChange(long tenant, Set<String> topics) {
  public static final String ANYTHING = "*";

  public FleetChange {
    topics = Set.copyOf(topics);
  }
}
