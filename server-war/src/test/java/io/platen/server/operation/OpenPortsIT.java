package io.platen.server.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.server.testing.SharedServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the server listens on, against what docs/reference/ports.md says. */
@ExtendWith(SharedServer.class)
@EnabledOnOs(OS.LINUX)
class OpenPortsIT {
  private static final Pattern ROW =
      Pattern.compile("\\| [^|]+ \\| `(platen\\.[a-z.]+port)` \\|.*");
  private static final String LISTENS = "0A";

  /** Of a port that is closed until the operator names something else. */
  private static final String ON_DEMAND = "only with `platen.";

  @Test
  void are_those_of_the_reference_and_no_others() throws Exception {
    // given
    Properties addresses = SharedServer.get().addresses();
    TreeMap<String, Integer> known = new TreeMap<>();
    known.put("platen.device.port", port(addresses, "device.url"));
    known.put("platen.console.port", port(addresses, "console.url"));
    known.put("platen.enrolment.port", port(addresses, "est.url"));
    known.put("platen.crl.port", port(addresses, "crl.url"));
    known.put("platen.db.embedded.port", Integer.parseInt(addresses.getProperty("database.port")));

    // when
    ProcessHandle server =
        ProcessHandle.of(Long.parseLong(addresses.getProperty("pid"))).orElseThrow();
    Set<Integer> open = listening(server);

    // then
    assertThat(open).containsExactlyInAnyOrderElementsOf(known.values());
    assertThat(documented(row -> !row.contains(ON_DEMAND)))
        .containsExactlyInAnyOrderElementsOf(known.keySet());
    assertThat(documented(row -> row.contains(ON_DEMAND))).containsExactly("platen.heartbeat.port");
  }

  private static int port(Properties addresses, String name) {
    return URI.create(addresses.getProperty(name)).getPort();
  }

  private static Set<String> documented(Predicate<String> which) throws IOException {
    Set<String> keys = new TreeSet<>();
    for (String line : Files.readAllLines(Path.of("..", "docs", "reference", "ports.md"))) {
      Matcher row = ROW.matcher(line);
      if (row.matches() && which.test(line)) {
        keys.add(row.group(1));
      }
    }
    return keys;
  }

  /** Of it and all that it has started: TCP that listens, and any UDP. */
  private static Set<Integer> listening(ProcessHandle server) throws IOException {
    Set<String> sockets = new HashSet<>();
    for (ProcessHandle each : Stream.concat(Stream.of(server), server.descendants()).toList()) {
      sockets.addAll(sockets(each.pid()));
    }
    Set<Integer> ports = new TreeSet<>();
    for (String table : new String[] {"tcp", "tcp6", "udp", "udp6"}) {
      for (String line : Files.readAllLines(Path.of("/proc/net", table))) {
        String[] field = line.strip().split("\\s+", -1);
        boolean counts = table.startsWith("udp") || field[3].equals(LISTENS);
        if (counts && field.length > 9 && sockets.contains("socket:[" + field[9] + "]")) {
          String local = field[1];
          ports.add(Integer.parseInt(local.substring(local.lastIndexOf(':') + 1), 16));
        }
      }
    }
    return ports;
  }

  private static Set<String> sockets(long pid) throws IOException {
    Set<String> found = new HashSet<>();
    Path folder = Path.of("/proc", Long.toString(pid), "fd");
    if (!Files.isReadable(folder)) {
      return found; // it has ended
    }
    try (Stream<Path> all = Files.list(folder)) {
      for (Path each : all.toList()) {
        try {
          found.add(Files.readSymbolicLink(each).toString());
        } catch (IOException e) {
          // it was closed meanwhile
        }
      }
    }
    return found;
  }
}
