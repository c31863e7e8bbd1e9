package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_LNK_012;
import static io.platen.protocol.Requirement.PLT_LNK_013;
import static io.platen.protocol.Requirement.PLT_LNK_014;

import io.platen.conformance.adapter.Reply;
import io.platen.conformance.engine.Checks;
import io.platen.conformance.peers.Reaction;
import io.platen.conformance.peers.ScriptedServer;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.protocol.Limit;
import io.platen.protocol.Verifies;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** When a device tries again what has failed, and how often. */
final class DeviceRetryTests {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int REPORTS = 15;
  private static final int ENOUGH = 3;

  @Verifies(positive = PLT_LNK_012, negative = PLT_LNK_012)
  void waits_for_a_random_time_that_grows_with_the_failures(DeviceUnderTest device, Checks checks) {
    // given
    device.init();
    DevicePlay.answer(device, ScriptedServer.REPORTS, Reaction.status(503));
    // when
    List<Double> waits = new ArrayList<>();
    for (int i = 0; i < 8 && waits.size() < ENOUGH; i++) {
      waits.addAll(waits(device.report()));
      device.letPass(HOUR);
    }
    // then
    checks.need(waits.size() >= ENOUGH, "The adapter does not tell of \"waits\"");
    boolean within = true;
    for (int i = 0; i < waits.size(); i++) {
      within &= waits.get(i) >= 0 && waits.get(i) <= longest(i + 1);
    }
    boolean random = waits.stream().distinct().count() > 1;
    checks.that(
        PLT_LNK_012,
        within && random,
        "HTTP 503 to all reports",
        "waits of " + waits + " seconds between tries",
        "each at random, up to 2 seconds times two to the power of the failures",
        "Draw each wait from zero to its bound: full jitter.");
  }

  private static double longest(int failures) {
    long bound = Limit.BACK_OFF_BASE.duration().toSeconds() << failures;
    return Math.min(bound, Limit.BACK_OFF_CAP.duration().toSeconds());
  }

  private static List<Double> waits(Reply reply) {
    String told = String.valueOf(reply.members().getOrDefault("waits", ""));
    return Stream.of(told.split(" ", -1))
        .filter(each -> each.matches("[0-9]+(\\.[0-9]+)?"))
        .map(Double::valueOf)
        .toList();
  }

  @Verifies(positive = PLT_LNK_013, negative = PLT_LNK_013)
  void waits_as_long_as_a_server_says_in_seconds(DeviceUnderTest device, Checks checks) {
    device.init();
    waits(device, checks, "120", Duration.ofSeconds(100), Duration.ofSeconds(40));
  }

  @Verifies(positive = PLT_LNK_013, negative = PLT_LNK_013)
  void waits_until_the_date_that_a_server_says(DeviceUnderTest device, Checks checks) {
    device.init();
    Instant then = device.ground().now().plus(HOUR);
    String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(then.atZone(ZoneOffset.UTC));
    waits(device, checks, date, Duration.ofMinutes(55), Duration.ofMinutes(15));
  }

  @Verifies(positive = PLT_LNK_013, negative = PLT_LNK_013)
  void waits_for_a_day_at_most(DeviceUnderTest device, Checks checks) {
    device.init();
    waits(device, checks, "31536000", Duration.ofHours(23), Duration.ofHours(5));
  }

  /**
   * @param early how long it has to wait at least
   * @param late when it has to have tried again, after that
   */
  private static void waits(
      DeviceUnderTest device, Checks checks, String header, Duration early, Duration late) {
    // given
    Reaction busy = Reaction.status(503).with("Retry-After", header);
    DevicePlay.answer(device, ScriptedServer.REPORTS, busy);
    device.report();
    int first = ReportSeen.by(device).size();
    checks.need(first > 0, "The device sends no report");
    // when
    device.letPass(early);
    device.report();
    int tooSoon = ReportSeen.by(device).size() - first;
    device.letPass(late);
    device.report();
    int then = ReportSeen.by(device).size() - first - tooSoon;
    // then
    checks.that(
        PLT_LNK_013,
        first == 1 && tooSoon == 0 && then > 0,
        "HTTP 503 with Retry-After: " + header,
        (first + tooSoon) + " reports until " + early + " had passed, " + then + " afterwards",
        "one, then none until the time has passed, then another",
        "The wait is the server's, up to a day, in seconds or by a date.");
  }

  @Verifies(positive = PLT_LNK_014, negative = PLT_LNK_014)
  void tries_again_a_tenth_of_what_it_sends(DeviceUnderTest device, Checks checks) {
    // given
    device.init();
    DevicePlay.answer(device, ScriptedServer.REPORTS, Reaction.status(503));
    // when
    for (int i = 0; i < REPORTS; i++) {
      device.report();
      device.letPass(Duration.ofSeconds(10)); // too short for a probe of the first host
    }
    // then
    int tries = ReportSeen.by(device).size();
    long most = REPORTS + REPORTS / 10 + Limit.RETRIES_SAVED.value();
    checks.that(
        PLT_LNK_014,
        tries > 0 && tries <= most,
        "HTTP 503 to all, and " + REPORTS + " times adapter report",
        tries + " requests",
        "at most " + most,
        "Save a tenth of a retry with each request, and spend what was saved.");
  }
}
