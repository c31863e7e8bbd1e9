package io.platen.server.console;

import io.platen.protocol.printer.Meter;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.server.console.view.Fact;
import io.platen.server.console.view.MatchView;
import io.platen.server.console.view.MemberLine;
import io.platen.server.console.view.Words;
import io.platen.server.fleet.entity.Printer;
import io.platen.server.fleet.entity.PrinterMatch;
import io.platen.server.fleet.entity.PrinterMatch.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Puts printers that may be one into the reader's words. */
final class MatchViews {
  private final Words words;
  private final PrinterViews printers;

  MatchViews(Words words) {
    this.words = words;
    this.printers = new PrinterViews(words);
  }

  MatchView.Side side(Printer printer) {
    return new MatchView.Side(Long.toString(printer.id()), printers.name(printer));
  }

  /**
   * @param first which of the two stands first
   */
  MatchView match(PrinterMatch match, long first) {
    boolean turned = match.other().id() == first;
    Printer one = turned ? match.other() : match.one();
    Printer other = turned ? match.one() : match.other();
    List<String> pro = new ArrayList<>();
    List<String> contra = new ArrayList<>();
    match.evidence().stream()
        .sorted()
        .forEach(each -> (each.points() > 0 ? pro : contra).add(text(each)));
    return new MatchView(side(one), side(other), rows(one, other), pro, contra);
  }

  private String text(Evidence evidence) {
    return words.t("evidence." + evidence.name().toLowerCase(Locale.ROOT));
  }

  private List<MatchView.Row> rows(Printer one, Printer other) {
    PrinterIdentity first = one.identity();
    PrinterIdentity second = other.identity();
    List<MatchView.Row> rows = new ArrayList<>();
    rows.add(row("fact.maker", first.vendor(), second.vendor(), false));
    rows.add(row("fact.model", first.model(), second.model(), false));
    rows.add(row("fact.serial", first.serial(), second.serial(), true));
    rows.add(row("fact.mac", first.mac(), second.mac(), true));
    rows.add(row("fact.address", first.address(), second.address(), true));
    rows.add(row("fact.sysObjectId", first.sysObjectId(), second.sysObjectId(), true));
    rows.add(row("match.device", one.deviceName(), other.deviceName(), false));
    rows.add(row("fact.key", one.key(), other.key(), true));
    rows.add(row("match.firstSeen", seen(one), seen(other), false));
    rows.add(row("match.lastRead", read(one), read(other), false));
    rows.add(row("match.meter", meter(one), meter(other), false));
    return rows;
  }

  private MatchView.Row row(
      String key, @Nullable String one, @Nullable String other, boolean code) {
    String name = words.t(key);
    return new MatchView.Row(
        new Fact(name, one, code),
        new Fact(name, other, code),
        one != null && Objects.equals(one, other));
  }

  private String seen(Printer printer) {
    return words.moment(printer.firstSeen());
  }

  private String read(Printer printer) {
    String at = words.moment(printer.lastRead());
    return printer.removed() == null ? at : words.t("match.gone", at);
  }

  private @Nullable String meter(Printer printer) {
    return printer.facts().meters().stream()
        .map(Meter::value)
        .max(Long::compare)
        .map(words::number)
        .orElse(null);
  }

  List<MemberLine> members(Printer printer) {
    return printer.members().stream()
        .map(
            member ->
                new MemberLine(
                    Long.toString(member.id()),
                    member.head(),
                    member.device().toString(),
                    member.deviceName(),
                    member.key(),
                    member.lastRead(),
                    member.removed() != null))
        .toList();
  }
}
