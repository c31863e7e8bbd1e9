package io.platen.device.printer;

import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import java.net.InetSocketAddress;
import java.util.Set;

/**
 * Where a printer answers, with what credentials, and how it may be asked. All parts key what is
 * remembered.
 *
 * @param address where its SNMP agent answers; other readers take the host and their own port
 * @param access for SNMP
 * @param readers kinds of the readers that may ask it, as the discovery entry says
 */
public record PrinterTarget(InetSocketAddress address, SnmpAccess access, Set<String> readers) {
  /** Where nothing else is said: what can do no harm. */
  public static final Set<String> DEFAULT_READERS = Set.of("snmp", "ipp", "web");

  public PrinterTarget {
    readers = Set.copyOf(readers);
  }

  /** With the readers that ask unless an entry says otherwise. */
  public PrinterTarget(InetSocketAddress address, SnmpAccess access) {
    this(address, access, DEFAULT_READERS);
  }
}
