package io.platen.protocol.sync;

import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All that concerns one device (chapter SYN).
 *
 * @param profiles all that take the place of those that are built in
 */
public record SyncDocument(
    UUID device,
    @Nullable Hosts hosts,
    Policy policy,
    List<DiscoveryEntry> entries,
    List<ListedProfile> profiles) {

  public SyncDocument {
    entries = List.copyOf(entries);
    profiles = List.copyOf(profiles);
  }

  /** Without profiles. */
  public SyncDocument(
      UUID device, @Nullable Hosts hosts, Policy policy, List<DiscoveryEntry> entries) {
    this(device, hosts, policy, entries, List.of());
  }

  /** Where to send and to fetch, one or two of each, the preferred first. */
  public record Hosts(List<URI> update, List<URI> download) {
    public Hosts {
      update = List.copyOf(update);
      download = List.copyOf(download);
    }
  }
}
