package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_LNK_050;
import static io.platen.protocol.Requirement.PLT_LNK_053;
import static io.platen.protocol.Requirement.PLT_LNK_054;
import static io.platen.protocol.Requirement.PLT_LNK_055;
import static io.platen.protocol.Requirement.PLT_LNK_056;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.peers.Reaction;
import io.platen.conformance.peers.ScriptedServer;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.protocol.Verifies;
import io.platen.protocol.report.Report;
import io.platen.protocol.report.Report.ClockQuality;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Supplier;

/** Which times a device puts on its reports, and what it says of them. */
final class DeviceClockTests {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration YEARS = Duration.ofDays(365L * 10);

  /** More than commands take, on a machine with much else to do. */
  private static final Duration NEAR = Duration.ofMinutes(5);

  @Verifies(
      positive = {PLT_LNK_050, PLT_LNK_054, PLT_LNK_055, PLT_LNK_056},
      negative = {PLT_LNK_050, PLT_LNK_053})
  void says_that_its_clock_is_right_when_it_is(DeviceUnderTest device, Checks checks) {
    // given
    device.init();
    // when
    device.sync();
    Report report = last(device, checks);
    // then
    boolean right =
        report.clock() == ClockQuality.SYNCHRONISED && isNear(report, device.ground().now());
    DevicePlay.all(
        checks,
        right,
        "adapter report, with a clock that is right",
        told(report),
        "the time, and clock=\"synchronised\"",
        "What differs by less than 30 seconds is left alone.",
        PLT_LNK_050,
        PLT_LNK_053,
        PLT_LNK_054,
        PLT_LNK_055,
        PLT_LNK_056);
  }

  @Verifies(
      positive = PLT_LNK_053,
      negative = {PLT_LNK_050, PLT_LNK_055})
  void goes_by_the_date_of_its_hosts_when_its_clock_is_wrong(
      DeviceUnderTest device, Checks checks) {
    // given
    device.init();
    device.misset(HOUR);
    device.sync();
    // when
    Report report = last(device, checks);
    // then
    boolean right = report.clock() == ClockQuality.SERVER && isNear(report, device.ground().now());
    DevicePlay.all(
        checks,
        right,
        "a clock that is an hour ahead of the Date of all answers",
        told(report),
        "the time of the hosts, and clock=\"server\"",
        "Add the difference to the time, and say so.",
        PLT_LNK_050,
        PLT_LNK_053,
        PLT_LNK_055);
  }

  @Verifies(negative = PLT_LNK_054)
  void takes_no_time_before_its_software_was_built(DeviceUnderTest device, Checks checks) {
    report(
        device,
        checks,
        () -> Instant.parse("2001-02-03T04:05:06Z"),
        report ->
            checks.that(
                PLT_LNK_054,
                isNear(report, device.ground().now()),
                "Date: 3 February 2001 with all answers",
                told(report),
                "the time of the device's clock",
                "Nothing happens before your software was built."));
  }

  @Verifies(negative = PLT_LNK_056)
  void takes_no_time_at_which_certificates_are_not_valid(DeviceUnderTest device, Checks checks) {
    report(
        device,
        checks,
        () -> device.ground().authority().getNotAfter().toInstant().plus(YEARS),
        report ->
            checks.that(
                PLT_LNK_056,
                isNear(report, device.ground().now()),
                "a Date with all answers at which no certificate is valid any more",
                told(report),
                "the time of the device's clock",
                "Hold a Date against the certificates that came with it."));
  }

  @Verifies(negative = PLT_LNK_055)
  void says_that_its_clock_was_never_set(DeviceUnderTest device, Checks checks) {
    // given: nobody tells it the time
    device.init();
    device.misset(YEARS.negated());
    DevicePlay.answer(device, ScriptedServer.SYNC, Reaction.hangUp());
    DevicePlay.answer(device, ScriptedServer.REPORTS, Reaction.hangUp());
    device.report();
    DevicePlay.behave(device, ScriptedServer.REPORTS);
    // when
    device.report();
    // then
    Report first = seen(device).get(0);
    checks.that(
        PLT_LNK_055,
        first.clock() == ClockQuality.UNSET,
        "a clock that shows a time ten years ago, and no answer from any host",
        told(first),
        "clock=\"unset\"",
        "Compare the clock with the time at which your software was built.");
  }

  private static void report(
      DeviceUnderTest device,
      Checks checks,
      Supplier<Instant> date,
      java.util.function.Consumer<Report> look) {
    // given
    device.init();
    String says = DateTimeFormatter.RFC_1123_DATE_TIME.format(date.get().atZone(ZoneOffset.UTC));
    for (String path : List.of(ScriptedServer.SYNC, ScriptedServer.REPORTS)) {
      DevicePlay.answer(
          device,
          path,
          (asked, right) ->
              path.equals(ScriptedServer.SYNC)
                  ? Reaction.sync(
                          io.platen.conformance.peers.DeviceGround.document(device.device()), "t")
                      .with("Date", says)
                  : right.get().with("Date", says));
    }
    device.sync();
    // when
    Report last = last(device, checks);
    // then
    look.accept(last);
  }

  private static Report last(DeviceUnderTest device, Checks checks) {
    device.report();
    List<Report> all = seen(device);
    checks.need(!all.isEmpty(), "The device sends no report");
    return all.get(all.size() - 1);
  }

  private static List<Report> seen(DeviceUnderTest device) {
    return ReportSeen.by(device).stream().flatMap(each -> each.report().stream()).toList();
  }

  private static boolean isNear(Report report, Instant time) {
    return Duration.between(report.created(), time).abs().compareTo(NEAR) < 0;
  }

  private static String told(Report report) {
    return "created=\"" + report.created() + "\" clock=\"" + report.clock() + "\"";
  }
}
