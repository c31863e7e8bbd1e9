package io.platen.device.printer.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.discovery.Pace;
import io.platen.device.discovery.ScanListener;
import io.platen.device.discovery.Scanner;
import io.platen.device.port.JdkDatagrams;
import io.platen.device.printer.PrinterTarget;
import io.platen.device.testing.ForeignProcess;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.sync.DiscoveryEntry;
import io.platen.protocol.sync.DiscoveryEntry.Kind;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess.Version;
import io.platen.protocol.sync.SnmpUser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against snmpsim, an agent that knows nothing of us. Skipped where it is not installed. */
class ForeignAgentTest {
  private static final String PASSWORD = "correct-horse-battery";
  private static final String RECORDING =
      """
      1.3.6.1.2.1.1.1.0|4|Acme PrintServer 7
      1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.99999.1
      1.3.6.1.2.1.1.3.0|67|4711
      1.3.6.1.2.1.25.3.2.1.2.1|6|1.3.6.1.2.1.25.3.1.5
      1.3.6.1.2.1.25.3.2.1.3.1|4|Acme Quill 300c
      1.3.6.1.2.1.25.3.5.1.1.1|2|4
      1.3.6.1.2.1.43.5.1.1.17.1|4|QX-000417
      1.3.6.1.2.1.43.10.2.1.3.1.1|2|7
      1.3.6.1.2.1.43.10.2.1.4.1.1|65|33810
      1.3.6.1.2.1.43.11.1.1.5.1.1|2|3
      1.3.6.1.2.1.43.11.1.1.6.1.1|4|Black toner
      1.3.6.1.2.1.43.11.1.1.7.1.1|2|19
      1.3.6.1.2.1.43.11.1.1.8.1.1|2|100
      1.3.6.1.2.1.43.11.1.1.9.1.1|2|54
      """;

  @Test
  void scans_and_reads_an_agent_that_others_wrote(@TempDir Path folder) throws Exception {
    // given
    Path program = snmpsim();
    int port = ForeignProcess.freePort();
    try (ForeignProcess agent = start(program, folder, port)) {
      SnmpAccess access = new SnmpAccess(Version.V2C, "quill", port);
      List<PrinterTarget> found = scanUntilItIsUp(agent, access);
      SnmpReader reader =
          new SnmpReader(new JdkDatagrams(), InstantSource.system(), new SecureRandom());
      // when
      PrinterFacts first = reader.read(found.get(0)).facts().orElseThrow();
      PrinterFacts second = reader.read(found.get(0)).facts().orElseThrow();
      // then
      assertThat(first.identity().serial()).isEqualTo("QX-000417");
      assertThat(first.meters()).extracting(meter -> meter.value()).containsExactly(33_810L);
      assertThat(first.supplies().get(0).level().percent()).hasValue(54);
      assertThat(second).isEqualTo(first);
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(names = {"AES_192", "AES_256", "AES_192_C", "AES_256_C"})
  void scans_and_reads_by_users_of_v3_with_either_way_to_extend_a_key(
      SnmpUser.Priv priv, @TempDir Path folder) throws Exception {
    // given
    Path program = snmpsim();
    int port = ForeignProcess.freePort();
    try (ForeignProcess agent = start(program, folder, port)) {
      SnmpUser user =
          new SnmpUser(priv.token(), SnmpUser.Auth.SHA_1, PASSWORD, priv, PASSWORD, "quill");
      // when
      List<PrinterTarget> found = scanUntilItIsUp(agent, SnmpAccess.of(user, port));
      SnmpReader reader =
          new SnmpReader(new JdkDatagrams(), InstantSource.system(), new SecureRandom());
      PrinterFacts facts = reader.read(found.get(0)).facts().orElseThrow();
      // then
      assertThat(facts.identity().serial()).isEqualTo("QX-000417");
      assertThat(facts.supplies().get(0).level().percent()).hasValue(54);
    }
  }

  /** What snmpsim calls AES192 and AES256 extends keys as Cisco does. */
  private static List<String> users() {
    return Stream.of(
            "aes-192:AES192BLMT", "aes-256:AES256BLMT", "aes-192-c:AES192", "aes-256-c:AES256")
        .map(each -> each.split(":", 2))
        .flatMap(
            each ->
                Stream.of(
                    "--v3-user=" + each[0],
                    "--v3-auth-key=" + PASSWORD,
                    "--v3-auth-proto=SHA",
                    "--v3-priv-key=" + PASSWORD,
                    "--v3-priv-proto=" + each[1]))
        .toList();
  }

  /** The scan itself waits for answers, so asking again is all the waiting that is needed. */
  private static List<PrinterTarget> scanUntilItIsUp(ForeignProcess agent, SnmpAccess access)
      throws InterruptedException {
    Scanner scanner = new Scanner(new JdkDatagrams(), new SecureRandom());
    DiscoveryEntry entry =
        new DiscoveryEntry("agent", Kind.HOST, "127.0.0.1", List.of(), List.of(access));
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    List<PrinterTarget> found = List.of();
    while (found.isEmpty() && agent.isAlive() && System.nanoTime() < end) {
      found = scanner.scan(List.of(entry), new Pace(100), ScanListener.NONE);
    }
    assertThat(found).as("printers found at snmpsim").hasSize(1);
    return found;
  }

  private static Path snmpsim() {
    return ForeignProcess.demand("snmpsim", "snmpsimd", "snmpsim-command-responder");
  }

  private static ForeignProcess start(Path program, Path folder, int port) throws Exception {
    Path data = Files.createDirectories(folder.resolve("data"));
    Path cache = Files.createDirectories(folder.resolve("cache"));
    Files.writeString(data.resolve("quill.snmprec"), RECORDING);
    for (Path each : List.of(folder, data, cache)) {
      Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxrwxrwx"));
    }
    List<String> rights =
        System.getProperty("user.name").equals("root")
            ? List.of("--process-user=nobody", "--process-group=nogroup")
            : List.of();
    List<String> command =
        Stream.of(
                List.of(program.toString(), "--logging-method=null"),
                rights,
                List.of(
                    "--data-dir=" + data,
                    "--cache-dir=" + cache,
                    "--agent-udpv4-endpoint=127.0.0.1:" + port),
                users())
            .flatMap(List::stream)
            .toList();
    return ForeignProcess.start(folder, Map.of(), command);
  }
}
