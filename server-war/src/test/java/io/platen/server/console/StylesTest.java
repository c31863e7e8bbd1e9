package io.platen.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Colours come from tokens, and tokens can be read. */
class StylesTest {
  private static final Path STYLES = Path.of("src/main/resources/assets");
  private static final Pattern RAW =
      Pattern.compile("#[0-9A-Fa-f]{3,8}\\b|\\b(?:rgb|hsl|oklch)a?\\(");
  private static final Pattern TOKEN =
      Pattern.compile("--([a-z0-9-]+): light-dark\\((#[0-9A-F]{6}), (#[0-9A-F]{6})\\)");

  private static final List<String> SURFACES = List.of("canvas", "surface", "sunken");
  private static final List<String> TEXTS =
      List.of("text", "text-2", "text-3", "accent", "ok", "info", "warn", "err", "off", "unk");
  private static final List<String> MARKS =
      List.of("line-strong", "toner-k", "toner-c", "toner-m", "toner-y");
  private static final List<String> BADGES = List.of("ok", "info", "warn", "err", "unk");

  @Test
  void has_raw_colours_in_the_tokens_only() throws IOException {
    // given
    List<Path> files;
    try (Stream<Path> all = Files.walk(STYLES)) {
      files =
          all.filter(file -> file.toString().endsWith(".css"))
              .filter(file -> !file.endsWith("tokens.css"))
              .toList();
    }

    // then
    assertThat(files).hasSizeGreaterThan(10);
    for (Path file : files) {
      assertThat(RAW.matcher(Files.readString(file)).results().map(r -> r.group()))
          .as(file.toString())
          .isEmpty();
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"light", "dark"})
  void can_be_read_on_every_surface(String theme) throws IOException {
    // given
    Map<String, String> tokens = tokens(theme);

    // then
    for (String surface : SURFACES) {
      TEXTS.forEach(text -> check(tokens, text, surface, 4.5));
      MARKS.forEach(mark -> check(tokens, mark, surface, 3.0));
    }
    BADGES.forEach(badge -> check(tokens, badge, badge + "-bg", 4.5));
    check(tokens, "on-accent", "accent", 4.5);
    check(tokens, "text", "err-bg", 4.5);
    check(tokens, "text", "info-bg", 4.5);
    check(tokens, "text-2", "info-bg", 4.5);
    check(tokens, "text-3", "info-bg", 4.5);
  }

  private static void check(Map<String, String> tokens, String front, String back, double least) {
    assertThat(contrast(tokens.get(front), tokens.get(back)))
        .as(front + " on " + back)
        .isGreaterThanOrEqualTo(least);
  }

  private static Map<String, String> tokens(String theme) throws IOException {
    Map<String, String> tokens = new HashMap<>();
    Matcher matcher = TOKEN.matcher(Files.readString(STYLES.resolve("tokens.css")));
    while (matcher.find()) {
      tokens.put(matcher.group(1), matcher.group(theme.equals("light") ? 2 : 3));
    }
    return tokens;
  }

  /** WCAG 2.2, contrast ratio. */
  private static double contrast(String one, String other) {
    double a = luminance(one);
    double b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  private static double luminance(String colour) {
    double[] weights = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      double part = Integer.parseInt(colour.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
      sum += weights[i] * (part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4));
    }
    return sum;
  }
}
