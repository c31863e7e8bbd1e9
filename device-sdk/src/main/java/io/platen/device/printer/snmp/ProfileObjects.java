package io.platen.device.printer.snmp;

import io.platen.protocol.profile.PrinterProfile;
import io.platen.protocol.profile.PrinterProfile.Blob;
import io.platen.protocol.profile.PrinterProfile.Cell;
import io.platen.protocol.profile.PrinterProfile.Item;
import io.platen.protocol.profile.PrinterProfile.LevelPlace;
import io.platen.protocol.profile.PrinterProfile.MeterRule;
import io.platen.protocol.profile.PrinterProfile.ObjectPlace;
import io.platen.protocol.profile.PrinterProfile.Place;
import io.platen.protocol.profile.PrinterProfile.SupplyRule;
import io.platen.protocol.profile.PrinterProfile.Table;
import io.platen.protocol.profile.PrinterProfile.TextObject;
import io.platen.protocol.profile.PrinterProfile.Texts;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.snmp4j.smi.OID;

/** What a profile makes a reading ask for. */
final class ProfileObjects {
  private ProfileObjects() {}

  /** The instances that hold numbers: objects of their own, and blobs. */
  static Set<OID> numbers(PrinterProfile profile) {
    Set<OID> wanted = new LinkedHashSet<>();
    for (Place place : places(profile)) {
      if (place instanceof ObjectPlace object) {
        wanted.add(new OID(object.oid()));
      } else if (place instanceof Item item) {
        wanted.add(new OID(profile.blob(item.blob()).map(Blob::oid).orElseThrow()));
      }
    }
    return wanted;
  }

  private static List<Place> places(PrinterProfile profile) {
    List<Place> all = new ArrayList<>();
    for (MeterRule meter : profile.meters()) {
      meter.ways().forEach(all::addAll);
    }
    for (SupplyRule supply : profile.supplies()) {
      supply.levels().stream().map(LevelPlace::place).forEach(all::add);
    }
    return all;
  }

  /** The cells of a table that are wanted. */
  static Set<Cell> cells(PrinterProfile profile, Table table) {
    Set<Cell> cells = new LinkedHashSet<>();
    for (Place place : places(profile)) {
      if (place instanceof Cell cell && cell.table().equals(table.id())) {
        cells.add(cell);
      }
    }
    return cells;
  }

  /** The columns of a table that hold numbers. */
  static List<OID> columns(Table table) {
    List<OID> columns = new ArrayList<>(List.of(new OID(table.values())));
    if (table.units() != null) {
      columns.add(new OID(table.units()));
    }
    return columns;
  }

  static List<OID> texts(Texts texts) {
    return texts.objects().stream().map(TextObject::oid).map(OID::new).toList();
  }
}
