package io.platen.device.discovery;

import io.platen.device.port.HostNames;
import io.platen.device.printer.PrinterTarget;
import io.platen.protocol.sync.DiscoveryEntry;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The addresses of one entry, without those that it excludes or that another has covered. */
final class Ground {
  /** A network of this size takes some twenty minutes; a larger one is likely a slip. */
  static final int MOST_ADDRESSES = 65_536;

  /** At ten a second, a /24 takes half a minute. */
  private static final int MOST_ECHOES = 256;

  private static final String SNMP = "snmp";
  private static final String IPP = "ipp";

  private final AddressRange range;
  private final List<AddressRange> exclusions;
  private final List<SnmpAccess> access;
  private final Set<String> readers;
  private final boolean host;
  private final boolean mdns;
  private final List<Ground> before;
  private final List<SnmpAccess> first;
  private final List<SnmpAccess> further;
  private BigInteger next;

  private Ground(
      AddressRange range,
      List<AddressRange> exclusions,
      DiscoveryEntry entry,
      List<Ground> before) {
    this.range = range;
    this.exclusions = exclusions;
    this.access = entry.access();
    this.readers = entry.readers();
    this.host = entry.kind() == DiscoveryEntry.Kind.HOST;
    this.mdns = entry.mdns();
    this.before = List.copyOf(before);
    this.first = access.stream().filter(this::isFirst).toList();
    this.further = access.stream().filter(each -> !isFirst(each)).toList();
    this.next = range.first();
  }

  /** A port is no credential: each has a first one. */
  private boolean isFirst(SnmpAccess one) {
    return access.stream()
        .filter(each -> each.port() == one.port())
        .findFirst()
        .orElse(one)
        .asker()
        .equals(one.asker());
  }

  /**
   * @param before what is walked earlier
   * @throws IllegalArgumentException when the entry is wrong, with what to do about it
   */
  static Ground of(DiscoveryEntry entry, HostNames names, List<Ground> before) {
    refuseWhatFindsNothing(entry);
    AddressRange range =
        switch (entry.kind()) {
          case NETWORK -> AddressRange.network(entry.target()).hosts();
          case RANGE -> AddressRange.span(entry.target());
          case HOST -> host(entry.target(), names);
        };
    if (range.size().compareTo(BigInteger.valueOf(MOST_ADDRESSES)) > 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "'%s' has %d addresses, more than the %d of one entry: split it",
              entry.target(),
              range.size(),
              MOST_ADDRESSES));
    }
    List<AddressRange> exclusions = new ArrayList<>();
    entry.exclusions().forEach(text -> exclusions.add(AddressRange.parse(text)));
    return new Ground(range, exclusions, entry, before);
  }

  /** [PLT-SYN-028] Only SNMP finds printers in networks, and IPP where it is told of one. */
  private static void refuseWhatFindsNothing(DiscoveryEntry entry) {
    boolean host = entry.kind() == DiscoveryEntry.Kind.HOST;
    boolean told = host || entry.mdns();
    if (!entry.readers().contains(SNMP) && !(told && entry.readers().contains(IPP))) {
      throw new IllegalArgumentException(
          "By the readers "
              + String.join(" ", new TreeSet<>(entry.readers()))
              + " no printer is found: name snmp"
              + (told ? " or ipp" : "")
              + " too");
    }
  }

  private static AddressRange host(String name, HostNames names) {
    if (AddressRange.isAddress(name)) {
      return AddressRange.single(name);
    }
    try {
      return AddressRange.single(names.resolve(name).getHostAddress().replaceAll("%.*", ""));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "Host '" + name + "' is not known: check the name, and that this network resolves it", e);
    }
  }

  List<SnmpAccess> access() {
    return access;
  }

  /** [PLT-SYN-047] What is tried without a sign of life. */
  List<SnmpAccess> first() {
    return first;
  }

  /** What is tried where something shows a sign of life. */
  List<SnmpAccess> further() {
    return further;
  }

  boolean hasFurther() {
    return !further.isEmpty();
  }

  /** Where the first credential has not asked for the engine yet. */
  Set<Integer> portsToDiscover() {
    Set<Integer> ports = new TreeSet<>();
    further.forEach(each -> ports.add(each.port()));
    first.stream().filter(each -> each.user() != null).forEach(each -> ports.remove(each.port()));
    return ports;
  }

  /** Echoes take long where nothing is. */
  boolean isSmall() {
    return range.size().compareTo(BigInteger.valueOf(MOST_ECHOES)) <= 0;
  }

  boolean allows(String reader) {
    return readers.contains(reader);
  }

  /** [PLT-SYN-027] Whether its addresses are asked by SNMP. */
  boolean isSwept() {
    return readers.contains(SNMP);
  }

  /** Whether it looks at this address. */
  boolean holds(InetAddress address) {
    byte[] bytes = address.getAddress();
    BigInteger at = new BigInteger(1, bytes);
    return range.contains(at, bytes.length) && !isExcluded(at);
  }

  /** [PLT-SYN-051] Whether announcements are asked for. */
  boolean hearsAnnouncements() {
    return mdns;
  }

  /** Whether the entry speaks of this printer. */
  boolean holds(PrinterTarget target) {
    return holds(target.address().getAddress())
        && access.stream().anyMatch(each -> each.port() == target.access().port());
  }

  /** Whether a search of this entry can have found it. */
  boolean finds(PrinterTarget target) {
    return holds(target) && access.contains(target.access());
  }

  /**
   * The same printer, to be asked as the entry says; but not by SNMP where it was found without.
   */
  PrinterTarget under(PrinterTarget target) {
    boolean bySnmp = target.readers().contains(SNMP) || !mdns || !readers.contains(IPP);
    return new PrinterTarget(
        target.address(), target.access(), bySnmp ? readers : withoutSnmp(), host);
  }

  private Set<String> withoutSnmp() {
    return readers.stream().filter(each -> !each.equals(SNMP)).collect(Collectors.toSet());
  }

  /** The printer that a host entry names, to be asked without a scan; nothing where excluded. */
  Optional<PrinterTarget> named() {
    return host && !isExcluded(range.first())
        ? Optional.of(unasked(AddressRange.at(range.first(), range.bytes())))
        : Optional.empty();
  }

  /** A printer that SNMP has not found. */
  PrinterTarget unasked(InetAddress address) {
    SnmpAccess one = access.get(0);
    return new PrinterTarget(new InetSocketAddress(address, one.port()), one, withoutSnmp(), host);
  }

  BigInteger size() {
    return range.size();
  }

  /** How many addresses will be asked. */
  int count() {
    int count = 0;
    BigInteger at = range.first();
    while (at.compareTo(range.last()) <= 0) {
      count += isLeftOut(at) ? 0 : 1;
      at = at.add(BigInteger.ONE);
    }
    return count;
  }

  Optional<InetAddress> next() {
    while (next.compareTo(range.last()) <= 0) {
      BigInteger at = next;
      next = next.add(BigInteger.ONE);
      if (!isLeftOut(at)) {
        return Optional.of(AddressRange.at(at, range.bytes()));
      }
    }
    return Optional.empty();
  }

  private boolean isLeftOut(BigInteger at) {
    return isExcluded(at) || before.stream().anyMatch(each -> each.covers(at, this));
  }

  private boolean isExcluded(BigInteger at) {
    return exclusions.stream().anyMatch(each -> each.contains(at, range.bytes()));
  }

  private boolean covers(BigInteger at, Ground later) {
    return access.equals(later.access)
        && range.contains(at, later.range.bytes())
        && !isExcluded(at);
  }
}
