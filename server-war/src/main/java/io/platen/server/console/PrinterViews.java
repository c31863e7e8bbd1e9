package io.platen.server.console;

import io.platen.protocol.printer.Meter;
import io.platen.protocol.printer.PrinterAlert;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.printer.PrinterStatus;
import io.platen.protocol.printer.Supply;
import io.platen.protocol.printer.Tray;
import io.platen.protocol.printer.UsedProfile;
import io.platen.server.console.view.AlertLine;
import io.platen.server.console.view.Badge;
import io.platen.server.console.view.Fact;
import io.platen.server.console.view.MeterLine;
import io.platen.server.console.view.PrinterRow;
import io.platen.server.console.view.RawLine;
import io.platen.server.console.view.State;
import io.platen.server.console.view.SupplyBar;
import io.platen.server.console.view.TrayLine;
import io.platen.server.console.view.Words;
import io.platen.server.fleet.entity.Printer;
import io.platen.server.fleet.entity.StoredAlert;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Puts what the fleet knows of printers into the reader's words. */
final class PrinterViews {
  private final Words words;
  private final SupplyViews supplies;

  PrinterViews(Words words) {
    this.words = words;
    this.supplies = new SupplyViews(words);
  }

  PrinterRow row(Printer printer) {
    PrinterIdentity identity = printer.identity();
    List<SupplyBar> bars = supplies.bars(printer.facts().supplies());
    return new PrinterRow(
        Long.toString(printer.id()),
        badge(printer, bars),
        name(printer),
        identity.model(),
        identity.serial(),
        identity.address(),
        identity.location(),
        bars,
        printer.lastRead());
  }

  /** Maker and model; a printer that says neither goes by its address. */
  String name(Printer printer) {
    PrinterIdentity identity = printer.identity();
    String maker = identity.vendor();
    String model = identity.model();
    if (model != null) {
      boolean named = maker == null || model.toLowerCase(Locale.ROOT).startsWith(firstWord(maker));
      return named ? model : maker + " " + model;
    }
    return identity.address() == null
        ? words.t("printer.nameless", printer.key())
        : words.t("printer.unnamed", identity.address());
  }

  private static String firstWord(String maker) {
    return maker.split("[ -]", 2)[0].toLowerCase(Locale.ROOT);
  }

  Badge badge(Printer printer, List<SupplyBar> bars) {
    return switch (printer.health()) {
      case OK -> new Badge(State.OK, words.t("word.fine"));
      case UNKNOWN -> new Badge(State.UNKNOWN, words.t("word.unknown"));
      case SILENT ->
          new Badge(
              State.SILENT,
              words.t(
                  "word.silent", words.span(Duration.between(printer.lastRead(), words.now()))));
      case ATTENTION -> new Badge(State.ATTENTION, words.t(attention(bars)));
      case PROBLEM -> new Badge(State.PROBLEM, words.t(problem(printer, bars)));
    };
  }

  private static String attention(List<SupplyBar> bars) {
    List<SupplyBar> low = bars.stream().filter(SupplyBar::low).toList();
    if (low.isEmpty()) {
      return "word.warning";
    }
    return low.stream().allMatch(SupplyBar::receptacle) ? "word.nearlyFull" : "word.low";
  }

  private static String problem(Printer printer, List<SupplyBar> bars) {
    PrinterStatus.State status = printer.facts().status().state();
    if (status == PrinterStatus.State.UNREACHABLE) {
      return "word.unreachable";
    }
    boolean empty =
        bars.stream().anyMatch(bar -> bar.isDrawn() && !bar.receptacle() && bar.percent() == 0);
    boolean critical =
        printer.facts().alerts().stream()
            .anyMatch(alert -> alert.severity() == PrinterAlert.Severity.CRITICAL);
    if (empty && !critical) {
      return "word.empty";
    }
    return status == PrinterStatus.State.DOWN && !critical ? "word.down" : "word.stopped";
  }

  List<Fact> facts(Printer printer) {
    PrinterIdentity identity = printer.identity();
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact(words.t("fact.maker"), identity.vendor(), false));
    facts.add(new Fact(words.t("fact.model"), identity.model(), false));
    facts.add(new Fact(words.t("fact.serial"), identity.serial(), true));
    facts.add(new Fact(words.t("fact.address"), identity.address(), true));
    facts.add(new Fact(words.t("fact.mac"), identity.mac(), true));
    addKnown(facts, "fact.hostName", identity.hostName(), true);
    addKnown(facts, "fact.via", identity.via(), true);
    addKnown(facts, "fact.firmware", identity.firmware(), true);
    addKnown(facts, "fact.asset", identity.assetNumber(), true);
    facts.add(new Fact(words.t("fact.location"), identity.location(), false));
    facts.add(new Fact(words.t("fact.firstSeen"), words.moment(printer.firstSeen()), false));
    return facts;
  }

  private void addKnown(List<Fact> facts, String key, @Nullable String value, boolean code) {
    if (value != null) {
      facts.add(new Fact(words.t(key), value, code));
    }
  }

  /** As the printer gave them, with where each came from and when. */
  List<RawLine> raw(Printer printer) {
    PrinterIdentity identity = printer.identity();
    PrinterStatus status = printer.facts().status();
    Instant read = printer.lastRead();
    List<RawLine> raw = new ArrayList<>();
    raw.add(line("fact.serial", identity.serial(), identity.source(), read));
    raw.add(line("fact.sysDescr", identity.sysDescr(), null, read));
    raw.add(line("fact.sysObjectId", identity.sysObjectId(), null, read));
    if (identity.deviceId() != null) {
      raw.add(line("fact.deviceId", identity.deviceId(), null, read));
    }
    UsedProfile profile = identity.profile();
    if (profile != null) {
      raw.add(line("fact.profile", profile.id() + " " + profile.version(), null, read));
    }
    raw.add(line("fact.key", printer.key(), null, read));
    String state = status.state().name().toLowerCase(Locale.ROOT);
    raw.add(line("fact.status", state, status.source(), read));
    if (!status.conditions().isEmpty()) {
      raw.add(
          line("fact.conditions", String.join(", ", status.conditions()), status.source(), read));
    }
    for (Supply supply : printer.facts().supplies()) {
      raw.add(SupplyViews.raw(supply, SourceWords.of(supply.source(), words), read));
    }
    for (Tray tray : printer.facts().trays()) {
      raw.add(
          new RawLine(
              words.t("tray.name") + " " + tray.index(),
              supplies.figure(tray.level()),
              SourceWords.of(tray.source(), words),
              or(tray.asOf(), read)));
    }
    for (Meter meter : printer.facts().meters()) {
      raw.add(
          new RawLine(
              meter.name(),
              meter.value() + " " + meter.unit(),
              SourceWords.of(meter.source(), words),
              or(meter.asOf(), read)));
    }
    for (PrinterAlert alert : printer.facts().alerts()) {
      raw.add(
          new RawLine(
              words.t("fact.alert") + " " + alert.index(),
              Integer.toString(alert.code()),
              SourceWords.of(alert.source(), words),
              read));
    }
    return raw;
  }

  private RawLine line(String key, @Nullable String value, @Nullable String source, Instant read) {
    return new RawLine(words.t(key), value, SourceWords.of(source, words), read);
  }

  /** A value is as old as its printer's reading, unless it is older. */
  private static Instant or(@Nullable Instant asOf, Instant read) {
    return asOf == null ? read : asOf;
  }

  List<MeterLine> meters(Printer printer) {
    return printer.facts().meters().stream()
        .map(
            meter ->
                new MeterLine(
                    meter.name(),
                    meterTitle(meter.name(), meter.label()),
                    words.number(meter.value()),
                    words.orItself("unit.", meter.unit()),
                    meter.asOf()))
        .toList();
  }

  String meterTitle(String name, @Nullable String label) {
    if (words.has("meter." + name)) {
      return words.t("meter." + name);
    }
    return label == null ? name : label;
  }

  List<TrayLine> trays(Printer printer) {
    return printer.facts().trays().stream().map(this::tray).toList();
  }

  private TrayLine tray(Tray tray) {
    String name = tray.description() == null ? tray.index() : tray.description();
    return new TrayLine(name, tray.media(), supplies.figure(tray.level()), tray.asOf());
  }

  AlertLine alert(StoredAlert stored) {
    PrinterAlert alert = stored.alert();
    Badge badge =
        stored.closed() != null
            ? new Badge(State.OK, words.t("word.over"))
            : switch (alert.severity()) {
              case CRITICAL -> new Badge(State.PROBLEM, words.t("word.critical"));
              case WARNING -> new Badge(State.ATTENTION, words.t("word.warning"));
              case OTHER -> new Badge(State.UNKNOWN, words.t("word.notice"));
            };
    String description = alert.description();
    String text =
        description == null || description.isBlank()
            ? words.t("alert.code", Integer.toString(alert.code()))
            : description;
    return new AlertLine(
        Long.toString(stored.id()),
        badge,
        text,
        alert.group(),
        Long.toString(stored.printer()),
        stored.printerName(),
        stored.opened(),
        stored.closed(),
        words.span(
            Duration.between(
                stored.opened(), stored.closed() == null ? words.now() : stored.closed())),
        stored.traps() == 0 ? null : words.t("alert.traps", stored.traps()),
        new NoticeViews(words)
            .handled(stored.handling().acknowledgedBy(), stored.handling().mutedUntil()));
  }
}
