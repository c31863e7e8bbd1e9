package io.platen.reference.read;

import io.platen.device.printer.PrinterSnapshot;
import io.platen.device.printer.Refusal;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.printer.SupplyLevel;
import io.platen.protocol.printer.SupplyLevel.Measured;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A reading for people: one line for the printer, one for each thing it has. */
final class SnapshotText {
  private SnapshotText() {}

  static String of(String target, PrinterSnapshot snapshot) {
    return snapshot
        .facts()
        .map(facts -> Stream.concat(Stream.of(title(target, facts)), parts(facts)))
        .orElseGet(() -> Stream.of(target + "  " + whyNot(snapshot.refusal())))
        .collect(Collectors.joining(System.lineSeparator()));
  }

  private static String whyNot(@Nullable Refusal refusal) {
    return refusal == null ? "does not answer" : "refuses: " + refusal.explanation();
  }

  private static String title(String target, PrinterFacts facts) {
    PrinterIdentity identity = facts.identity();
    String name =
        joined(List.of(word(identity.vendor()), word(identity.model()), word(identity.serial())));
    String state = facts.status().state().name().toLowerCase(Locale.ROOT);
    return target + "  " + (name.isEmpty() ? "(no name)" : name) + "  " + state;
  }

  private static Stream<String> parts(PrinterFacts facts) {
    return Stream.of(
            facts.supplies().stream()
                .map(
                    each ->
                        row(
                            "supply " + each.index(),
                            each.description() == null ? each.type() : each.description(),
                            level(each.level()))),
            facts.trays().stream()
                .map(
                    each ->
                        row("tray " + each.index(), word(each.description()), level(each.level()))),
            facts.meters().stream()
                .map(
                    each ->
                        row(
                            "meter " + word(each.marker()),
                            each.name(),
                            String.valueOf(each.value()))),
            facts.alerts().stream()
                .map(
                    each ->
                        row(
                            "alert " + each.index(),
                            word(each.description()),
                            each.severity().name().toLowerCase(Locale.ROOT) + " " + each.code())))
        .flatMap(rows -> rows);
  }

  private static String row(String what, String name, String value) {
    return String.format(Locale.ROOT, "  %-14s %-40s %s", what.strip(), name, value)
        .stripTrailing();
  }

  private static String level(SupplyLevel level) {
    return level.match(
        new SupplyLevel.Cases<String>() {
          @Override
          public String measured(Measured figure) {
            return figure.percent().isPresent()
                ? figure.percent().getAsInt() + " %"
                : figure.amount() + " " + figure.unit();
          }

          @Override
          public String someRemaining() {
            return "some left";
          }

          @Override
          public String unknown() {
            return "unknown";
          }

          @Override
          public String unlimited() {
            return "unlimited";
          }
        });
  }

  private static String joined(List<String> words) {
    return words.stream().filter(word -> !word.isEmpty()).collect(Collectors.joining(" "));
  }

  private static String word(@org.jspecify.annotations.Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }
}
