package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_UPD_007;
import static io.platen.protocol.Requirement.PLT_UPD_008;
import static io.platen.protocol.Requirement.PLT_UPD_218;
import static io.platen.protocol.Requirement.PLT_UPD_307;
import static io.platen.protocol.Requirement.PLT_UPD_340;
import static io.platen.protocol.Requirement.PLT_UPD_341;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.peers.GroundImages;
import io.platen.conformance.peers.GroundMaker;
import io.platen.conformance.peers.GroundMaker.Change;
import io.platen.conformance.peers.Reaction;
import io.platen.conformance.peers.ScriptedServer;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.protocol.Verifies;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.release.Assignment;
import io.platen.protocol.release.ComponentName;
import io.platen.protocol.release.Order;
import io.platen.protocol.release.Release;
import io.platen.protocol.report.Report;
import io.platen.protocol.report.UpdateState;
import io.platen.protocol.report.UpdateState.Outcome;
import io.platen.protocol.report.UpdateState.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a device keeps of its updates, by which time it goes, and what it tells of them. */
final class DeviceUpdateNewsTests {
  private static final String ID = UpdatePlay.RELEASE;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Verifies(positive = PLT_UPD_007, negative = PLT_UPD_007)
  void keeps_what_it_trusts_without_power(DeviceUnderTest device, Checks checks) {
    // given: it trusts edition 7
    UpdatePlay play = UpdatePlay.begin(device, checks);
    play.maker().from(6).publish(Change.NONE);
    play.trust();
    device.restart();
    // when
    play.maker().from(4);
    play.publish(ID, Change.NONE);
    play.refused(
        PLT_UPD_007, ID, "edition 7, a restart, and then edition 5", "Keep each file that counts.");
    play.maker().from(7);
    play.publish("3.0", Change.NONE);
    play.taken(PLT_UPD_007, "3.0", "edition 7, a restart, and then edition 8", "Go on from there.");
  }

  @Verifies(positive = PLT_UPD_008, negative = PLT_UPD_008)
  void goes_by_the_time_at_which_an_update_began(DeviceUnderTest device, Checks checks) {
    // given: while it fetches the timestamp, the hosts' time goes on beyond the end of all files
    UpdatePlay play = UpdatePlay.begin(device, checks);
    play.publish(ID, Change.NONE);
    String timestamp = GroundMaker.PATH + "timestamp.xml";
    DevicePlay.answer(
        device,
        timestamp,
        (asked, right) -> {
          device.ground().letPass(Duration.ofDays(11));
          return right.get();
        });
    // then
    play.taken(
        PLT_UPD_008,
        ID,
        "metadata that expires, by the Date of the hosts, while it is fetched",
        "Take the time once, when the update begins.");
  }

  @Verifies(positive = PLT_UPD_307, negative = PLT_UPD_307)
  void lets_no_assignment_freeze_it(DeviceUnderTest device, Checks checks) {
    // given: an assignment of a time at which no metadata is current any more
    UpdatePlay play = UpdatePlay.begin(device, checks);
    play.publish(ID, Change.NONE);
    play.updates().change(right -> later(right, Duration.ofDays(20)));
    play.refused(PLT_UPD_307, ID, "an assignment of twenty days from now", "All has expired then.");
    // when
    play.updates().change(right -> right);
    // then
    play.taken(
        PLT_UPD_307,
        ID,
        "an assignment of twenty days from now, and then one of now",
        "Raise the floor of the time when all metadata was found current, and not before.");
  }

  private static Assignment later(Assignment right, Duration by) {
    return new Assignment(
        right.device(), right.nonce(), right.time().plus(by), right.repository(), right.order());
  }

  @Verifies(positive = PLT_UPD_218, negative = PLT_UPD_218)
  void keeps_a_result_until_it_is_acknowledged(DeviceUnderTest device, Checks checks) {
    // given: no report is taken, while it installs and when its power goes
    UpdatePlay play = UpdatePlay.begin(device, checks);
    play.publish(ID, play.application(ID));
    DevicePlay.answer(
        device, ScriptedServer.REPORTS, Reaction.problem(ProblemType.SCHEMA_VIOLATION));
    play.install(ID);
    device.restart();
    DevicePlay.behave(device, ScriptedServer.REPORTS);
    int before = ReportSeen.by(device).size();
    // when
    play.updates().order(new Order.Nothing());
    device.letPass(Duration.ofHours(2));
    device.apply();
    device.report();
    // then
    boolean told =
        ReportSeen.by(device).stream()
            .skip(before)
            .filter(each -> each.exchange().status() == 200)
            .flatMap(each -> each.report().stream())
            .map(Report::updates)
            .filter(Objects::nonNull)
            .map(UpdateState::result)
            .anyMatch(each -> each != null && each.release().equals(ID));
    checks.that(
        PLT_UPD_218,
        told,
        "an update whose reports were all refused, and a restart; adapter apply, report",
        play.said(),
        "a report that is taken has the result",
        "A result is known when the report with it has its receipt.");
  }

  @Verifies(
      positive = {PLT_UPD_340, PLT_UPD_341},
      negative = {PLT_UPD_340, PLT_UPD_341})
  void tells_how_its_updates_are(DeviceUnderTest device, Checks checks) {
    // given
    UpdatePlay play = UpdatePlay.begin(device, checks);
    byte[] image = GroundImages.image("told", 256 * 1024);
    Release release = play.publish(ID, play.part(ComponentName.APPLICATION, image));
    device.sync();
    device.report();
    // when
    play.install(ID);
    // then
    List<Report> full =
        ReportSeen.by(device).stream()
            .flatMap(each -> each.report().stream())
            .filter(each -> each.kind() == Report.Kind.FULL)
            .toList();
    long silent = full.stream().filter(each -> each.updates() == null).count();
    checks.that(
        PLT_UPD_340,
        !full.isEmpty() && silent == 0,
        "adapter report, apply",
        full.size() + " full reports, of which " + silent + " say nothing of updates",
        "updates in every full report",
        "Who begins anew with a device has to learn what it runs.");
    play.installed(PLT_UPD_340, release, "a release", "Tell at once what has changed.");
    checks.that(
        PLT_UPD_341,
        hurried(device) == 0
            && play.ended(ID).filter(each -> each == Outcome.CONFIRMED).isPresent(),
        "adapter apply",
        hurried(device) + " reports for the progress of a download within a minute of another",
        "none",
        "Progress is worth a report a minute.");
  }

  /** Reports between which nothing but the progress is new, and less than a minute. */
  private static long hurried(DeviceUnderTest device) {
    List<Report> all =
        ReportSeen.by(device).stream().flatMap(each -> each.report().stream()).toList();
    long hurried = 0;
    Optional<Instant> last = Optional.empty();
    for (Report each : all) {
      UpdateState state = each.updates();
      boolean loads =
          state != null
              && state.attempt() != null
              && state.attempt().stage() == Stage.DOWNLOADING
              && state.attempt().waits() == null;
      if (loads && last.isPresent() && each.created().isBefore(last.get().plus(MINUTE))) {
        hurried++;
      }
      last = loads ? Optional.of(each.created()) : Optional.empty();
    }
    return hurried;
  }
}
