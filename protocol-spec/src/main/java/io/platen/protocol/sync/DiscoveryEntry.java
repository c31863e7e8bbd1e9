package io.platen.protocol.sync;

import java.util.List;

/**
 * One instruction where and how to look for printers.
 *
 * @param id stable token, for messages
 * @param kind what {@code target} is
 * @param target CIDR, {@code first-last}, or a host name or address
 * @param exclusions addresses, ranges or networks that are left alone
 * @param access what to try, in this order; never empty
 */
public record DiscoveryEntry(
    String id, Kind kind, String target, List<String> exclusions, List<SnmpAccess> access) {

  public DiscoveryEntry {
    exclusions = List.copyOf(exclusions);
    access = access.isEmpty() ? List.of(SnmpAccess.PUBLIC) : List.copyOf(access);
  }

  /** The three forms of a target. */
  public enum Kind {
    NETWORK,
    RANGE,
    HOST
  }

  /** Credentials and port of one SNMP version. */
  public record SnmpAccess(Version version, String community, int port) {
    public static final SnmpAccess PUBLIC = new SnmpAccess(Version.V2C, "public", 161);

    /** RFC 1157 or RFC 1901. */
    public enum Version {
      V1,
      V2C
    }

    @Override
    public String toString() {
      return "SnmpAccess[" + version + ", port " + port + "]";
    }
  }
}
