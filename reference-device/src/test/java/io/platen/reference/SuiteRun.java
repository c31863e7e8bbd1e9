package io.platen.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.reference.testing.DemoStack;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The packaged conformance suite, as a process that has ended.
 *
 * @param status with which it ended
 * @param said to standard output and standard error
 */
record SuiteRun(int status, String said) {
  /** Returns what it said. */
  static String suite(int status, String... arguments) throws Exception {
    SuiteRun run = of(Map.of(), List.of(arguments));
    assertThat(run.status()).as(run.said()).isEqualTo(status);
    return run.said();
  }

  static SuiteRun of(Map<String, String> environment, List<String> arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                DemoStack.packaged("platen.conformance.jar").toString()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    return new SuiteRun(process.exitValue(), said);
  }
}
