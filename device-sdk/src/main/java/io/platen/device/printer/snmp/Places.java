package io.platen.device.printer.snmp;

import io.platen.device.printer.profile.BlobReader;
import io.platen.device.snmp.Mib;
import io.platen.device.snmp.Texts;
import io.platen.protocol.profile.PrinterProfile;
import io.platen.protocol.profile.PrinterProfile.Blob;
import io.platen.protocol.profile.PrinterProfile.Cell;
import io.platen.protocol.profile.PrinterProfile.Item;
import io.platen.protocol.profile.PrinterProfile.ObjectPlace;
import io.platen.protocol.profile.PrinterProfile.Place;
import io.platen.protocol.profile.PrinterProfile.Table;
import io.platen.protocol.profile.SafePattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snmp4j.smi.OID;

/** Finds the numbers that a profile names in what a printer has answered. */
final class Places {
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");

  private final Reading reading;
  private final PrinterProfile profile;
  private final Map<String, List<Row>> rows = new HashMap<>();
  private final Map<String, BlobReader> blobs = new HashMap<>();

  Places(Reading reading, PrinterProfile profile) {
    this.reading = reading;
    this.profile = profile;
  }

  /**
   * A number.
   *
   * @param instance whose value it is or is part of
   * @param source the instance, with the id of the record where it is a blob
   * @param label the printer's own word for it
   */
  record Found(long value, OID instance, String source, @Nullable String label) {}

  /** A row of a maker's table, and what it says that it counts. */
  private record Row(OID index, String key) {}

  Optional<Found> find(Place place) {
    return place.match(
        new Place.Cases<>() {
          @Override
          public Optional<Found> object(ObjectPlace object) {
            OID instance = new OID(object.oid());
            SafePattern wanted = object.take();
            return wanted == null ? at(instance, null) : inText(instance, wanted);
          }

          @Override
          public Optional<Found> cell(Cell cell) {
            return inTable(cell);
          }

          @Override
          public Optional<Found> item(Item item) {
            return inBlob(item);
          }
        });
  }

  private Optional<Found> at(OID instance, @Nullable String label) {
    OptionalLong number = reading.values.number(instance);
    return number.isPresent()
        ? Optional.of(new Found(number.getAsLong(), instance, instance.toDottedString(), label))
        : Optional.empty();
  }

  private Optional<Found> inText(OID instance, SafePattern wanted) {
    return reading
        .text(instance)
        .flatMap(wanted::take)
        .filter(digits -> DIGITS.matcher(digits).matches())
        .map(
            digits -> new Found(Long.parseLong(digits), instance, instance.toDottedString(), null));
  }

  /** The rows of a table that the profile asks for. */
  Set<OID> rowsOf(Table table) {
    Set<OID> wanted = new HashSet<>();
    Set<Cell> cells = ProfileObjects.cells(profile, table);
    for (Row row : rows(table)) {
      if (cells.stream().anyMatch(cell -> cell.isAt(row.key()))) {
        wanted.add(row.index());
      }
    }
    return wanted;
  }

  private Optional<Found> inTable(Cell cell) {
    Table table = profile.table(cell.table()).orElseThrow();
    for (Row row : rows.computeIfAbsent(table.id(), id -> rows(table))) {
      if (cell.isAt(row.key())) {
        OID index = row.index();
        Optional<Found> found =
            at(Mib.at(new OID(table.values()), index.getValue()), label(table, index));
        if (found.isPresent() && hasUnit(table, index, cell)) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private boolean hasUnit(Table table, OID row, Cell cell) {
    String units = table.units();
    Integer wanted = cell.unit();
    if (units == null || wanted == null) {
      return true;
    }
    OptionalLong unit = reading.values.number(Mib.at(new OID(units), row.getValue()));
    return unit.isPresent() && unit.getAsLong() == wanted;
  }

  /** In the order of their index: where they stand says nothing. */
  private List<Row> rows(Table table) {
    List<Row> found = new ArrayList<>();
    OID column = new OID(table.keys());
    for (OID index : reading.values.rows(column)) {
      key(Mib.at(column, index.getValue())).ifPresent(key -> found.add(new Row(index, key)));
    }
    return found;
  }

  private Optional<String> key(OID instance) {
    OptionalLong number = reading.values.number(instance);
    return number.isPresent()
        ? Optional.of(Long.toString(number.getAsLong()))
        : reading.text(instance).map(String::strip);
  }

  private @Nullable String label(Table table, OID row) {
    OID instance = Mib.at(new OID(table.keys()), row.getValue());
    return reading.values.number(instance).isPresent()
        ? null
        : reading.text(instance, Texts.SHORT).orElse(null);
  }

  private Optional<Found> inBlob(Item item) {
    Blob blob = profile.blob(item.blob()).orElseThrow();
    OID instance = new OID(blob.oid());
    BlobReader records =
        blobs.computeIfAbsent(
            blob.id(),
            id ->
                BlobReader.of(
                    reading.values.octets(instance).orElseGet(() -> new byte[0]), blob.form()));
    OptionalLong value = records.find(item.id(), item.length());
    String source = blob.oid() + "#" + HexFormat.of().withUpperCase().toHexDigits((byte) item.id());
    return value.isPresent()
        ? Optional.of(new Found(value.getAsLong(), instance, source, null))
        : Optional.empty();
  }
}
