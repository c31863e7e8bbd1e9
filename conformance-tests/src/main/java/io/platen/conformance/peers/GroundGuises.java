package io.platen.conformance.peers;

import io.platen.conformance.peers.ScriptedServer.Kind;
import io.platen.conformance.wire.Identity;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the hosts of a device look: as they should, or wrong in one way. */
final class GroundGuises {
  static final String OPENER = "Firewall of the site";
  private static final List<String> TLS = List.of("TLSv1.3");
  private static final Instant LONG_AGO = Instant.parse("2001-01-01T00:00:00Z");
  private static final Duration YEAR = Duration.ofDays(365);
  private static final byte[] NO_TLS =
      "HTTP/1.1 302 Found\r\nLocation: http://login.example/\r\nContent-Length: 0\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  private final PeerKeys keys;
  private @Nullable PeerPki opener;

  GroundGuises(PeerKeys keys) {
    this.keys = keys;
  }

  Kind right() {
    return shows(keys.server());
  }

  private static Kind shows(Identity own) {
    return new Kind(own, TLS, true);
  }

  /** With the authority of the device's servers behind it. */
  Kind withChain(Identity server) {
    List<X509Certificate> chain = List.of(server.chain().get(0), keys.servers().certificate());
    return shows(new Identity(server.name(), chain, server.key()));
  }

  /** Who opens the TLS of this site, the same for all hosts. */
  PeerPki opener() {
    PeerPki now = opener;
    if (now == null) {
      now = PeerPki.named(OPENER);
      opener = now;
    }
    return now;
  }

  Kind wrong(Wrong by) {
    Instant now = Instant.now();
    return switch (by) {
      case AUTHORITY -> shows(opener().serverWithChain());
      case ITSELF -> shows(PeerPki.itself());
      case STRANGER -> shows(opener().otherServer());
      case NAME -> shows(keys.servers().otherServer());
      case EARLY -> shows(keys.servers().server(now.plus(YEAR), now.plus(YEAR.multipliedBy(2))));
      case EXPIRED -> shows(keys.servers().server(now.minus(YEAR), now.minus(Duration.ofDays(9))));
      case LONG_AGO -> shows(keys.servers().server(LONG_AGO, LONG_AGO.plus(YEAR)));
      case TLS -> new Kind(keys.server(), List.of("TLSv1.2"), true);
      case ASKS_NOTHING -> new Kind(keys.server(), TLS, false);
      case NO_TLS -> right();
    };
  }

  void spoil(ScriptedServer server, Wrong by) {
    server.become(wrong(by));
    if (by == Wrong.NO_TLS) {
      server.garble(NO_TLS);
    }
  }
}
