package io.platen.device.printer.snmp.usm;

import static io.platen.protocol.Requirement.PLT_ALR_012;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.trap.TrapMessages;
import io.platen.protocol.Verifies;
import io.platen.protocol.sync.SnmpUser;
import io.platen.protocol.sync.SnmpUser.Auth;
import io.platen.protocol.sync.SnmpUser.Priv;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.snmp4j.PDU;
import org.snmp4j.ScopedPDU;
import org.snmp4j.asn1.BERInputStream;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OctetString;

class NotificationEngineTest {
  private static final byte[] OURS = HexFormat.of().parseHex("80007ed905000102030405060708090a");
  private static final byte[] PRINTERS = HexFormat.of().parseHex("80001f88030200deadbeef01");
  private static final SnmpUser USER =
      new SnmpUser("watch", Auth.SHA_256, "correct-auth", Priv.AES_128, "correct-priv", "");
  private static final SnmpUser OTHER_KEYS =
      new SnmpUser("watch", Auth.SHA_256, "another-auth", Priv.AES_128, "correct-priv", "");
  private static final SnmpUser OPEN = new SnmpUser("watch", Auth.NONE, "", Priv.NONE, "", "");
  private static final Duration NOW = Duration.ofSeconds(1_000);
  private static final int BOOTS = 3;

  private final NotificationEngine engine = new NotificationEngine(OURS, BOOTS, Duration.ZERO);

  @BeforeEach
  void know() {
    engine.know(List.of(USER));
  }

  /** A message as a printer sends it, by the engine that is authoritative for it. */
  private static byte[] message(int type, byte[] engineId, SnmpUser user, int boots, int time) {
    return message(type, engineId, user, boots, time, type == PDU.INFORM);
  }

  private static byte[] message(
      int type, byte[] engineId, SnmpUser user, int boots, int time, boolean reportable) {
    ScopedPDU pdu = new ScopedPDU();
    pdu.setType(type);
    pdu.setRequestID(new Integer32(42));
    pdu.setContextEngineID(new OctetString(engineId));
    TrapMessages.fill(pdu, TrapMessages.PRINTER_V2_ALERT);
    byte[] data = UsmMessage.written(pdu::encodeBER);
    byte[] salt = new byte[0];
    int flags = reportable ? UsmMessage.REPORTABLE : 0;
    Ciphers ciphers = new Ciphers(user, engineId.length == 0 ? OURS : engineId);
    if (ciphers.authenticate()) {
      flags |= UsmMessage.AUTHENTICATED;
    }
    if (ciphers.encrypt()) {
      Ciphers.Sealed sealed = ciphers.seal(data, boots, time);
      data = UsmMessage.bytes(sealed.data());
      salt = UsmMessage.bytes(sealed.salt());
      flags |= UsmMessage.ENCRYPTED;
    }
    UsmMessage.Parameters security =
        new UsmMessage.Parameters(
            ByteBuffer.wrap(engineId),
            boots,
            time,
            ByteBuffer.wrap(user.name().getBytes(StandardCharsets.UTF_8)));
    return UsmMessage.encode(77, flags, security, ciphers, salt, data);
  }

  private Notified hear(byte[] message) {
    return engine.hear(message, NOW);
  }

  private static UsmMessage answer(Notified notified) {
    ByteBuffer bytes =
        notified instanceof Notified.Trap trap
            ? trap.answer()
            : ((Notified.Question) notified).answer();
    return UsmMessage.decode(UsmMessage.bytes(bytes)).orElseThrow();
  }

  private static ScopedPDU pdu(UsmMessage message, Ciphers ciphers) throws Exception {
    byte[] data = UsmMessage.bytes(message.data());
    if (message.isEncrypted()) {
      data =
          ciphers.open(
              data,
              UsmMessage.bytes(message.salt()),
              message.security().boots(),
              message.security().time());
    }
    ScopedPDU pdu = new ScopedPDU();
    pdu.decodeBER(new BERInputStream(ByteBuffer.wrap(data)));
    return pdu;
  }

  @Test
  @Verifies(positive = PLT_ALR_012)
  void takes_a_trap_by_the_engine_of_its_sender() {
    // when
    Notified heard = hear(message(PDU.NOTIFICATION, PRINTERS, USER, 9, 5));
    // then
    assertThat(heard)
        .isInstanceOfSatisfying(
            Notified.Trap.class,
            trap -> {
              assertThat(trap.pdu().getType()).isEqualTo(PDU.NOTIFICATION);
              assertThat(trap.answer()).isNull();
            });
  }

  @Test
  @Verifies(negative = PLT_ALR_012)
  void takes_no_trap_that_its_user_cannot_have_sent_so() {
    // given
    byte[] changed = message(PDU.NOTIFICATION, PRINTERS, USER, 9, 5);
    changed[changed.length - 1] ^= 1;
    // then
    assertThat(hear(message(PDU.NOTIFICATION, PRINTERS, OTHER_KEYS, 9, 5)))
        .isInstanceOf(Notified.Refused.class);
    assertThat(hear(message(PDU.NOTIFICATION, PRINTERS, OPEN, 9, 5)))
        .isInstanceOf(Notified.Refused.class);
    assertThat(hear(changed)).isInstanceOf(Notified.Refused.class);
  }

  @Test
  void takes_no_trap_of_a_user_that_no_entry_names() {
    // given
    engine.know(List.of());
    // then
    assertThat(hear(message(PDU.NOTIFICATION, PRINTERS, USER, 9, 5)))
        .isEqualTo(new Notified.Refused(null));
  }

  @Test
  void takes_a_user_whose_name_has_another_password_at_another_entry() {
    // given
    engine.know(List.of(OTHER_KEYS, USER));
    // then
    assertThat(hear(message(PDU.NOTIFICATION, PRINTERS, USER, 9, 5)))
        .isInstanceOf(Notified.Trap.class);
  }

  @Test
  void tells_who_asks_its_id_and_its_time() throws Exception {
    // when
    Notified heard = hear(message(PDU.INFORM, new byte[0], OPEN, 0, 0, true));
    // then
    UsmMessage told = answer(heard);
    assertThat(told.id()).isEqualTo(77);
    assertThat(UsmMessage.bytes(told.security().engineId())).isEqualTo(OURS);
    assertThat(told.security().boots()).isEqualTo(BOOTS);
    assertThat(told.security().time()).isEqualTo(1_000);
    ScopedPDU report = pdu(told, new Ciphers(OPEN, OURS));
    assertThat(report.getType()).isEqualTo(PDU.REPORT);
    assertThat(report.get(0).getOid()).isEqualTo(SnmpConstants.usmStatsUnknownEngineIDs);
  }

  @Test
  void answers_an_inform_as_its_user_speaks() throws Exception {
    // when
    Notified heard = hear(message(PDU.INFORM, OURS, USER, BOOTS, 990));
    // then
    UsmMessage told = answer(heard);
    assertThat(told.isAuthenticated()).isTrue();
    assertThat(told.isEncrypted()).isTrue();
    ScopedPDU response = pdu(told, new Ciphers(USER, OURS));
    assertThat(response.getType()).isEqualTo(PDU.RESPONSE);
    assertThat(response.getRequestID().getValue()).isEqualTo(42);
  }

  @Test
  void tells_the_sender_of_an_inform_that_is_out_of_time_which_time_it_is() throws Exception {
    for (byte[] late :
        List.of(
            message(PDU.INFORM, OURS, USER, BOOTS, 1_200),
            message(PDU.INFORM, OURS, USER, BOOTS - 1, 1_000))) {
      // when
      UsmMessage told = answer(hear(late));
      // then
      assertThat(told.isAuthenticated()).isTrue();
      assertThat(pdu(told, new Ciphers(USER, OURS)).get(0).getOid())
          .isEqualTo(SnmpConstants.usmStatsNotInTimeWindows);
      assertThat(told.security().time()).isEqualTo(1_000);
    }
  }

  @Test
  void makes_keys_for_no_more_invented_senders_than_it_has_time_for() {
    // when
    int refused = 0;
    for (int i = 0; i < 60; i++) {
      byte[] invented = PRINTERS.clone();
      invented[invented.length - 1] = (byte) i;
      refused +=
          hear(message(PDU.NOTIFICATION, invented, USER, 1, 1)) instanceof Notified.Refused ? 1 : 0;
    }
    // then
    assertThat(refused).isEqualTo(10);
    assertThat(
            engine.hear(
                message(PDU.NOTIFICATION, PRINTERS, USER, 1, 1), NOW.plus(Duration.ofSeconds(1))))
        .isInstanceOf(Notified.Trap.class);
  }

  @Test
  void answers_no_more_questions_than_is_good_for_others() {
    // given
    byte[] question = message(PDU.INFORM, new byte[0], OPEN, 0, 0, true);
    // when
    int answered = 0;
    for (int i = 0; i < 1_000; i++) {
      answered += hear(question) instanceof Notified.Question ? 1 : 0;
    }
    // then
    assertThat(answered).isEqualTo(200);
  }

  @Test
  void takes_nothing_else_that_is_sent_to_it() {
    assertThat(hear(message(PDU.GET, OURS, USER, BOOTS, 1_000, true)))
        .isInstanceOf(Notified.Nothing.class);
    assertThat(hear(message(PDU.NOTIFICATION, OURS, USER, BOOTS, 1_000)))
        .isInstanceOf(Notified.Nothing.class);
    assertThat(hear(message(PDU.NOTIFICATION, new byte[3], USER, 1, 1)))
        .isInstanceOf(Notified.Nothing.class);
    assertThat(hear(new byte[] {0x30, 0})).isInstanceOf(Notified.Nothing.class);
  }
}
