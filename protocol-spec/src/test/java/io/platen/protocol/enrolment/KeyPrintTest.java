package io.platen.protocol.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyPrintTest {
  private static final ActivationCode CODE = new ActivationCode("7KQ2", "9F3MT8WXR5VN");

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "7f0000013f54dcc1, lusab babad gutih tugad",
    "0000000000000000, babab babab babab babab",
    "ffffffffffffffff, zuzuz zuzuz zuzuz zuzuz"
  })
  void says_the_words_of_the_chapter(String start, String words) {
    assertThat(new KeyPrint(start + "0".repeat(48)).words()).isEqualTo(words);
  }

  @Test
  void names_an_authority_in_an_activation_string() {
    // given
    String pin = new KeyPrint("ab".repeat(32)).pin();
    ActivationString string =
        new ActivationString(URI.create("https://fleet.example.org:8445"), pin, CODE);

    // then
    assertThat(pin).hasSize(26);
    assertThat(string.text())
        .isEqualTo("platen://fleet.example.org:8445/" + pin + "/" + CODE.text());
    assertThat(ActivationString.parse(" " + string.text() + "\n")).contains(string);
    assertThat(string.toString()).doesNotContain("9F3M");
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(
      strings = {
        "",
        "https://h/00000000000000000000000000/0000-0000-0000-0000-0",
        "platen://h/0000000000000000000000000/0000-0000-0000-0000-0",
        "platen://h/00000000000000000000000000/0000-0000-0000-0000-1",
        "platen://h/00000000000000000000000000",
        "platen://u@h/00000000000000000000000000/0000-0000-0000-0000-0",
        "platen:///00000000000000000000000000/0000-0000-0000-0000-0"
      })
  void refuses_another_form(String typed) {
    assertThat(ActivationString.parse(typed)).isEmpty();
  }

  @Test
  void is_a_whole_digest() {
    assertThatIllegalArgumentException().isThrownBy(() -> new KeyPrint("abcd"));
  }
}
