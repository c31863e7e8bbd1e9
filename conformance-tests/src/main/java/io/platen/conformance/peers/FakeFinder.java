package io.platen.conformance.peers;

import io.platen.conformance.printers.PrinterMib;
import io.platen.conformance.printers.PrinterPort;
import io.platen.protocol.sync.DiscoveryEntry;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How the fake device searches the addresses of its discovery entries for printers. */
final class FakeFinder {
  private static final Set<String> KNOWN = Set.of("snmp", "pjl", "ipp", "web");

  private final FakePace pace;
  private final Optional<DeviceFault> fault;

  FakeFinder(FakePace pace, Optional<DeviceFault> fault) {
    this.pace = pace;
    this.fault = fault;
  }

  /**
   * A printer, and how it is asked.
   *
   * @param size of the entry by which it is asked
   */
  record Found(InetAddress address, SnmpAccess access, DiscoveryEntry entry, int size) {
    boolean isNamed() {
      return entry.kind() == DiscoveryEntry.Kind.HOST;
    }
  }

  /** [PLT-SYN-029] Each printer once, as the entry with the fewest addresses says. */
  List<Found> search(List<DiscoveryEntry> entries) {
    try {
      Map<InetAddress, Found> all = new LinkedHashMap<>();
      entries.stream()
          .flatMap(each -> found(each).stream())
          .forEach(each -> all.merge(each.address(), each, this::chosen));
      return List.copyOf(all.values());
    } catch (IllegalArgumentException e) {
      return List.of(); // that was one of its faults
    }
  }

  private Found chosen(Found one, Found other) {
    boolean smaller = other.size() < one.size();
    return smaller != has(DeviceFault.GOES_BY_THE_LARGEST_ENTRY) ? other : one;
  }

  /** [PLT-SYN-023] [PLT-SYN-027] [PLT-SYN-028] */
  private List<Found> found(DiscoveryEntry entry) {
    boolean unknown = !KNOWN.containsAll(entry.readers());
    boolean asks = entry.readers().contains("snmp") || has(DeviceFault.ASKS_BY_ANY_READER);
    if (!asks || (unknown && has(DeviceFault.REFUSES_UNKNOWN_READERS))) {
      return List.of();
    }
    List<Found> all = new ArrayList<>();
    Set<InetAddress> ground = ground(entry);
    for (InetAddress address : ground) {
      if (entry.readers().contains("pjl") && has(DeviceFault.SENDS_PJL_BEFORE_IT_KNOWS)) {
        knock(address);
      }
      by(address, entry.access())
          .ifPresent(access -> all.add(new Found(address, access, entry, ground.size())));
    }
    return all;
  }

  private Set<InetAddress> ground(DiscoveryEntry entry) {
    try {
      return new FakeGround(entry, fault).addresses();
    } catch (IllegalArgumentException e) {
      if (has(DeviceFault.STUMBLES_OVER_STRANGE_ENTRIES)) {
        throw e;
      }
      return Set.of();
    }
  }

  /** [PLT-SYN-047] By which access a printer answers; a further one where something is there. */
  private Optional<SnmpAccess> by(InetAddress address, List<SnmpAccess> accesses) {
    boolean alive = has(DeviceFault.TRIES_ALL_CREDENTIALS);
    List<SnmpAccess> order = new ArrayList<>(accesses);
    if (alive) {
      Collections.reverse(order);
    }
    for (SnmpAccess access : order) {
      boolean further = !access.asker().equals(order.get(0).asker());
      if (further && !alive) {
        return Optional.empty();
      }
      pace.scans();
      try (FakeSnmp snmp = new FakeSnmp(address, access, fault)) {
        boolean printer = snmp.get(PrinterMib.PRINTER_STATUS).isPresent();
        pace.pays(snmp.bytes());
        if (printer) {
          return Optional.of(access);
        }
        alive |= snmp.heard();
      }
      if (!alive && has(DeviceFault.KNOCKS_AT_PRINT_PORTS)) {
        knock(address);
      }
    }
    return Optional.empty();
  }

  private static void knock(InetAddress address) {
    try (Socket socket = new Socket(address, PrinterPort.PRINT)) {
      socket.shutdownOutput();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean has(DeviceFault one) {
    return FakeDevice.has(fault, one);
  }
}
