package io.platen.server.command.control;

import io.platen.protocol.live.CommandResult;
import io.platen.protocol.live.CommandResult.WalkedObject;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/** What came of a command as a table to keep: objects of a walk, lines of a log. */
public final class ResultsCsv {
  public static final String TYPE = "text/csv";

  private ResultsCsv() {}

  /** Pieces of a result. */
  public interface Pieces {
    /**
     * @param number of the last of the page before, 0 for none
     */
    List<CommandResult> after(long number);
  }

  /** Page by page, so that no more than one is in memory. */
  public static void write(Pieces pieces, Appendable csv) throws IOException {
    csv.append("oid,type,value,octets\r\n");
    List<CommandResult> page = pieces.after(0);
    while (!page.isEmpty()) {
      for (CommandResult each : page) {
        write(each, csv);
      }
      page = pieces.after(page.get(page.size() - 1).number());
    }
  }

  private static void write(CommandResult piece, Appendable csv) throws IOException {
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
    for (String line : piece.lines()) {
      csv.append(",log,").append(quoted(line)).append(",\r\n");
    }
  }

  private static String quoted(String text) {
    return '"' + Csv.harmless(text).replace("\"", "\"\"") + '"';
  }
}
