package io.platen.protocol.update;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathPatternTest {
  @ParameterizedTest
  @CsvSource({
    "*,            file,            true",
    "*,            folder/file,     false",
    "a/*/c,        a/b/c,           true",
    "a/*/c,        a/b/b/c,         false",
    "a/*,          a/,              true",
    "*.zip,        x.zip.zip,       true",
    "*.zip,        x.zip.old,       false",
    "*a*b*c,       xxaxxbxxc,       true",
    "*a*b*c,       xxaxx/bxxc,      false",
    "v?.bin,       v1.bin,          true",
    "v?.bin,       v.bin,           false",
    "v?bin,        v/bin,           false",
    "model/x/*,    model/y/1,       false",
    "plain,        plain,           true",
    "plain,        plainer,         false",
    "**,           a,               true"
  })
  void a_star_stands_for_all_but_a_slash(String pattern, String path, boolean matches) {
    assertThat(PathPattern.matches(pattern, path)).isEqualTo(matches);
  }

  @Test
  void takes_no_time_over_a_pattern_of_many_stars() {
    // given what takes a naive matcher for ever; this one compares at most 400 times 400 characters
    String pattern = "*a".repeat(200) + "b";

    // then
    assertThat(PathPattern.matches(pattern, "a".repeat(400))).isFalse();
  }
}
