package io.platen.conformance.testing;

import io.platen.conformance.engine.Applicability;
import io.platen.conformance.engine.Run;
import io.platen.conformance.engine.Runner;
import io.platen.conformance.engine.Selection;
import io.platen.conformance.engine.TestResult;
import io.platen.conformance.peers.DeviceGround;
import io.platen.conformance.peers.PeerKeys;
import io.platen.conformance.peers.PeerPki;
import io.platen.conformance.peers.ScriptedServer;
import io.platen.conformance.subject.Footprint;
import io.platen.conformance.subject.ServerUnderTest;
import io.platen.conformance.subject.Target;
import io.platen.conformance.subject.Trials;
import io.platen.conformance.suite.Extras;
import io.platen.protocol.Requirement;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Properties;
import java.util.Set;

/** A server that keeps to the protocol but where a test scripts it, held against extra tests. */
public final class Bystander implements AutoCloseable {
  private static final PeerKeys KEYS = PeerKeys.make();

  private final DeviceGround ground = new DeviceGround(KEYS, exchange -> {});
  private final Path folder;
  private Duration patience = Duration.ofSeconds(30);
  private Footprint footprint = Footprint.NONE;

  public Bystander(Path folder) {
    this.folder = folder;
  }

  public ScriptedServer server() {
    return ground.first();
  }

  public Bystander patience(Duration time) {
    patience = time;
    return this;
  }

  public Bystander footprint(Footprint what) {
    footprint = what;
    return this;
  }

  /** What one extra test says of it. */
  public TestResult play(String test, Trials trials) throws Exception {
    return play(test, trials, server().deviceUrl());
  }

  /**
   * @param url where the server is reached
   */
  public TestResult play(String test, Trials trials, URI url) throws Exception {
    return run(test, trials, url).results().get(0);
  }

  public Run run(String test, Trials trials, URI url) throws Exception {
    Target target = target(url);
    return new Runner(
            now -> new ServerUnderTest(target, patience, now, trials),
            Applicability.of(Set.of("core")),
            InstantSource.system())
        .run(
            Selection.of(Extras.everything(Requirement.Role.SERVER), List.of(test)).tests(),
            result -> {});
  }

  private Target target(URI url) throws Exception {
    PeerPki.write(ground.own(), folder.resolve("own.pem"), folder.resolve("own.key"));
    Files.writeString(folder.resolve("ca.pem"), PeerPki.pem(List.of(ground.authority())));
    Properties set = new Properties();
    set.setProperty("update1.url", url.toString());
    set.setProperty("download.url", url.toString());
    set.setProperty("est.url", server().enrolmentUrl().toString());
    set.setProperty("authority.pem", "ca.pem");
    set.setProperty("device.id", ground.device().toString());
    set.setProperty("valid.certificate", "own.pem");
    set.setProperty("valid.key", "own.key");
    Target read = Target.of(folder.resolve("conformance.properties"), set);
    return new Target(
        read.update1(),
        read.update2(),
        read.download(),
        read.download2(),
        read.enrolment(),
        read.authorities(),
        read.device(),
        read.revokedDevice(),
        read.identities(),
        read.codes(),
        read.registry(),
        read.updates(),
        read.operator(),
        footprint);
  }

  @Override
  public void close() {
    ground.close();
  }
}
