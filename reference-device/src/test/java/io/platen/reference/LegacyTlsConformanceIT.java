package io.platen.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.reference.demo.Demo;
import io.platen.reference.demo.DemoOptions;
import io.platen.reference.stack.Progress;
import io.platen.reference.testing.DemoStack;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A server of its own, since all that demands TLS 1.3 alone does not apply to it. */
@Execution(ExecutionMode.CONCURRENT)
class LegacyTlsConformanceIT {
  @Test
  void the_server_conforms_where_it_lets_devices_in_by_tls_1_2(@TempDir Path folder)
      throws Exception {
    // given
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
          SuiteRun.suite(
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
}
