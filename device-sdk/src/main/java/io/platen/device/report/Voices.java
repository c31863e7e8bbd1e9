package io.platen.device.report;

import io.platen.protocol.printer.PrinterAlert;
import io.platen.protocol.printer.Supply;
import io.platen.protocol.printer.SupplyLevel;
import io.platen.protocol.printer.Tray;
import io.platen.protocol.report.PrinterReport;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What else of a printer says what an alert says: conditions of its status, and the level of the
 * supply or tray that the alert is about. Codes are those of the IANA printer registry.
 */
final class Voices {
  private static final int NONE = -1;

  /**
   * One row of the table in the specification, section Alerts.
   *
   * @param codes of the alerts that it is about
   * @param conditions of the status that say the same
   * @param most percentage up to which a level says the same; -1: no level does
   * @param against percentage above which a level says the opposite; -1: no level does
   * @param some whether "some remaining" says the same
   */
  private record Rule(
      Set<Integer> codes, Set<String> conditions, int most, int against, boolean some) {}

  private static final List<Rule> RULES =
      List.of(
          new Rule(Set.of(8), Set.of("jammed"), NONE, NONE, false),
          new Rule(Set.of(3, 501), Set.of("door-open"), NONE, NONE, false),
          new Rule(Set.of(801), Set.of("input-tray-missing"), NONE, NONE, false),
          new Rule(Set.of(807, 12), Set.of("low-paper"), 25, NONE, true),
          new Rule(Set.of(808, 13), Set.of("no-paper", "input-tray-empty"), 0, NONE, false),
          new Rule(Set.of(902, 14), Set.of("output-near-full"), NONE, NONE, false),
          new Rule(Set.of(903, 15), Set.of("output-full"), NONE, NONE, false),
          new Rule(Set.of(1104, 1105), Set.of("low-toner"), 25, 50, true),
          new Rule(Set.of(1101, 1102), Set.of("no-toner"), 5, 20, false),
          new Rule(Set.of(1115), Set.of("marker-supply-missing"), NONE, NONE, false),
          new Rule(Set.of(1107, 1108), Set.of(), 25, NONE, true),
          new Rule(Set.of(1109, 1110), Set.of(), 5, NONE, false));

  private final PrinterReport printer;

  Voices(PrinterReport printer) {
    this.printer = printer;
  }

  /** Whether something else of the same reading says the same. */
  boolean speakFor(PrinterAlert alert) {
    return rule(alert)
        .filter(rule -> hasCondition(rule) || levels(alert).anyMatch(each -> says(rule, each)))
        .isPresent();
  }

  /** Whether a level says the opposite. */
  boolean speakAgainst(PrinterAlert alert) {
    return rule(alert)
        .filter(rule -> levels(alert).anyMatch(each -> denies(rule, each)))
        .isPresent();
  }

  /** The supply whose level says the opposite of the alert that it is empty. */
  Optional<Supply> thoughEmpty(PrinterAlert alert) {
    boolean empty = alert.code() == 1101 || alert.code() == 1102;
    return rule(alert)
        .filter(rule -> empty)
        .flatMap(rule -> suppliesOf(alert).filter(each -> denies(rule, each.level())).findFirst());
  }

  private static Optional<Rule> rule(PrinterAlert alert) {
    return RULES.stream().filter(rule -> rule.codes().contains(alert.code())).findFirst();
  }

  private boolean hasCondition(Rule rule) {
    var status = printer.status();
    return status != null && status.conditions().stream().anyMatch(rule.conditions()::contains);
  }

  private static boolean says(Rule rule, SupplyLevel level) {
    return level.percent().isPresent()
        ? level.percent().getAsInt() <= rule.most()
        : rule.some() && level instanceof SupplyLevel.SomeRemaining;
  }

  private static boolean denies(Rule rule, SupplyLevel level) {
    return rule.against() != NONE && level.percent().orElse(0) > rule.against();
  }

  private Stream<SupplyLevel> levels(PrinterAlert alert) {
    return Stream.concat(
        suppliesOf(alert).map(Supply::level),
        rows(printer.trays())
            .filter(tray -> isAbout(alert, "input", tray.index()))
            .map(Tray::level));
  }

  /** By the row that the alert names; else by the colour in its words. */
  private Stream<Supply> suppliesOf(PrinterAlert alert) {
    List<Supply> named =
        rows(printer.supplies())
            .filter(each -> isAbout(alert, "marker-supplies", each.index()))
            .toList();
    return named.isEmpty()
        ? rows(printer.supplies()).filter(each -> isNamed(alert, each.colorant()))
        : named.stream();
  }

  private static boolean isAbout(PrinterAlert alert, String group, String index) {
    String device = alert.index().substring(0, Math.max(0, alert.index().indexOf('.')));
    return group.equals(alert.group()) && index.equals(device + "." + alert.groupIndex());
  }

  private static boolean isNamed(PrinterAlert alert, @Nullable String colorant) {
    String words = alert.description();
    return colorant != null && words != null && words.toLowerCase(Locale.ROOT).contains(colorant);
  }

  private static <T> Stream<T> rows(@Nullable List<T> rows) {
    return rows == null ? Stream.empty() : rows.stream();
  }
}
