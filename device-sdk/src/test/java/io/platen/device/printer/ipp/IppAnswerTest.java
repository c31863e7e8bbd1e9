package io.platen.device.printer.ipp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IppAnswerTest {

  @Test
  void reads_one_value_and_several_alike() throws Exception {
    // when
    IppAnswer answer =
        decode(
            IppBytes.successful(7)
                .integers("marker-levels", 54)
                .keywords("printer-state-reasons", "toner-low-warning", "media-jam")
                .end());
    // then
    assertThat(answer.isSuccessful()).isTrue();
    assertThat(answer.requestId()).isEqualTo(7);
    assertThat(answer.integers("marker-levels")).containsExactly(OptionalInt.of(54));
    assertThat(answer.texts("printer-state-reasons", 255)).hasSize(2);
  }

  @Test
  void reads_the_first_printer_group_and_passes_over_other_groups_and_collections()
      throws Exception {
    // when
    IppAnswer answer =
        decode(
            IppBytes.successful(7)
                .text("printer-location", "Second floor")
                .value(IppTag.BEGIN_COLLECTION, "media-col-ready", "")
                .value(IppTag.MEMBER_NAME, "", "media-size")
                .value(IppTag.BEGIN_COLLECTION, "", "")
                .value(IppTag.MEMBER_NAME, "", "x-dimension")
                .value(IppTag.INTEGER, "", new byte[4])
                .value(IppTag.END_COLLECTION, "", "")
                .value(IppTag.END_COLLECTION, "", "")
                .text("printer-make-and-model", "Acme Quill 300c")
                .group(IppTag.PRINTER_GROUP)
                .text("printer-location", "Elsewhere")
                .end());
    // then
    assertThat(answer.texts("printer-location", 255)).hasSize(1);
    assertThat(answer.text("printer-location", 255)).contains("Second floor");
    assertThat(answer.text("printer-make-and-model", 255)).contains("Acme Quill 300c");
    assertThat(answer.texts("media-col-ready", 255)).isEmpty();
  }

  @Test
  void reads_a_text_with_its_language_and_passes_over_values_without_a_type_that_it_knows()
      throws Exception {
    // given
    byte[] german = new byte[] {0, 2, 'd', 'e', 0, 3, 'B', 'u', 'o'};
    // when
    IppAnswer answer =
        decode(
            IppBytes.successful(7)
                .value(IppTag.TEXT_WITH_LANGUAGE, "printer-location", german)
                .value(IppTag.TEXT_WITH_LANGUAGE, "printer-info", new byte[] {0, 9, 'd'})
                .value(0x12, "printer-serial-number", "")
                .value(0x5F, "printer-x", "?")
                .text("printer-state", "stopped")
                .end());
    // then
    assertThat(answer.text("printer-location", 255)).contains("Buo");
    assertThat(answer.text("printer-info", 255)).isEmpty();
    assertThat(answer.text("printer-serial-number", 255)).isEmpty();
    assertThat(answer.text("printer-x", 255)).isEmpty();
    assertThat(answer.integer("printer-state")).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrong")
  void refuses_what_is_wrong_and_says_what(String name, byte[] response, String says) {
    // when, then
    assertThatThrownBy(() -> decode(response))
        .isInstanceOf(MalformedIppException.class)
        .hasMessageStartingWith("At byte ")
        .hasMessageContaining(says);
  }

  static Stream<Arguments> wrong() {
    byte[] whole = IppBytes.successful(7).text("printer-info", "Quill").end();
    return Stream.of(
        Arguments.of("nothing", new byte[0], "no IPP"),
        Arguments.of("a page", "<html></html>".getBytes(StandardCharsets.UTF_8), "no IPP"),
        Arguments.of("no end", Arrays.copyOf(whole, whole.length - 1), "without an end"),
        Arguments.of(
            "a value cut off", Arrays.copyOf(whole, whole.length - 3), "a value is longer"),
        Arguments.of(
            "a name beyond the end",
            IppBytes.successful(7).raw(IppTag.TEXT, 0xFF, 0xFF).cut(),
            "a name is longer"),
        Arguments.of(
            "half a length", IppBytes.successful(7).raw(IppTag.TEXT, 0).cut(), "a name is longer"),
        Arguments.of(
            "an integer of one byte",
            IppBytes.successful(7).value(IppTag.INTEGER, "printer-up-time", new byte[1]).end(),
            "a value of type 0x21 has 1 bytes, not 4"),
        Arguments.of(
            "a date of 12 bytes",
            IppBytes.successful(7).value(IppTag.DATE_TIME, "d", new byte[12]).end(),
            "a value of type 0x31 has 12 bytes, not 11"),
        Arguments.of(
            "a value before any group",
            new byte[] {2, 0, 0, 0, 0, 0, 0, 7, IppTag.TEXT, 0, 0, 0, 0, IppTag.END},
            "before the first group"),
        Arguments.of("endless groups", groups(100_000), "more than 16 groups"),
        Arguments.of("endless values", values(20_000), "more than 4096 values"),
        Arguments.of("endless depth", depth(20_000), "nested deeper than 16"),
        Arguments.of(
            "a collection without an end",
            IppBytes.successful(7).value(IppTag.BEGIN_COLLECTION, "c", "").end(),
            "has no end"),
        Arguments.of(
            "an end without a collection",
            IppBytes.successful(7).value(IppTag.END_COLLECTION, "", "").end(),
            "has not begun"),
        Arguments.of(
            "a group in a collection",
            IppBytes.successful(7)
                .value(IppTag.BEGIN_COLLECTION, "c", "")
                .group(IppTag.PRINTER_GROUP)
                .end(),
            "within a collection"));
  }

  private static byte[] groups(int count) {
    IppBytes bytes = IppBytes.successful(7);
    for (int i = 0; i < count; i++) {
      bytes.group(IppTag.PRINTER_GROUP);
    }
    return bytes.end();
  }

  private static byte[] values(int count) {
    IppBytes bytes = IppBytes.successful(7);
    for (int i = 0; i < count; i++) {
      bytes.integers("marker-levels", i);
    }
    return bytes.end();
  }

  private static byte[] depth(int count) {
    IppBytes bytes = IppBytes.successful(7);
    for (int i = 0; i < count; i++) {
      bytes.value(IppTag.BEGIN_COLLECTION, "", "");
    }
    return bytes.end();
  }

  private static IppAnswer decode(byte[] response) throws MalformedIppException {
    return IppAnswer.decode(response);
  }
}
