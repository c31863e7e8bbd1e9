package io.platen.conformance.suite;

import io.platen.conformance.engine.Catalogue;
import io.platen.conformance.engine.TestMap;
import io.platen.conformance.report.Claim;
import io.platen.protocol.Requirement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** All tests of a device. */
public final class DeviceSuite {
  public static final Requirement.Role ROLE = Requirement.Role.DEVICE;

  private static final List<Class<?>> CLASSES =
      List.of(
          DeviceTlsTests.class,
          DeviceDiagnosisTests.class,
          DeviceObstacleTests.class,
          DeviceSyncTests.class,
          DeviceReportTests.class,
          DeviceOutboxTests.class,
          DeviceCommandTests.class,
          DeviceRedirectTests.class,
          DeviceHostTests.class,
          DeviceRetryTests.class,
          DeviceProxyTests.class,
          DeviceClockTests.class,
          DeviceScheduleTests.class,
          DevicePolicyTests.class,
          DeviceDocumentTests.class,
          DeviceSealTests.class,
          DeviceEnrolmentTests.class,
          DeviceActivationTests.class,
          DeviceRenewalTests.class,
          DeviceMetadataTests.class,
          DeviceTimestampTests.class,
          DeviceRootTests.class,
          DeviceReleaseTests.class,
          DeviceDelegationTests.class,
          DeviceContentTests.class,
          DeviceBreakTests.class,
          DeviceInstallTests.class,
          DeviceTrialTests.class,
          DeviceUpdateNewsTests.class,
          DeviceChannelTests.class,
          DeviceHeartbeatTests.class,
          DeviceAssignmentTests.class,
          DeviceSearchTests.class,
          DeviceLevelTests.class,
          DeviceReadTests.class,
          DeviceWalkTests.class,
          DeviceKeyTests.class,
          DeviceLocalTests.class,
          DeviceReaderTests.class,
          DevicePaceTests.class,
          DeviceProfileTests.class,
          DevicePjlTests.class,
          DeviceCredentialTests.class,
          DeviceMaskTests.class,
          DeviceSourceTests.class,
          DeviceTrapTests.class,
          DeviceTrapSourceTests.class);

  private DeviceSuite() {}

  public static Catalogue catalogue() {
    return Catalogue.of(CLASSES);
  }

  /** The profiles that have tests. */
  public static Set<String> profiles() {
    Set<String> profiles = new TreeSet<>();
    catalogue()
        .tests()
        .forEach(test -> test.requirements().forEach(each -> profiles.add(each.profile())));
    return profiles;
  }

  public static Claim.Coverage coverage() {
    TestMap map = TestMap.of(catalogue(), ROLE);
    return new Claim.Coverage(Math.toIntExact(map.tested()), map.rows().size());
  }
}
