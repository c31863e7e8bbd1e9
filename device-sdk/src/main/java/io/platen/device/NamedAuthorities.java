package io.platen.device;

import io.platen.device.identity.EstClient;
import io.platen.device.identity.OwnIdentity;
import io.platen.device.link.DeviceClock;
import io.platen.device.link.LinkFailedException;
import io.platen.device.port.Keys;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whom the server tells its devices to trust, asked once a day: so a new authority is known before
 * the server's certificate comes from it, and an old one is dropped once it is named no more (RFC
 * 7030 section 4.1.3). [PLT-ENR-051]
 */
final class NamedAuthorities {
  private static final Logger LOG = System.getLogger(NamedAuthorities.class.getName());
  private static final Duration EVERY = Duration.ofDays(1);

  /** More than three at once is no roll-over any more. */
  private static final int MOST = 8;

  private final OwnIdentity own;
  private final EstClient server;
  private final DeviceClock clock;
  private final DeviceListener listener;
  private @Nullable Duration asked;

  /**
   * @param server over a link that trusts whom the device trusts, and nobody else
   */
  NamedAuthorities(OwnIdentity own, EstClient server, DeviceClock clock, DeviceListener listener) {
    this.own = own;
    this.server = server;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * Asks when it is time.
   *
   * @return whether others are trusted now than before, from the next connection on
   */
  boolean run() {
    Duration last = asked;
    if (last != null && clock.elapsed().minus(last).compareTo(EVERY) < 0) {
      return false;
    }
    try {
      List<X509Certificate> named = forServers(server.authorities());
      asked = clock.elapsed();
      return !isKnown(named) && takeOver(named);
    } catch (LinkFailedException e) {
      return false; // asked again in the next cycle, which tells what is wrong with the network
    } catch (IOException e) {
      listener.problem("The authorities that the server names cannot be stored: " + e.getMessage());
      return false;
    }
  }

  private boolean isKnown(List<X509Certificate> named) {
    return named.isEmpty() || new HashSet<>(named).equals(new HashSet<>(own.authorities()));
  }

  /** [PLT-ENR-052] Only where the server's own certificate comes from one of them. */
  private boolean takeOver(List<X509Certificate> named) throws IOException {
    if (named.size() > MOST || !reachesServer(named)) {
      // No problem of the device: something with a certificate of its own may stand before it.
      LOG.log(
          Level.WARNING,
          "The server names authorities that its own certificate does not come from; those before"
              + " hold on");
      return false;
    }
    own.trustOnly(named);
    server.reconnect();
    listener.authorities(
        named.stream().map(each -> each.getSubjectX500Principal().getName()).toList());
    return true;
  }

  private boolean reachesServer(List<X509Certificate> named) throws IOException {
    try {
      Keys.Material material = own.load();
      server.authorities(new Keys.Material(material.key(), material.chain(), named));
      return true;
    } catch (LinkFailedException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  /** Roots that are good now; who vouches for devices need not vouch for servers. */
  private List<X509Certificate> forServers(List<X509Certificate> all) {
    Instant now = clock.instant();
    List<X509Certificate> found = new ArrayList<>();
    for (X509Certificate each : all) {
      boolean root = each.getBasicConstraints() >= 0 && isBy(each, each);
      boolean ended = now.isAfter(each.getNotAfter().toInstant());
      boolean ofDevices =
          own.certificate().filter(issued -> isBy(issued, each)).isPresent()
              && !own.authorities().contains(each);
      if (root && !ended && !ofDevices && !found.contains(each)) {
        found.add(each);
      }
    }
    return found;
  }

  private static boolean isBy(X509Certificate issued, X509Certificate issuer) {
    if (!issued.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
      return false;
    }
    try {
      issued.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** For a device that has a certificate, and a host to ask. */
  static Optional<NamedAuthorities> of(
      Optional<OwnIdentity> own,
      Optional<EstClient> server,
      DeviceClock clock,
      DeviceListener listener) {
    return own.flatMap(
        identity -> server.map(host -> new NamedAuthorities(identity, host, clock, listener)));
  }
}
