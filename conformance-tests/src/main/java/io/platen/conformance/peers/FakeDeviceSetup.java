package io.platen.conformance.peers;

import io.platen.conformance.wire.Identity;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a session tells the fake device: who it is and where its hosts are.
 *
 * @param own empty before it has enrolled
 * @param printers whether there are printers to look for
 * @param traps where it takes what printers send by themselves
 * @param folder with the files of the session
 */
record FakeDeviceSetup(
    UUID device,
    Optional<Identity> own,
    List<X509Certificate> authorities,
    List<URI> updates,
    List<URI> downloads,
    URI enrolment,
    Optional<FakeTunnel.Proxy> proxy,
    boolean live,
    boolean mayLeave,
    boolean printers,
    Optional<InetSocketAddress> traps,
    Path folder) {
  private static final UUID NOBODY = new UUID(0, 0);

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
    String id = said.getProperty("device.id");
    String authority = said.getProperty("authority");
    return new FakeDeviceSetup(
        id == null ? NOBODY : UUID.fromString(id),
        own(session, said),
        authority == null ? List.of() : Identity.certificates(session.resolve(authority)),
        List.of(url(said, "update.url"), url(said, "update2.url")),
        List.of(url(said, "download.url"), url(said, "download2.url")),
        url(said, "est.url"),
        proxy(said),
        Boolean.parseBoolean(said.getProperty("live")),
        Boolean.parseBoolean(said.getProperty("may-leave")),
        Boolean.parseBoolean(said.getProperty("printers")),
        traps(said.getProperty("traps")),
        session);
  }

  private static Optional<InetSocketAddress> traps(@Nullable String said) {
    return said == null
        ? Optional.empty()
        : Optional.of(
            new InetSocketAddress(
                said.substring(0, said.lastIndexOf(':')),
                Integer.parseInt(said.substring(said.lastIndexOf(':') + 1))));
  }

  private static Optional<FakeTunnel.Proxy> proxy(Properties said) {
    return said.getProperty("proxy.url") == null
        ? Optional.empty()
        : Optional.of(
            new FakeTunnel.Proxy(
                url(said, "proxy.url"),
                value(said, "proxy.user"),
                value(said, "proxy.password"),
                Boolean.parseBoolean(said.getProperty("proxy.basic-in-clear"))));
  }

  private static Optional<Identity> own(Path session, Properties said) throws IOException {
    return said.getProperty("certificate") == null
        ? Optional.empty()
        : Optional.of(
            Identity.read(
                "device",
                session.resolve(value(said, "certificate")),
                session.resolve(value(said, "key"))));
  }

  /** The same once it has a certificate, or another one. */
  FakeDeviceSetup as(Identity other) {
    return new FakeDeviceSetup(
        UUID.fromString(named(other)),
        Optional.of(other),
        authorities,
        updates,
        downloads,
        enrolment,
        proxy,
        live,
        mayLeave,
        printers,
        traps,
        folder);
  }

  /** The same at another server. */
  FakeDeviceSetup at(
      List<URI> others, List<URI> otherDownloads, URI otherEnrolment, X509Certificate authority) {
    return new FakeDeviceSetup(
        device,
        own,
        List.of(authority),
        others,
        otherDownloads,
        otherEnrolment,
        proxy,
        live,
        mayLeave,
        printers,
        traps,
        folder);
  }

  FakeDeviceSetup trusting(List<X509Certificate> others) {
    return new FakeDeviceSetup(
        device, own, others, updates, downloads, enrolment, proxy, live, mayLeave, printers, traps,
        folder);
  }

  /** Whose releases it takes. */
  String repository() {
    return GroundMaker.REPOSITORY;
  }

  /** The first root that it trusts; empty where it has no updates. */
  Optional<byte[]> root() {
    Path file = folder.resolve("root.xml");
    try {
      return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether its certificate is its own. */
  boolean isItself() {
    return own.map(each -> named(each).equals(device.toString())).orElse(true);
  }

  private static String named(Identity identity) {
    return identity.chain().get(0).getSubjectX500Principal().getName().replaceFirst("^CN=", "");
  }

  private static URI url(Properties said, String key) {
    return URI.create(value(said, key));
  }

  private static String value(Properties said, String key) {
    return Objects.requireNonNull(said.getProperty(key), key + " is missing");
  }
}
