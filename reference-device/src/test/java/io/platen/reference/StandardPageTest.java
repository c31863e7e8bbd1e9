package io.platen.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page on EN 303 645 names tests that exist, and leaves no provision out. */
class StandardPageTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern MODULE = Pattern.compile("([a-z]+-[a-z]+): ([^;|]+)");
  private static final Pattern CLASS = Pattern.compile("\\b([A-Z][A-Za-z]+(?:Test|IT))\\b");
  private static final Pattern METHOD = Pattern.compile("`([a-z_]+_)…?`|`([a-z]+(?:_[a-z0-9]+)+)`");

  /** Chapter, and the number of its last provision in Table B.1 of V3.1.3. */
  private static final int[][] CHAPTERS = {
    {5, 1, 5},
    {5, 2, 3},
    {5, 3, 16},
    {5, 4, 4},
    {5, 5, 8},
    {5, 6, 9},
    {5, 7, 2},
    {5, 8, 3},
    {5, 9, 3},
    {5, 10, 1},
    {5, 11, 4},
    {5, 12, 3},
    {5, 13, 1}
  };

  @Test
  void names_only_tests_that_exist() throws IOException {
    // given
    List<String> missing = new ArrayList<>();
    int seen = 0;

    // when
    for (String line : page()) {
      Matcher module = MODULE.matcher(line);
      while (module.find()) {
        List<Path> tests = tests(module.group(1));
        Matcher each = CLASS.matcher(module.group(2));
        while (each.find()) {
          seen++;
          String file = each.group(1) + ".java";
          Path found = tests.stream().filter(path -> path.endsWith(file)).findFirst().orElse(null);
          if (found == null) {
            missing.add(module.group(1) + ": " + each.group(1));
          }
        }
        missing.addAll(methods(module.group(2), tests));
      }
    }

    // then
    assertThat(seen).isGreaterThan(40);
    assertThat(missing).isEmpty();
  }

  private static List<String> methods(String text, List<Path> tests) throws IOException {
    List<String> missing = new ArrayList<>();
    Matcher each = METHOD.matcher(text);
    while (each.find()) {
      String name = each.group(1) == null ? "void " + each.group(2) + "(" : "void " + each.group(1);
      boolean there = false;
      for (Path test : tests) {
        there |= Files.readString(test).contains(name);
      }
      if (!there) {
        missing.add(name);
      }
    }
    return missing;
  }

  @Test
  void leaves_no_provision_out() throws IOException {
    // given
    String page = String.join("\n", page());

    // then
    for (int[] chapter : CHAPTERS) {
      String prefix = chapter[0] + "." + chapter[1];
      Matcher section =
          Pattern.compile("(?s)## " + Pattern.quote(prefix) + " .*?(?=\n## |\\z)").matcher(page);
      assertThat(section.find()).as(prefix).isTrue();
      for (int i = 1; i <= chapter[2]; i++) {
        String own = String.format(Locale.ROOT, "%s-%d", prefix, i);
        assertThat(isNamed(section.group(), own, i)).as(own).isTrue();
      }
    }
  }

  /** By its whole number, after a comma, or inside a span such as "5.3-3 to -6B". */
  private static boolean isNamed(String section, String own, int number) {
    Pattern named = Pattern.compile(Pattern.quote(own) + "(?!\\d)|, -" + number + "\\b");
    if (named.matcher(section).find()) {
      return true;
    }
    Matcher span = Pattern.compile("-(\\d+) to -(\\d+)").matcher(section);
    return span.find()
        && number >= Integer.parseInt(span.group(1))
        && number <= Integer.parseInt(span.group(2));
  }

  private static List<String> page() throws IOException {
    return Files.readAllLines(ROOT.resolve("docs/reference/en-303-645.md"));
  }

  private static List<Path> tests(String module) throws IOException {
    try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test"))) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }
}
