package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_LNK_011;
import static io.platen.protocol.Requirement.PLT_LNK_015;
import static io.platen.protocol.Requirement.PLT_LNK_017;
import static io.platen.protocol.Requirement.PLT_LNK_018;
import static io.platen.protocol.Requirement.PLT_LNK_019;
import static io.platen.protocol.Requirement.PLT_LNK_031;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.peers.Reaction;
import io.platen.conformance.peers.ScriptedServer;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.protocol.Verifies;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.sync.Policy;
import io.platen.protocol.sync.SyncDocument;
import io.platen.protocol.sync.SyncDocument.Hosts;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Which host a device turns to, and how much it takes from one. */
final class DeviceHostTests {
  /** More than a device reads of an answer, with all that lies in buffers on the way. */
  private static final long FAR_TOO_MUCH = 48L * 1024 * 1024;

  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Verifies(positive = PLT_LNK_011, negative = PLT_LNK_011)
  void stays_with_the_host_that_works_and_tries_the_first_again(
      DeviceUnderTest device, Checks checks) {
    // given: the first fails until the second is in use
    device.init();
    device.first().when(ScriptedServer.REPORTS, Reaction.status(503));
    for (int i = 0; i < 4 && taken(device.second()) == 0; i++) {
      device.report();
      device.letPass(MINUTE);
    }
    checks.need(taken(device.second()) > 0, "The device does not turn to its second host");
    device.first().behave(ScriptedServer.REPORTS);
    long before = reports(device.first());
    // when: some minutes on, and then most of an hour
    device.report();
    device.letPass(Duration.ofMinutes(5));
    device.report();
    long soon = reports(device.first()) - before;
    device.letPass(Duration.ofMinutes(46));
    device.report();
    long late = reports(device.first()) - before;
    // then
    checks.that(
        PLT_LNK_011,
        soon == 0 && late > 0,
        "HTTP 503 by the first host until the second is in use; then it works again",
        soon + " reports to the first within ten minutes, " + late + " within an hour",
        "none before 15 minutes have passed, one after 45",
        "Stay with what works, and probe the first host at a random time.");
  }

  @Verifies(positive = PLT_LNK_015, negative = PLT_LNK_015)
  void has_a_report_under_way_to_one_host_alone(DeviceUnderTest device, Checks checks) {
    // given: the first host takes its time, and looks whether the second is asked meanwhile
    device.init();
    CountDownLatch other = new CountDownLatch(1);
    AtomicBoolean both = new AtomicBoolean();
    device
        .second()
        .when(
            ScriptedServer.REPORTS,
            (asked, right) -> {
              other.countDown();
              return right.get();
            });
    device
        .first()
        .when(
            ScriptedServer.REPORTS,
            (asked, right) -> {
              both.set(within(other));
              return Reaction.status(503);
            });
    // when
    for (int i = 0; i < 3 && taken(device.second()) == 0; i++) {
      device.report();
      device.letPass(MINUTE);
      if (taken(device.second()) == 0) {
        device.first().when(ScriptedServer.REPORTS, Reaction.status(503));
      }
    }
    // then
    checks.need(taken(device.second()) > 0, "The device does not turn to its second host");
    checks.that(
        PLT_LNK_015,
        !both.get(),
        "a report to the first host, which answers after a while with HTTP 503",
        both.get() ? "the second got it meanwhile" : "the second got it afterwards",
        "one host after the other",
        "Wait for the answer, or give it up, before the other host is asked.");
  }

  private static boolean within(CountDownLatch other) {
    try {
      return other.await(2, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Verifies(positive = PLT_LNK_017, negative = PLT_LNK_017)
  void uses_the_hosts_that_its_sync_document_names(DeviceUnderTest device, Checks checks) {
    // given
    ScriptedServer named = device.ground().third();
    naming(device, named);
    long before = taken(named);
    // when
    device.report();
    long first = taken(named);
    device.letPass(MINUTE);
    device.restart();
    device.report();
    // then
    String received = taken(named) + " reports there, " + configured(device) + " elsewhere";
    checks.that(
        PLT_LNK_017,
        first > before && taken(named) > first && configured(device) == 0,
        "a sync document that names a host; adapter report, restart and report",
        received,
        "both reports to the host that the document names",
        "Keep the hosts of the document with it, and ask them first.");
  }

  @Verifies(positive = PLT_LNK_018, negative = PLT_LNK_018)
  void turns_to_its_own_hosts_when_the_named_ones_fail(DeviceUnderTest device, Checks checks) {
    // given
    ScriptedServer named = device.ground().third();
    named.when(ScriptedServer.REPORTS, Reaction.status(404));
    naming(device, named);
    // when
    for (int i = 0; i < 3 && configured(device) == 0; i++) {
      device.report();
      device.letPass(MINUTE);
    }
    // then
    long there = reports(named);
    checks.that(
        PLT_LNK_018,
        configured(device) > 0 && there == 1,
        "a sync document that names a host which knows nothing of reports",
        there + " tries there, then " + configured(device) + " reports to the device's own",
        "one try there, then the device's own hosts",
        "A host that has never worked gets one try; a wrong list must not cost the device.");
  }

  @Verifies(positive = PLT_LNK_019, negative = PLT_LNK_019)
  void does_not_stop_because_a_named_host_says_so(DeviceUnderTest device, Checks checks) {
    // given
    ScriptedServer named = device.ground().third();
    named.when(ScriptedServer.REPORTS, Reaction.problem(ProblemType.DEVICE_INACTIVE));
    naming(device, named);
    // when
    for (int i = 0; i < 3 && configured(device) == 0; i++) {
      device.report();
      device.letPass(MINUTE);
    }
    // then
    checks.that(
        PLT_LNK_019,
        configured(device) > 0,
        "device-inactive by a host that only the sync document named",
        configured(device) + " reports taken by the device's own hosts",
        "at least one",
        "Ask a configured host before you believe it.");
  }

  @Verifies(positive = PLT_LNK_031, negative = PLT_LNK_031)
  void reads_no_answer_without_end(DeviceUnderTest device, Checks checks) {
    // given
    device.init();
    Reaction endless = Reaction.withoutEnd("application/vnd.platen+xml");
    device.first().when(ScriptedServer.REPORTS, endless);
    // when
    for (int i = 0; i < 4 && taken(device.second()) == 0; i++) {
      device.report();
      device.letPass(MINUTE);
    }
    // then
    long read = endless.sent().get();
    checks.that(
        PLT_LNK_031,
        read < FAR_TOO_MUCH && taken(device.second()) > 0,
        "an answer to a report that does not end",
        read + " bytes taken; " + taken(device.second()) + " reports at the second host",
        "the answer given up, and the report brought to the other host",
        "Bound what is read of an answer; a receipt has some hundred bytes.");
  }

  /** The sync document of the device names one more host. */
  private static void naming(DeviceUnderTest device, ScriptedServer named) {
    List<URI> only = List.of(named.deviceUrl());
    SyncDocument document =
        new SyncDocument(device.device(), new Hosts(only, only), Policy.DEFAULT, List.of());
    device.init();
    Reaction sync = Reaction.sync(document, "names");
    DevicePlay.answer(device, ScriptedServer.SYNC, sync);
    named.when(ScriptedServer.SYNC, sync);
    device.sync();
  }

  /** Reports that the hosts took which it was given at first. */
  private static long configured(DeviceUnderTest device) {
    return taken(device.first()) + taken(device.second());
  }

  private static long reports(ScriptedServer server) {
    return server.seen(ScriptedServer.REPORTS).size();
  }

  private static long taken(ScriptedServer server) {
    return server.seen(ScriptedServer.REPORTS).stream()
        .filter(each -> each.status() == 200)
        .count();
  }
}
