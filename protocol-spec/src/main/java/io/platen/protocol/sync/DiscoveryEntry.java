package io.platen.protocol.sync;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One instruction where and how to look for printers.
 *
 * @param id stable token, for messages
 * @param kind what {@code target} is
 * @param target CIDR, {@code first-last}, or a host name or address
 * @param exclusions addresses, ranges or networks that are left alone
 * @param access what to try, in this order; never empty
 * @param readers tokens of the registry of readers, by which its printers may be asked; never empty
 * @param mdns whether printers may be looked for by multicast DNS too
 */
public record DiscoveryEntry(
    String id,
    Kind kind,
    String target,
    List<String> exclusions,
    List<SnmpAccess> access,
    Set<String> readers,
    boolean mdns) {

  /** Of an entry that names none. */
  public static final Set<String> DEFAULT_READERS = Set.of("snmp", "ipp", "web");

  public DiscoveryEntry {
    exclusions = List.copyOf(exclusions);
    access = access.isEmpty() ? List.of(SnmpAccess.PUBLIC) : List.copyOf(access);
    readers = readers.isEmpty() ? DEFAULT_READERS : Set.copyOf(readers);
  }

  /** Without multicast DNS. */
  public DiscoveryEntry(
      String id,
      Kind kind,
      String target,
      List<String> exclusions,
      List<SnmpAccess> access,
      Set<String> readers) {
    this(id, kind, target, exclusions, access, readers, false);
  }

  /** With the default readers. */
  public DiscoveryEntry(
      String id, Kind kind, String target, List<String> exclusions, List<SnmpAccess> access) {
    this(id, kind, target, exclusions, access, DEFAULT_READERS);
  }

  /** The three forms of a target. */
  public enum Kind {
    NETWORK,
    RANGE,
    HOST
  }

  /**
   * Credentials and port of one SNMP version.
   *
   * @param community of v1 and v2c; empty in v3
   * @param user of v3; null in the others
   */
  public record SnmpAccess(Version version, String community, int port, @Nullable SnmpUser user) {
    public static final SnmpAccess PUBLIC = new SnmpAccess(Version.V2C, "public", 161);

    public SnmpAccess {
      if ((version == Version.V3) != (user != null)) {
        throw new IllegalArgumentException("SNMP v3, and only that, has a user");
      }
    }

    /** By community. */
    public SnmpAccess(Version version, String community, int port) {
      this(version, community, port, null);
    }

    /** By a user of v3. */
    public static SnmpAccess of(SnmpUser user, int port) {
      return new SnmpAccess(Version.V3, "", port, user);
    }

    /** Who asks, whatever the version: several printers may answer at one address by it. */
    public String asker() {
      return user == null ? "community " + community : "user " + user.name() + " " + user.context();
    }

    /** RFC 1157, RFC 1901 or RFC 3412. */
    public enum Version {
      V1,
      V2C,
      V3;

      /** As on the wire: {@code 2c}. */
      public String token() {
        return this == V1 ? "1" : this == V2C ? "2c" : "3";
      }
    }

    @Override
    public String toString() {
      return "SnmpAccess[" + version + ", port " + port + "]";
    }
  }
}
