package io.platen.protocol.codec;

import io.platen.protocol.binding.AlertXml;
import io.platen.protocol.binding.MeterXml;
import io.platen.protocol.binding.SupplyXml;
import io.platen.protocol.binding.TrayXml;
import io.platen.protocol.printer.Meter;
import io.platen.protocol.printer.PrinterAlert;
import io.platen.protocol.printer.Supply;
import io.platen.protocol.printer.SupplyClass;
import io.platen.protocol.printer.Tray;

/** The rows of a printer's lists: meters, supplies, trays, alerts. */
final class RowMapper {
  private RowMapper() {}

  static Meter read(MeterXml xml) {
    return new Meter(
        xml.getName(),
        xml.getMarker(),
        xml.getUnit(),
        xml.getValue(),
        xml.getLabel(),
        xml.getSource(),
        xml.getBy(),
        xml.getSince(),
        xml.getAsOf());
  }

  static MeterXml write(Meter meter) {
    MeterXml xml = new MeterXml();
    xml.setName(meter.name());
    xml.setMarker(meter.marker());
    xml.setUnit(meter.unit());
    xml.setValue(meter.value());
    xml.setLabel(Texts.fit(meter.label()));
    xml.setSource(Sources.fit(meter.source()));
    xml.setBy(meter.by());
    xml.setSince(meter.since());
    xml.setAsOf(meter.asOf());
    return xml;
  }

  static Supply read(SupplyXml xml) {
    return new Supply(
        xml.getIndex(),
        xml.getType(),
        Names.constant(SupplyClass.class, xml.getClazz()),
        xml.getColorant(),
        xml.getDescription(),
        xml.getSerial(),
        xml.getSource(),
        LevelMapper.read(xml),
        xml.getAsOf());
  }

  static SupplyXml write(Supply supply) {
    SupplyXml xml = new SupplyXml();
    xml.setIndex(supply.index());
    xml.setType(supply.type());
    xml.setClazz(Names.wire(supply.supplyClass()));
    xml.setColorant(Texts.token(supply.colorant()));
    xml.setDescription(Texts.fit(supply.description()));
    xml.setSerial(Texts.fit(supply.serial()));
    xml.setSource(Sources.fit(supply.source()));
    xml.setAsOf(supply.asOf());
    LevelMapper.write(supply.level(), xml);
    return xml;
  }

  static Tray read(TrayXml xml) {
    return new Tray(
        xml.getIndex(),
        xml.getDescription(),
        xml.getMedia(),
        LevelMapper.read(xml),
        xml.getSource(),
        xml.getAsOf());
  }

  static TrayXml write(Tray tray) {
    TrayXml xml = new TrayXml();
    xml.setIndex(tray.index());
    xml.setDescription(Texts.fit(tray.description()));
    xml.setMedia(Texts.fit(tray.media()));
    xml.setSource(Sources.fit(tray.source()));
    xml.setAsOf(tray.asOf());
    LevelMapper.write(tray.level(), xml);
    return xml;
  }

  static PrinterAlert read(AlertXml xml) {
    return new PrinterAlert(
        xml.getIndex(),
        xml.getCode(),
        Names.constant(PrinterAlert.Severity.class, xml.getSeverity()),
        xml.getTraining(),
        xml.getGroup(),
        xml.getGroupIndex(),
        xml.getLocation(),
        xml.getDescription(),
        xml.getUptimeTicks(),
        xml.getSource());
  }

  static AlertXml write(PrinterAlert alert) {
    AlertXml xml = new AlertXml();
    xml.setIndex(alert.index());
    xml.setCode(alert.code());
    xml.setSeverity(Names.wire(alert.severity()));
    xml.setTraining(alert.training());
    xml.setGroup(alert.group());
    xml.setGroupIndex(alert.groupIndex());
    xml.setLocation(alert.location());
    xml.setDescription(Texts.fit(alert.description()));
    xml.setUptimeTicks(alert.uptimeTicks());
    xml.setSource(Sources.fit(alert.source()));
    return xml;
  }
}
