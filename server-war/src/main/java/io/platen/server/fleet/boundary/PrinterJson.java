package io.platen.server.fleet.boundary;

import io.platen.protocol.printer.Meter;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.printer.PrinterStatus;
import io.platen.protocol.printer.Supply;
import io.platen.protocol.printer.SupplyLevel;
import io.platen.protocol.printer.Tray;
import io.platen.protocol.printer.UsedProfile;
import io.platen.server.fleet.entity.Printer;
import io.platen.server.fleet.entity.StoredAlert;
import jakarta.json.bind.annotation.JsonbProperty;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A printer with the names that the device's {@code read --json} has, which other tools parse.
 *
 * @param target its address
 * @param health ok, attention, problem, silent or unknown
 * @param deviceIdText MFG and MDL of its IEEE 1284 id
 * @param members its keys where it has several; the head's id is the printer's
 */
public record PrinterJson(
    String id,
    String deviceId,
    String deviceName,
    String key,
    Instant firstSeenAt,
    Instant lastReadAt,
    @Nullable Instant removedAt,
    String health,
    @Nullable String target,
    boolean reachable,
    @Nullable String vendor,
    @Nullable String model,
    @Nullable String serial,
    @Nullable String firmware,
    @Nullable String sysObjectId,
    @Nullable String sysDescr,
    @Nullable String deviceIdText,
    @Nullable ProfileJson profile,
    @Nullable String hostName,
    @Nullable String via,
    @Nullable String mac,
    @Nullable String assetNumber,
    @Nullable String location,
    List<String> panelText,
    @Nullable String serialSource,
    String status,
    @Nullable String statusSource,
    List<String> conditions,
    List<SupplyJson> supplies,
    List<TrayJson> trays,
    List<MeterJson> meters,
    List<AlertJson> alerts,
    List<MemberJson> members) {

  /** One of the keys under which devices know the printer. */
  public record MemberJson(
      String id,
      boolean head,
      String deviceId,
      String deviceName,
      String key,
      Instant lastReadAt,
      @Nullable Instant removedAt) {
    static MemberJson of(Printer.Member member) {
      return new MemberJson(
          Long.toString(member.id()),
          member.head(),
          member.device().toString(),
          member.deviceName(),
          member.key(),
          member.lastRead(),
          member.removed());
    }
  }

  static PrinterJson of(Printer printer) {
    PrinterIdentity identity = printer.identity();
    PrinterStatus status = printer.facts().status();
    Instant read = printer.lastRead();
    return new PrinterJson(
        Long.toString(printer.id()),
        printer.device().toString(),
        printer.deviceName(),
        printer.key(),
        printer.firstSeen(),
        printer.lastRead(),
        printer.removed(),
        word(printer.health()),
        identity.address(),
        status.state() != PrinterStatus.State.UNREACHABLE,
        identity.vendor(),
        identity.model(),
        identity.serial(),
        identity.firmware(),
        identity.sysObjectId(),
        identity.sysDescr(),
        identity.deviceId(),
        ProfileJson.of(identity.profile()),
        identity.hostName(),
        identity.via(),
        identity.mac(),
        identity.assetNumber(),
        identity.location(),
        status.panel(),
        identity.source(),
        word(status.state()),
        status.source(),
        status.conditions(),
        printer.facts().supplies().stream().map(each -> SupplyJson.of(each, read)).toList(),
        printer.facts().trays().stream().map(each -> TrayJson.of(each, read)).toList(),
        printer.facts().meters().stream().map(each -> MeterJson.of(each, read)).toList(),
        printer.alerts().stream().map(AlertJson::of).toList(),
        printer.members().stream().map(MemberJson::of).toList());
  }

  /** The printer profile that it was read by; generic where none of a maker fitted. */
  public record ProfileJson(String id, int version) {
    static @Nullable ProfileJson of(@Nullable UsedProfile profile) {
      return profile == null ? null : new ProfileJson(profile.id(), profile.version());
    }
  }

  /** A value is as old as its printer's reading, unless it is older. */
  private static Instant or(@Nullable Instant asOf, Instant read) {
    return asOf == null ? read : asOf;
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** A level as four members: unit, capacity and level where they are measured, and a state. */
  private record Level(
      @Nullable String unit, @Nullable Long capacity, @Nullable Long level, String state) {

    static Level of(SupplyLevel level) {
      return level.match(
          new SupplyLevel.Cases<>() {
            @Override
            public Level measured(SupplyLevel.Measured figure) {
              return new Level(
                  figure.unit(),
                  figure.capacity(),
                  figure.amount(),
                  // An amount of an unknown whole is no percentage; the amount stands beside it.
                  figure.percent().isPresent() ? "percent" : "unknown");
            }

            @Override
            public Level someRemaining() {
              return new Level(null, null, null, "some-remaining");
            }

            @Override
            public Level unknown() {
              return new Level(null, null, null, "unknown");
            }

            @Override
            public Level unlimited() {
              return new Level(null, null, null, "unlimited");
            }
          });
    }

    static @Nullable Integer percent(SupplyLevel level) {
      return level.percent().isPresent() ? level.percent().getAsInt() : null;
    }
  }

  /**
   * @param state percent, some-remaining, unknown or unlimited
   */
  public record SupplyJson(
      String index,
      @Nullable String description,
      String type,
      @JsonbProperty("class") String supplyClass,
      @Nullable String colorant,
      @Nullable String serial,
      @Nullable String unit,
      @Nullable Long capacity,
      @Nullable Long level,
      String state,
      @Nullable Integer percent,
      @Nullable String source,
      Instant readAt) {

    static SupplyJson of(Supply supply, Instant read) {
      Level level = Level.of(supply.level());
      return new SupplyJson(
          supply.index(),
          supply.description(),
          supply.type(),
          word(supply.supplyClass()),
          supply.colorant(),
          supply.serial(),
          level.unit(),
          level.capacity(),
          level.level(),
          level.state(),
          Level.percent(supply.level()),
          supply.source(),
          or(supply.asOf(), read));
    }
  }

  public record TrayJson(
      String index,
      @Nullable String description,
      @Nullable String media,
      @Nullable String unit,
      @Nullable Long capacity,
      @Nullable Long level,
      String state,
      @Nullable Integer percent,
      @Nullable String source,
      Instant readAt) {

    static TrayJson of(Tray tray, Instant read) {
      Level level = Level.of(tray.level());
      return new TrayJson(
          tray.index(),
          tray.description(),
          tray.media(),
          level.unit(),
          level.capacity(),
          level.level(),
          level.state(),
          Level.percent(tray.level()),
          tray.source(),
          or(tray.asOf(), read));
    }
  }

  public record MeterJson(
      String name,
      long value,
      String unit,
      @Nullable String marker,
      @Nullable String label,
      @Nullable String source,
      @Nullable String by,
      @Nullable Instant since,
      Instant readAt) {

    static MeterJson of(Meter meter, Instant read) {
      return new MeterJson(
          meter.name(),
          meter.value(),
          meter.unit(),
          meter.marker(),
          meter.label(),
          meter.source(),
          meter.by(),
          meter.since(),
          or(meter.asOf(), read));
    }
  }

  /**
   * @param severity critical, warning or other
   * @param openedAt the reading that first had it
   */
  public record AlertJson(
      String id,
      String printerId,
      @Nullable String printer,
      String index,
      int code,
      String severity,
      @Nullable String training,
      @Nullable String group,
      @Nullable Integer groupIndex,
      @Nullable Integer location,
      @Nullable String description,
      @Nullable String source,
      Instant openedAt,
      @Nullable Instant closedAt,
      long traps) {

    static AlertJson of(StoredAlert stored) {
      var alert = stored.alert();
      return new AlertJson(
          Long.toString(stored.id()),
          Long.toString(stored.printer()),
          stored.printerName().isEmpty() ? null : stored.printerName(),
          alert.index(),
          alert.code(),
          word(alert.severity()),
          alert.training(),
          alert.group(),
          alert.groupIndex(),
          alert.location(),
          alert.description(),
          alert.source(),
          stored.opened(),
          stored.closed(),
          stored.traps());
    }
  }
}
