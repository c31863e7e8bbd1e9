package io.platen.protocol.specification;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The prose, the registry of requirements and the enum say the same. */
class ChaptersTest {
  private static final Path CHAPTERS = Path.of("src/main/asciidoc");
  private static final Pattern KEYWORD =
      Pattern.compile("\\b(MUST NOT|MUST|SHOULD NOT|SHOULD|MAY|SHALL|REQUIRED|RECOMMENDED)\\b");
  private static final Pattern ID = Pattern.compile("\\[(PLT-[A-Z]{3}-[0-9]{3})]");
  private static final Pattern SENTENCE =
      Pattern.compile("^The (device|server) .*\\. \\[(PLT-([A-Z]{3})-[0-9]{3})]$");

  /** BCP 14's own sentence names the key words without using them. */
  private static final String BOILERPLATE = "The key words ";

  @Test
  void has_each_keyword_in_a_sentence_that_ends_with_its_id() throws IOException {
    // when
    List<Line> normative = normative();

    // then
    assertThat(normative).hasSizeGreaterThan(100);
    assertThat(normative)
        .allSatisfy(
            line -> {
              assertThat(line.text()).matches(SENTENCE);
              assertThat(KEYWORD.matcher(line.text()).results()).as(line.text()).hasSize(1);
              assertThat(ID.matcher(line.text()).results()).as(line.text()).hasSize(1);
            });
  }

  @Test
  void gives_an_id_to_one_sentence_in_the_chapter_of_its_area() throws IOException {
    // when
    List<Line> normative = normative();

    // then
    assertThat(normative).extracting(Line::id).doesNotHaveDuplicates();
    assertThat(normative)
        .allSatisfy(
            line ->
                assertThat(line.chapter())
                    .isEqualTo(line.id().substring(4, 7).toLowerCase(Locale.ROOT) + ".adoc"));
  }

  @Test
  void agrees_with_the_registry_on_ids_roles_and_levels() throws IOException {
    // given
    TreeMap<String, String> registered = new TreeMap<>();
    for (Requirement requirement : Requirement.values()) {
      registered.put(requirement.id(), requirement.role() + " " + requirement.level());
    }

    // when
    TreeMap<String, String> written = new TreeMap<>();
    for (Line line : normative()) {
      Matcher sentence = SENTENCE.matcher(line.text());
      Matcher keyword = KEYWORD.matcher(line.text());
      if (sentence.matches() && keyword.find()) {
        written.put(
            sentence.group(2), sentence.group(1) + " " + keyword.group().replace(" NOT", ""));
      }
    }

    // then
    assertThat(written).isEqualTo(registered).isNotEmpty();
  }

  @Test
  void gives_a_reason_where_no_test_of_a_peer_can_tell() {
    assertThat(Requirement.values())
        .allSatisfy(
            requirement ->
                assertThat(requirement.reason().isEmpty())
                    .as(requirement.id())
                    .isEqualTo(
                        requirement.testable() == Requirement.Testable.BLACK_BOX
                            || requirement.testable() == Requirement.Testable.ADAPTER));
  }

  @Test
  void mentions_no_id_that_is_not_registered() throws IOException {
    // given
    Pattern mention = Pattern.compile("PLT-[A-Z]{3}-[0-9]{3}");

    // when
    List<String> mentioned =
        lines().stream()
            .flatMap(line -> mention.matcher(line.text()).results())
            .map(result -> result.group())
            .toList();

    // then
    assertThat(mentioned)
        .isNotEmpty()
        .allSatisfy(id -> assertThat(Requirement.find(id)).as(id).isPresent());
  }

  @Test
  void is_cited_by_the_code_with_ids_that_are_registered() throws IOException {
    // given
    Pattern mention = Pattern.compile("PLT-[A-Z]{3}-[0-9]{3}");

    // when
    Set<String> cited = new TreeSet<>();
    try (var sources = Files.walk(Path.of("src/main/java"))) {
      for (Path source : sources.filter(file -> file.toString().endsWith(".java")).toList()) {
        mention.matcher(Files.readString(source)).results().forEach(id -> cited.add(id.group()));
      }
    }

    // then
    assertThat(cited)
        .hasSizeGreaterThan(20)
        .allSatisfy(id -> assertThat(Requirement.find(id)).as(id).isPresent());
  }

  @Test
  void finds_a_requirement_by_its_id() {
    assertThat(Requirement.find("PLT-RPT-004")).contains(Requirement.PLT_RPT_004);
    assertThat(Requirement.find("PLT-RPT-999")).isEmpty();
    assertThat(Requirement.PLT_RPT_004.area()).isEqualTo("RPT");
    assertThat(Requirement.PLT_RPT_004.text()).startsWith("The server MUST").endsWith(".");
  }

  private record Line(String chapter, String text) {
    String id() {
      Matcher id = ID.matcher(text);
      return id.find() ? id.group(1) : "";
    }
  }

  /** Lines with a key word or with an id, which are the same lines when all is well. */
  private static List<Line> normative() throws IOException {
    return lines().stream()
        .filter(line -> KEYWORD.matcher(line.text()).find() || ID.matcher(line.text()).find())
        .filter(line -> !line.text().startsWith(BOILERPLATE))
        .toList();
  }

  private static List<Line> lines() throws IOException {
    List<Line> lines = new ArrayList<>();
    try (var chapters = Files.list(CHAPTERS)) {
      for (Path chapter : chapters.sorted().toList()) {
        Arrays.stream(Files.readString(chapter).split("\n"))
            .forEach(text -> lines.add(new Line(chapter.getFileName().toString(), text)));
      }
    }
    return lines;
  }
}
