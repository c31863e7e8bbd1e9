package io.platen.device.port;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * ICMP echo by {@link InetAddress#isReachable}. On Linux that takes a raw socket, and without the
 * right to one it connects to TCP port 7 instead, which tells little and looks like a port scan: so
 * it is called only where the process has {@code CAP_NET_RAW}. {@code net.ipv4.ping_group_range}
 * does not help, since Java opens no socket of that kind. On Windows everyone may send echoes; on
 * other systems none is sent.
 */
public final class JdkEcho implements Echo {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String EFFECTIVE = "CapEff:";

  /** Its number in linux/capability.h. */
  private static final int CAP_NET_RAW = 13;

  @Override
  public boolean isPermitted() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    return system.startsWith("windows") || (system.startsWith("linux") && mayOpenRawSockets());
  }

  private static boolean mayOpenRawSockets() {
    try (Stream<String> lines = Files.lines(STATUS)) {
      return lines.anyMatch(JdkEcho::grantsRawSockets);
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  /** Of a line of {@code /proc/self/status}: proc(5). */
  static boolean grantsRawSockets(String line) {
    try {
      return line.startsWith(EFFECTIVE)
          && new BigInteger(line.substring(EFFECTIVE.length()).strip(), 16).testBit(CAP_NET_RAW);
    } catch (NumberFormatException e) {
      return false;
    }
  }

  @Override
  public boolean isAnswered(InetAddress host, Duration patience) {
    try {
      return host.isReachable(Math.toIntExact(patience.toMillis()));
    } catch (IOException e) {
      return false; // no route
    }
  }
}
