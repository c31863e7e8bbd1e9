package io.platen.device.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs shell scripts of tests, and says which programs there are. */
final class BootFolder {
  private BootFolder() {}

  /** Whether a program is there; where continuous integration demands it, it must be. */
  static boolean has(String program) {
    boolean found =
        List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin").stream()
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    if ("true".equals(System.getenv("PLATEN_PEERS_REQUIRED"))) {
      assertThat(found).as("%s is demanded, and not installed", program).isTrue();
    }
    return found;
  }

  /** What a script writes to standard output; it must end well. */
  static String sh(Map<String, String> environment, String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    assertThat(process.exitValue()).as("%s: %s", List.of(command), output).isZero();
    return output;
  }
}
