package io.platen.conformance.peers;

import io.platen.conformance.wire.Identity;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;

/** What a session tells the fake device: who it is and where its hosts are. */
record FakeDeviceSetup(
    UUID device,
    Identity own,
    List<X509Certificate> authorities,
    List<URI> updates,
    List<URI> downloads) {

  FakeDeviceSetup {
    authorities = List.copyOf(authorities);
    updates = List.copyOf(updates);
    downloads = List.copyOf(downloads);
  }

  static FakeDeviceSetup read(Path session) throws IOException {
    Properties said = new Properties();
    try (Reader reader = Files.newBufferedReader(session.resolve("device.properties"))) {
      said.load(reader);
    }
    return new FakeDeviceSetup(
        UUID.fromString(value(said, "device.id")),
        Identity.read(
            "device",
            session.resolve(value(said, "certificate")),
            session.resolve(value(said, "key"))),
        Identity.certificates(session.resolve(value(said, "authority"))),
        List.of(url(said, "update.url"), url(said, "update2.url")),
        List.of(url(said, "download.url"), url(said, "download2.url")));
  }

  private static URI url(Properties said, String key) {
    return URI.create(value(said, key));
  }

  private static String value(Properties said, String key) {
    return Objects.requireNonNull(said.getProperty(key), key + " is missing");
  }
}
