package io.platen.server.notice.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.printer.PrinterAlert.Severity;
import io.platen.server.notice.entity.Channel;
import io.platen.server.notice.entity.Condition;
import io.platen.server.notice.entity.Condition.Place;
import io.platen.server.notice.entity.Finding;
import io.platen.server.notice.entity.Item;
import io.platen.server.notice.entity.Template;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How notices read, also with names that mean no good. */
class NoticeTextTest {
  private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");

  private static Item item(String name, String site, Item.Kind kind) {
    Finding finding =
        new Finding(
            1,
            12,
            new UUID(5, 5),
            "Low toner",
            Template.SUPPLY_PERCENT,
            Severity.WARNING,
            site,
            new Condition(
                "x", new Place(new UUID(0, 1), 7L, name, null), true, List.of("Toner black", "8")),
            NOW.minusSeconds(3_600),
            kind == Item.Kind.RESOLVED ? NOW : null,
            null,
            null);
    return new Item(1, kind, finding, NOW, false, null);
  }

  private static Letter letter(String language, Item... items) {
    Channel channel =
        new Channel(
            1,
            new UUID(4, 4),
            "Desk",
            Channel.Kind.MAIL,
            List.of("desk@fleet.example"),
            language,
            Channel.USUAL_DIGEST,
            Channel.USUAL_LIMIT);
    return TestNotices.TEXT.letter(
        new Claimed(
            new UUID(8, 8),
            new UUID(9, 9),
            channel,
            null,
            "desk@fleet.example",
            NOW,
            1,
            List.of(items)),
        NOW);
  }

  @Test
  void says_what_where_since_when_and_by_which_rule() {
    // when
    Letter letter = letter("en", item("Nordlicht N 7", "Graz-01", Item.Kind.RAISED));
    // then
    assertThat(letter.subject()).isEqualTo("Warning: Nordlicht N 7 - Toner black: 8 % left");
    assertThat(letter.text())
        .isEqualTo(
            """
            Site: Graz-01

            Warning: Nordlicht N 7
              Toner black: 8 % left
              since 2026-11-22 08:00 UTC, rule "Low toner"

            In the console: https://fleet.example:8444/findings
            """);
  }

  @Test
  void says_that_it_is_over_and_speaks_german() {
    assertThat(letter("de", item("Nordlicht N 7", "Graz-01", Item.Kind.RESOLVED)).subject())
        .isEqualTo("Vorbei: Nordlicht N 7 - Toner black: noch 8 %");
  }

  @Test
  void counts_what_several_have_and_names_the_site() {
    // given
    Item one = item("One", "Graz-01", Item.Kind.RAISED);
    Item two = item("Two", "Graz-01", Item.Kind.RAISED);
    // then
    assertThat(letter("en", one, two).subject()).isEqualTo("2 notices of Graz-01");
    assertThat(letter("en", one, item("Three", "Linz", Item.Kind.RAISED)).subject())
        .isEqualTo("2 notices of 2 sites");
  }

  @Test
  void tells_a_storm_by_its_number() {
    // given
    Item[] storm =
        IntStream.range(0, 5_000)
            .mapToObj(i -> item("Printer " + i, "Graz-01", Item.Kind.RAISED))
            .toArray(Item[]::new);
    // when
    Letter letter = letter("en", storm);
    // then
    assertThat(letter.subject()).isEqualTo("5,000 notices of Graz-01");
    assertThat(letter.text()).contains("... and 4,950 more.").hasSizeLessThan(10_000);
    JsonObject json = Json.createReader(new StringReader(letter.json())).readObject();
    assertThat(json.getJsonArray("items")).hasSize(50);
    assertThat(json.getInt("more")).isEqualTo(4_950);
  }

  @Test
  void lets_no_name_of_a_printer_end_a_line() {
    // given
    String evil = "N 7\r\nBcc: all@evil.example\r\n\r\nBuy\u2028now\u202Egnp.exe\u0000";
    // when
    Letter letter = letter("en", item(evil, evil, Item.Kind.RAISED));
    // then
    assertThat(letter.subject()).doesNotContainPattern("[\\p{Cntrl}\\u2028\\u202E]");
    assertThat(letter.text()).doesNotContain("\nBcc:").doesNotContain("\r");
  }

  @Test
  void leaves_html_in_names_as_the_text_that_it_is() {
    assertThat(letter("en", item("<script>alert(1)</script>", "G", Item.Kind.RAISED)).text())
        .contains("Warning: <script>alert(1)</script>\n");
  }

  @Test
  void shortens_names_without_end_and_cuts_no_character_in_two() {
    // given
    String name = String.join("", Collections.nCopies(5_000, "😀"));
    // when
    Letter letter = letter("en", item(name, name, Item.Kind.RAISED));
    // then
    assertThat(letter.subject()).hasSizeLessThanOrEqualTo(120);
    assertThat(letter.text()).hasSizeLessThan(2_000);
    for (String text : new String[] {letter.subject(), letter.text(), letter.json()}) {
      assertThat(text.replace("😀", "")).doesNotContainPattern("\\p{Cs}");
    }
  }

  @ParameterizedTest
  @EnumSource(Template.class)
  void has_a_sentence_for_each_template_in_each_language(Template template) {
    for (String language : new String[] {"en", "de"}) {
      assertThat(FindingText.in(language).sentence(template, List.of("{1}", "'b'", "c", "d")))
          .contains("{1}")
          .doesNotContain("{0}");
    }
  }
}
