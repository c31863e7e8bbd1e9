package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_ALR_001;
import static io.platen.protocol.Requirement.PLT_ALR_003;
import static io.platen.protocol.Requirement.PLT_ALR_004;
import static io.platen.protocol.Requirement.PLT_ALR_005;
import static io.platen.protocol.Requirement.PLT_ALR_007;
import static io.platen.protocol.Requirement.PLT_ALR_008;
import static io.platen.protocol.Requirement.PLT_ALR_009;
import static io.platen.protocol.Requirement.PLT_ALR_020;
import static io.platen.protocol.Requirement.PLT_ALR_021;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.printers.Asked;
import io.platen.conformance.printers.SuitePrinter;
import io.platen.conformance.printers.SuitePrinter.Manner;
import io.platen.conformance.printers.Trap;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.protocol.Verifies;
import io.platen.protocol.printer.PrinterAlert;
import io.platen.protocol.printer.PrinterAlert.Severity;
import io.platen.protocol.report.PrinterReport;
import io.platen.protocol.report.Report;
import io.platen.protocol.sync.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.snmp4j.smi.OID;

/** What a device does because of a trap: how often it reads, and what it tells at once. */
final class DeviceTrapTests {
  private static final Policy.Alerts ALL = Policy.Alerts.DEFAULT;
  private static final String HINT = "A trap says one thing only: ask this printer now.";
  private static final String STORM = "Anybody can send thousands of traps.";

  /** From the reading itself to its first question, on both sides, a busy machine takes a while. */
  private static final Duration TOLERATED = Duration.ofSeconds(1);

  private static final int MANY = 50;

  @Verifies(
      positive = {PLT_ALR_001, PLT_ALR_008},
      negative = PLT_ALR_001)
  void tells_at_once_what_the_printer_answers(DeviceUnderTest device, Checks checks) {
    try (TrapPlay play = TrapPlay.with(device, 1, ALL)) {
      SuitePrinter printer = play.printer(0);
      TrapPlay.jam(printer, 1);
      TrapPlay.jam(printer, 2);
      // when
      play.send(printer, Trap.v2c());
      play.comes(() -> !play.told(printer).isEmpty());
      // then
      List<Report> reports = play.reports();
      List<PrinterReport> told = play.told(printer);
      checks.that(
          PLT_ALR_008,
          told.size() == 1
              && reports.get(0).kind() == Report.Kind.DELTA
              && told.get(0).status() != null
              && words(told.get(0)).equals(Set.of("Paper jam 1", "Paper jam 2")),
          "two jams in a printer's table, and its trap",
          reports.toString(),
          "one delta, at once, with the status and both alerts of this printer",
          "An alert is worth a report of its own.");
      checks.that(
          PLT_ALR_001,
          !told.isEmpty() && ReportSeen.by(device).stream().noneMatch(DeviceTrapTests::repeats),
          "a trap about a supply, \"" + Trap.WORDS + '"',
          reports.toString(),
          "what the printer's table has, and nothing of the trap",
          HINT);
    }
  }

  private static boolean repeats(ReportSeen seen) {
    return seen.body().text().contains(Trap.WORDS);
  }

  private static Set<String> words(PrinterReport printer) {
    return printer.alerts() == null
        ? Set.of()
        : Set.copyOf(printer.alerts().stream().map(PrinterAlert::description).toList());
  }

  @Verifies(
      positive = PLT_ALR_007,
      negative = {PLT_ALR_007, PLT_ALR_008})
  void tells_nothing_of_a_printer_without_news_or_without_an_answer(
      DeviceUnderTest device, Checks checks) {
    try (TrapPlay play = TrapPlay.with(device, 3, ALL)) {
      SuitePrinter same = play.printer(0);
      SuitePrinter silent = play.printer(1);
      SuitePrinter jammed = play.printer(2);
      TrapPlay.jam(silent, 1);
      silent.answers(Manner.SILENT);
      // when
      play.send(silent, Trap.v2c());
      play.send(same, Trap.v2c());
      boolean read = play.comes(() -> TrapPlay.isRead(same));
      TrapPlay.jam(jammed, 1);
      play.send(jammed, Trap.v2c());
      boolean goesOn = play.comes(() -> !play.told(jammed).isEmpty());
      device.letPass(TrapPlay.PAUSE);
      // then
      checks.that(
          PLT_ALR_008,
          read && goesOn && play.told(same).isEmpty(),
          "a trap of a printer where nothing is new, and one of another that has a jam",
          play.reports().toString(),
          "a report of the other alone",
          "A trap without news is no news.");
      checks.that(
          PLT_ALR_007,
          goesOn && play.told(silent).isEmpty(),
          "a trap of a printer that does not answer then, and one of another that has a jam",
          play.reports().toString(),
          "a report of the other alone",
          "A printer that was switched off has sent its last word before: that is no fault.");
    }
  }

  @Verifies(
      positive = {PLT_ALR_003, PLT_ALR_005, PLT_ALR_009},
      negative = {PLT_ALR_003, PLT_ALR_005, PLT_ALR_009})
  void reads_again_after_a_pause_and_counts_the_traps(DeviceUnderTest device, Checks checks) {
    try (TrapPlay play = TrapPlay.with(device, 2, ALL)) {
      SuitePrinter printer = play.printer(0);
      // when: one trap, and all the time that a device could read in
      play.send(printer, Trap.v2c());
      boolean once = play.comes(() -> TrapPlay.isRead(printer));
      for (int i = 0; i < 3; i++) {
        device.letPass(TrapPlay.PAUSE);
      }
      boolean rests = once && play.goesOn(play.printer(1));
      int readings = TrapPlay.readings(printer);
      List<OID> marker = TrapPlay.marker(printer).orElse(List.of());
      device.letPass(Duration.ofMinutes(2));
      // then
      checks.that(
          PLT_ALR_005,
          rests && readings <= 2,
          "one trap",
          readings + " readings",
          "one, and one more after a pause at most",
          STORM);
      // when: several at once, news, and one more
      printer.forget();
      play.send(printer, Trap.v2c(), Trap.v2c(), Trap.v2c());
      play.comes(() -> TrapPlay.isRead(printer));
      TrapPlay.jam(printer, 1);
      play.send(printer, Trap.v2c(), Trap.v2c());
      device.letPass(TrapPlay.PAUSE);
      boolean told = play.comes(() -> counted(play, printer) > 0);
      // then
      List<Instant> times = TrapPlay.times(printer, marker);
      checks.that(
          PLT_ALR_003,
          times.size() > 1 && areApart(times),
          "three traps, and two more",
          "readings at " + times,
          "a pause of two seconds between two readings",
          STORM);
      // when: once more
      TrapPlay.jam(printer, 2);
      play.send(printer, Trap.v2c());
      device.letPass(TrapPlay.PAUSE);
      play.comes(() -> play.told(printer).size() > 1);
      // then: what came while a reading began may be told with the one or the other
      long sum = counted(play, printer);
      checks.that(
          PLT_ALR_009,
          told && sum >= 6 && sum <= 7,
          "a trap without news, then five and a jam, then one and another jam",
          "counted: " + play.told(printer).stream().map(PrinterReport::traps).toList(),
          "seven in all reports together",
          "So a storm of 5,000 traps is one report that says so.");
    }
  }

  private static long counted(TrapPlay play, SuitePrinter printer) {
    return play.told(printer).stream().mapToLong(PrinterReport::traps).sum();
  }

  private static boolean areApart(List<Instant> times) {
    for (int i = 1; i < times.size(); i++) {
      Duration apart = Duration.between(times.get(i - 1), times.get(i));
      if (apart.compareTo(TrapPlay.PAUSE.minus(TOLERATED)) < 0) {
        return false;
      }
    }
    return true;
  }

  @Verifies(positive = PLT_ALR_004, negative = PLT_ALR_004)
  void reads_many_printers_no_faster_than_20_a_second(DeviceUnderTest device, Checks checks) {
    try (TrapPlay play = TrapPlay.with(device, MANY, ALL)) {
      List<SuitePrinter> printers = device.printers().all();
      // when
      printers.forEach(each -> play.sender(each).send(Trap.v2c()));
      device.letPass(Duration.ZERO);
      long read = play.readUntilItRests();
      for (int i = 0; i < MANY && read < MANY; i++) {
        device.letPass(Duration.ofSeconds(1));
        read = play.readUntilItRests();
      }
      boolean all = read == MANY;
      // then
      List<Instant> first = new ArrayList<>();
      printers.forEach(each -> each.asked().stream().limit(1).map(Asked::at).forEach(first::add));
      first.sort(Comparator.naturalOrder());
      Duration took =
          first.isEmpty()
              ? Duration.ZERO
              : Duration.between(first.get(0), first.get(first.size() - 1));
      checks.that(
          PLT_ALR_004,
          all && took.compareTo(TOLERATED) >= 0,
          "a trap of each of " + MANY + " printers at once",
          first.size() + " readings within " + took,
          "all of them, not within less than a second",
          "20 at once, and 20 a second after that, is what a network bears.");
    }
  }

  @Verifies(positive = PLT_ALR_020, negative = PLT_ALR_020)
  void reads_nothing_where_the_policy_takes_no_traps(DeviceUnderTest device, Checks checks) {
    Policy.Alerts none = new Policy.Alerts(false, ALL.severities(), Set.of(), true);
    try (TrapPlay play = TrapPlay.with(device, 2, none)) {
      SuitePrinter printer = play.printer(0);
      // when: whose answer, where it comes, is behind what came before
      play.send(printer, Trap.v2c());
      play.send(play.printer(1), Trap.inform().encode());
      device.letPass(TrapPlay.PAUSE);
      int before = TrapPlay.readings(printer);
      play.tell(ALL);
      play.send(printer, Trap.v2c());
      // then
      checks.that(
          PLT_ALR_020,
          play.comes(() -> TrapPlay.isRead(printer)) && before == 0,
          "a trap while the policy says traps=\"false\", and one while it does not",
          before + " readings, and then " + TrapPlay.readings(printer),
          "none, and then one",
          "A site may want nothing of this.");
    }
  }

  @Verifies(positive = PLT_ALR_021, negative = PLT_ALR_021)
  void tells_at_once_only_what_the_policy_wants(DeviceUnderTest device, Checks checks) {
    try (TrapPlay play = TrapPlay.with(device, 2, ALL)) {
      SuitePrinter printer = play.printer(0);
      int row = 0;
      for (Map.Entry<String, Policy.Alerts> each : narrow().entrySet()) {
        row++;
        play.tell(each.getValue());
        TrapPlay.jam(printer, row);
        String words = "Paper jam " + row;
        // when
        play.send(printer, Trap.v2c());
        boolean read = play.comes(() -> TrapPlay.isRead(printer));
        boolean goesOn = play.goesOn(play.printer(1));
        List<PrinterReport> atOnce = play.told(printer);
        play.cycle();
        Optional<PrinterReport> later =
            play.told(printer).stream().filter(it -> words(it).contains(words)).findFirst();
        // then
        checks.that(
            PLT_ALR_021,
            read && goesOn && atOnce.isEmpty() && later.isPresent(),
            "a critical jam where the policy says " + each.getKey(),
            "at once " + atOnce + ", and with the next cycle " + later,
            "nothing at once, and the alert with the next cycle",
            "What a site does not want at once is told as if no trap had come.");
      }
    }
  }

  private static Map<String, Policy.Alerts> narrow() {
    Map<String, Policy.Alerts> narrow = new TreeMap<>();
    narrow.put("severities=\"warning\"", alerts(Set.of(Severity.WARNING), Set.of(), true));
    narrow.put("except=\"8\"", alerts(ALL.severities(), Set.of(8), true));
    narrow.put("always=\"false\", outside the window", alerts(ALL.severities(), Set.of(), false));
    return narrow;
  }

  private static Policy.Alerts alerts(
      Set<Severity> severities, Set<Integer> except, boolean always) {
    return new Policy.Alerts(true, severities, except, always);
  }
}
