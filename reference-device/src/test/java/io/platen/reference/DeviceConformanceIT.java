package io.platen.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.reference.testing.DemoStack;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Our own device, held against the packaged suite by its adapter. */
@Execution(ExecutionMode.CONCURRENT)
class DeviceConformanceIT {
  @TempDir private Path folder;

  @Test
  void the_device_conforms() throws Exception {
    // when
    SuiteRun run =
        suite(
            DemoStack.packaged("platen.device.jar"),
            "--profile=core,enrolment,sealing,updates,commands,live,heartbeat,printers,local-agent,alerts");
    // then
    assertThat(run.status()).as(run.said()).isZero();
    assertThat(run.said())
        .containsPattern("[1-9][0-9]+ passed")
        .contains("The device is conformant in what was tested.")
        .doesNotContain("SKIPPED");
  }

  @Test
  void a_device_that_does_not_start_is_an_error_and_no_refusal() throws Exception {
    // when
    SuiteRun run = suite(folder.resolve("none.jar"), "--select=PLT-SYN-001");
    // then
    assertThat(run.status()).as(run.said()).isEqualTo(2);
    assertThat(run.said()).contains("ERROR", "none.jar");
  }

  private SuiteRun suite(Path device, String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "run",
                "device",
                "--adapter=" + Path.of("platen-device-adapter").toAbsolutePath(),
                "--out=" + folder.resolve("results")));
    arguments.addAll(List.of(more));
    return SuiteRun.of(
        Map.of("PLATEN_DEVICE_JAR", device.toString(), "TMPDIR", folder.toString()), arguments);
  }
}
