package io.platen.device.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.platen.device.port.Keys;
import io.platen.device.testing.OneDevice;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.glassfish.jersey.apache5.connector.Apache5ConnectorProvider;
import org.jspecify.annotations.Nullable;

/** Links of the one device of most tests, at a time that stands still. */
final class TestLink {
  static final String SYNC = "download/v1/sync";
  static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

  private TestLink() {}

  static Link link() {
    return link(OneDevice.keys());
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
