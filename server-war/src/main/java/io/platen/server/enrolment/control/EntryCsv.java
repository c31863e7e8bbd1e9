package io.platen.server.enrolment.control;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import io.platen.protocol.sync.DiscoveryEntry;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import io.platen.server.enrolment.control.EntryCheck.TypedAccess;
import io.platen.server.enrolment.control.EntryCheck.TypedEntry;
import io.platen.server.enrolment.entity.CheckedEntry;
import io.platen.server.problem.FieldError;
import io.platen.server.problem.InvalidException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Discovery entries as CSV: one row an entry and access; the rows of an entry with several accesses
 * follow each other and agree in kind, target and exclusions.
 */
public final class EntryCsv {
  private static final List<String> HEADER =
      List.of("kind", "target", "exclusions", "version", "port", "community");

  /** So many wrong lines tell enough. */
  private static final int MAX_ERRORS = 50;

  private EntryCsv() {}

  public static String write(List<DiscoveryEntry> entries) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().build(text)) {
      csv.writeRecord(HEADER);
      for (DiscoveryEntry entry : entries) {
        for (SnmpAccess access : entry.access()) {
          csv.writeRecord(
              entry.kind().name().toLowerCase(Locale.ROOT),
              entry.target(),
              String.join(" ", entry.exclusions()),
              access.version() == SnmpAccess.Version.V1 ? "1" : "2c",
              Integer.toString(access.port()),
              access.community());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Memory does not fail to be written", e);
    }
    return text.toString();
  }

  /** Throws with the errors of all lines; nothing is taken when one is wrong. */
  public static List<CheckedEntry> read(String text) {
    List<FieldError> errors = new ArrayList<>();
    List<Row> rows = rows(text, errors);
    List<CheckedEntry> entries = new ArrayList<>();
    for (int i = 0; i < rows.size(); ) {
      Row first = rows.get(i);
      List<TypedAccess> access = new ArrayList<>();
      while (i < rows.size() && rows.get(i).isSameEntryAs(first)) {
        access.add(rows.get(i++).access());
      }
      try {
        entries.add(EntryCheck.check(first.entry(access)));
      } catch (InvalidException e) {
        e.errors().forEach(error -> errors.add(error.inLine(first.line())));
      }
    }
    if (entries.isEmpty() && errors.isEmpty()) {
      errors.add(new FieldError("file", "It has no rows after the header", "at least one row"));
    }
    if (!errors.isEmpty()) {
      throw new InvalidException(errors.subList(0, Math.min(errors.size(), MAX_ERRORS)));
    }
    return entries;
  }

  private static List<Row> rows(String text, List<FieldError> errors) {
    List<Row> rows = new ArrayList<>();
    // A byte order mark is what spreadsheets put first.
    String plain = text.startsWith("\ufeff") ? text.substring(1) : text;
    char separator = plain.lines().findFirst().orElse("").contains(";") ? ';' : ',';
    try (CsvReader<CsvRecord> csv =
        CsvReader.builder()
            .fieldSeparator(separator)
            .commentStrategy(CommentStrategy.NONE)
            // Rows of another length are told below, all of them at once.
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .ofCsvRecord(plain)) {
      boolean header = true;
      for (CsvRecord record : csv) {
        if (header) {
          checkHeader(record);
          header = false;
        } else if (record.getFieldCount() != HEADER.size()) {
          errors.add(
              new FieldError(
                  "row",
                  "It has " + record.getFieldCount() + " columns",
                  String.join(", ", HEADER),
                  Integer.toString(record.getFieldCount()),
                  record.getStartingLineNumber()));
        } else {
          Row.of(record, errors).ifPresent(rows::add);
        }
      }
    } catch (CsvParseException e) {
      errors.add(new FieldError("file", String.valueOf(e.getMessage()), "CSV after RFC 4180"));
    } catch (IOException e) {
      throw new UncheckedIOException("Memory does not fail to be read", e);
    }
    return rows;
  }

  private static void checkHeader(CsvRecord record) {
    List<String> names =
        record.getFields().stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
    if (!names.equals(HEADER)) {
      throw new InvalidException(
          List.of(
              new FieldError(
                  "header",
                  "The first line is '" + String.join(", ", record.getFields()) + "'",
                  String.join(", ", HEADER),
                  String.join(", ", record.getFields()),
                  1L)));
    }
  }

  private record Row(
      long line,
      String kind,
      String target,
      String exclusions,
      @Nullable String version,
      @Nullable Integer port,
      @Nullable String community) {

    static java.util.Optional<Row> of(CsvRecord record, List<FieldError> errors) {
      long line = record.getStartingLineNumber();
      String port = record.getField(4).strip();
      if (!port.matches("[0-9]{0,5}")) {
        errors.add(
            new FieldError("access.port", "'" + port + "' is no port", "1 to 65535", port, line));
        return java.util.Optional.empty();
      }
      return java.util.Optional.of(
          new Row(
              line,
              record.getField(0).strip(),
              record.getField(1).strip(),
              record.getField(2).strip(),
              orNull(record.getField(3).strip()),
              port.isEmpty() ? null : Integer.valueOf(port),
              orNull(record.getField(5))));
    }

    private static @Nullable String orNull(String text) {
      return text.isEmpty() ? null : text;
    }

    boolean isSameEntryAs(Row other) {
      return kind.equalsIgnoreCase(other.kind)
          && target.equals(other.target)
          && exclusions.equals(other.exclusions);
    }

    TypedAccess access() {
      return new TypedAccess(version, community, port);
    }

    TypedEntry entry(List<TypedAccess> access) {
      return new TypedEntry(kind, target, Arrays.asList(exclusions.split("[\\s;]+", -1)), access);
    }
  }
}
