package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_TLS_040;
import static io.platen.protocol.Requirement.PLT_TLS_043;
import static io.platen.protocol.Requirement.PLT_TLS_044;
import static io.platen.protocol.Requirement.PLT_TLS_045;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.peers.Reaction;
import io.platen.conformance.peers.ScriptedServer;
import io.platen.conformance.peers.Wrong;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.protocol.Verifies;
import io.platen.protocol.enrolment.KeyPrint;
import io.platen.protocol.report.Obstacle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a device says of that which keeps it from its hosts. */
final class DeviceObstacleTests {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final String TLS_OPENED = "tls-opened";

  /** By which obstacle each has to be known; the first one before any host was itself. */
  private static final Map<Wrong, String> TABLE = new LinkedHashMap<>();

  static {
    TABLE.put(Wrong.AUTHORITY, TLS_OPENED);
    TABLE.put(Wrong.ITSELF, "authority-unknown");
    TABLE.put(Wrong.STRANGER, "captive-portal");
    TABLE.put(Wrong.NO_TLS, "captive-portal");
    TABLE.put(Wrong.NAME, "name-wrong");
    TABLE.put(Wrong.EARLY, "certificate-not-yet-valid");
    TABLE.put(Wrong.EXPIRED, "certificate-expired");
    TABLE.put(Wrong.ASKS_NOTHING, "certificate-stripped");
    TABLE.put(Wrong.TLS, "tls-old");
  }

  @Verifies(positive = PLT_TLS_040, negative = PLT_TLS_040)
  void tells_obstacles_apart(DeviceUnderTest device, Checks checks) {
    device.init();
    for (Wrong by : TABLE.keySet()) {
      // when
      device.ground().spoil(by);
      device.sync(); // over a connection that has stood, perhaps
      device.sync();
      device.ground().mend();
      Set<String> told = toldOnceMore(device);
      // then
      checks.that(
          PLT_TLS_040,
          told.equals(Set.of(TABLE.get(by))),
          "hosts that are wrong by " + by + ", and then as they should be",
          "reports with the obstacles " + told,
          "[" + TABLE.get(by) + "]",
          "Look at the version, the name, the issuer and the time, in that table's order.");
    }
  }

  /** The kinds that reports tell once the hosts are as they should be. */
  private static Set<String> toldOnceMore(DeviceUnderTest device) {
    int before = ReportSeen.by(device).size();
    Set<String> kinds = new TreeSet<>();
    for (int i = 0; i < 3 && kinds.isEmpty(); i++) {
      device.letPass(HOUR);
      device.report();
      List<ReportSeen> all = ReportSeen.by(device);
      obstacles(all.subList(before, all.size())).forEach(each -> kinds.add(each.kind()));
    }
    return kinds;
  }

  @Verifies(positive = PLT_TLS_043, negative = PLT_TLS_043)
  void names_an_obstacle_to_who_asks(DeviceUnderTest device, Checks checks) {
    // given
    String other = device.second().deviceUrl().toString().replace("localhost", "127.0.0.1");
    device.ground().with("update2.url", other).with("download2.url", other);
    device.init();
    device.sync();
    device.report();
    String well = said(device);
    // when
    device.ground().spoil(Wrong.AUTHORITY);
    rounds(device);
    String opened = said(device);
    device.ground().mend();
    rounds(device);
    device.first().when(ScriptedServer.SYNC, Reaction.status(503));
    device.first().when(ScriptedServer.REPORTS, Reaction.status(503));
    rounds(device);
    rounds(device); // so that the second one is asked, too
    String after = said(device);
    // then
    String key = KeyPrint.of(device.ground().opener().getPublicKey()).hex();
    String issuer = device.ground().opener().getSubjectX500Principal().getName().substring(3);
    List<String> missing =
        Stream.of("localhost", "127.0.0.1", issuer, key)
            .filter(each -> !plain(opened).contains(plain(each)))
            .toList();
    checks.that(
        PLT_TLS_043,
        missing.isEmpty(),
        "adapter state, while both hosts show certificates by \"" + issuer + "\"",
        "obstacles: \"" + opened + "\", without " + missing,
        "both hosts, the issuer's name, and the SHA-256 of its key",
        "The site's people need just these to exempt the device.");
    checks.that(
        PLT_TLS_043,
        !plain(well + after).contains(plain(issuer)) && !plain(well + after).contains(key),
        "adapter state, while both hosts are as they should be",
        "obstacles: \"" + well + "\" before, and \"" + after + "\" after",
        "nothing",
        "What is in the way no more is named no more.");
  }

  private static void rounds(DeviceUnderTest device) {
    for (int i = 0; i < 2; i++) {
      device.letPass(HOUR);
      device.sync();
      device.report();
    }
  }

  private static String said(DeviceUnderTest device) {
    return String.valueOf(device.state().members().getOrDefault("obstacles", ""));
  }

  /** However the digits of a key are grouped. */
  private static String plain(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[: ]", "");
  }

  @Verifies(positive = PLT_TLS_044, negative = PLT_TLS_044)
  void tells_an_obstacle_once_and_how_it_ended(DeviceUnderTest device, Checks checks) {
    // given
    device.init();
    device.sync();
    device.report();
    // when: it is met again and again
    device.ground().spoil(Wrong.NAME);
    rounds(device);
    rounds(device);
    device.ground().mend();
    rounds(device);
    rounds(device);
    // then
    Map<String, List<Long>> times = new TreeMap<>();
    obstacles(taken(device))
        .forEach(
            each ->
                times
                    .computeIfAbsent(each.host() + " " + each.kind(), at -> new ArrayList<>())
                    .add(each.times()));
    boolean once = times.values().stream().allMatch(each -> each.size() <= 2);
    boolean more =
        times.values().stream().anyMatch(each -> each.size() == 2 && each.get(0) < each.get(1));
    checks.that(
        PLT_TLS_044,
        once && more,
        "hosts under a wrong name for four hours, and then under their own for four",
        "how often each was met, in the reports that tell of it: " + times,
        "in one report when it was met first, and in one more when the host was there again",
        "Keep what you meet, and whether a report tells of it.");
  }

  @Verifies(positive = PLT_TLS_045, negative = PLT_TLS_045)
  void suspects_the_site_only_where_no_host_is_itself(DeviceUnderTest device, Checks checks) {
    // given
    device.init();
    device.ground().spoil(device.first(), Wrong.AUTHORITY);
    for (int i = 0; i < 4; i++) { // so that it comes to the other one
      device.sync();
      device.report();
      device.letPass(Duration.ofMinutes(2));
    }
    int before = taken(device).size();
    // when: it looks at the first one again
    rounds(device);
    List<ReportSeen> all = taken(device);
    List<String> alone = obstacles(all).stream().map(Obstacle::kind).toList();
    boolean late =
        obstacles(all.subList(before, all.size())).stream()
            .anyMatch(each -> each.kind().equals(TLS_OPENED));
    device.ground().spoil(Wrong.AUTHORITY);
    rounds(device);
    device.ground().mend();
    Set<String> both = toldOnceMore(device);
    // then
    String hint = "Who opens TLS opens it for all hosts, or shows the same issuer elsewhere.";
    checks.that(
        PLT_TLS_045,
        !late && alone.contains("authority-unknown"),
        "a host by an unknown authority, and another that is as it should be",
        "reports with " + alone,
        "authority-unknown, once the other host has answered",
        hint);
    checks.that(
        PLT_TLS_045,
        both.contains(TLS_OPENED),
        "the same, and then both by the same unknown authority",
        "reports with " + both,
        "tls-opened",
        hint);
  }

  private static List<Obstacle> obstacles(List<ReportSeen> reports) {
    return reports.stream()
        .flatMap(each -> each.report().stream())
        .flatMap(each -> each.obstacles().stream())
        .toList();
  }

  /** What came again is looked at once. */
  private static List<ReportSeen> taken(DeviceUnderTest device) {
    return ReportSeen.by(device).stream().filter(each -> each.exchange().status() == 200).toList();
  }
}
