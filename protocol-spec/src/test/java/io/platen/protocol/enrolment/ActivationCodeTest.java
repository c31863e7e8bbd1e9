package io.platen.protocol.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActivationCodeTest {
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "0000-0000-0000-0000-0, 0000, 000000000000",
    "0000-0000-0000-0001-1, 0000, 000000000001",
    "7KQ2-9F3M-T8WX-R5VN-5, 7KQ2, 9F3MT8WXR5VN",
    "ZZZZ-ZZZZ-ZZZZ-ZZZZ-~, ZZZZ, ZZZZZZZZZZZZ",
    "ABCD-EFGH-JKMN-PQRS-1, ABCD, EFGHJKMNPQRS"
  })
  void reads_and_writes_the_codes_of_the_chapter(String text, String selector, String secret) {
    // when
    ActivationCode code = new ActivationCode(selector, secret);

    // then
    assertThat(code.text()).isEqualTo(text);
    assertThat(ActivationCode.parse(text)).contains(code);
  }

  @Test
  void takes_small_letters_blanks_and_what_is_read_for_another_symbol() {
    // given
    ActivationCode code = new ActivationCode("1010", "0101ABCDEFGH");
    String typed = code.text().toLowerCase(java.util.Locale.ROOT);

    // then
    assertThat(ActivationCode.parse(" " + typed.replace('0', 'o').replace('1', 'l')))
        .contains(code);
    assertThat(ActivationCode.parse(typed.replace("-", "").replace('1', 'I'))).contains(code);
  }

  @Test
  void tells_every_single_wrong_symbol() {
    // given
    String text = ActivationCode.draw(new SecureRandom()).text().replace("-", "");

    // then
    for (int place = 0; place < text.length(); place++) {
      for (int i = 0; i < ALPHABET.length(); i++) {
        char other = ALPHABET.charAt(i);
        if (other != text.charAt(place)) {
          String wrong = text.substring(0, place) + other + text.substring(place + 1);
          assertThat(ActivationCode.parse(wrong)).as(wrong).isEmpty();
        }
      }
    }
  }

  @Test
  void tells_every_two_neighbours_that_were_swapped() {
    // given
    String text = "7KQ29F3MT8WXR5VN";
    String code = new ActivationCode(text.substring(0, 4), text.substring(4)).text();
    String plain = code.replace("-", "");

    // then
    for (int place = 0; place + 1 < plain.length(); place++) {
      char[] swapped = plain.toCharArray();
      swapped[place] = plain.charAt(place + 1);
      swapped[place + 1] = plain.charAt(place);
      if (plain.charAt(place) != plain.charAt(place + 1)) {
        assertThat(ActivationCode.parse(new String(swapped))).as(new String(swapped)).isEmpty();
      }
    }
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(strings = {"", "0000", "0000-0000-0000-0000", "0000-0000-0000-0000-0-0", "0000-00é"})
  void refuses_what_is_no_code(String typed) {
    assertThat(ActivationCode.parse(typed)).isEmpty();
  }

  @Test
  void reads_user_and_password_with_and_without_dashes_and_check_symbol() {
    // given
    ActivationCode code = new ActivationCode("7KQ2", "9F3MT8WXR5VN");

    // then
    assertThat(List.of("9F3MT8WXR5VN", "9f3m-t8wx-r5vn", "9F3M-T8WX-R5VN-" + code.checkSymbol()))
        .allSatisfy(password -> assertThat(ActivationCode.parse("7kq2", password)).contains(code));
    assertThat(ActivationCode.parse("7KQ2", "9F3M-T8WX-R5VN-0")).isEmpty();
    assertThat(ActivationCode.parse("7KQ2", "9F3M-T8WX-R5V")).isEmpty();
  }

  @Test
  void draws_codes_that_differ_and_end_in_a_letter_or_digit() {
    // when
    Set<String> drawn = new HashSet<>();
    SecureRandom random = new SecureRandom();
    for (int i = 0; i < 1000; i++) {
      drawn.add(ActivationCode.draw(random).text());
    }

    // then
    assertThat(drawn).hasSize(1000).allMatch(code -> code.matches("([0-9A-Z]{4}-){4}[0-9A-TV-Z]"));
  }

  @Test
  void keeps_its_secret_out_of_logs() {
    assertThat(new ActivationCode("7KQ2", "9F3MT8WXR5VN").toString())
        .contains("7KQ2")
        .doesNotContain("9F3M");
    assertThatIllegalArgumentException().isThrownBy(() -> new ActivationCode("7KQ2", "short"));
  }
}
