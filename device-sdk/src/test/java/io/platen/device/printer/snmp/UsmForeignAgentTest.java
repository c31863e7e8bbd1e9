package io.platen.device.printer.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.port.JdkDatagrams;
import io.platen.device.printer.PrinterSnapshot;
import io.platen.device.printer.PrinterTarget;
import io.platen.device.printer.Refusal;
import io.platen.device.testing.ForeignProcess;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import io.platen.protocol.sync.SnmpUser;
import io.platen.protocol.sync.SnmpUser.Auth;
import io.platen.protocol.sync.SnmpUser.Priv;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * SNMP v3 against net-snmp's snmpd, with each pair of algorithms that it has. Skipped where it is
 * not installed.
 */
class UsmForeignAgentTest {
  private static final String AUTH_PASSWORD = "correct-auth-horse";
  private static final String PRIV_PASSWORD = "correct-priv-horse";
  private static final List<Priv> STANDARD =
      List.of(Priv.NONE, Priv.DES, Priv.AES_128, Priv.AES_192, Priv.AES_256);

  @TempDir private static Path folder;

  private static int port;
  private static ForeignProcess agent;

  private Instant now = Instant.now();
  private final SnmpReader reader =
      new SnmpReader(new JdkDatagrams(), () -> now, new SecureRandom(), Patience.POLLING);

  private final SnmpReader impatient =
      new SnmpReader(
          new JdkDatagrams(),
          () -> now,
          new SecureRandom(),
          new Patience(Duration.ofSeconds(5), 1));

  private final SnmpReader knocking =
      new SnmpReader(
          new JdkDatagrams(),
          () -> now,
          new SecureRandom(),
          new Patience(Duration.ofMillis(300), 1));

  @BeforeAll
  static void startAgent() throws Exception {
    Path program = snmpd();
    port = ForeignProcess.freePort();
    agent = start(program, "first");
    assertThat(new UsmForeignAgentTest().readUntilItIsUp(user(Auth.NONE, Priv.NONE)).facts())
        .isPresent();
  }

  @AfterAll
  static void stopAgent() {
    if (agent != null) {
      agent.close();
    }
  }

  static Stream<SnmpUser> users() {
    List<SnmpUser> users = new ArrayList<>();
    users.add(user(Auth.NONE, Priv.NONE));
    for (Auth auth : Auth.values()) {
      if (auth != Auth.NONE) {
        STANDARD.forEach(priv -> users.add(user(auth, priv)));
      }
    }
    return users.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("users")
  void reads_by_each_pair_of_algorithms(SnmpUser user) throws Exception {
    // when
    PrinterSnapshot first = reader.read(target(user));
    PrinterSnapshot second = reader.read(target(user));

    // then
    assertThat(first.refusal()).isNull();
    assertThat(first.facts().orElseThrow().identity().serial()).isEqualTo("QX-000417");
    assertThat(second.facts()).isPresent();
    assertThat(second.traffic().requests()).isLessThan(first.traffic().requests());
  }

  @Test
  void says_that_the_user_is_unknown() throws Exception {
    // given
    SnmpUser stranger =
        new SnmpUser("stranger", Auth.SHA_256, AUTH_PASSWORD, Priv.AES_128, PRIV_PASSWORD, "");

    // when
    PrinterSnapshot snapshot = reader.read(target(stranger));

    // then
    assertThat(snapshot.isReachable()).isFalse();
    assertThat(snapshot.refusal()).isEqualTo(Refusal.UNKNOWN_USER);
  }

  @Test
  void says_that_the_key_is_wrong() throws Exception {
    // given
    SnmpUser known = user(Auth.SHA_256, Priv.AES_128);
    SnmpUser wrong =
        new SnmpUser(
            known.name(), Auth.SHA_256, "another-password", Priv.AES_128, PRIV_PASSWORD, "");

    // when
    PrinterSnapshot snapshot = reader.read(target(wrong));

    // then
    assertThat(snapshot.refusal()).isEqualTo(Refusal.WRONG_KEY);
  }

  @Test
  void says_that_the_encryption_is_wrong() throws Exception {
    // given
    SnmpUser known = user(Auth.SHA_256, Priv.AES_128);
    SnmpUser wrong =
        new SnmpUser(
            known.name(), Auth.SHA_256, AUTH_PASSWORD, Priv.AES_128, "another-password", "");

    // when: net-snmp drops what it cannot open
    PrinterSnapshot snapshot = impatient.read(target(wrong));

    // then
    assertThat(snapshot.refusal()).isEqualTo(Refusal.NOT_DECRYPTED);
  }

  @Test
  void says_that_the_level_is_not_taken() throws Exception {
    // given
    SnmpUser known = user(Auth.SHA_256, Priv.AES_128);
    SnmpUser bare = new SnmpUser(known.name(), Auth.NONE, "", Priv.NONE, "", "");

    // when
    PrinterSnapshot snapshot = reader.read(target(bare));

    // then: net-snmp answers a level below the user's with an authorization error, not a report
    assertThat(snapshot.isReachable()).isFalse();
    assertThat(snapshot.refusal()).isEqualTo(Refusal.UNSUPPORTED_LEVEL);
  }

  @Test
  void follows_the_engines_time_when_its_own_clock_was_put_back_and_forth() throws Exception {
    // given
    SnmpUser user = user(Auth.SHA_1, Priv.DES);
    assertThat(reader.read(target(user)).isReachable()).isTrue();

    // then
    now = now.plus(Duration.ofHours(3));
    assertThat(reader.read(target(user)).isReachable()).isTrue();
    now = now.minus(Duration.ofDays(2));
    assertThat(reader.read(target(user)).isReachable()).isTrue();
  }

  @Test
  void goes_on_after_the_agent_was_restarted_and_after_it_was_exchanged() throws Exception {
    // given
    SnmpUser user = user(Auth.SHA_512, Priv.AES_256);
    assertThat(reader.read(target(user)).isReachable()).isTrue();
    Path program = snmpd();

    // when
    agent.close();
    agent = start(program, "first");

    // then
    assertThat(readUntilItIsUp(user).facts()).isPresent();

    // when: another engine answers at this address
    agent.close();
    agent = start(program, "second");

    // then
    assertThat(readUntilItIsUp(user).facts()).isPresent();
  }

  /** Others have knocked before: this reader would wait for seconds for what is not up yet. */
  private PrinterSnapshot readUntilItIsUp(SnmpUser user) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!knocking.read(target(user)).isReachable() && agent.isAlive()) {
      assertThat(System.nanoTime()).as("a minute is over").isLessThan(end);
    }
    return reader.read(target(user));
  }

  private static SnmpUser user(Auth auth, Priv priv) {
    return new SnmpUser(
        auth.token() + "." + priv.token(),
        auth,
        auth == Auth.NONE ? "" : AUTH_PASSWORD,
        priv,
        priv == Priv.NONE ? "" : PRIV_PASSWORD,
        "");
  }

  private static PrinterTarget target(SnmpUser user) {
    return new PrinterTarget(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), SnmpAccess.of(user, port));
  }

  private static Path snmpd() {
    return ForeignProcess.demand("snmpd", "snmpd");
  }

  /** Each name is a folder, and so an engine, of its own. */
  private static ForeignProcess start(Path program, String name) throws Exception {
    Path home = Files.createDirectories(folder.resolve(name));
    StringBuilder lines = new StringBuilder("agentaddress udp:127.0.0.1:" + port + "\n");
    lines.append("override 1.3.6.1.2.1.43.5.1.1.17.1 octet_str \"QX-000417\"\n");
    users()
        .forEach(
            user -> {
              String level =
                  user.auth() == Auth.NONE ? "noauth" : user.priv() == Priv.NONE ? "auth" : "priv";
              lines.append("createUser ").append(user.name());
              if (user.auth() != Auth.NONE) {
                lines.append(' ').append(auth(user)).append(" \"" + AUTH_PASSWORD + "\"");
              }
              if (user.priv() != Priv.NONE) {
                lines.append(' ').append(priv(user)).append(" \"" + PRIV_PASSWORD + "\"");
              }
              lines.append("\nrouser ").append(user.name()).append(' ').append(level).append('\n');
            });
    Path config = Files.writeString(home.resolve("snmpd.conf"), lines);
    return ForeignProcess.start(
        home,
        Map.of("SNMP_PERSISTENT_DIR", home.resolve("persistent").toString(), "MIBS", ""),
        List.of(program.toString(), "-f", "-C", "-c", config.toString(), "-Lo", "-I", "-smux"));
  }

  private static String auth(SnmpUser user) {
    return user.auth().token().equals("sha-1")
        ? "SHA"
        : user.auth().token().toUpperCase(Locale.ROOT);
  }

  private static String priv(SnmpUser user) {
    return user.priv() == Priv.AES_128 ? "AES" : user.priv().token().toUpperCase(Locale.ROOT);
  }
}
