package io.platen.server.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.server.console.view.Words;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WordsTest {
  private static final Pattern USED =
      Pattern.compile("(?:w|words\\(\\)|words)\\s*\\.t\\(\\s*\"([^\"]+)\"\\s*[,)]");
  private static final Instant NOW = Instant.parse("2026-11-22T09:42:10Z");

  @Test
  void has_the_same_keys_in_each_language() throws IOException {
    // given
    Properties english = bundle("words.properties");
    Properties german = bundle("words_de.properties");

    // then
    assertThat(english.stringPropertyNames()).hasSizeGreaterThan(200);
    assertThat(german.stringPropertyNames())
        .containsExactlyInAnyOrderElementsOf(english.stringPropertyNames());
  }

  @Test
  void fills_the_same_places_in_each_language() throws IOException {
    // given
    Properties english = bundle("words.properties");
    Properties german = bundle("words_de.properties");

    // then
    for (String key : english.stringPropertyNames()) {
      assertThat(places(english.getProperty(key)))
          .as(key)
          .containsAll(places(german.getProperty(key)));
    }
  }

  @Test
  void has_every_key_that_templates_and_pages_name() throws IOException {
    // given
    Set<String> named = new TreeSet<>();
    for (String folder : new String[] {"src/main/jte", "src/main/java/io/platen/server/console"}) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        files.filter(Files::isRegularFile).forEach(file -> collect(file, named));
      }
    }

    // then
    assertThat(named).hasSizeGreaterThan(100);
    assertThat(bundle("words.properties").stringPropertyNames()).containsAll(named);
  }

  @Test
  void refuses_a_key_that_is_not_there() {
    // given
    Words words = Words.in(Locale.ENGLISH, ZoneOffset.UTC, NOW);

    // then
    assertThatThrownBy(() -> words.t("no.such.key")).hasMessageContaining("no.such.key");
  }

  @Test
  void speaks_english_to_whom_it_has_no_words_for() {
    // when
    Words words = Words.in(Locale.forLanguageTag("fr-FR"), ZoneOffset.UTC, NOW);

    // then
    assertThat(words.language()).isEqualTo("en");
    assertThat(words.t("signIn.do")).isEqualTo("Sign in");
  }

  @Test
  void keeps_the_region_for_numbers() {
    // when
    Words words = Words.in(Locale.forLanguageTag("de-AT"), ZoneOffset.UTC, NOW);

    // then
    assertThat(words.language()).isEqualTo("de");
    assertThat(words.number(4_812)).isNotEqualTo("4,812");
  }

  @Test
  void tells_ages_in_one_unit() {
    // given
    Words words = Words.in(Locale.ENGLISH, ZoneOffset.UTC, NOW);

    // then
    assertThat(words.age(NOW.minusSeconds(59))).isEqualTo("59 s");
    assertThat(words.age(NOW.minusSeconds(60))).isEqualTo("1 min");
    assertThat(words.span(Duration.ofHours(26))).isEqualTo("1 d");
    assertThat(words.age(null)).isEqualTo("never");
    // A clock ahead of ours is now, not the future.
    assertThat(words.age(NOW.plusSeconds(30))).isEqualTo("0 s");
  }

  private static Set<String> places(String pattern) {
    return Pattern.compile("\\{\\d")
        .matcher(pattern)
        .results()
        .map(result -> result.group())
        .collect(Collectors.toSet());
  }

  private static void collect(Path file, Set<String> named) {
    try {
      Matcher matcher = USED.matcher(Files.readString(file));
      while (matcher.find()) {
        named.add(matcher.group(1));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Properties bundle(String name) throws IOException {
    try (InputStream in = Words.class.getResourceAsStream("../" + name)) {
      Properties properties = new Properties();
      properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      return properties;
    }
  }
}
