package io.platen.device.printer.web.page;

import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.printer.SupplyLevel;
import java.util.Map;
import java.util.Optional;

/**
 * The status of newer Lexmark printers, as their own pages fetch it. Any name of a component is
 * answered, with an empty one where nothing is shown to guests: what counts is what is in it. Its
 * pages of statistics are fetched in a way that is not known, so it gives no meters.
 */
final class LexmarkStatus {
  private final Facts facts;

  LexmarkStatus(Facts facts) {
    this.facts = facts;
  }

  void read(Json status) {
    Json nodes = status.at("nodes").orElse(status);
    members(nodes, "supplies").forEach(this::supply);
    members(nodes, "inputs").forEach(this::tray);
    // Never DeviceSerialNumberTrk: that is the number of the board, and not on the label.
    serial(nodes, "DeviceSerialNumberLxk");
    serial(nodes, "DeviceSerialNumberUnq");
    facts.identity(shown(nodes, "DeviceFirmwareLevel"), PrinterIdentity.Builder::firmware);
  }

  /** The last one that is there counts. */
  private void serial(Json nodes, String name) {
    facts.serial(shown(nodes, name), "nodes/" + name);
  }

  private static Map<String, Json> members(Json nodes, String name) {
    return nodes.at(name).map(Json::members).orElse(Map.of());
  }

  private static Optional<String> shown(Json nodes, String name) {
    return nodes.text("nodes", name, "text", "text");
  }

  private void supply(String key, Json supply) {
    String name =
        supply.text("supplyName").map(String::strip).filter(each -> !each.isEmpty()).orElse(key);
    Optional<SupplyLevel> level =
        supply
            .text("percentFull")
            .flatMap(Numbers::percent)
            .or(() -> supply.text("curlevel").flatMap(Numbers::percent));
    boolean known = supply.text("currentStatus").filter(each -> !each.isBlank()).isPresent();
    if (level.isPresent() || known) {
      facts.supply(
          name,
          level.orElseGet(SupplyLevel.Unknown::new),
          supply
              .text("serialNumber")
              .map(String::strip)
              .filter(each -> !each.isEmpty())
              .orElse(null),
          "supplies/" + key);
    }
  }

  private void tray(String key, Json tray) {
    tray.text("currentLevel")
        .flatMap(Numbers::percent)
        .ifPresent(level -> facts.tray(key, level, "inputs/" + key));
  }
}
