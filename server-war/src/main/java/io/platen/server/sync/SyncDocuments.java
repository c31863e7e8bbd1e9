package io.platen.server.sync;

import io.platen.protocol.sync.DiscoveryEntry;
import io.platen.protocol.sync.SyncDocument;
import io.platen.server.enrolment.control.AdmittedDevice;
import io.platen.server.enrolment.control.DiscoveryEntries;
import io.platen.server.policy.control.Policies;
import io.platen.server.profile.control.PrinterProfiles;
import io.platen.server.rollout.control.AssignmentKeys;
import io.platen.server.sealing.SealedReports;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Puts together what concerns one device. */
@ApplicationScoped
class SyncDocuments {
  private DiscoveryEntries entries;
  private Policies policies;
  private PrinterProfiles profiles;
  private SealedReports sealing;
  private AssignmentKeys assigning;
  private SyncDocument.Hosts hosts;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected SyncDocuments() {}

  @Inject
  SyncDocuments(
      DiscoveryEntries entries,
      Policies policies,
      PrinterProfiles profiles,
      SealedReports sealing,
      AssignmentKeys assigning,
      @ConfigProperty(name = "platen.update.hosts") Optional<String> update,
      @ConfigProperty(name = "platen.download.hosts") Optional<String> download) {
    this(
        entries,
        policies,
        profiles,
        sealing,
        assigning,
        new SyncDocument.Hosts(urls(update), urls(download)));
  }

  SyncDocuments(
      DiscoveryEntries entries,
      Policies policies,
      PrinterProfiles profiles,
      SealedReports sealing,
      AssignmentKeys assigning,
      SyncDocument.Hosts hosts) {
    this.entries = entries;
    this.policies = policies;
    this.profiles = profiles;
    this.sealing = sealing;
    this.assigning = assigning;
    this.hosts = hosts;
  }

  private static List<URI> urls(Optional<String> configured) {
    return configured.stream()
        .flatMap(text -> Arrays.stream(text.split(",", -1)))
        .map(String::strip)
        .filter(url -> !url.isEmpty())
        .map(URI::create)
        .toList();
  }

  SyncDocument of(AdmittedDevice device) {
    List<DiscoveryEntry> told = entries.ofDevice(device);
    // Where no hosts are configured, devices stay with those that they were given.
    boolean named = !hosts.update().isEmpty() && !hosts.download().isEmpty();
    return new SyncDocument(
        device.id(),
        named ? hosts : null,
        policies.of(device.tenant()),
        told,
        profiles.ofDevices(device.tenant()),
        sealing.told().orElse(null),
        updates());
  }

  /** [PLT-UPD-431] Under which keys assignments are signed; null where none are made here. */
  private SyncDocument.@Nullable Updates updates() {
    List<X509Certificate> certificates = assigning.certificates();
    return certificates.isEmpty() ? null : new SyncDocument.Updates(certificates, null);
  }
}
