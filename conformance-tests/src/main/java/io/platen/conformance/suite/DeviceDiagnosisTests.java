package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_TLS_033;
import static io.platen.protocol.Requirement.PLT_TLS_035;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.peers.GroundOrders;
import io.platen.conformance.peers.Reaction;
import io.platen.conformance.peers.ScriptedServer;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.protocol.Requirement;
import io.platen.protocol.Verifies;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.sync.Policy;
import io.platen.protocol.sync.SyncDocument;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/**
 * What a device makes of a diagnosis. Its download hosts end TLS and its update hosts do not, so
 * that a device that goes on shows it by a report in each cycle, and one that stops by none.
 */
final class DeviceDiagnosisTests {
  private static final Duration A_WHILE = Duration.ofHours(6);
  private static final Duration MORE_THAN_A_DAY = Duration.ofHours(25);

  /** No time is told: the hosts' clock goes in steps, and would seem to be wrong. */
  private static final String NONE = "";

  @Verifies(positive = PLT_TLS_033, negative = PLT_TLS_033)
  void takes_the_word_of_a_diagnosis(DeviceUnderTest device, Checks checks) {
    // given
    Downloads downloads = Downloads.of(device);
    checks.need(reports(device, A_WHILE) > 0, "The device sends no full report every hour");
    // when
    downloads.refuse(true);
    int letIn = reports(device, A_WHILE);
    int inactive = reportsAfter(device, Reaction.diagnosis(ProblemType.DEVICE_INACTIVE));
    downloads.refuse(false);
    int later = reports(device, MORE_THAN_A_DAY);
    downloads.refuse(true);
    int unknown = reportsAfter(device, Reaction.diagnosis(ProblemType.CERTIFICATE_UNKNOWN));
    // then
    String sent = "download hosts that end TLS, and a diagnosis of ";
    String hint = "Do as you would if a download host had answered so, and only then.";
    checks.that(
        PLT_TLS_033,
        letIn > 0,
        sent + "a device that would be let in",
        letIn + " reports in 6 hours",
        "at least one: nothing was said against the device",
        hint);
    stopped(PLT_TLS_033, checks, inactive, sent + "device-inactive", hint);
    checks.that(
        PLT_TLS_033,
        later > 0,
        "the same, and after that hosts that are well",
        later + " reports in 25 hours",
        "at least one: the device asks again within a day",
        hint);
    stopped(PLT_TLS_033, checks, unknown, sent + "certificate-unknown", hint);
  }

  @Verifies(positive = PLT_TLS_035, negative = PLT_TLS_035)
  void asks_for_a_diagnosis_without_its_certificate(DeviceUnderTest device, Checks checks) {
    // given
    Downloads downloads = Downloads.of(device);
    checks.need(reports(device, A_WHILE) > 0, "The device sends no full report every hour");
    downloads.refuse(true);
    // when
    device.first().refuseAtEnrolment(true);
    int silent = reportsAfter(device, Reaction.hangUp());
    device.first().behave(DeviceTlsTests.DIAGNOSIS);
    reports(device, A_WHILE);
    int refused = reports(device, A_WHILE);
    // then
    String sent = "an enrolment host that ends TLS with the device's certificate, and ";
    String hint = "Ask once more without a certificate: what is answered then shows why.";
    checks.that(
        PLT_TLS_035,
        silent > 0,
        sent + "does not answer without it either",
        silent + " reports in 6 hours",
        "at least one: nothing was said against the device",
        hint);
    stopped(PLT_TLS_035, checks, refused, sent + "answers without it", hint);
  }

  private static void stopped(
      Requirement requirement, Checks checks, int reports, String sent, String hint) {
    String received = reports + " reports in the second 6 hours";
    checks.that(requirement, reports == 0, sent, received, "none: its cycles stop", hint);
  }

  /** Those that come once the device has had the time to hear of it. */
  private static int reportsAfter(DeviceUnderTest device, Reaction diagnosis) {
    device.first().when(DeviceTlsTests.DIAGNOSIS, diagnosis);
    reports(device, A_WHILE);
    return reports(device, A_WHILE);
  }

  private static int reports(DeviceUnderTest device, Duration within) {
    int before = ReportSeen.by(device).size();
    device.letPass(within);
    return ReportSeen.by(device).size() - before;
  }

  /** Hosts of their own for the downloads of a device that works by itself, all day and night. */
  private record Downloads(ScriptedServer one, ScriptedServer other) {
    static Downloads of(DeviceUnderTest device) {
      Downloads made = new Downloads(device.ground().third(), device.ground().third());
      Reaction sync = Reaction.sync(hourly(device), "hourly").with("Date", NONE);
      made.one().when(ScriptedServer.SYNC, sync);
      made.other().when(ScriptedServer.SYNC, sync);
      DevicePlay.answer(
          device, ScriptedServer.REPORTS, (asked, right) -> right.get().with("Date", NONE));
      DevicePlay.answer(device, GroundOrders.POLL, Reaction.status(204).with("Date", NONE));
      device.ground().with("download.url", made.one().deviceUrl().toString());
      device.ground().with("download2.url", made.other().deviceUrl().toString());
      device.init();
      device.start();
      return made;
    }

    void refuse(boolean all) {
      one.refuse(all);
      other.refuse(all);
    }
  }

  /** A cycle each hour, which tells all. */
  private static SyncDocument hourly(DeviceUnderTest device) {
    Policy.Schedule schedule =
        new Policy.Schedule(
            LocalTime.MIDNIGHT,
            LocalTime.of(23, 59),
            ZoneOffset.UTC,
            Duration.ofHours(1),
            Duration.ZERO,
            Duration.ofMinutes(30));
    Policy policy = new Policy(false, schedule, Policy.Limits.DEFAULT, Map.of());
    return new SyncDocument(device.device(), null, policy, List.of());
  }
}
