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
 * @param updates null of a server that assigns no updates
 * @param heartbeat null of a server without a registry
 */
public record SyncDocument(
    UUID device,
    @Nullable Hosts hosts,
    Policy policy,
    List<DiscoveryEntry> entries,
    List<ListedProfile> profiles,
    @Nullable Sealing sealing,
    @Nullable Updates updates,
    @Nullable Heartbeat heartbeat) {

  public SyncDocument {
    entries = List.copyOf(entries);
    profiles = List.copyOf(profiles);
  }

  /** Of a server without a registry of heartbeats. */
  public SyncDocument(
      UUID device,
      @Nullable Hosts hosts,
      Policy policy,
      List<DiscoveryEntry> entries,
      List<ListedProfile> profiles,
      @Nullable Sealing sealing,
      @Nullable Updates updates) {
    this(device, hosts, policy, entries, profiles, sealing, updates, null);
  }

  /** Of a server that assigns no updates, either. */
  public SyncDocument(
      UUID device,
      @Nullable Hosts hosts,
      Policy policy,
      List<DiscoveryEntry> entries,
      List<ListedProfile> profiles,
      @Nullable Sealing sealing) {
    this(device, hosts, policy, entries, profiles, sealing, null);
  }

  /** Of a server that does not open sealed reports, either. */
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
    return new SyncDocument(device, hosts, policy, entries, profiles, by, updates, heartbeat);
  }

  /** The same, of a server that assigns updates. */
  public SyncDocument updated(@Nullable Updates by) {
    return new SyncDocument(device, hosts, policy, entries, profiles, sealing, by, heartbeat);
  }

  /** The same, of a server with a registry of heartbeats. */
  public SyncDocument beating(@Nullable Heartbeat by) {
    return new SyncDocument(device, hosts, policy, entries, profiles, sealing, updates, by);
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

  /**
   * How updates are assigned (chapter UPD).
   *
   * @param certificates under whose keys assignments are signed; one or more, the newest first
   * @param bytesPerDay how much content the device may fetch in a day; null for any
   */
  public record Updates(List<X509Certificate> certificates, @Nullable Long bytesPerDay) {
    public Updates {
      certificates = List.copyOf(certificates);
    }
  }
}
