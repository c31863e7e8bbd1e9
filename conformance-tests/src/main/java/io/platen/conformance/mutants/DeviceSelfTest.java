package io.platen.conformance.mutants;

import io.platen.conformance.engine.Applicability;
import io.platen.conformance.engine.Catalogue;
import io.platen.conformance.engine.ConformanceTest;
import io.platen.conformance.engine.Run;
import io.platen.conformance.engine.Runner;
import io.platen.conformance.engine.TestResult;
import io.platen.conformance.engine.Verdict;
import io.platen.conformance.mutants.SelfTest.Kill;
import io.platen.conformance.peers.DeviceFault;
import io.platen.conformance.peers.FakeDevice;
import io.platen.conformance.peers.PeerKeys;
import io.platen.conformance.subject.DeviceUnderTest;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Runs tests against a fake device that is right, and against one that is wrong on purpose. */
public final class DeviceSelfTest {
  private final PeerKeys keys = PeerKeys.make();
  private final Catalogue catalogue;
  private final Set<String> profiles;

  public DeviceSelfTest(Catalogue catalogue, Set<String> profiles) {
    this.catalogue = catalogue;
    this.profiles = Set.copyOf(profiles);
  }

  /** What the tests found wrong with a device that is right: nothing, or the suite is wrong. */
  public List<TestResult> falseAlarms() {
    return run(Optional.empty(), catalogue.tests()).results().stream()
        .filter(result -> result.verdict() != Verdict.PASS)
        .toList();
  }

  /** Holds the tests of the fault's requirement against it. */
  public Kill kill(DeviceFault fault) {
    Run run = run(Optional.of(fault), catalogue.testsOf(fault.requirement()));
    return Kill.of(fault, run);
  }

  private DeviceUnderTest device(Optional<DeviceFault> fault) throws IOException {
    DeviceUnderTest device = new DeviceUnderTest(new FakeDevice(fault), keys);
    device.ground().expectAllAtOnce();
    return device;
  }

  private Run run(Optional<DeviceFault> fault, List<ConformanceTest> tests) {
    return new Runner(now -> device(fault), Applicability.of(profiles), InstantSource.system())
        .run(tests, result -> {});
  }
}
