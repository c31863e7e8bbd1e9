package io.platen.server.enrolment.entity;

import io.platen.protocol.sync.DiscoveryEntry;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import java.util.List;

/** A discovery entry whose parts were found right and brought into their one form. */
public record CheckedEntry(
    DiscoveryEntry.Kind kind, String target, List<String> exclusions, List<SnmpAccess> access) {

  public CheckedEntry {
    exclusions = List.copyOf(exclusions);
    access = List.copyOf(access);
  }
}
