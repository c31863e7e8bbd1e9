package io.platen.device.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.platen.device.port.Keys;
import io.platen.device.testing.TestAuthority;
import io.platen.device.testing.TestServer;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.glassfish.jersey.apache5.connector.Apache5ConnectorProvider;
import org.jspecify.annotations.Nullable;

/** One device's links to servers of one authority, at a time that stands still. */
final class TestLink {
  static final UUID ID = UUID.fromString("0b7e3c1e-9f43-4d0a-8a55-5f3a7e1c2d01");
  static final TestAuthority AUTHORITY = new TestAuthority("test authority");
  static final String SYNC = "download/v1/sync";
  static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final TestAuthority.Issued OWN = AUTHORITY.device(ID);

  private TestLink() {}

  /** One that the device trusts, and that lets it in. */
  static TestServer server() {
    return server(AUTHORITY.server());
  }

  static TestServer server(TestAuthority.Issued certificate) {
    return new TestServer(certificate, AUTHORITY.certificate(), ID);
  }

  static Keys keys() {
    return keys(OWN);
  }

  static Keys keys(TestAuthority.Issued own) {
    return () -> new Keys.Material(own.key(), own.chain(), List.of(AUTHORITY.certificate()));
  }

  static Link link() {
    return link(keys());
  }

  static Link link(Keys keys) {
    return link(keys, null);
  }

  static Link link(Keys keys, @Nullable ProxySettings proxy) {
    return link(keys, proxy, InstantSource.fixed(NOW));
  }

  static Link link(Keys keys, @Nullable ProxySettings proxy, InstantSource clock) {
    return new Link(keys, proxy, new Apache5ConnectorProvider(), clock);
  }

  static Answer get(Link link, URI host) throws LinkFailedException {
    return link.get(host, SYNC, Optional.empty(), 100_000);
  }

  /** Why nothing comes of a question, which is the link's last. */
  static LinkFailure failure(Link link, URI host) {
    try (link) {
      LinkFailedException thrown =
          catchThrowableOfType(LinkFailedException.class, () -> get(link, host));
      assertThat(thrown).as("a failure").isNotNull();
      return thrown.failure();
    }
  }
}
