package io.platen.device.update.service;

import io.platen.protocol.sync.SyncDocument;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What the newest sync says of updates.
 *
 * @param updates who assigns them, and how much may be fetched
 * @param authorities that the device trusts since it was enrolled
 * @param named download hosts that the sync document names
 * @param hosts all download hosts, those before the others
 */
public record Wishes(
    SyncDocument.Updates updates,
    List<X509Certificate> authorities,
    List<URI> named,
    List<URI> hosts) {
  public Wishes {
    authorities = List.copyOf(authorities);
    named = List.copyOf(named);
    hosts = List.copyOf(hosts);
  }
}
