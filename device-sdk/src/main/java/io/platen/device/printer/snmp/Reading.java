package io.platen.device.printer.snmp;

import io.platen.device.snmp.Mib;
import io.platen.device.snmp.Texts;
import io.platen.protocol.profile.PrinterProfile;
import io.platen.protocol.profile.PrinterProfile.TextObject;
import io.platen.protocol.profile.SafePattern;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.snmp4j.smi.OID;

/** What an agent said, seen from one printer: its rows, its texts in its character set. */
final class Reading {
  /** Schema type RowIndex. */
  private static final int MOST_ARCS = 8;

  private static final Texts ROMAN8 = new Texts(OptionalLong.of(2004));

  final Values values;
  final int device;
  private final Texts texts;

  /**
   * @param fallback IANA MIBenum of texts where the printer declares no character set; null: none
   */
  Reading(Values values, @Nullable Integer fallback) {
    this.values = values;
    this.device = DeviceIndex.of(values);
    OptionalLong declared = declared(values, device);
    this.texts =
        new Texts(declared.isPresent() || fallback == null ? declared : OptionalLong.of(fallback));
  }

  private static OptionalLong declared(Values values, int device) {
    OptionalLong localization = values.number(Mib.at(Mib.GENERAL_LOCALIZATION, device));
    int row = (int) localization.orElse(1);
    return values.number(Mib.at(Mib.LOCALIZATION_CHARSET, device, row));
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

  /** The first of a maker's own objects that says something. */
  Optional<String> own(PrinterProfile.Texts places) {
    return places.objects().stream().flatMap(place -> own(place).stream()).findFirst();
  }

  Optional<String> own(TextObject place) {
    Optional<String> text =
        values
            .octets(new OID(place.oid()))
            .flatMap(bytes -> place.pcl() ? pcl(bytes) : texts.read(bytes, Texts.SHORT));
    SafePattern wanted = place.take();
    return wanted == null ? text : text.flatMap(wanted::take);
  }

  /** Texts of HP's own objects are in Roman-8; the two bytes that say so go with the padding. */
  private static Optional<String> pcl(byte[] bytes) {
    return ROMAN8.read(bytes, Texts.SHORT);
  }
}
