package io.platen.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.platen.reference.testing.DemoStack;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Ctrl-C as a terminal sends it: SIGINT to the whole process group of the packaged demo. */
@Execution(ExecutionMode.CONCURRENT)
class CtrlCIT {
  private static final int SIGINT_STATUS = 130;

  @Test
  void ctrl_c_leaves_no_process(@TempDir Path folder) throws Exception {
    assumeTrue(resetsSignals(), "env of this system cannot give a child its Ctrl-C back");
    // given: a demo in a group of its own, whose device has just been started
    Process demo =
        new ProcessBuilder(
                "setsid",
                // A test run in the background has SIGINT ignored, and so would its children.
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-jar",
                DemoStack.packaged("platen.device.jar").toString(),
                "demo",
                "--folder=" + folder.resolve("demo"),
                "--server-jar=" + DemoStack.packaged("platen.server.jar"))
            .redirectErrorStream(true)
            .start();
    List<String> said = new ArrayList<>();
    BufferedReader out = demo.inputReader(StandardCharsets.UTF_8);
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      said.add(line);
      if (line.contains("Waiting for the device")) {
        break;
      }
    }
    assertThat(said).as("what the demo said").last().asString().contains("Waiting for the device");
    assertThat(processesOf(folder)).hasSizeGreaterThanOrEqualTo(3);
    // when
    signalGroup(demo.pid());
    // then
    assertThat(demo.waitFor(60, TimeUnit.SECONDS)).as("the demo ended").isTrue();
    assertThat(demo.exitValue()).isEqualTo(SIGINT_STATUS);
    assertThat(processesOf(folder)).isEmpty();
  }

  private static boolean resetsSignals() throws Exception {
    return new ProcessBuilder("env", "--default-signal=INT", "true").start().waitFor() == 0;
  }

  private static void signalGroup(long leader) throws Exception {
    // The program: a shell's own kill may not know groups.
    assertThat(new ProcessBuilder("/bin/kill", "-INT", "--", "-" + leader).start().waitFor())
        .isZero();
  }

  /** Every process that the demo or its children started names the folder. */
  private static List<String> processesOf(Path folder) {
    return ProcessHandle.allProcesses()
        .flatMap(process -> process.info().commandLine().stream())
        .filter(line -> line.contains(folder.toString()))
        .toList();
  }
}
