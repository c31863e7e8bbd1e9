package io.platen.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.reference.demo.RunningDemo;
import io.platen.reference.testing.DemoStack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        SuiteRun.suite(
            0,
            "run",
            "server",
            "--profile=core,enrolment,sealing,alerts,live,commands,heartbeat,local-agent,updates",
            "--config=" + configuration,
            "--out=" + folder);
    // then: it says so over tests that did run, and its results are as it wrote them
    assertThat(said).containsPattern("[1-9][0-9]* passed");
    assertThat(said).containsPattern("PASS +PLT-UPD-400 PLT-UPD-408 gives what its maker signed");
    SuiteRun.suite(0, "verify", folder.toString());
    // when: somebody touches them
    Files.writeString(folder.resolve("results.json"), "{}");
    // then
    SuiteRun.suite(1, "verify", folder.toString());
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
}
