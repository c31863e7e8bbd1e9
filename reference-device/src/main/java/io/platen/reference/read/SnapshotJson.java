package io.platen.reference.read;

import io.platen.device.printer.PrinterSnapshot;
import io.platen.device.printer.Refusal;
import io.platen.device.printer.Traffic;
import io.platen.protocol.printer.Meter;
import io.platen.protocol.printer.PrinterAlert;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.printer.Supply;
import io.platen.protocol.printer.SupplyLevel;
import io.platen.protocol.printer.SupplyLevel.Measured;
import io.platen.protocol.printer.Tray;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A reading as the JSON that other tools parse: its names stay as they are. */
final class SnapshotJson {
  private SnapshotJson() {}

  static String of(String target, PrinterSnapshot snapshot) {
    JsonLine line = new JsonLine().text("target", target).flag("reachable", snapshot.isReachable());
    Refusal refusal = snapshot.refusal();
    if (refusal != null) {
      line.text("refusal", refusal.token());
    }
    snapshot.facts().ifPresent(facts -> facts(line, facts));
    return line.object("traffic", traffic(snapshot.traffic())).toString();
  }

  private static void facts(JsonLine line, PrinterFacts facts) {
    identity(line, facts.identity());
    line.texts("panelText", facts.status().panel())
        .text("status", word(facts.status().state()))
        .texts("conditions", facts.status().conditions())
        .objects("supplies", facts.supplies(), SnapshotJson::supply)
        .objects("trays", facts.trays(), SnapshotJson::tray)
        .objects("meters", facts.meters(), SnapshotJson::meter)
        .objects("alerts", facts.alerts(), SnapshotJson::alert);
  }

  private static void identity(JsonLine line, PrinterIdentity identity) {
    line.text("vendor", identity.vendor())
        .text("model", identity.model())
        .text("serial", identity.serial())
        .text("firmware", identity.firmware())
        .text("sysObjectId", identity.sysObjectId())
        .text("sysDescr", identity.sysDescr())
        .text("hostName", identity.hostName())
        .text("mac", identity.mac())
        .text("assetNumber", identity.assetNumber())
        .text("location", identity.location());
  }

  private static void supply(JsonLine line, Supply supply) {
    line.text("index", supply.index())
        .text("description", supply.description())
        .text("type", supply.type())
        .text("class", word(supply.supplyClass()))
        .text("colorant", supply.colorant())
        .text("serial", supply.serial());
    level(line, supply.level());
    line.text("source", supply.source()).text("asOf", time(supply.asOf()));
  }

  private static void tray(JsonLine line, Tray tray) {
    line.text("index", tray.index())
        .text("description", tray.description())
        .text("media", tray.media());
    level(line, tray.level());
    line.text("source", tray.source()).text("asOf", time(tray.asOf()));
  }

  private static void level(JsonLine line, SupplyLevel level) {
    Measured measured = level instanceof Measured figure ? figure : null;
    line.text("unit", measured == null ? null : measured.unit())
        .number("capacity", measured == null ? null : measured.capacity())
        .number("level", measured == null ? null : measured.amount())
        .text("state", state(level))
        .number("percent", level.percent().isPresent() ? level.percent().getAsInt() : null);
  }

  private static String state(SupplyLevel level) {
    return level.match(
        new SupplyLevel.Cases<String>() {
          @Override
          public String measured(Measured figure) {
            // An amount of an unknown whole is no percentage; the amount stands beside it.
            return figure.percent().isPresent() ? "percent" : "unknown";
          }

          @Override
          public String someRemaining() {
            return "some-remaining";
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

  private static void meter(JsonLine line, Meter meter) {
    line.text("name", meter.name())
        .number("value", meter.value())
        .text("unit", meter.unit())
        .text("marker", meter.marker())
        .text("label", meter.label())
        .text("source", meter.source())
        .text("by", meter.by())
        .text("asOf", time(meter.asOf()));
  }

  private static void alert(JsonLine line, PrinterAlert alert) {
    line.text("index", alert.index())
        .number("code", alert.code())
        .text("severity", word(alert.severity()))
        .text("training", alert.training())
        .text("group", alert.group())
        .number("groupIndex", alert.groupIndex())
        .number("location", alert.location())
        .text("description", alert.description())
        .text("source", alert.source());
  }

  private static @Nullable String time(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }

  private static JsonLine traffic(Traffic traffic) {
    return new JsonLine()
        .number("requests", traffic.requests())
        .number("bytesOut", traffic.bytesOut())
        .number("bytesIn", traffic.bytesIn());
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
