package io.platen.device.report;

import io.platen.device.identity.LocalKey;
import io.platen.protocol.printer.Meter;
import io.platen.protocol.printer.PrinterAlert;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.printer.PrinterStatus;
import io.platen.protocol.printer.Supply;
import io.platen.protocol.printer.Tray;
import io.platen.protocol.sync.Policy;
import io.platen.protocol.sync.Policy.MaskKind;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Masks values by data class before they leave the site, as the policy says, and takes what a mask
 * hides out of all texts. PLT-SYN-030, PLT-PRV-001.
 */
final class Masks {
  private static final int KEPT_CHARACTERS = 3;
  private static final int KEPT_MAC_CHARACTERS = 8;

  private final Policy policy;
  private final LocalKey key;
  private final Hidden hidden;

  Masks(Policy policy, LocalKey key) {
    this(policy, key, Hidden.NOTHING);
  }

  private Masks(Policy policy, LocalKey key, Hidden hidden) {
    this.policy = policy;
    this.key = key;
    this.hidden = hidden;
  }

  PrinterFacts apply(PrinterFacts facts) {
    Hidden ofPrinter = Hidden.of(facts, dataClass -> kind(dataClass) != MaskKind.NONE);
    return new Masks(policy, key, ofPrinter).masked(facts);
  }

  /** As an identity tells it. */
  @Nullable String address(String address) {
    return mask("network-address", address, Masks::network);
  }

  /** Whether an address that was told looks as this mask leaves them. */
  boolean isOfThese(String address) {
    boolean keyed = address.startsWith("#");
    boolean cut = address.contains("/") || address.equals("*");
    return switch (kind("network-address")) {
      case NONE -> !keyed && !cut;
      case TRUNCATE -> cut;
      case KEYED -> keyed;
      case OMIT -> false;
    };
  }

  private PrinterFacts masked(PrinterFacts facts) {
    return new PrinterFacts(
        identity(facts.identity()),
        status(facts.status()),
        facts.meters().stream().map(this::meter).toList(),
        facts.supplies().stream().map(this::supply).toList(),
        facts.trays().stream().map(this::tray).toList(),
        facts.alerts().stream().map(this::alert).toList());
  }

  private PrinterIdentity identity(PrinterIdentity identity) {
    return identity.toBuilder()
        .address(identity.address() == null ? null : address(identity.address()))
        .mac(mask("hardware-address", identity.mac(), Masks::maker))
        .hostName(text("host-name", identity.hostName()))
        .via(text("host-name", identity.via()))
        .serial(mask("serial", identity.serial(), Masks::beginning))
        .assetNumber(text("asset", identity.assetNumber()))
        .location(text("location", identity.location()))
        .sysDescr(text("printer-text", identity.sysDescr()))
        .source(source(identity.source()))
        .build();
  }

  private PrinterStatus status(PrinterStatus status) {
    List<String> panel =
        kind("panel-text") == MaskKind.OMIT
            ? List.of()
            : status.panel().stream().map(this::line).toList();
    return new PrinterStatus(status.state(), status.conditions(), panel, source(status.source()));
  }

  private String line(String line) {
    String masked = text("panel-text", line);
    return masked == null ? "" : masked;
  }

  /** Words that a person or a maker chose: they may hold what another mask hides. */
  private @Nullable String text(String dataClass, @Nullable String value) {
    return kind(dataClass) == MaskKind.NONE
        ? hidden.takenOutOf(dataClass, value)
        : mask(dataClass, value, text -> beginning(hidden.takenOutOf(dataClass, text)));
  }

  private Meter meter(Meter meter) {
    return new Meter(
        meter.name(),
        meter.marker(),
        meter.unit(),
        meter.value(),
        text("printer-text", meter.label()),
        source(meter.source()),
        meter.by(),
        meter.since(),
        meter.asOf());
  }

  private Tray tray(Tray tray) {
    return new Tray(
        tray.index(),
        text("printer-text", tray.description()),
        text("printer-text", tray.media()),
        tray.level(),
        source(tray.source()),
        tray.asOf());
  }

  private PrinterAlert alert(PrinterAlert alert) {
    return new PrinterAlert(
        alert.index(),
        alert.code(),
        alert.severity(),
        alert.training(),
        alert.group(),
        alert.groupIndex(),
        alert.location(),
        text("printer-text", alert.description()),
        alert.uptimeTicks(),
        source(alert.source()));
  }

  private Supply supply(Supply supply) {
    return new Supply(
        supply.index(),
        supply.type(),
        supply.supplyClass(),
        supply.colorant(),
        text("printer-text", supply.description()),
        mask("cartridge-serial", supply.serial(), Masks::beginning),
        source(supply.source()),
        supply.level(),
        supply.asOf());
  }

  /** [PLT-SYN-033] */
  private @Nullable String source(@Nullable String source) {
    return policy.sources() ? source : null;
  }

  private MaskKind kind(String dataClass) {
    return policy.masks().getOrDefault(dataClass, MaskKind.NONE);
  }

  private @Nullable String mask(
      String dataClass, @Nullable String value, UnaryOperator<String> truncate) {
    if (value == null) {
      return null;
    }
    return switch (kind(dataClass)) {
      case NONE -> value;
      case TRUNCATE -> truncate.apply(value);
      // The class goes into the tag: equal values of different classes cannot be matched.
      case KEYED -> "#" + key.tag(dataClass + " " + value);
      case OMIT -> null;
    };
  }

  private static String beginning(@Nullable String value) {
    return value == null || value.length() <= KEPT_CHARACTERS
        ? "*"
        : value.substring(0, KEPT_CHARACTERS) + "*";
  }

  /** The first three bytes of a MAC are the maker's. */
  private static String maker(String mac) {
    return mac.length() <= KEPT_MAC_CHARACTERS ? "*" : mac.substring(0, KEPT_MAC_CHARACTERS) + ":*";
  }

  /** IPv4: the first 24 bits; IPv6: the first 48. */
  private static String network(String address) {
    if (!address.matches("[0-9]+([.][0-9]+){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
      return "*";
    }
    try {
      byte[] bytes = InetAddress.getByName(address).getAddress(); // a literal: nobody is asked
      return bytes.length == 4
          ? (bytes[0] & 0xff) + "." + (bytes[1] & 0xff) + "." + (bytes[2] & 0xff) + ".0/24"
          : String.format(
              Locale.ROOT,
              "%02x%02x:%02x%02x:%02x%02x::/48",
              bytes[0],
              bytes[1],
              bytes[2],
              bytes[3],
              bytes[4],
              bytes[5]);
    } catch (UnknownHostException e) {
      return "*"; // not an address after all
    }
  }
}
