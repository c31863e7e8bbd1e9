package io.platen.device.printer.pjl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PjlAnswersTest {
  private static final String ECHO = "PLATEN-1";

  @Test
  void takes_the_first_of_two_answers() {
    // when
    PjlAnswers answers = of("@PJL INFO PAGECOUNT\r\n7\r\n\f@PJL INFO PAGECOUNT\r\n8\r\n\f");
    // then
    assertThat(answers.line(PjlRequest.INFO_PAGECOUNT)).contains("7");
    assertThat(answers.body(PjlRequest.INFO_PAGECOUNT)).containsExactly("7");
  }

  @Test
  void passes_over_the_request_that_is_echoed_before_its_answer() {
    // when
    PjlAnswers answers = of("@PJL INFO ID\r\n@PJL INFO STATUS\r\n\f@pjl  info id\n\"Quill\"\n\f");
    // then
    assertThat(answers.line(PjlRequest.INFO_ID)).contains("Quill");
    assertThat(answers.body(PjlRequest.INFO_STATUS)).isEmpty();
  }

  @Test
  void parts_answers_that_nothing_ends() {
    // when
    PjlAnswers answers = of("@PJL INFO ID\r\n\"Quill\"\r\n@PJL INFO PAGECOUNT\r\nPAGECOUNT=7");
    // then
    assertThat(answers.line(PjlRequest.INFO_ID)).contains("Quill");
    assertThat(answers.value(PjlRequest.INFO_PAGECOUNT, "PAGECOUNT")).contains("7");
    assertThat(answers.areComplete()).isFalse();
  }

  @Test
  void is_complete_when_each_answer_has_its_end() {
    // when
    PjlAnswers answers =
        of("@PJL INFO ID\r\nQ\r\n\f@PJL INFO STATUS\r\n?\r\n\f@PJL INFO PAGECOUNT\r\n1\r\n\f");
    // then
    assertThat(answers.areComplete()).isTrue();
    assertThat(answers.body(PjlRequest.INFO_STATUS)).isEmpty();
  }

  @Test
  void finds_the_value_of_a_whole_key_only() {
    // when
    PjlAnswers answers = of("@PJL INFO STATUS\r\nCODEX=1\r\n CODE = 10001 \r\nDISPLAY=\"\"\r\n\f");
    // then
    assertThat(answers.value(PjlRequest.INFO_STATUS, "CODE")).contains("10001");
    assertThat(answers.value(PjlRequest.INFO_STATUS, "DISPLAY")).isEmpty();
  }

  private static PjlAnswers of(String text) {
    return PjlAnswers.of(
        ("@PJL ECHO " + ECHO + "\r\n\f" + text).getBytes(StandardCharsets.ISO_8859_1), ECHO);
  }
}
