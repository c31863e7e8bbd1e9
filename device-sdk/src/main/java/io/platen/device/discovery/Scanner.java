package io.platen.device.discovery;

import io.platen.device.discovery.mdns.Announcement;
import io.platen.device.discovery.mdns.MdnsQuery;
import io.platen.device.port.Datagrams;
import io.platen.device.port.HostNames;
import io.platen.device.port.Streams;
import io.platen.device.printer.PrinterTarget;
import io.platen.protocol.sync.DiscoveryEntry;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Walks the addresses of discovery entries and finds printers, on the caller's thread: one small
 * request an address, one more where it stays silent, and a question for its identity where
 * something answered.
 */
public final class Scanner {
  private static final Logger LOG = System.getLogger(Scanner.class.getName());

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
    Tally tally = new Tally(swept, listener);
    Map<InetAddress, Announcement> announced = announcements(grounds);
    List<Tally.Unread> unread = List.of();
    try {
      unread = swept.isEmpty() ? unread : rounds(swept, announced.keySet(), pace, tally);
    } catch (IOException e) {
      String reason = "No socket to scan with: " + e.getMessage();
      entries.forEach(entry -> listener.refused(entry.id(), reason));
    }
    addNamed(grounds, tally);
    addAnnounced(grounds, announced.values(), tally);
    tally.tell(unread);
    return tally.found().stream().map(target -> asked(target, grounds)).toList();
  }

  /** [PLT-SYN-051] By address; none unless an entry wants them. */
  private Map<InetAddress, Announcement> announcements(List<Ground> grounds)
      throws InterruptedException {
    Map<InetAddress, Announcement> announced = new LinkedHashMap<>();
    if (grounds.stream().anyMatch(Ground::hearsAnnouncements)) {
      try {
        new MdnsQuery(datagrams, random).ask().forEach(each -> announced.put(each.address(), each));
      } catch (IOException e) {
        LOG.log(Level.WARNING, "No link can be asked for printers: " + e.getMessage());
      }
    }
    return announced;
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

  /**
   * [PLT-SYN-047] Further credentials are tried only where something shows a sign of life.
   *
   * @return what gave nothing
   */
  private List<Tally.Unread> rounds(
      List<Ground> grounds, Set<InetAddress> announced, Pace pace, Tally tally)
      throws IOException, InterruptedException {
    sweep(grounds.stream().map(Walk::first).toList(), pace, tally);
    List<Tally.Unread> unread =
        withSigns(tally.takeUnread().stream().map(each -> showing(each, announced)).toList(), pace);
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
    return remaining;
  }

  /** [PLT-SYN-052] Only for an entry that hears announcements. */
  private static Tally.Unread showing(Tally.Unread unread, Set<InetAddress> announced) {
    boolean shows = unread.ground().hearsAnnouncements() && announced.contains(unread.address());
    return shows ? unread.showing(SignOfLife.ANNOUNCEMENT) : unread;
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
  private static void addNamed(List<Ground> grounds, Tally tally) {
    for (Ground ground : grounds) {
      PrinterTarget target = ground.isSwept() ? null : ground.named().orElse(null);
      if (target != null && tally.found().stream().noneMatch(each -> isSame(each, target))) {
        tally.named(target);
      }
    }
  }

  /** [PLT-SYN-053] Printers that announce IPP, where SNMP gave nothing. */
  private static void addAnnounced(
      List<Ground> grounds, Collection<Announcement> announced, Tally tally) {
    for (Announcement each : announced) {
      if (each.byIpp() && !tally.isKnown(each.address())) {
        grounds.stream()
            .filter(ground -> ground.holds(each.address()))
            .min(Comparator.comparing(Ground::size)) // [PLT-SYN-029]
            .filter(ground -> ground.hearsAnnouncements() && ground.allows("ipp"))
            .ifPresent(ground -> tally.named(ground.unasked(each.address())));
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
