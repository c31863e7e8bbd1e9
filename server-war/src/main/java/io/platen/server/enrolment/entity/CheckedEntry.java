package io.platen.server.enrolment.entity;

import io.platen.protocol.sync.DiscoveryEntry;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import java.util.List;
import java.util.Set;

/**
 * A discovery entry whose parts were found right and brought into their one form.
 *
 * @param readers tokens of the registry of readers
 * @param mdns whether announced printers are looked for too
 */
public record CheckedEntry(
    DiscoveryEntry.Kind kind,
    String target,
    List<String> exclusions,
    List<SnmpAccess> access,
    Set<String> readers,
    boolean mdns) {

  public CheckedEntry {
    exclusions = List.copyOf(exclusions);
    access = List.copyOf(access);
    readers = Set.copyOf(readers);
  }

  /** With the default readers, and without announcements. */
  public CheckedEntry(
      DiscoveryEntry.Kind kind, String target, List<String> exclusions, List<SnmpAccess> access) {
    this(kind, target, exclusions, access, DiscoveryEntry.DEFAULT_READERS, false);
  }
}
