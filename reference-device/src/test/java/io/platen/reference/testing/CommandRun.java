package io.platen.reference.testing;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** What a command line did: its exit status, and what it printed. */
public record CommandRun(int status, String out, String err) {

  public static CommandRun of(CommandLine line, Object... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    String[] arguments = new String[words.length];
    for (int i = 0; i < words.length; i++) {
      arguments[i] = words[i].toString();
    }
    int status = line.execute(arguments);
    return new CommandRun(status, out.toString(), err.toString());
  }
}
