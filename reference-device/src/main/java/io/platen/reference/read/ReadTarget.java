package io.platen.reference.read;

import io.platen.device.printer.PrinterTarget;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess.Version;
import io.platen.protocol.sync.SnmpUser;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code [COMMUNITY@]HOST[:PORT]} as it was typed; IPv6 addresses stand in brackets when a port
 * follows. The community goes to the last {@code @}: some hold one themselves.
 */
record ReadTarget(String typed, String community, String host, int port) {
  private static final Pattern FORM =
      Pattern.compile(
          "(?:(.+)@)?(\\[[0-9A-Fa-f:.%]+]|[^@:\\[\\]]+|[0-9A-Fa-f:.%]+)(?::(\\d{1,5}))?");

  static ReadTarget parse(String typed) {
    Matcher parts = FORM.matcher(typed);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "'" + typed + "' is no target: write [COMMUNITY@]HOST[:PORT], e.g. public@192.0.2.7");
    }
    int port = parts.group(3) == null ? SnmpAccess.PUBLIC.port() : Integer.parseInt(parts.group(3));
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException(
          "Port " + port + " of '" + typed + "' does not exist: ports go from 1 to 65535");
    }
    String community = parts.group(1) == null ? SnmpAccess.PUBLIC.community() : parts.group(1);
    return new ReadTarget(typed, community, parts.group(2).replaceAll("[\\[\\]]", ""), port);
  }

  /**
   * The printer under one version, which whoever typed it has named; the host name is looked up
   * here.
   */
  PrinterTarget by(Version version, Set<String> readers) {
    return new PrinterTarget(
        new InetSocketAddress(host, port), new SnmpAccess(version, community, port), readers, true);
  }

  /** The same printer by a user of v3. */
  PrinterTarget by(SnmpUser user, Set<String> readers) {
    return new PrinterTarget(
        new InetSocketAddress(host, port), SnmpAccess.of(user, port), readers, true);
  }
}
