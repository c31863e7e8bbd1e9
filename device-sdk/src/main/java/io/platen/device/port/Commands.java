package io.platen.device.port;

import java.io.IOException;
import java.util.List;

/** The port to other programs of the firmware. */
public interface Commands {
  /**
   * Runs a program to its end and gives what it wrote to standard output.
   *
   * @param command the program and its arguments; no shell reads them
   * @param input what it reads from standard input
   * @throws IOException when it cannot be started, does not end in time, or ends with another
   *     status than 0; the message has what it wrote to standard error
   */
  String run(List<String> command, String input) throws IOException;
}
