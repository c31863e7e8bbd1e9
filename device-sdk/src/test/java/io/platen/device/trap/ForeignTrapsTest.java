package io.platen.device.trap;

import static io.platen.protocol.Requirement.PLT_ALR_002;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.port.JdkDatagrams;
import io.platen.device.port.ThreadScheduler;
import io.platen.device.printer.PrinterSnapshot;
import io.platen.device.printer.PrinterTarget;
import io.platen.device.printer.Traffic;
import io.platen.device.printer.snmp.usm.NotificationEngine;
import io.platen.device.testing.ForeignProcess;
import io.platen.protocol.Verifies;
import io.platen.protocol.sync.DiscoveryEntry;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import io.platen.protocol.sync.SnmpUser;
import io.platen.protocol.sync.SnmpUser.Auth;
import io.platen.protocol.sync.SnmpUser.Priv;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Net-snmp's snmptrap and snmpinform. Skipped where they are not installed. */
class ForeignTrapsTest {
  private static final String ALERT = "1.3.6.1.2.1.43.18.2.0.1";
  private static final String CODE = "1.3.6.1.2.1.43.18.1.1.7.1.14";
  private static final String AUTH = "correct-auth-horse";
  private static final String PRIV = "correct-priv-horse";
  private static final byte[] ENGINE = {(byte) 0x80, 0, 0x7e, (byte) 0xd9, 5, 1, 2, 3, 4, 5, 6, 7};
  private static final List<String> V2 = List.of("", ALERT, CODE, "i", "8");
  private static final long LONG_ENOUGH = 60;

  private final LinkedBlockingQueue<PrinterTarget> readings = new LinkedBlockingQueue<>();
  private final PrinterTarget printer =
      new PrinterTarget(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 161), SnmpAccess.PUBLIC);

  @TempDir private Path folder;
  private ThreadScheduler scheduler;
  private TrapService service;

  @BeforeEach
  void listen() {
    scheduler = new ThreadScheduler("test-traps");
    service =
        new TrapService(
            new JdkDatagrams(),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            scheduler,
            new NotificationEngine(ENGINE, 3, scheduler.elapsed()),
            this::read,
            (snapshot, traps) -> TrapService.Verdict.NOTHING,
            problem -> {});
    service.know(List.of(entry()), List.of(printer));
    service.start();
    while (service.address().isEmpty()) {
      Thread.onSpinWait();
    }
  }

  @AfterEach
  void stop() {
    scheduler.close();
  }

  private PrinterSnapshot read(PrinterTarget target) {
    readings.add(target);
    return new PrinterSnapshot(target, Instant.EPOCH, null, Traffic.NONE);
  }

  private static DiscoveryEntry entry() {
    List<SnmpAccess> access = new ArrayList<>(List.of(SnmpAccess.PUBLIC));
    for (Auth auth : Auth.values()) {
      for (Priv priv : List.of(Priv.NONE, Priv.DES, Priv.AES_128, Priv.AES_256)) {
        if (auth != Auth.NONE || priv == Priv.NONE) {
          access.add(SnmpAccess.of(user(auth, priv), 161));
        }
      }
    }
    return new DiscoveryEntry(
        "one", DiscoveryEntry.Kind.HOST, "127.0.0.1", List.of(), access, java.util.Set.of("snmp"));
  }

  private static SnmpUser user(Auth auth, Priv priv) {
    String name = auth.token() + "-" + priv.token();
    return new SnmpUser(
        name, auth, auth == Auth.NONE ? "" : AUTH, priv, priv == Priv.NONE ? "" : PRIV, "");
  }

  /** Its exit status: an inform that nobody answers ends with 1. */
  private int run(String program, List<String> options, List<String> what) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(ForeignProcess.demand("snmp", program).toString());
    command.addAll(options);
    InetSocketAddress at = service.address().orElseThrow();
    command.add("127.0.0.1:" + at.getPort());
    command.addAll(what);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    assertThat(process.waitFor(LONG_ENOUGH, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private void isRead() throws Exception {
    assertThat(readings.poll(LONG_ENOUGH, TimeUnit.SECONDS)).isEqualTo(printer);
  }

  @Test
  @Verifies(positive = PLT_ALR_002)
  void takes_traps_and_informs_of_version_1_and_2() throws Exception {
    // when, then
    run(
        "snmptrap",
        List.of("-v", "1", "-c", "public"),
        List.of("1.3.6.1.2.1.43.18.2", "127.0.0.1", "6", "1", "", CODE, "i", "8"));
    isRead();
    run("snmptrap", List.of("-v", "2c", "-c", "public"), V2);
    isRead();
    assertThat(run("snmpinform", List.of("-v", "2c", "-c", "public"), V2)).isZero();
    isRead();
  }

  @ParameterizedTest(name = "{0}, {2}")
  @Verifies(positive = PLT_ALR_002)
  @CsvSource({
    "none, , none, , noAuthNoPriv",
    "md5, MD5, none, , authNoPriv",
    "sha-1, SHA, des, DES, authPriv",
    "sha-256, SHA-256, aes-128, AES, authPriv",
    "sha-512, SHA-512, aes-256, AES-256, authPriv"
  })
  void takes_traps_and_informs_of_version_3(
      String auth, String authName, String priv, String privName, String level) throws Exception {
    // given
    List<String> user = new ArrayList<>(List.of("-v", "3", "-l", level, "-u", auth + "-" + priv));
    if (authName != null) {
      user.addAll(List.of("-a", authName, "-A", AUTH));
    }
    if (privName != null) {
      user.addAll(List.of("-x", privName, "-X", PRIV));
    }
    // when, then: by the sender's engine
    List<String> trap = new ArrayList<>(user);
    trap.addAll(List.of("-e", "0x80001f880302a0b1c2d3"));
    run("snmptrap", trap, V2);
    isRead();
    // when, then: by ours, which it has to find out
    assertThat(run("snmpinform", user, V2)).isZero();
    isRead();
  }

  @Test
  void does_not_answer_an_inform_whose_password_is_wrong() throws Exception {
    // when
    int status =
        run(
            "snmpinform",
            List.of(
                "-v",
                "3",
                "-l",
                "authNoPriv",
                "-u",
                "md5-none",
                "-a",
                "MD5",
                "-A",
                "another-password",
                "-r",
                "0",
                "-t",
                "1"),
            V2);
    // then
    assertThat(status).isEqualTo(1);
    assertThat(service.counts().notAuthentic()).isPositive();
    assertThat(service.counts().readings()).isZero();
  }

  @Test
  void ends_with_the_scheduler() {
    // when
    scheduler.close();
    // then
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("test-traps"));
  }
}
