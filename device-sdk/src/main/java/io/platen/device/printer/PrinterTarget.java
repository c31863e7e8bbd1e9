package io.platen.device.printer;

import io.platen.protocol.sync.DiscoveryEntry;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import java.net.InetSocketAddress;
import java.util.Set;

/**
 * Where a printer answers, with what credentials, and how it may be asked. All parts key what is
 * remembered.
 *
 * @param address where its SNMP agent answers; other readers take the host and their own port
 * @param access for SNMP
 * @param readers kinds of the readers that may ask it, as the discovery entry says: PLT-SYN-027
 * @param named whether the entry names this printer, and not a network or range around it
 */
public record PrinterTarget(
    InetSocketAddress address, SnmpAccess access, Set<String> readers, boolean named) {

  public PrinterTarget {
    readers = Set.copyOf(readers);
  }

  /** In a network. */
  public PrinterTarget(InetSocketAddress address, SnmpAccess access, Set<String> readers) {
    this(address, access, readers, false);
  }

  /** In a network, with the readers that ask unless an entry says otherwise. */
  public PrinterTarget(InetSocketAddress address, SnmpAccess access) {
    this(address, access, DiscoveryEntry.DEFAULT_READERS, false);
  }

  /**
   * Whether its address is its own. Where its SNMP agent has another port than every agent has,
   * something stands in between that leads to several printers: which of them answers at the ports
   * of IPP, PJL and the web nobody knows.
   */
  public boolean hasOwnAddress() {
    return access.port() == SnmpAccess.PUBLIC.port();
  }
}
