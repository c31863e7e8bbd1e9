package io.platen.reference.bench;

import io.platen.reference.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What Linux says about processes in {@code /proc} (proc(5)). */
final class ProcessTimes {
  // Positions behind the name in parentheses, which may hold spaces.
  private static final int USER = 11;
  private static final int CHILDREN_SYSTEM = 14;
  // USER_HZ is 100 on every Linux that Java runs on.
  private static final int MILLIS_PER_TICK = 10;

  private ProcessTimes() {}

  /** CPU time of one process. */
  static Duration cpu(long pid) {
    String[] fields = fields(pid);
    return ticks(Long.parseLong(fields[USER]) + Long.parseLong(fields[USER + 1]));
  }

  /** CPU time of a process, of those below it, and of those below it that have ended. */
  static Duration cpuOfTree(ProcessHandle first) {
    Duration sum =
        first
            .descendants()
            .map(each -> cpuOrZero(each.pid()))
            .reduce(Duration.ZERO, Duration::plus);
    long ticks = 0;
    String[] fields = fields(first.pid());
    for (int i = USER; i <= CHILDREN_SYSTEM; i++) {
      ticks += Long.parseLong(fields[i]);
    }
    return sum.plus(ticks(ticks));
  }

  private static Duration cpuOrZero(long pid) {
    try {
      return cpu(pid);
    } catch (CommandFailure e) {
      return Duration.ZERO; // it ended in between
    }
  }

  /** A figure of {@code /proc/PID/status} in kB, such as VmRSS or VmHWM. */
  static long kilobytes(long pid, String name) {
    return read(pid, "status")
        .lines()
        .filter(line -> line.startsWith(name + ":"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow(() -> new CommandFailure("/proc/" + pid + "/status has no " + name));
  }

  private static String[] fields(long pid) {
    String stat = read(pid, "stat");
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
  }

  private static Duration ticks(long ticks) {
    return Duration.ofMillis(ticks * MILLIS_PER_TICK);
  }

  private static String read(long pid, String file) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), file));
    } catch (IOException e) {
      throw new CommandFailure(
          "CPU and memory cannot be told without /proc of Linux: " + e.getMessage(), e);
    }
  }
}
