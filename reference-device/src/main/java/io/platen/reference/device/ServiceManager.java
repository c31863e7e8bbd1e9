package io.platen.reference.device;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Tells systemd how its service is: sd_notify(3), by the program systemd-notify. Java has no
 * datagram sockets of AF_UNIX, and where systemd is, its program is too.
 */
@FunctionalInterface
interface ServiceManager {
  /** sd_notify's assignments, such as {@code READY=1}. */
  void tell(String... assignments) throws IOException, InterruptedException;

  /** By systemd-notify, which finds the socket in the environment, as this process does. */
  static ServiceManager systemd(String socket) {
    return assignments -> {
      List<String> command = new ArrayList<>(List.of("systemd-notify"));
      command.addAll(List.of(assignments));
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD);
      builder.environment().put("NOTIFY_SOCKET", socket);
      Process process = builder.start();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("systemd-notify does not end");
      }
      if (process.exitValue() != 0) {
        throw new IOException("systemd-notify ends with " + process.exitValue());
      }
    };
  }
}
