package io.platen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.conformance.adapter.Adapter;
import io.platen.conformance.adapter.ProcessAdapter;
import io.platen.conformance.engine.Applicability;
import io.platen.conformance.engine.Conclusion;
import io.platen.conformance.engine.Run;
import io.platen.conformance.engine.Runner;
import io.platen.conformance.engine.Verdict;
import io.platen.conformance.peers.PeerKeys;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.conformance.suite.DeviceSuite;
import io.platen.conformance.testing.SecondServer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A device that was written from the specification alone, in another language. */
class SecondDeviceTest {
  /** No limit ever passes, so a machine that is slow takes no adapter for one that hangs. */
  private static final InstantSource STILL = InstantSource.fixed(Instant.EPOCH);

  @Test
  void the_second_device_passes_the_core_profile() {
    // given
    String script = Path.of("second-device/platen_device.py").toAbsolutePath().toString();
    Adapter adapter =
        new ProcessAdapter(List.of(SecondServer.pythonOrSkip(), "-B", script), Map.of(), STILL);
    PeerKeys keys = PeerKeys.make();
    Runner runner =
        new Runner(
            now -> new DeviceUnderTest(adapter, keys),
            Applicability.of(Set.of("core")),
            InstantSource.system());
    // when
    Run run = runner.run(DeviceSuite.catalogue().tests(), result -> {});
    // then
    assertThat(run.results())
        .filteredOn(result -> result.verdict() == Verdict.PASS)
        .hasSizeGreaterThan(25);
    assertThat(run.results())
        .filteredOn(result -> result.verdict() != Verdict.PASS)
        .filteredOn(result -> result.verdict() != Verdict.NOT_APPLICABLE)
        .extracting(result -> result.test() + " " + result.trouble() + result.broken())
        .isEmpty();
    assertThat(run.conclusion()).isEqualTo(Conclusion.CONFORMANT);
  }
}
