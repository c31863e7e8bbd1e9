package io.platen.protocol.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole corpus, read by a process that has 32 MB of heap for all that it does. */
class AttackedReaderTest {
  private static final long MICROSECONDS = 200_000;

  private static ServerSocket callback;
  private static Map<String, List<Answer>> answers;

  @BeforeAll
  static void play() throws Exception {
    callback = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Process reader = start("http://127.0.0.1:" + callback.getLocalPort() + "/");
    String said = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(reader.waitFor()).as(said).isZero();
    answers = said.lines().map(Answer::of).collect(Collectors.groupingBy(Answer::attack));
  }

  @AfterAll
  static void close() throws IOException {
    callback.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("attacks")
  void gives_the_expected_answer_within_200_milliseconds(Attack attack) {
    String expected =
        attack.problem().map(type -> type + " " + attack.requirement().id()).orElse("accepted -");
    assertThat(answers.get(attack.name()))
        .isNotEmpty()
        .allSatisfy(answer -> assertThat(answer.answer()).isEqualTo(expected))
        .allSatisfy(answer -> assertThat(answer.cpu()).isLessThanOrEqualTo(MICROSECONDS));
  }

  @Test
  void plays_every_attack_but_those_on_the_wire() {
    assertThat(answers.keySet())
        .containsExactlyInAnyOrderElementsOf(
            new TreeSet<>(attacks().stream().map(Attack::name).toList()));
    assertThat(Attacks.all()).hasSize(attacks().size() + 4);
    assertThat(answers.get("cut-at-every-byte")).hasSizeGreaterThan(300);
  }

  @Test
  void fetches_nothing_that_a_document_names() throws IOException {
    // what had connected would wait here
    callback.setSoTimeout(1);
    assertThatThrownBy(callback::accept).isInstanceOf(SocketTimeoutException.class);
  }

  static List<Attack> attacks() {
    return Attacks.onDocuments();
  }

  private static Process start(String callback) throws IOException {
    String classPath =
        Stream.of("jdk.module.path", "java.class.path")
            .map(property -> System.getProperty(property, ""))
            .filter(path -> !path.isEmpty())
            .collect(
                Collectors.joining(
                    File.pathSeparator, Path.of("target/test-classes") + File.pathSeparator, ""));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx32m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classPath,
            AttackRun.class.getName(),
            callback)
        .redirectErrorStream(true)
        .start();
  }

  private record Answer(String attack, String answer, long cpu) {
    static Answer of(String line) {
      String[] fields = line.split("\t", -1);
      assertThat(fields).as(line).hasSize(5);
      return new Answer(fields[0], fields[1] + " " + fields[2], Long.parseLong(fields[3]));
    }
  }
}
