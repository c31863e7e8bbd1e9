package io.platen.server.notice.control;

import io.platen.server.notice.control.Facts.OpenAlert;
import io.platen.server.notice.control.Facts.PrinterPlace;
import io.platen.server.notice.control.Facts.SupplyCourse;
import io.platen.server.notice.control.Facts.SupplyLevel;
import io.platen.server.notice.entity.Condition;
import io.platen.server.notice.entity.Condition.Place;
import io.platen.server.notice.entity.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What a rule finds at a time. */
public final class RuleCheck {
  /** So much above the threshold what has begun goes on. */
  static final int MARGIN_PERCENT = 2;

  static final int MARGIN_DAYS = 2;

  private final Facts facts;
  private final Instant now;

  public RuleCheck(Facts facts, Instant now) {
    this.facts = facts;
    this.now = now;
  }

  public List<Condition> find(Rule rule) {
    return conditions(rule).toList();
  }

  private Stream<Condition> conditions(Rule rule) {
    return switch (rule.template()) {
      case SUPPLY_PERCENT -> lowSupplies(rule);
      case SUPPLY_DAYS -> supplyDays(rule);
      case SERVICE_NEEDED -> alerts(rule, facts.serviceNeeded(), "service");
      case PRINTER_STOPPED -> alerts(rule, facts.stopped(), "alert");
      case DEVICE_SILENT -> silentDevices(rule);
      case PRINTER_SILENT -> silentPrinters(rule);
      case COUNTER_FELL -> falls(rule);
      case CERTIFICATE_ENDS -> certificates(rule);
      case INTERCEPTOR_SEEN -> interceptors(rule);
    };
  }

  private Stream<Condition> lowSupplies(Rule rule) {
    return facts.supplies(rule.threshold() + MARGIN_PERCENT).stream()
        .filter(supply -> takes(rule, supply.printer()))
        .map(
            supply ->
                new Condition(
                    supply.subject(),
                    supply.printer().place(null),
                    supply.percent() <= rule.threshold(),
                    List.of(supply.description(), Integer.toString(supply.percent()))));
  }

  private Stream<Condition> supplyDays(Rule rule) {
    return facts.courses(now.minus(SupplyUse.SEEN)).stream()
        .filter(course -> takes(rule, course.now().printer()))
        .flatMap(course -> SupplyUse.of(course).stream().map(use -> lasting(rule, course, use)))
        .filter(
            condition ->
                Long.parseLong(condition.detail().get(1)) <= rule.threshold() + MARGIN_DAYS);
  }

  private static Condition lasting(Rule rule, SupplyCourse course, SupplyUse use) {
    SupplyLevel supply = course.now();
    return new Condition(
        supply.subject(),
        supply.printer().place(null),
        use.days() <= rule.threshold(),
        List.of(
            supply.description(),
            Long.toString(use.days()),
            String.format(Locale.ROOT, "%.1f", use.percentADay()),
            Long.toString(use.over().toDays())));
  }

  private Stream<Condition> alerts(Rule rule, List<OpenAlert> open, String word) {
    return open.stream()
        .filter(alert -> takes(rule, alert.printer()))
        .filter(alert -> !alert.opened().plus(rule.time()).isAfter(now))
        .map(
            alert ->
                alert.alert() == 0
                    ? new Condition(
                        "printer " + alert.printer().printer() + " " + word,
                        alert.printer().place(null),
                        true,
                        List.of(alert.text()))
                    : new Condition(
                        "alert " + alert.alert(),
                        alert.printer().place(alert.alert()),
                        true,
                        List.of(alert.text())));
  }

  private Stream<Condition> silentDevices(Rule rule) {
    return facts.silent(now.minus(rule.time())).stream()
        .filter(device -> rule.scope().takes(device.device()))
        .map(
            device ->
                new Condition(
                    "device " + device.device(),
                    new Place(device.device(), null, device.name(), null),
                    true,
                    List.of(FindingText.time(device.came()))));
  }

  /** Where the device is silent too, that is told of the device. */
  private Stream<Condition> silentPrinters(Rule rule) {
    return facts.unread(now.minus(rule.time())).stream()
        .filter(printer -> takes(rule, printer.printer()))
        .map(
            printer ->
                new Condition(
                    "printer " + printer.printer().printer(),
                    printer.printer().place(null),
                    Duration.between(printer.read(), printer.deviceCame()).compareTo(rule.time())
                        >= 0,
                    List.of(FindingText.time(printer.read()))));
  }

  private Stream<Condition> falls(Rule rule) {
    return facts.falls(now.minus(rule.time())).stream()
        .filter(fall -> takes(rule, fall.printer()))
        .map(
            fall ->
                new Condition(
                    "meter " + fall.meter() + " " + fall.at(),
                    fall.printer().place(null),
                    true,
                    List.of(fall.label(), Long.toString(fall.from()), Long.toString(fall.to()))));
  }

  private Stream<Condition> certificates(Rule rule) {
    return facts.ends(now.plus(rule.time())).stream()
        .filter(each -> rule.scope().takes(each.device()))
        .map(
            each ->
                new Condition(
                    "device " + each.device() + " certificate",
                    new Place(each.device(), null, each.name(), null),
                    true,
                    List.of(FindingText.time(each.end()))));
  }

  private Stream<Condition> interceptors(Rule rule) {
    return facts.interceptors(now.minus(rule.time())).stream()
        .filter(each -> rule.scope().takes(each.device()))
        .map(
            each ->
                new Condition(
                    "device " + each.device() + " host " + each.host() + " " + each.issuer(),
                    new Place(each.device(), null, each.name(), null),
                    true,
                    List.of(each.host(), each.issuer())));
  }

  private static boolean takes(Rule rule, PrinterPlace printer) {
    return rule.scope().takes(printer.device(), printer.location(), printer.model());
  }
}
