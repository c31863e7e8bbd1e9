package io.platen.protocol.codec;

import io.platen.protocol.binding.AlertsXml;
import io.platen.protocol.binding.IdentityXml;
import io.platen.protocol.binding.MetersXml;
import io.platen.protocol.binding.PrinterXml;
import io.platen.protocol.binding.StatusXml;
import io.platen.protocol.binding.SuppliesXml;
import io.platen.protocol.binding.TraysXml;
import io.platen.protocol.binding.UsedProfileXml;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.printer.PrinterStatus;
import io.platen.protocol.printer.UsedProfile;
import io.platen.protocol.report.PrinterReport;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One printer of a report. [PLT-RPT-016] A part that is absent stays absent. */
final class PrinterMapper {
  private PrinterMapper() {}

  static PrinterReport read(PrinterXml xml) {
    IdentityXml identity = xml.getIdentity();
    StatusXml status = xml.getStatus();
    MetersXml meters = xml.getMeters();
    SuppliesXml supplies = xml.getSupplies();
    TraysXml trays = xml.getTrays();
    AlertsXml alerts = xml.getAlerts();
    return new PrinterReport(
        xml.getKey(),
        xml.getRead(),
        identity == null ? null : read(identity),
        status == null ? null : read(status),
        meters == null ? null : map(meters.getMeter(), RowMapper::read),
        supplies == null ? null : map(supplies.getSupply(), RowMapper::read),
        trays == null ? null : map(trays.getTray(), RowMapper::read),
        alerts == null ? null : map(alerts.getAlert(), RowMapper::read),
        xml.getTraps() == null ? 0 : xml.getTraps());
  }

  static PrinterXml write(PrinterReport printer) {
    PrinterXml xml = new PrinterXml();
    xml.setKey(printer.key());
    xml.setRead(printer.read());
    xml.setTraps(printer.traps() == 0 ? null : printer.traps());
    xml.setIdentity(write(printer.identity()));
    xml.setStatus(write(printer.status()));
    if (printer.meters() != null) {
      xml.setMeters(new MetersXml());
      xml.getMeters().getMeter().addAll(map(printer.meters(), RowMapper::write));
    }
    if (printer.supplies() != null) {
      xml.setSupplies(new SuppliesXml());
      xml.getSupplies().getSupply().addAll(map(printer.supplies(), RowMapper::write));
    }
    if (printer.trays() != null) {
      xml.setTrays(new TraysXml());
      xml.getTrays().getTray().addAll(map(printer.trays(), RowMapper::write));
    }
    if (printer.alerts() != null) {
      xml.setAlerts(new AlertsXml());
      xml.getAlerts().getAlert().addAll(map(printer.alerts(), RowMapper::write));
    }
    return xml;
  }

  private static <A, B> List<B> map(List<A> rows, Function<A, B> mapper) {
    return rows.stream().map(mapper).toList();
  }

  private static PrinterIdentity read(IdentityXml xml) {
    return PrinterIdentity.builder()
        .address(xml.getAddress())
        .hostName(xml.getHostName())
        .mac(xml.getMac())
        .vendor(xml.getVendor())
        .model(xml.getModel())
        .serial(xml.getSerial())
        .firmware(xml.getFirmware())
        .assetNumber(xml.getAssetNumber())
        .location(xml.getLocation())
        .sysObjectId(xml.getSysObjectId())
        .sysDescr(xml.getSysDescr())
        .deviceId(xml.getDeviceId())
        .profile(read(xml.getProfile()))
        .via(xml.getVia())
        .source(xml.getSource())
        .build();
  }

  private static @Nullable UsedProfile read(@Nullable UsedProfileXml xml) {
    return xml == null ? null : new UsedProfile(xml.getId(), xml.getVersion());
  }

  private static @Nullable IdentityXml write(@Nullable PrinterIdentity identity) {
    if (identity == null) {
      return null;
    }
    IdentityXml xml = new IdentityXml();
    xml.setAddress(Texts.fit(identity.address()));
    xml.setHostName(Texts.fit(identity.hostName()));
    xml.setMac(identity.mac());
    xml.setVendor(Texts.fit(identity.vendor()));
    xml.setModel(Texts.fit(identity.model()));
    xml.setSerial(Texts.fit(identity.serial()));
    xml.setFirmware(Texts.fit(identity.firmware()));
    xml.setAssetNumber(Texts.fit(identity.assetNumber()));
    xml.setLocation(Texts.fit(identity.location()));
    xml.setSysObjectId(Texts.fit(identity.sysObjectId()));
    xml.setSysDescr(Texts.fitLong(identity.sysDescr()));
    xml.setDeviceId(Texts.fit(identity.deviceId()));
    xml.setProfile(write(identity.profile()));
    xml.setVia(Texts.fit(identity.via()));
    xml.setSource(Sources.fit(identity.source()));
    return xml;
  }

  private static @Nullable UsedProfileXml write(@Nullable UsedProfile profile) {
    if (profile == null) {
      return null;
    }
    UsedProfileXml xml = new UsedProfileXml();
    xml.setId(profile.id());
    xml.setVersion(profile.version());
    return xml;
  }

  private static PrinterStatus read(StatusXml xml) {
    return new PrinterStatus(
        Names.constant(PrinterStatus.State.class, xml.getState()),
        xml.getCondition(),
        xml.getPanel(),
        xml.getSource());
  }

  private static @Nullable StatusXml write(@Nullable PrinterStatus status) {
    if (status == null) {
      return null;
    }
    StatusXml xml = new StatusXml();
    xml.setState(Names.wire(status.state()));
    xml.getCondition().addAll(status.conditions());
    status.panel().forEach(line -> xml.getPanel().add(Texts.fit(line)));
    xml.setSource(Sources.fit(status.source()));
    return xml;
  }
}
