package io.platen.conformance.peers;

import io.platen.protocol.enrolment.ActivationCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A running fake server, and the configuration in a folder that points the suite at it. */
public final class PeerBench implements AutoCloseable {
  /** More than the suite has tests that need one. */
  private static final int CODES = 40;

  private static final SecureRandom RANDOM = new SecureRandom();

  private static final String LEGACY = "legacy-tls";

  private final PeerKeys keys;
  private final boolean legacy;
  private final FakeServer server;
  private final FakeRegistry registry;
  private final Path folder;
  private final TreeMap<String, String> configuration = new TreeMap<>();

  /**
   * @param folder where the configuration and the keys are written
   * @param fault what it does wrong; empty for a server that keeps to the protocol
   */
  public PeerBench(PeerKeys keys, Path folder, Optional<Fault> fault) throws IOException {
    this(keys, folder, fault, fault.filter(each -> isLegacy(each)).isPresent());
  }

  /**
   * @param legacy whether it speaks TLS 1.2 too, as the profile has it
   */
  public PeerBench(PeerKeys keys, Path folder, Optional<Fault> fault, boolean legacy)
      throws IOException {
    this.keys = keys;
    this.legacy = legacy;
    this.folder = folder;
    FakeProtocol protocol =
        new FakeProtocol(
            keys.device(),
            keys.deactivated(),
            new FakeProtocol.Authorities(keys.servers(), keys.devices()),
            keys.sealing(),
            fault);
    Set<String> codes = new TreeSet<>();
    while (codes.size() < CODES) {
      ActivationCode code = ActivationCode.draw(RANDOM);
      protocol.add(code);
      codes.add(code.text());
    }
    configuration.put("enrolment.codes", String.join(" ", codes));
    Files.write(folder.resolve("1.root.xml"), protocol.updatesRoot());
    configuration.put("updates.repository", FakeUpdates.REPOSITORY);
    configuration.put("updates.root", "1.root.xml");
    this.server =
        new FakeServer(keys.server(), keys.devices(), protocol, FakeTls.of(legacy, fault), fault);
    this.registry = new FakeRegistry(FakeSyncDocument.HEARTBEAT, fault);
    configure();
  }

  private static boolean isLegacy(Fault fault) {
    return fault.requirement().profile().equals(LEGACY);
  }

  /** What the server may claim of these profiles. */
  public Set<String> claimed(Set<String> profiles) {
    Set<String> claimed = new TreeSet<>(profiles);
    if (!legacy) {
      claimed.remove(LEGACY);
    }
    return claimed;
  }

  /** Another value of the configuration; empty takes it away. */
  public PeerBench with(String key, String value) {
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
  public void close() throws IOException {
    server.close();
    registry.close();
  }

  private void configure() throws IOException {
    configuration.put("update1.url", server.deviceUrl().toString());
    configuration.put("update2.url", server.deviceUrl() + FakeProtocol.SECOND_HOST + "/");
    configuration.put("download.url", server.deviceUrl().toString());
    configuration.put("download2.url", "");
    configuration.put("est.url", server.enrolmentUrl() + "/.well-known/est/platen");
    configuration.put("heartbeat.address", registry.address());
    configuration.put("operator.url", server.enrolmentUrl() + FakeOperator.PATH);
    configuration.put("operator.token", FakeOperator.FIRST);
    configuration.put("operator.second.token", FakeOperator.SECOND);
    configuration.put("authority.pem", "authority.pem");
    configuration.put("device.id", keys.device().toString());
    configuration.put("revoked.device.id", keys.deactivated().toString());
    Files.writeString(
        folder.resolve("authority.pem"), PeerPki.pem(List.of(keys.servers().certificate())));
    for (PeerKeys.Named each : keys.personas()) {
      PeerPki.write(
          each.identity(),
          folder.resolve(each.name() + ".pem"),
          folder.resolve(each.name() + ".key"));
      configuration.put(each.name() + ".certificate", each.name() + ".pem");
      configuration.put(each.name() + ".key", each.name() + ".key");
    }
  }
}
