package io.platen.device;

import io.platen.device.printer.PrinterTarget;
import io.platen.protocol.sync.DiscoveryEntry;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import io.platen.protocol.sync.SnmpUser;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is kept of a search. Credentials are not: they are those of the entries.
 *
 * @param searched when
 * @param entries digest of those that it was for; empty where it did not get through
 * @param written when this was stored
 */
record SearchRecord(Instant searched, String entries, List<Line> lines, Instant written) {
  static final SearchRecord NONE = new SearchRecord(Instant.EPOCH, "", List.of(), Instant.EPOCH);

  private static final String SNMP = "snmp";
  private static final String HEAD = "1";
  private static final int FIELDS = 5;

  SearchRecord {
    lines = List.copyOf(lines);
  }

  SearchRecord with(List<Line> others, Instant now) {
    return new SearchRecord(searched, entries, others, now);
  }

  /**
   * One printer.
   *
   * @param version of SNMP; with {@value #UNASKED} behind it where SNMP found nothing there
   * @param asker as {@link SnmpAccess#asker()} has it
   */
  record Line(String address, int port, String version, Instant heard, String asker) {
    private static final String UNASKED = "-ipp";

    static Line of(PrinterTarget target, Instant heard) {
      String unasked = target.readers().contains(SNMP) ? "" : UNASKED;
      return new Line(
          target.address().getAddress().getHostAddress(),
          target.address().getPort(),
          target.access().version().token() + unasked,
          Instant.ofEpochSecond(heard.getEpochSecond()),
          target.access().asker());
    }

    /** With the credentials of the entry that has them; none where none has them any more. */
    Optional<PrinterTarget> target(List<DiscoveryEntry> entries) {
      try {
        InetSocketAddress at = new InetSocketAddress(InetAddress.getByName(address), port);
        return entries.stream()
            .flatMap(entry -> entry.access().stream())
            .filter(access -> access.port() == port && access.asker().equals(asker))
            .filter(access -> access.version().token().equals(version.replace(UNASKED, "")))
            .findFirst()
            .map(access -> new PrinterTarget(at, access, readers()));
      } catch (UnknownHostException e) {
        return Optional.empty();
      }
    }

    /** Those of its entry come in their place; here they say how it was found. */
    private Set<String> readers() {
      return version.endsWith(UNASKED) ? Set.of("ipp") : DiscoveryEntry.DEFAULT_READERS;
    }

    @Override
    public String toString() {
      return address + " " + port + " " + version + " " + heard.getEpochSecond() + " " + asker;
    }

    private static Optional<Line> read(String text) {
      String[] fields = text.split(" ", FIELDS);
      try {
        return fields.length < FIELDS
            ? Optional.empty()
            : Optional.of(
                new Line(
                    fields[0],
                    Integer.parseInt(fields[1]),
                    fields[2],
                    Instant.ofEpochSecond(Long.parseLong(fields[3])),
                    fields[4]));
      } catch (RuntimeException e) {
        // Another version wrote it: that printer is found again.
        return Optional.empty();
      }
    }
  }

  String write() {
    List<String> text = new ArrayList<>();
    text.add(
        HEAD + " " + searched.getEpochSecond() + " " + written.getEpochSecond() + " " + entries);
    lines.forEach(line -> text.add(line.toString()));
    return String.join("\n", text);
  }

  /** What cannot be read counts as no search. */
  static SearchRecord read(byte[] bytes) {
    List<String> text = new String(bytes, StandardCharsets.UTF_8).lines().toList();
    String[] head = text.isEmpty() ? new String[0] : text.get(0).split(" ", -1);
    if (head.length != 4 || !head[0].equals(HEAD)) {
      return NONE;
    }
    try {
      return new SearchRecord(
          Instant.ofEpochSecond(Long.parseLong(head[1])),
          head[3],
          text.subList(1, text.size()).stream().flatMap(each -> Line.read(each).stream()).toList(),
          Instant.ofEpochSecond(Long.parseLong(head[2])));
    } catch (RuntimeException e) {
      return NONE;
    }
  }

  /** Of all that decides what a search finds. */
  static String digest(List<DiscoveryEntry> entries) {
    StringBuilder text = new StringBuilder();
    for (DiscoveryEntry entry : entries) {
      text.append(entry.kind()).append('\n').append(entry.target()).append('\n');
      entry.exclusions().forEach(each -> text.append('-').append(each).append('\n'));
      text.append(new TreeSet<>(entry.readers())).append(entry.mdns() ? "mdns\n" : "\n");
      entry.access().forEach(access -> append(access, text));
    }
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  private static void append(SnmpAccess access, StringBuilder text) {
    text.append(access.version()).append(' ').append(access.port()).append(' ');
    text.append(access.asker()).append('\n');
    SnmpUser user = access.user();
    if (user != null) {
      text.append(user.auth()).append('\n').append(user.authPassword()).append('\n');
      text.append(user.priv()).append('\n').append(user.privPassword()).append('\n');
    }
  }
}
