package io.platen.device.trap;

import static io.platen.protocol.Requirement.PLT_ALR_002;
import static io.platen.protocol.Requirement.PLT_ALR_010;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.printer.snmp.usm.NotificationEngine;
import io.platen.device.snmp.SnmpMessage;
import io.platen.device.trap.Opened.What;
import io.platen.protocol.Verifies;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snmp4j.PDU;
import org.snmp4j.PDUv1;
import org.snmp4j.smi.IpAddress;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.VariableBinding;

class TrapOpenerTest {
  private static final Duration NOW = Duration.ofHours(2);

  private final TrapOpener opener =
      new TrapOpener(new NotificationEngine(new byte[12], 1, Duration.ZERO));

  private Opened open(byte[] message) {
    return opener.open(ByteBuffer.wrap(message), NOW);
  }

  @ParameterizedTest(name = "{0} is {1}")
  @Verifies(positive = PLT_ALR_010)
  @CsvSource({
    "1.3.6.1.2.1.43.18.2.0.1, ALERT",
    "1.3.6.1.6.3.1.1.5.1, START",
    "1.3.6.1.6.3.1.1.5.2, START",
    "1.3.6.1.6.3.1.1.5.4, START",
    "1.3.6.1.4.1.367.1.0.1, PRIVATE",
    "1.3.6.1.6.3.1.1.5.3, OTHER",
    "1.3.6.1.6.3.1.1.5.5, OTHER",
    "1.3.6.1.2.1.17.0.1, OTHER"
  })
  void tells_what_a_trap_of_version_2_says(String name, TrapKind kind) {
    assertThat(open(TrapMessages.trap(new OID(name))).kind()).isEqualTo(kind);
  }

  @ParameterizedTest(name = "{0} {1} {2} is {3}")
  @CsvSource({
    "1.3.6.1.2.1.43.18.2, 6, 1, ALERT",
    "1.3.6.1.4.1.11, 0, 0, START",
    "1.3.6.1.4.1.11, 1, 0, START",
    "1.3.6.1.4.1.11, 2, 0, OTHER",
    "1.3.6.1.4.1.11, 3, 0, START",
    "1.3.6.1.4.1.11, 4, 0, OTHER",
    "1.3.6.1.4.1.11, 6, 512, PRIVATE"
  })
  void tells_what_a_trap_of_version_1_says(
      String enterprise, int generic, int specific, TrapKind kind) throws Exception {
    // when
    Opened opened =
        open(
            TrapMessages.v1(
                new OID(enterprise), generic, specific, InetAddress.getByName("192.0.2.7")));
    // then
    assertThat(opened.kind()).isEqualTo(kind);
    assertThat(opened.agent()).isEqualTo(InetAddress.getByName("192.0.2.7"));
  }

  @Test
  void takes_no_word_of_a_version_1_agent_that_does_not_know_itself() throws Exception {
    // when
    Opened opened =
        open(
            TrapMessages.v1(
                new OID("1.3.6.1.4.1.11"),
                PDUv1.ENTERPRISE_SPECIFIC,
                1,
                InetAddress.getByName("0.0.0.0")));
    // then
    assertThat(opened.agent()).isNull();
  }

  @Test
  void takes_the_origin_that_a_forwarder_of_version_2_names() throws Exception {
    // when
    Opened opened =
        open(
            TrapMessages.trap(
                TrapMessages.PRINTER_V2_ALERT,
                new VariableBinding(TrapMessages.TRAP_ADDRESS, new IpAddress("192.0.2.9"))));
    // then
    assertThat(opened.agent()).isEqualTo(InetAddress.getByName("192.0.2.9"));
  }

  @Test
  void tells_a_community_of_the_entries_from_another() {
    // given
    opener.know(List.of(SnmpAccess.PUBLIC));
    // then
    assertThat(open(TrapMessages.alert()).known()).isTrue();
    assertThat(
            open(TrapMessages.v2c("guessed", PDU.NOTIFICATION, TrapMessages.PRINTER_V2_ALERT))
                .known())
        .isFalse();
  }

  @Test
  void makes_the_answer_that_an_inform_waits_for() {
    // when
    Opened opened = open(TrapMessages.inform());
    // then
    SnmpMessage answer = SnmpMessage.decode(opened.reply().orElseThrow()).orElseThrow();
    assertThat(answer.community()).isEqualTo("public");
    assertThat(answer.pdu().getType()).isEqualTo(PDU.RESPONSE);
    assertThat(answer.pdu().getRequestID().getValue()).isEqualTo(4711);
    assertThat(answer.pdu().getErrorStatus()).isZero();
    assertThat(answer.pdu().size()).isEqualTo(3);
    assertThat(open(TrapMessages.alert()).reply()).isEmpty();
  }

  @Test
  @Verifies(negative = PLT_ALR_002)
  void takes_nothing_for_a_trap_that_is_none() {
    assertThat(open(TrapMessages.get()).what()).isEqualTo(What.MALFORMED);
    assertThat(open(new byte[0]).what()).isEqualTo(What.MALFORMED);
    assertThat(open("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII)).what())
        .isEqualTo(What.MALFORMED);
  }

  @Test
  void throws_nothing_for_a_trap_that_is_cut_off_or_changed_anywhere() {
    // given
    byte[] whole = TrapMessages.alert();
    Random random = new Random(17);
    for (int length = 0; length < whole.length; length++) {
      // when
      Opened cut = open(Arrays.copyOf(whole, length));
      byte[] other = whole.clone();
      other[length] = (byte) random.nextInt();
      Opened changed = open(other);
      // then
      assertThat(cut.what()).isEqualTo(What.MALFORMED);
      assertThat(changed).isNotNull();
    }
  }
}
