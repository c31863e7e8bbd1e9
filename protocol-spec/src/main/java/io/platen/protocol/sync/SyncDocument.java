package io.platen.protocol.sync;

import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All that concerns one device (chapter SYN). */
public record SyncDocument(
    UUID device, @Nullable Hosts hosts, Policy policy, List<DiscoveryEntry> entries) {

  public SyncDocument {
    entries = List.copyOf(entries);
  }

  /** Where to send and to fetch, one or two of each, the preferred first. */
  public record Hosts(List<URI> update, List<URI> download) {
    public Hosts {
      update = List.copyOf(update);
      download = List.copyOf(download);
    }
  }
}
