package io.platen.protocol.heartbeat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.platen.protocol.Requirement;
import io.platen.protocol.Verifies;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeartbeatKeysTest {
  private static final String ZONE = "hb.example";

  private final HeartbeatKeys keys = HeartbeatKeys.of(secret(32));

  private static byte[] secret(int bytes) {
    byte[] secret = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      secret[i] = (byte) i;
    }
    return secret;
  }

  /** The names and tags were computed by another program, from the chapter's words. */
  @Test
  @Verifies(positive = Requirement.PLT_HBT_003)
  void makes_the_names_of_the_chapter() {
    // given
    String zone = "HB.example";

    // when
    List<String> names =
        List.of(
            keys.name(0, zone).text(), keys.name(130, zone).text(), keys.name(4095, zone).text());

    // then
    assertEquals(
        List.of(
            "drwvkd6hsn63qime.00.4vxd3u753njycsgg.HB.example",
            "t2rcghn5q6kaowq5.02.ofecc3tg32mkbpnt.HB.example",
            "tzqpbdj2t23i7ykd.63.64y3yaxg3hjpbmrc.HB.example"),
        names);
  }

  @Test
  void makes_the_answers_of_the_chapter() {
    // given
    List<HeartbeatAnswer> answers =
        List.of(HeartbeatAnswer.FINE, HeartbeatAnswer.SYNC, HeartbeatAnswer.stale(4096));

    // when
    List<String> texts = answers.stream().map(each -> keys.answer(130, each)).toList();

    // then
    assertEquals(
        List.of("fine rt3a6a2bioyahfb5", "sync za6gq3ztvgsa7hrr", "stale 4096 z2u6suwlfxpq3xtd"),
        texts);
    assertEquals(
        answers,
        texts.stream().map(each -> HeartbeatAnswer.read(each, 130, keys).orElseThrow()).toList());
  }

  @Test
  @Verifies(negative = Requirement.PLT_HBT_007)
  void takes_no_answer_that_was_made_for_another_heartbeat_or_by_another() {
    // given
    String right = keys.answer(130, HeartbeatAnswer.FINE);

    // when
    List<Optional<HeartbeatAnswer>> read =
        List.of(
            HeartbeatAnswer.read(right, 131, keys),
            HeartbeatAnswer.read(right, 130, HeartbeatKeys.of(new byte[32])),
            HeartbeatAnswer.read(right.replace("fine", "sync"), 130, keys),
            HeartbeatAnswer.read("fine", 130, keys),
            HeartbeatAnswer.read(right + " ", 130, keys),
            HeartbeatAnswer.read("stale 99999999999999 z2u6suwlfxpq3xtd", 130, keys));

    // then
    assertEquals(List.of(), read.stream().flatMap(Optional::stream).toList());
  }

  @Test
  void reads_a_name_in_any_case_and_no_other_form() {
    // given
    HeartbeatName name = keys.name(130, ZONE);
    String upper = name.id().toUpperCase(Locale.ROOT);

    // when
    Optional<HeartbeatName> read = HeartbeatName.of(List.of(upper, "02", name.tag()), ZONE);

    // then
    assertEquals(Optional.of(name), read);
    assertEquals(Optional.empty(), HeartbeatName.of(List.of(upper, "64", name.tag()), ZONE));
    assertEquals(Optional.empty(), HeartbeatName.of(List.of(upper, "2", name.tag()), ZONE));
    assertEquals(Optional.empty(), HeartbeatName.of(List.of("02", name.tag()), ZONE));
    assertEquals(Optional.empty(), HeartbeatName.of(List.of("a", upper, "02", name.tag()), ZONE));
    assertEquals(
        Optional.empty(), HeartbeatName.of(List.of(upper, "02", "0123456789abcdef"), ZONE));
  }

  @Test
  void refuses_a_secret_of_another_length() {
    // given
    byte[] shorter = secret(31);

    // when
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> HeartbeatKeys.of(shorter));

    // then
    assertEquals("A secret has 32 bytes, not 31", refused.getMessage());
  }
}
