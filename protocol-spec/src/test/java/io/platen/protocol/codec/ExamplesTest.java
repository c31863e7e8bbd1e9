package io.platen.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.protocol.Requirement;
import io.platen.protocol.xml.ProtocolException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of the specification are what they are said to be. */
class ExamplesTest {
  private static final Path EXAMPLES = Path.of("src/main/resources/io/platen/protocol/examples");
  private static final int ID_LENGTH = "PLT-RPT-004".length();

  private static final Map<String, Reading> READINGS =
      Map.ofEntries(
          Map.entry("report", ReportCodec::read),
          Map.entry("assignmentRequest", AssignmentCodec::readRequest),
          Map.entry("assignment-", AssignmentCodec::read),
          Map.entry("receipt", ReceiptCodec::read),
          Map.entry("sync", SyncCodec::read),
          Map.entry("command", CommandCodec::read),
          Map.entry("result", LiveCodec::read),
          Map.entry("hello", LiveCodec::read),
          Map.entry("welcome", LiveCodec::read),
          Map.entry("taken", LiveCodec::read),
          Map.entry("envelope", LiveCodec::read),
          Map.entry("cancel", LiveCodec::read),
          Map.entry("bye", LiveCodec::read),
          Map.entry("problem", ProblemCodec::read));

  @ParameterizedTest(name = "{0}")
  @MethodSource("valid")
  void takes_a_valid_example(Path example) throws Exception {
    assertThat(reading(name(example)).read(Files.readAllBytes(example))).isNotNull();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("invalid")
  void refuses_an_invalid_example_by_the_requirement_in_its_name(Path example) throws Exception {
    // given
    String requirement = name(example).substring(0, ID_LENGTH);
    Reading reading = reading(name(example).substring(ID_LENGTH + 1));
    byte[] document = Files.readAllBytes(example);

    // then
    assertThat(Requirement.find(requirement)).isPresent();
    assertThatThrownBy(() -> reading.read(document))
        .isInstanceOfSatisfying(
            ProtocolException.class,
            refusal ->
                assertThat(refusal.requirement()).as(refusal.getMessage()).isEqualTo(requirement));
  }

  @Test
  void has_examples_of_both_kinds() throws IOException {
    assertThat(valid()).hasSize(30);
    assertThat(invalid()).hasSize(73);
  }

  static List<Path> valid() throws IOException {
    return files("valid");
  }

  static List<Path> invalid() throws IOException {
    return files("invalid");
  }

  private static List<Path> files(String folder) throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES.resolve(folder))) {
      return files.sorted().toList();
    }
  }

  private static String name(Path example) {
    return example.getFileName().toString();
  }

  private static Reading reading(String name) {
    return READINGS.entrySet().stream()
        .filter(each -> name.startsWith(each.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow(() -> new AssertionError("Nothing reads " + name));
  }

  @FunctionalInterface
  private interface Reading {
    Object read(byte[] document) throws ProtocolException;
  }
}
