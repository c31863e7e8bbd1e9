package io.platen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.conformance.adapter.AdapterCommand;
import io.platen.conformance.testing.SecondServer;
import io.platen.conformance.testing.ShellAdapter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device that was written from the specification alone, in another language. */
class SecondDeviceTest {
  private static final Path ICS = Path.of("second-device/ics.xml");

  /** So that a machine that is slow takes no adapter for one that hangs. */
  private static final String LIMITS =
      Arrays.stream(AdapterCommand.values())
          .map(each -> each.word() + "=3600")
          .collect(Collectors.joining(","));

  @TempDir private Path folder;

  @Test
  void the_second_device_passes_what_it_claims() throws Exception {
    // given
    Path script = Path.of("second-device/platen_device.py").toAbsolutePath();
    String words = "exec " + SecondServer.pythonOrSkip() + " -B " + script + " \"$@\"";
    Path adapter = ShellAdapter.of(words, folder);
    // when
    ClaimedRun run =
        ClaimedRun.of(
            folder.resolve("results"),
            ICS,
            "device",
            "--adapter",
            adapter.toString(),
            "--limit",
            LIMITS);
    // then
    assertThat(run.status()).as(run.said()).isZero();
    assertThat(run.verdicts()).containsExactlyInAnyOrder("PASS", "NOT_APPLICABLE");
    assertThat(run.with("PASS")).hasSizeGreaterThan(25);
    assertThat(run.with("NOT_APPLICABLE"))
        .hasSizeGreaterThan(50)
        .allSatisfy(test -> assertThat(test.trouble()).startsWith("Its profile is not claimed: ["))
        .anyMatch(test -> test.trouble().contains("enrolment"))
        .anyMatch(test -> test.trouble().contains("updates"));
  }
}
