package io.platen.server.enrolment.control;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import io.platen.protocol.sync.DiscoveryEntry;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import io.platen.protocol.sync.SnmpUser;
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
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Discovery entries as CSV: one row an entry and access; the rows of an entry with several accesses
 * follow each other and agree in kind, target and exclusions.
 */
public final class EntryCsv {
  private static final List<String> HEADER =
      List.of("kind", "target", "exclusions", "version", "port", "community");

  /** With the columns of SNMP v3; passwords are read and never written. */
  private static final List<String> LONG_HEADER =
      Stream.concat(
              HEADER.stream(),
              Stream.of("user", "auth", "authPassword", "priv", "privPassword", "context"))
          .toList();

  /** A further column, with blanks between: which readers may ask. */
  private static final String READERS = "readers";

  /** A column after that one: whether announced printers are looked for too. */
  private static final String MDNS = "mdns";

  private static final List<List<String>> LAST =
      List.of(List.of(), List.of(READERS), List.of(READERS, MDNS));

  private static final String ACCEPTED =
      String.join(", ", HEADER)
          + "[, "
          + String.join(", ", LONG_HEADER.subList(HEADER.size(), LONG_HEADER.size()))
          + "][, "
          + READERS
          + "[, "
          + MDNS
          + "]]";

  /** So many wrong lines tell enough. */
  private static final int MAX_ERRORS = 50;

  private EntryCsv() {}

  public static String write(List<DiscoveryEntry> entries) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().build(text)) {
      boolean users =
          entries.stream()
              .flatMap(entry -> entry.access().stream())
              .anyMatch(access -> access.user() != null);
      boolean mdns = entries.stream().anyMatch(DiscoveryEntry::mdns);
      boolean readers =
          mdns
              || entries.stream()
                  .anyMatch(entry -> !entry.readers().equals(DiscoveryEntry.DEFAULT_READERS));
      csv.writeRecord(header(users, readers, mdns));
      for (DiscoveryEntry entry : entries) {
        for (SnmpAccess access : entry.access()) {
          List<String> fields = fields(entry, access, users);
          if (readers) {
            fields.add(String.join(" ", new TreeSet<>(entry.readers())));
          }
          if (mdns) {
            fields.add(entry.mdns() ? MDNS : "");
          }
          csv.writeRecord(fields);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Memory does not fail to be written", e);
    }
    return text.toString();
  }

  private static List<String> header(boolean users, boolean readers, boolean mdns) {
    List<String> header = new ArrayList<>(users ? LONG_HEADER : HEADER);
    if (readers) {
      header.add(READERS);
    }
    if (mdns) {
      header.add(MDNS);
    }
    return header;
  }

  private static List<String> fields(DiscoveryEntry entry, SnmpAccess access, boolean users) {
    List<String> fields = new ArrayList<>();
    fields.add(entry.kind().name().toLowerCase(Locale.ROOT));
    fields.add(entry.target());
    fields.add(String.join(" ", entry.exclusions()));
    fields.add(access.version().token());
    fields.add(Integer.toString(access.port()));
    fields.add(access.community());
    SnmpUser user = access.user();
    if (user != null) {
      fields.addAll(
          List.of(user.name(), user.auth().token(), "", user.priv().token(), "", user.context()));
    } else if (users) {
      fields.addAll(List.of("", "", "", "", "", ""));
    }
    return fields;
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
      int columns = 0;
      for (CsvRecord record : csv) {
        if (columns == 0) {
          checkHeader(record);
          columns = record.getFieldCount();
        } else if (record.getFieldCount() != columns) {
          errors.add(
              new FieldError(
                  "row",
                  "It has " + record.getFieldCount() + " columns",
                  ACCEPTED,
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
    List<String> names = lower(record.getFields());
    int told = names.indexOf(READERS);
    List<String> last = told < 0 ? List.of() : names.subList(told, names.size());
    List<String> rest = told < 0 ? names : names.subList(0, told);
    boolean known = LAST.contains(last);
    if (!known || (!rest.equals(HEADER) && !rest.equals(lower(LONG_HEADER)))) {
      throw new InvalidException(
          List.of(
              new FieldError(
                  "header",
                  "The first line is '" + String.join(", ", record.getFields()) + "'",
                  ACCEPTED,
                  String.join(", ", record.getFields()),
                  1L)));
    }
  }

  private static List<String> lower(List<String> names) {
    return names.stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
  }

  private record Row(
      long line,
      String kind,
      String target,
      String exclusions,
      TypedAccess access,
      String readers,
      String mdns) {

    static java.util.Optional<Row> of(CsvRecord record, List<FieldError> errors) {
      long line = record.getStartingLineNumber();
      String port = record.getField(4).strip();
      if (!port.matches("[0-9]{0,5}")) {
        errors.add(
            new FieldError("access.port", "'" + port + "' is no port", "1 to 65535", port, line));
        return java.util.Optional.empty();
      }
      String mdns = last(record, 1);
      if (!mdns.isEmpty() && !mdns.equalsIgnoreCase(MDNS)) {
        errors.add(new FieldError("mdns", "'" + mdns + "' is not clear", "mdns, or nothing"));
        return java.util.Optional.empty();
      }
      return java.util.Optional.of(
          new Row(
              line,
              record.getField(0).strip(),
              record.getField(1).strip(),
              record.getField(2).strip(),
              access(record, port.isEmpty() ? null : Integer.valueOf(port)),
              last(record, 0),
              mdns));
    }

    /** Of the columns that stand behind those of either header: readers, then mdns. */
    private static String last(CsvRecord record, int which) {
      int columns = record.getFieldCount();
      int at = (columns < LONG_HEADER.size() ? HEADER : LONG_HEADER).size() + which;
      return at < columns ? record.getField(at).strip() : "";
    }

    private static TypedAccess access(CsvRecord record, @Nullable Integer port) {
      String version = orNull(record.getField(3).strip());
      String community = orNull(record.getField(5));
      return record.getFieldCount() < LONG_HEADER.size()
          ? TypedAccess.by(version, community, port)
          : new TypedAccess(
              version,
              community,
              port,
              orNull(record.getField(6)),
              orNull(record.getField(7)),
              orNull(record.getField(8)),
              orNull(record.getField(9)),
              orNull(record.getField(10)),
              orNull(record.getField(11)));
    }

    private static @Nullable String orNull(String text) {
      return text.isEmpty() ? null : text;
    }

    boolean isSameEntryAs(Row other) {
      return kind.equalsIgnoreCase(other.kind)
          && target.equals(other.target)
          && exclusions.equals(other.exclusions)
          && readers.equals(other.readers)
          && mdns.equalsIgnoreCase(other.mdns);
    }

    TypedEntry entry(List<TypedAccess> access) {
      return new TypedEntry(
          kind,
          target,
          Arrays.asList(exclusions.split("[\\s;]+", -1)),
          access,
          readers.isEmpty() ? null : Arrays.asList(readers.split("[\\s;]+", -1)),
          !mdns.isEmpty());
    }
  }
}
