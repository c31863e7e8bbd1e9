package io.platen.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every row of the table of attacks names tests, and there are such tests. */
class AttackTableTest {
  private static final Path TABLE = Path.of("../docs/explanation/updates-under-attack.md");
  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+Test)\\.(\\w+)`");

  @Test
  void names_tests_that_exist() throws Exception {
    // given
    Map<String, String> sources = sources();
    List<String> rows =
        Files.readAllLines(TABLE).stream()
            .filter(line -> line.startsWith("| ") && !line.startsWith("| Attack"))
            .toList();

    // then
    assertThat(rows).hasSizeGreaterThan(25);
    for (String row : rows) {
      List<String> missing = new ArrayList<>();
      int named = 0;
      for (Matcher test = TEST.matcher(row); test.find(); named++) {
        String source = sources.getOrDefault(test.group(1), "");
        if (!source.contains("void " + test.group(2) + "(")) {
          missing.add(test.group());
        }
      }
      assertThat(named).as(row).isPositive();
      assertThat(missing).as(row).isEmpty();
    }
  }

  private static Map<String, String> sources() throws IOException {
    Map<String, String> sources = new TreeMap<>();
    for (String module : List.of("../protocol-spec", "../device-sdk", "../reference-device")) {
      try (Stream<Path> files = Files.walk(Path.of(module, "src/test/java"))) {
        for (Path file : files.filter(each -> each.toString().endsWith("Test.java")).toList()) {
          String name = String.valueOf(file.getFileName());
          sources.put(name.substring(0, name.length() - ".java".length()), Files.readString(file));
        }
      }
    }
    return sources;
  }
}
