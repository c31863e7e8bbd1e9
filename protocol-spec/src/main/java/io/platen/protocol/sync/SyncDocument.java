package io.platen.protocol.sync;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All that concerns one device (chapter SYN).
 *
 * @param profiles all that take the place of those that are built in
 * @param sealing null of a server that does not open sealed reports
 */
public record SyncDocument(
    UUID device,
    @Nullable Hosts hosts,
    Policy policy,
    List<DiscoveryEntry> entries,
    List<ListedProfile> profiles,
    @Nullable Sealing sealing) {

  public SyncDocument {
    entries = List.copyOf(entries);
    profiles = List.copyOf(profiles);
  }

  /** Of a server that does not open sealed reports. */
  public SyncDocument(
      UUID device,
      @Nullable Hosts hosts,
      Policy policy,
      List<DiscoveryEntry> entries,
      List<ListedProfile> profiles) {
    this(device, hosts, policy, entries, profiles, null);
  }

  /** Without profiles, too. */
  public SyncDocument(
      UUID device, @Nullable Hosts hosts, Policy policy, List<DiscoveryEntry> entries) {
    this(device, hosts, policy, entries, List.of());
  }

  /** The same, of a server that opens sealed reports. */
  public SyncDocument sealed(@Nullable Sealing by) {
    return new SyncDocument(device, hosts, policy, entries, profiles, by);
  }

  /** Where to send and to fetch, one or two of each, the preferred first. */
  public record Hosts(List<URI> update, List<URI> download) {
    public Hosts {
      update = List.copyOf(update);
      download = List.copyOf(download);
    }
  }

  /**
   * For whom to seal reports (chapter SEA).
   *
   * @param required whether the server refuses unsealed ones
   * @param certificates one or more, the preferred first
   */
  public record Sealing(boolean required, List<X509Certificate> certificates) {
    public Sealing {
      certificates = List.copyOf(certificates);
    }
  }
}
