package io.platen.server.enrolment.control;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import io.platen.server.problem.FieldError;
import io.platen.server.problem.InvalidException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Devices as CSV: a name a line goes in, and a name with its activation code comes out. */
public final class DevicesCsv {
  public static final String TYPE = "text/csv";

  private static final List<String> IN = List.of("name", "approval", "serial");
  private static final List<String> OUT =
      List.of("name", "id", "activationCode", "activationString", "expires");
  private static final int MOST_DEVICES = 5000;
  private static final int MOST_ERRORS = 50;
  private static final String YES_OR_NO = "yes, no or nothing";

  private DevicesCsv() {}

  public static String write(List<List<String>> lines) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().build(text)) {
      csv.writeRecord(OUT);
      for (List<String> line : lines) {
        csv.writeRecord(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Memory does not fail to be written", e);
    }
    return text.toString();
  }

  /** Throws with the errors of all lines; nothing is taken when one is wrong. */
  public static List<Devices.Wanted> read(String text) {
    String plain = text.startsWith("\ufeff") ? text.substring(1) : text;
    char separator = plain.lines().findFirst().orElse("").contains(";") ? ';' : ',';
    List<FieldError> errors = new ArrayList<>();
    List<Devices.Wanted> wanted = new ArrayList<>();
    Set<String> names = new HashSet<>();
    try (CsvReader<CsvRecord> csv =
        CsvReader.builder()
            .fieldSeparator(separator)
            .commentStrategy(CommentStrategy.NONE)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .ofCsvRecord(plain)) {
      boolean header = true;
      for (CsvRecord record : csv) {
        if (header) {
          checkHeader(record);
          header = false;
        } else {
          wanted.add(row(record, names, errors));
        }
      }
    } catch (CsvParseException e) {
      errors.add(new FieldError("file", String.valueOf(e.getMessage()), "CSV after RFC 4180"));
    } catch (IOException e) {
      throw new UncheckedIOException("Memory does not fail to be read", e);
    }
    if (errors.isEmpty() && (wanted.isEmpty() || wanted.size() > MOST_DEVICES)) {
      errors.add(
          new FieldError("file", "It has " + wanted.size() + " devices", "1 to " + MOST_DEVICES));
    }
    if (!errors.isEmpty()) {
      throw new InvalidException(errors.subList(0, Math.min(errors.size(), MOST_ERRORS)));
    }
    return wanted;
  }

  private static void checkHeader(CsvRecord record) {
    List<String> found =
        record.getFields().stream().map(each -> each.strip().toLowerCase(Locale.ROOT)).toList();
    if (found.isEmpty() || found.size() > IN.size() || !IN.subList(0, found.size()).equals(found)) {
      throw new InvalidException(
          List.of(
              new FieldError(
                  "header",
                  "The first line is '" + String.join(", ", record.getFields()) + "'",
                  "name, or name, approval, or name, approval, serial",
                  String.join(", ", record.getFields()),
                  1L)));
    }
  }

  private static Devices.Wanted row(CsvRecord record, Set<String> names, List<FieldError> errors) {
    long line = record.getStartingLineNumber();
    String name = field(record, 0);
    if (!names.add(name)) {
      errors.add(
          new FieldError("name", "'" + name + "' is there twice", "each name once", name, line));
    }
    String approval = field(record, 1).toLowerCase(Locale.ROOT);
    if (!Set.of("", "yes", "no", "true", "false").contains(approval)) {
      errors.add(
          new FieldError("approval", "'" + approval + "' is neither", YES_OR_NO, approval, line));
    }
    boolean yes = approval.equals("yes") || approval.equals("true");
    return new Devices.Wanted(name, yes, field(record, 2));
  }

  private static String field(CsvRecord record, int place) {
    return record.getFieldCount() > place ? record.getField(place).strip() : "";
  }
}
