package io.platen.device.printer.snmp;

import io.platen.device.snmp.Mib;
import io.platen.device.snmp.Texts;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.snmp4j.smi.OID;

/** What an agent said, seen from one printer: its rows, its texts in its character set. */
final class Reading {
  /** Schema type RowIndex. */
  private static final int MOST_ARCS = 8;

  final Values values;
  final int device;
  private final Texts texts;

  Reading(Values values) {
    this.values = values;
    this.device = DeviceIndex.of(values);
    OptionalLong localization = values.number(Mib.at(Mib.GENERAL_LOCALIZATION, device));
    this.texts =
        new Texts(
            localization.isPresent()
                ? values.number(
                    Mib.at(Mib.LOCALIZATION_CHARSET, device, (int) localization.getAsLong()))
                : OptionalLong.empty());
  }

  /** The rows of this printer; all of them where none bears its index. */
  List<OID> rows(OID column) {
    List<OID> all = values.rows(column).stream().filter(row -> row.size() <= MOST_ARCS).toList();
    List<OID> ours = all.stream().filter(row -> row.get(0) == device).toList();
    return ours.isEmpty() ? all : ours;
  }

  OptionalLong number(OID column, OID row) {
    return values.number(Mib.at(column, row.getValue()));
  }

  Optional<String> text(OID column, OID row) {
    return text(Mib.at(column, row.getValue()), Texts.SHORT);
  }

  Optional<String> text(OID instance) {
    return text(instance, Texts.SHORT);
  }

  Optional<String> text(OID instance, int longest) {
    return values.octets(instance).flatMap(bytes -> texts.read(bytes, longest));
  }
}
