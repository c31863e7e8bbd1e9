package io.platen.server.command.control;

import io.platen.protocol.live.CommandResult;
import io.platen.protocol.live.CommandResult.WalkedObject;
import java.util.List;
import java.util.Objects;

/** What came of a command as a table to keep: objects of a walk, lines of a log. */
public final class ResultsCsv {
  public static final String TYPE = "text/csv";

  private ResultsCsv() {}

  public static String write(List<CommandResult> pieces) {
    StringBuilder csv = new StringBuilder("oid,type,value,octets\r\n");
    for (CommandResult piece : pieces) {
      for (WalkedObject each : piece.objects()) {
        csv.append(each.oid())
            .append(',')
            .append(each.type())
            .append(',')
            .append(quoted(Objects.requireNonNullElse(each.value(), "")))
            .append(',')
            .append(each.octets() == null ? "" : each.octets().toString())
            .append("\r\n");
      }
      piece.lines().forEach(line -> csv.append(",log,").append(quoted(line)).append(",\r\n"));
    }
    return csv.toString();
  }

  private static String quoted(String text) {
    return '"' + harmless(text).replace("\"", "\"\"") + '"';
  }

  /** A cell that begins like a formula is run by spreadsheets; a quote before it makes it text. */
  private static String harmless(String cell) {
    return !cell.isEmpty() && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
  }
}
