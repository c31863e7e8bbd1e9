package io.platen.conformance.testing;

import io.platen.conformance.wire.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** A fake server with keys of its own, and the configuration that points the suite at it. */
public final class TestBench implements AutoCloseable {
  // Making keys costs more than all the rest of a test.
  private static final TestPki SERVERS = TestPki.named("Servers of the test");
  private static final TestPki DEVICES = TestPki.named("Devices of the test");
  private static final TestPki STRANGERS = TestPki.named("Strangers");
  private static final Identity OWN = SERVERS.server();
  private static final UUID DEVICE = UUID.randomUUID();
  private static final UUID DEACTIVATED = UUID.randomUUID();
  private static final Identity VALID = DEVICES.device(DEVICE.toString());
  private static final Identity EXPIRED = DEVICES.expiredDevice(DEVICE.toString());
  private static final Identity REVOKED = DEVICES.device(DEACTIVATED.toString());
  private static final Identity UNKNOWN = DEVICES.device(UUID.randomUUID().toString());
  private static final Identity FOREIGN = STRANGERS.device(DEVICE.toString());

  private final FakeServer server;
  private final Path folder;
  private final TreeMap<String, String> configuration = new TreeMap<>();

  private TestBench(Path folder, Optional<Fault> fault) throws IOException {
    this.folder = folder;
    FakeProtocol protocol = new FakeProtocol(DEVICE, DEACTIVATED, fault);
    this.server = new FakeServer(OWN, DEVICES, protocol, fault);
    configure();
  }

  public static TestBench correct(Path folder) throws IOException {
    return new TestBench(folder, Optional.empty());
  }

  public static TestBench wrongBy(Fault fault, Path folder) throws IOException {
    return new TestBench(folder, Optional.of(fault));
  }

  /** Another value of the configuration; empty takes it away. */
  public TestBench with(String key, String value) {
    configuration.put(key, value);
    return this;
  }

  /** Writes the configuration. */
  public Path configuration() throws IOException {
    Path file = folder.resolve("conformance.properties");
    StringBuilder text = new StringBuilder();
    configuration.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    return Files.writeString(file, text.toString());
  }

  @Override
  public void close() {
    server.close();
  }

  private void configure() throws IOException {
    configuration.put("update1.url", server.deviceUrl().toString());
    configuration.put("update2.url", server.deviceUrl() + FakeProtocol.SECOND_HOST + "/");
    configuration.put("download.url", server.deviceUrl().toString());
    configuration.put("download2.url", "");
    configuration.put("est.url", server.enrolmentUrl() + "/.well-known/est/platen");
    configuration.put("authority.pem", "authority.pem");
    configuration.put("device.id", DEVICE.toString());
    configuration.put("revoked.device.id", DEACTIVATED.toString());
    Files.writeString(
        folder.resolve("authority.pem"), TestPki.pem(java.util.List.of(SERVERS.certificate())));
    persona("valid", VALID);
    persona("expired", EXPIRED);
    persona("foreign", FOREIGN);
    persona("revoked", REVOKED);
    persona("unknown", UNKNOWN);
  }

  private void persona(String name, Identity identity) throws IOException {
    TestPki.write(identity, folder.resolve(name + ".pem"), folder.resolve(name + ".key"));
    configuration.put(name + ".certificate", name + ".pem");
    configuration.put(name + ".key", name + ".key");
  }
}
