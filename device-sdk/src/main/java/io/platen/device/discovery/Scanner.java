package io.platen.device.discovery;

import io.platen.device.port.Datagrams;
import io.platen.device.port.HostNames;
import io.platen.device.port.Streams;
import io.platen.device.printer.PrinterTarget;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.sync.DiscoveryEntry;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Walks the addresses of discovery entries and finds printers, on the caller's thread: one small
 * request an address, one more where it stays silent, and a question for its identity where
 * something answered.
 */
public final class Scanner {
  private final Datagrams datagrams;
  private final HostNames names;
  private final RandomGenerator random;
  private final ScanPatience patience;
  private final @Nullable LifeSigns signs;

  /**
   * Looks for signs of life by SNMP alone.
   *
   * @param random makes request ids; one that cannot be guessed keeps strangers from answering
   */
  public Scanner(Datagrams datagrams, RandomGenerator random) {
    this(datagrams, HostNames.JDK, random, ScanPatience.DEFAULT, null);
  }

  /**
   * @param signs by what else it looks for signs of life; null for SNMP alone
   */
  public Scanner(
      Datagrams datagrams,
      HostNames names,
      RandomGenerator random,
      ScanPatience patience,
      @Nullable LifeSigns signs) {
    this.signs = signs;
    this.datagrams = datagrams;
    this.names = names;
    this.random = random;
    this.patience = patience;
  }

  /**
   * Finds the printers of all entries, each once, in the order in which they answered. An entry
   * that is wrong is told to the listener and left out; so are all when no socket can be opened.
   *
   * @throws InterruptedException when the device stops
   */
  public List<PrinterTarget> scan(List<DiscoveryEntry> entries, Pace pace, ScanListener listener)
      throws InterruptedException {
    List<Ground> grounds = grounds(entries, listener);
    List<Ground> swept = grounds.stream().filter(Ground::isSwept).toList();
    List<PrinterTarget> found = new ArrayList<>();
    if (!swept.isEmpty()) {
      found.addAll(sweep(swept, pace, entries, listener));
    }
    addNamed(grounds, found, listener);
    return found.stream().map(target -> asked(target, grounds)).toList();
  }

  /**
   * Printers that were found before, as far as an entry still speaks of them, and those at hosts
   * that entries name and where none is known. [PLT-SYN-038]
   *
   * @throws InterruptedException when the device stops
   */
  public List<PrinterTarget> look(
      List<DiscoveryEntry> entries, List<PrinterTarget> known, Pace pace, ScanListener listener)
      throws InterruptedException {
    List<Ground> grounds = grounds(entries, listener);
    List<PrinterTarget> found = new ArrayList<>();
    known.stream()
        .filter(target -> grounds.stream().anyMatch(ground -> ground.finds(target)))
        .map(target -> asked(target, grounds))
        .forEach(found::add);
    List<DiscoveryEntry> hosts =
        entries.stream()
            .filter(entry -> entry.kind() == DiscoveryEntry.Kind.HOST)
            .filter(entry -> found.stream().noneMatch(target -> isOf(entry, target)))
            .toList();
    if (!hosts.isEmpty()) {
      scan(hosts, pace, listener).stream()
          .filter(target -> found.stream().noneMatch(each -> isSame(each, target)))
          .map(target -> asked(target, grounds))
          .forEach(found::add);
    }
    return found;
  }

  private boolean isOf(DiscoveryEntry host, PrinterTarget target) {
    try {
      return Ground.of(host, names, List.of()).finds(target);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private List<PrinterTarget> sweep(
      List<Ground> grounds, Pace pace, List<DiscoveryEntry> entries, ScanListener listener)
      throws InterruptedException {
    Tally tally = new Tally(grounds, listener);
    try {
      rounds(grounds, pace, tally);
    } catch (IOException e) {
      String reason = "No socket to scan with: " + e.getMessage();
      entries.forEach(entry -> listener.refused(entry.id(), reason));
    }
    return tally.found();
  }

  /** [PLT-SYN-047] Further credentials are tried only where something shows a sign of life. */
  private void rounds(List<Ground> grounds, Pace pace, Tally tally)
      throws IOException, InterruptedException {
    sweep(grounds.stream().map(Walk::first).toList(), pace, tally);
    List<Tally.Unread> unread = withSigns(tally.takeUnread(), pace);
    List<Walk> further = new ArrayList<>();
    for (Ground ground : grounds) {
      List<Tally.Unread> alive =
          unread.stream().filter(each -> each.ground().equals(ground) && each.isAlive()).toList();
      if (ground.hasFurther() && !alive.isEmpty()) {
        further.add(Walk.further(ground, alive));
      }
    }
    if (!further.isEmpty()) {
      sweep(further, pace, tally);
    }
    List<Tally.Unread> remaining = new ArrayList<>(tally.takeUnread());
    unread.stream().filter(each -> !each.ground().hasFurther()).forEach(remaining::add);
    tally.tell(remaining);
  }

  private void sweep(List<Walk> walks, Pace pace, Tally tally)
      throws IOException, InterruptedException {
    try (Datagrams.Endpoint endpoint = datagrams.open()) {
      new Sweep(endpoint, random, new Sweep.Plan(walks, pace, patience), tally).run();
    }
  }

  private List<Tally.Unread> withSigns(List<Tally.Unread> unread, Pace pace)
      throws IOException, InterruptedException {
    List<Tally.Unread> open =
        unread.stream().filter(each -> each.ground().hasFurther() && !each.isAlive()).toList();
    if (open.isEmpty()) {
      return unread;
    }
    Map<InetAddress, SignOfLife> seen = new HashMap<>();
    try (Datagrams.Endpoint endpoint = datagrams.open()) {
      Streams streams = signs == null ? null : signs.streams();
      seen.putAll(new Lookout(endpoint, streams, random, pace, patience).look(open));
    }
    if (signs != null && signs.echo().isPermitted()) {
      List<InetAddress> silent =
          open.stream()
              .filter(each -> each.ground().isSmall() && !seen.containsKey(each.address()))
              .map(Tally.Unread::address)
              .distinct()
              .toList();
      new EchoRound(signs, pace)
          .answering(silent)
          .forEach(address -> seen.put(address, SignOfLife.ECHO));
    }
    return unread.stream().map(each -> each.showing(seen.get(each.address()))).toList();
  }

  /** Hosts that are not to be asked by SNMP: whether there is a printer, its readers find out. */
  private static void addNamed(
      List<Ground> grounds, List<PrinterTarget> found, ScanListener listener) {
    for (Ground ground : grounds) {
      PrinterTarget target = ground.isSwept() ? null : ground.named().orElse(null);
      if (target != null && found.stream().noneMatch(each -> isSame(each, target))) {
        found.add(target);
        String address = target.address().getAddress().getHostAddress();
        listener.found(target, PrinterIdentity.builder().address(address).build());
      }
    }
  }

  private static boolean isSame(PrinterTarget one, PrinterTarget other) {
    return one.address().equals(other.address());
  }

  /** [PLT-SYN-029] As the smallest entry says: a host goes before the network around it. */
  private static PrinterTarget asked(PrinterTarget target, List<Ground> grounds) {
    return grounds.stream()
        .filter(ground -> ground.holds(target))
        .min(Comparator.comparing(Ground::size))
        .map(ground -> ground.under(target))
        .orElse(target);
  }

  private List<Ground> grounds(List<DiscoveryEntry> entries, ScanListener listener) {
    List<Ground> grounds = new ArrayList<>();
    for (DiscoveryEntry entry : entries) {
      try {
        List<Ground> before = grounds.stream().filter(Ground::isSwept).toList();
        grounds.add(Ground.of(entry, names, before));
      } catch (IllegalArgumentException e) {
        listener.refused(entry.id(), String.valueOf(e.getMessage()));
      }
    }
    return grounds;
  }
}
