package io.platen.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.annotation.WebServlet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The servlet answers for whatever a page leads to. */
class ConsolePathsTest {
  private static final Pattern LINK = Pattern.compile("href=\"(/[a-z-]+)\"");

  @Test
  void answers_for_each_page_of_the_navigation_and_of_tabs() {
    // given
    Set<String> answered = Set.of(ConsoleServlet.class.getAnnotation(WebServlet.class).value());
    // when
    List<String> linked =
        Stream.of("navigation", "noticeTabs").flatMap(ConsolePathsTest::links).toList();
    // then
    assertThat(linked).hasSizeGreaterThan(10);
    assertThat(answered).containsAll(linked);
  }

  private static Stream<String> links(String part) {
    try {
      return LINK.matcher(Files.readString(Path.of("src/main/jte/part", part + ".jte")))
          .results()
          .map(found -> found.group(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
