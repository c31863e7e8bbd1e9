package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_RPT_038;
import static io.platen.protocol.Requirement.PLT_RPT_039;
import static io.platen.protocol.Requirement.PLT_RPT_040;
import static io.platen.protocol.Requirement.PLT_RPT_042;
import static io.platen.protocol.Requirement.PLT_RPT_043;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.printers.PrinterMib;
import io.platen.conformance.printers.SuitePrinter;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.protocol.Verifies;
import io.platen.protocol.printer.Meter;
import io.platen.protocol.printer.Supply;
import io.platen.protocol.printer.Tray;
import io.platen.protocol.report.PrinterReport;
import io.platen.protocol.sync.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A printer that counts by SNMP, then by PJL alone, then not at all (chapter RPT). A device without
 * PJL, or one that keeps no value from before, has less to tell, and keeps all that stands here.
 */
final class DeviceSourceTests {
  /** What the suite's print ports count. */
  private static final long BY_PJL = 4_711;

  private static final Duration HOURS = Duration.ofHours(6);
  private static final Duration LONGER_THAN_VALUES_HOLD = Duration.ofHours(73);
  private static final Duration READING = Duration.ofHours(1);
  private static final Policy NAMING =
      new Policy(true, Policy.Schedule.DEFAULT, Policy.Limits.DEFAULT, Map.of());

  @Verifies(
      positive = {PLT_RPT_038, PLT_RPT_039, PLT_RPT_040, PLT_RPT_042, PLT_RPT_043},
      negative = {PLT_RPT_038, PLT_RPT_039, PLT_RPT_040, PLT_RPT_042, PLT_RPT_043})
  void tells_of_each_value_where_and_when_it_was_read(DeviceUnderTest device, Checks checks) {
    // given
    SuitePrinter printer = device.printers().atUsualPort().add();
    DevicePjlTests.printPort(printer, checks);
    device.init();
    PrinterPlay.look(
        device, NAMING, DeviceReaderTests.host("both", printer, Set.of("snmp", "pjl")));
    Stage counted = Stage.of(device, printer);
    checks.need(counted.find(printer.pages()).isPresent(), "The device tells of no count by SNMP");
    // when: it counts by PJL alone
    long bySnmp = printer.pages();
    printer.drop(PrinterMib.MARKERS).drop(PrinterMib.SUPPLIES).drop(PrinterMib.TRAYS);
    device.letPass(HOURS);
    Stage soon = Stage.of(device, printer);
    device.letPass(LONGER_THAN_VALUES_HOLD);
    Stage late = Stage.of(device, printer);
    // when: it prints, and nobody may ask by PJL
    printer.set(PrinterMib.PRINTER_STATUS, 4);
    device.letPass(HOURS);
    Stage printing = Stage.of(device, printer);
    device.letPass(LONGER_THAN_VALUES_HOLD);
    Stage none = Stage.of(device, printer);
    // then
    List<Stage> all = List.of(counted, soon, late, printing, none);
    String sent =
        "a printer that counts "
            + bySnmp
            + " by SNMP; 6 hours later "
            + BY_PJL
            + " by PJL alone, and no supply or tray; so 73 hours later;"
            + " 6 hours later it prints; so 73 hours later";
    String received = "the meters " + all.stream().map(Stage::meters).toList();
    checks.that(
        PLT_RPT_038,
        all.stream().allMatch(each -> each.isFrom(BY_PJL, "pjl:PAGECOUNT")),
        sent + "; a policy with sources=\"true\"",
        received,
        "the source pjl:PAGECOUNT with " + BY_PJL,
        "A source by PJL is the category of INFO.");
    checks.that(
        PLT_RPT_039,
        soon.dates(bySnmp, counted.read())
            && soon.datesRows(counted.read())
            && printing.dates(BY_PJL, late.read()),
        sent,
        received + "; the supplies and trays " + soon.rows(),
        "what is told again with asOf of the reading that gave it",
        "Keep with each value when it was read.");
    checks.that(
        PLT_RPT_040,
        late.find(bySnmp).isEmpty() && none.find(BY_PJL).isEmpty(),
        sent,
        received,
        "no count that was read 79 hours before",
        "A value older than 72 hours is left out.");
    checks.that(
        PLT_RPT_042,
        all.stream().allMatch(each -> each.names(bySnmp, null) && each.names(BY_PJL, "pjl")),
        sent,
        received,
        "by=\"pjl\" with " + BY_PJL + ", and no by with " + bySnmp,
        "The kind of source goes with a meter whether or not the policy asks for sources.");
    checks.that(
        PLT_RPT_043,
        soon.nameOf(BY_PJL).isEmpty() || !soon.nameOf(BY_PJL).equals(counted.nameOf(bySnmp)),
        sent,
        received,
        "after 6 hours the count by SNMP, of before",
        "Change the source of a meter when its last value has become too old, not before.");
  }

  /** What it has told of the printer until one reading. */
  private record Stage(@Nullable PrinterReport printer) {
    static Stage of(DeviceUnderTest device, SuitePrinter printer) {
      PrinterPlay.report(device);
      return new Stage(PrinterPlay.told(device, printer).orElse(null));
    }

    Instant read() {
      return printer == null ? Instant.EPOCH : printer.read();
    }

    List<Meter> meters() {
      return printer == null || printer.meters() == null ? List.of() : printer.meters();
    }

    private List<Supply> supplies() {
      return printer == null || printer.supplies() == null ? List.of() : printer.supplies();
    }

    private List<Tray> trays() {
      return printer == null || printer.trays() == null ? List.of() : printer.trays();
    }

    List<Record> rows() {
      return Stream.<Record>concat(supplies().stream(), trays().stream()).toList();
    }

    Optional<Meter> find(long value) {
      return meters().stream().filter(each -> each.value() == value).findFirst();
    }

    Optional<String> nameOf(long value) {
      return find(value).map(Meter::name);
    }

    /** Whether a count, where it is there, names this source. */
    boolean isFrom(long value, String source) {
      return find(value).filter(each -> !source.equals(each.source())).isEmpty();
    }

    /** Whether a count, where it is there, names this kind of source. */
    boolean names(long value, @Nullable String kind) {
      return find(value).filter(each -> !Objects.equals(each.by(), kind)).isEmpty();
    }

    /** Whether a count, where it is there, is told as one of an earlier reading. */
    boolean dates(long value, Instant at) {
      return find(value).filter(each -> !isOf(at, each.asOf())).isEmpty();
    }

    /** The same of all supplies and trays. */
    boolean datesRows(Instant at) {
      return supplies().stream().allMatch(each -> isOf(at, each.asOf()))
          && trays().stream().allMatch(each -> isOf(at, each.asOf()));
    }

    private static boolean isOf(Instant reading, @Nullable Instant asOf) {
      return asOf != null && Duration.between(reading, asOf).abs().compareTo(READING) < 0;
    }
  }
}
