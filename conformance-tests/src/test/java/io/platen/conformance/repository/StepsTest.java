package io.platen.conformance.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A procedure that the specification writes in steps has the same steps in the code. */
class StepsTest {
  private static final String CHAPTER = "protocol-spec/src/main/asciidoc/lnk.adoc";
  private static final String CODE = "device-sdk/src/main/java/io/platen/device/link/Attempts.java";
  private static final Pattern ITEM = Pattern.compile("(?m)^[.] (.*(?:\\n  .*)*)");
  private static final Pattern COMMENT = Pattern.compile("// Step ([0-9]+): ([^\\n]*)");
  private static final Pattern ID = Pattern.compile("PLT-[A-Z]{3}-[0-9]{3}");

  @Test
  void sends_a_message_by_the_steps_of_the_chapter_in_their_order() throws IOException {
    // when
    List<String> steps = steps();
    List<Integer> cited =
        COMMENT.matcher(code()).results().map(each -> Integer.parseInt(each.group(1))).toList();

    // then
    assertThat(steps).hasSizeGreaterThan(5);
    assertThat(cited).isEqualTo(IntStream.rangeClosed(1, steps.size()).boxed().toList());
  }

  @Test
  void cites_in_a_step_only_requirements_of_that_step() throws IOException {
    // given
    List<String> steps = steps();

    // then
    assertThat(COMMENT.matcher(code()).results())
        .hasSize(steps.size())
        .allSatisfy(
            comment -> {
              String step = steps.get(Integer.parseInt(comment.group(1)) - 1);
              assertThat(ID.matcher(comment.group(2)).results())
                  .allSatisfy(id -> assertThat(step).contains(id.group()));
            });
  }

  private static List<String> steps() throws IOException {
    String chapter = Repository.text(Repository.ROOT.resolve(CHAPTER));
    String list = chapter.substring(chapter.indexOf("[[steps]]"));
    String items = list.substring(0, list.indexOf("\n\n"));
    return ITEM.matcher(items).results().map(each -> each.group(1)).toList();
  }

  private static String code() throws IOException {
    return Repository.text(Repository.ROOT.resolve(CODE));
  }
}
