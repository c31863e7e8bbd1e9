package io.platen.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.reference.demo.Demo;
import io.platen.reference.demo.DemoOptions;
import io.platen.reference.demo.RunningDemo;
import io.platen.reference.stack.Progress;
import io.platen.reference.testing.DemoStack;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Our own server, held against the packaged suite with the keys that the demo wrote. */
@ExtendWith(DemoStack.class)
class ConformanceIT {
  @Test
  void the_server_conforms(RunningDemo demo, @TempDir Path folder) throws Exception {
    // given
    Path configuration = withCodes(demo, 30);
    // when
    String said =
        suite(
            0,
            "run",
            "server",
            "--profile=core,enrolment,sealing,alerts,live,commands,heartbeat,local-agent,updates",
            "--config=" + configuration,
            "--out=" + folder);
    // then: it says so over tests that did run, and its results are as it wrote them
    assertThat(said).containsPattern("[1-9][0-9]* passed");
    assertThat(said).containsPattern("PASS +PLT-UPD-400 PLT-UPD-408 gives what its maker signed");
    suite(0, "verify", folder.toString());
    // when: somebody touches them
    Files.writeString(folder.resolve("results.json"), "{}");
    // then
    suite(1, "verify", folder.toString());
  }

  @Test
  void the_server_conforms_where_it_lets_devices_in_by_tls_1_2(@TempDir Path folder)
      throws Exception {
    // given: a server of its own, since all that demands TLS 1.3 alone does not apply to it
    DemoOptions options =
        new DemoOptions(
            folder.resolve("demo"),
            DemoStack.packaged("platen.server.jar"),
            DemoStack.packaged("platen.device.jar"),
            0,
            false,
            Map.of("platen.device.tls12", "on"));
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    try (Demo demo = new Demo(options, new Progress(out, InstantSource.system()))) {
      // when
      String said =
          suite(
              0,
              "run",
              "server",
              "--profile=core,legacy-tls",
              "--config=" + demo.start().conformanceProperties(),
              "--out=" + folder.resolve("results"));
      // then
      assertThat(said)
          .containsPattern("PASS +PLT-TLS-054 answers the valid device over tls 1 2")
          .containsPattern("PASS +PLT-TLS-054 refuses other suites of tls 1 2")
          .contains("The server is conformant in what was tested.")
          .doesNotContain("SKIPPED");
    }
  }

  /** Activation codes are used up by the tests of enrolment, so the demo makes none of itself. */
  private static Path withCodes(RunningDemo demo, int count) throws Exception {
    List<String> codes = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      codes.add(demo.api().register("Conformance suite, enrolment " + i).activationCode());
    }
    Path plain = demo.conformanceProperties();
    return Files.writeString(
        plain.resolveSibling("conformance-enrolment.properties"),
        Files.readString(plain) + "enrolment.codes=" + String.join(" ", codes) + "\n");
  }

  private static String suite(int status, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                DemoStack.packaged("platen.conformance.jar").toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isEqualTo(status);
    return said;
  }
}
