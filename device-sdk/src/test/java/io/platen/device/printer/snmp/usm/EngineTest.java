package io.platen.device.printer.snmp.usm;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.discovery.Pace;
import io.platen.device.discovery.ScanListener;
import io.platen.device.discovery.Scanner;
import io.platen.device.printer.Refusal;
import io.platen.device.testing.SimulatedNetwork;
import io.platen.protocol.Requirement;
import io.platen.protocol.Verifies;
import io.platen.protocol.sync.DiscoveryEntry;
import io.platen.protocol.sync.DiscoveryEntry.Kind;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import io.platen.protocol.sync.SnmpUser;
import io.platen.protocol.sync.SnmpUser.Auth;
import io.platen.protocol.sync.SnmpUser.Priv;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.snmp4j.PDU;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.VariableBinding;

/** What is believed of an agent of SNMP v3, and what is not. */
class EngineTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private static final SnmpUser USER =
      new SnmpUser(
          "fleet-reader", Auth.SHA_256, "auth-password", Priv.AES_128, "priv-password", "");
  private static final byte[] ENGINE_ID = HexFormat.of().parseHex("80001f888059dc486145a26322");
  private static final InetSocketAddress ADDRESS = new InetSocketAddress("192.0.2.7", 161);

  private final FakeEngine agent = new FakeEngine(ENGINE_ID, USER);
  private final Engine engine = new Engine(USER);

  @Test
  void asks_who_it_is_then_what_it_has() {
    // when
    engine.encode(request(1), NOW);
    Heard told = engine.hear(agent.report(SnmpConstants.usmStatsUnknownEngineIDs, 1), 1, NOW);
    byte[] asked = bytes(engine.encode(request(2), NOW));
    Heard answer = engine.hear(agent.response(2), 2, NOW);

    // then
    assertThat(told).isInstanceOf(Heard.AskAgain.class);
    assertThat(UsmMessage.decode(asked))
        .hasValueSatisfying(
            message -> {
              assertThat(UsmMessage.bytes(message.security().engineId())).isEqualTo(ENGINE_ID);
              assertThat(message.isAuthenticated()).isTrue();
              assertThat(message.isEncrypted()).isTrue();
            });
    assertThat(answer).isInstanceOf(Heard.Response.class);
  }

  @Test
  void takes_no_answer_that_was_changed_on_its_way() {
    // given
    discover();
    byte[] answer = agent.response(2);

    // then: each bit counts
    for (int i = 0; i < answer.length; i++) {
      byte[] changed = answer.clone();
      changed[i] ^= 0x10;
      assertThat(engine.hear(changed, 2, NOW))
          .as("with byte " + i + " changed")
          .isNotInstanceOf(Heard.Response.class);
    }
    assertThat(engine.hear(answer, 2, NOW)).isInstanceOf(Heard.Response.class);
  }

  @Test
  void hears_nothing_in_a_message_that_was_cut_off_or_is_none() {
    // given
    discover();
    byte[] answer = agent.response(2);
    Random random = new Random(41);

    // then
    for (int length = 0; length < answer.length; length++) {
      assertThat(engine.hear(Arrays.copyOf(answer, length), 2, NOW))
          .isInstanceOf(Heard.Nothing.class);
    }
    for (int i = 0; i < 2_000; i++) {
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      assertThat(engine.hear(noise, 2, NOW)).isInstanceOf(Heard.Nothing.class);
    }
  }

  @Test
  void takes_no_answer_that_is_less_safe_than_the_question() {
    // given
    discover();

    // then
    assertThat(engine.hear(agent.bareResponse(2), 2, NOW)).isInstanceOf(Heard.Nothing.class);
  }

  @Test
  void takes_no_answer_to_another_question() {
    // given
    discover();

    // then
    assertThat(engine.hear(agent.response(2), 3, NOW)).isInstanceOf(Heard.Nothing.class);
  }

  @Test
  void follows_the_time_only_where_an_authentic_report_tells_it() {
    // given
    discover();
    FakeEngine restarted = agent.restarted();

    // when
    Heard forged = engine.hear(restarted.report(SnmpConstants.usmStatsNotInTimeWindows, 2), 2, NOW);
    int bootsBefore = decoded(engine.encode(request(3), NOW)).security().boots();
    Heard real =
        engine.hear(restarted.signedReport(SnmpConstants.usmStatsNotInTimeWindows, 3), 3, NOW);
    UsmMessage.Parameters after =
        decoded(engine.encode(request(4), NOW.plus(Duration.ofSeconds(30)))).security();

    // then
    assertThat(forged).isInstanceOf(Heard.Nothing.class);
    assertThat(bootsBefore).isEqualTo(7);
    assertThat(real).isInstanceOf(Heard.AskAgain.class);
    assertThat(after.boots()).isEqualTo(8);
    assertThat(after.time()).isEqualTo(31);
  }

  @Test
  void says_why_it_is_refused() {
    // given
    discover();

    // then
    assertThat(engine.hear(agent.report(SnmpConstants.usmStatsUnknownUserNames, 2), 2, NOW))
        .isEqualTo(new Heard.Refused(Refusal.UNKNOWN_USER));
    assertThat(engine.hear(agent.report(SnmpConstants.usmStatsWrongDigests, 2), 2, NOW))
        .isEqualTo(new Heard.Refused(Refusal.WRONG_KEY));
    assertThat(engine.hear(agent.report(SnmpConstants.usmStatsDecryptionErrors, 2), 2, NOW))
        .isEqualTo(new Heard.Refused(Refusal.NOT_DECRYPTED));
  }

  @Test
  void learns_anew_who_it_is_when_another_board_answers() {
    // given
    discover();
    byte[] other = HexFormat.of().parseHex("800000020109840301");
    FakeEngine exchanged = new FakeEngine(other, USER);

    // when
    Heard first = engine.hear(exchanged.report(SnmpConstants.usmStatsUnknownEngineIDs, 2), 2, NOW);
    UsmMessage.Parameters discovery = decoded(engine.encode(request(3), NOW)).security();
    engine.hear(exchanged.report(SnmpConstants.usmStatsUnknownEngineIDs, 3), 3, NOW);
    engine.encode(request(4), NOW);

    // then
    assertThat(first).isInstanceOf(Heard.AskAgain.class);
    assertThat(discovery.engineId().remaining()).isZero();
    assertThat(engine.hear(exchanged.response(4), 4, NOW)).isInstanceOf(Heard.Response.class);
  }

  @Verifies(negative = Requirement.PLT_SYN_026)
  @Test
  void names_no_user_where_nothing_answers() throws Exception {
    // given
    SimulatedNetwork network = new SimulatedNetwork();

    // when
    scan(network);

    // then
    assertThat(network.sentTo(ADDRESS)).hasSize(2).noneMatch(EngineTest::namesTheUser);
  }

  @Verifies(positive = Requirement.PLT_SYN_026)
  @Test
  void names_the_user_once_an_engine_has_answered() throws Exception {
    // given
    SimulatedNetwork network =
        new SimulatedNetwork()
            .with(
                ADDRESS,
                datagram -> {
                  UsmMessage asked = decoded(datagram);
                  return asked.security().engineId().hasRemaining()
                      ? List.of()
                      : List.of(
                          ByteBuffer.wrap(
                              agent.report(SnmpConstants.usmStatsUnknownEngineIDs, asked.id())));
                });

    // when
    scan(network);

    // then
    assertThat(namesTheUser(network.sentTo(ADDRESS).get(0))).isFalse();
    assertThat(namesTheUser(network.sentTo(ADDRESS).get(1))).isTrue();
  }

  private static void scan(SimulatedNetwork network) throws InterruptedException {
    DiscoveryEntry entry =
        new DiscoveryEntry(
            "one", Kind.HOST, "192.0.2.7", List.of(), List.of(SnmpAccess.of(USER, 161)));
    new Scanner(network, new Random(17)).scan(List.of(entry), new Pace(100), ScanListener.NONE);
  }

  private static boolean namesTheUser(SimulatedNetwork.Sent sent) {
    return new String(bytes(sent.payload()), StandardCharsets.ISO_8859_1).contains(USER.name());
  }

  private void discover() {
    engine.encode(request(1), NOW);
    engine.hear(agent.report(SnmpConstants.usmStatsUnknownEngineIDs, 1), 1, NOW);
  }

  private static PDU request(int id) {
    PDU request = new PDU();
    request.setType(PDU.GET);
    request.setRequestID(new Integer32(id));
    request.add(new VariableBinding(new OID("1.3.6.1.2.1.1.3.0")));
    return request;
  }

  private static UsmMessage decoded(ByteBuffer message) {
    return UsmMessage.decode(bytes(message)).orElseThrow();
  }

  private static byte[] bytes(ByteBuffer buffer) {
    return UsmMessage.bytes(buffer);
  }
}
