package io.platen.device.discovery;

import io.platen.device.printer.PrinterTarget;
import io.platen.device.printer.Refusal;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What has come of a scan until now, over all its rounds. */
final class Tally {
  /** Where a printer is: several may answer at one address. */
  private record Door(InetAddress address, int port, String asker) {
    static Door of(InetAddress address, SnmpAccess access) {
      return new Door(address, access.port(), access.asker());
    }
  }

  /** Why an engine gave nothing, and to whom. */
  record Denial(SnmpAccess access, Refusal why) {}

  /**
   * An address that gave nothing to what was tried.
   *
   * @param sign what shows that something is there; null where nothing does
   * @param denial null where nothing refused
   */
  record Unread(
      Ground ground, InetAddress address, @Nullable SignOfLife sign, @Nullable Denial denial) {

    boolean isAlive() {
      return sign != null;
    }

    Unread showing(@Nullable SignOfLife other) {
      return new Unread(ground, address, sign == null ? other : sign, denial);
    }
  }

  private final ScanListener listener;
  private final int total;
  private final Set<Door> foundAt = new HashSet<>();
  private final List<PrinterTarget> found = new ArrayList<>();

  /** Addresses that said what they are, to whatever credential of whatever entry. */
  private final Set<InetAddress> known = new HashSet<>();

  private List<Unread> unread = new ArrayList<>();
  private int done;

  Tally(List<Ground> grounds, ScanListener listener) {
    this.listener = listener;
    this.total = grounds.stream().mapToInt(Ground::count).sum();
    if (!grounds.isEmpty()) {
      listener.progress(0, total, 0);
    }
  }

  boolean isFound(InetAddress address, Ground ground) {
    return ground.access().stream().anyMatch(each -> foundAt.contains(Door.of(address, each)));
  }

  void answered(InetAddress address, SnmpAccess access, Portrait portrait) {
    PrinterTarget target = target(address, access);
    known.add(address);
    if (!portrait.isPrinter()) {
      listener.passedOver(target, portrait.identity());
    } else if (foundAt.add(Door.of(address, access))) {
      found.add(target);
      listener.found(target, portrait.identity());
    }
    settled();
  }

  /** Kept where something is known of it or more could be tried. */
  void gaveNothing(Unread address) {
    if (address.isAlive() || address.ground().hasFurther()) {
      unread.add(address);
    }
    settled();
  }

  void unsent(InetSocketAddress address, String reason) {
    listener.unsent(address, reason);
    settled();
  }

  /** Further rounds concern addresses that have been counted. */
  void settled() {
    done = Math.min(done + 1, total);
    listener.progress(done, total, found.size());
  }

  /** Those that gave nothing in the round that has ended, and in no other entry either. */
  List<Unread> takeUnread() {
    List<Unread> taken =
        unread.stream().filter(each -> !isFound(each.address(), each.ground())).toList();
    unread = new ArrayList<>();
    return taken;
  }

  /** Whether it said to SNMP what it is. */
  boolean isKnown(InetAddress address) {
    return known.contains(address);
  }

  /** Found without SNMP. */
  void named(PrinterTarget target) {
    known.add(target.address().getAddress());
    found.add(target);
    String address = target.address().getAddress().getHostAddress();
    listener.found(target, PrinterIdentity.builder().address(address).build());
  }

  List<PrinterTarget> found() {
    return found;
  }

  /** What is there and cannot be read. */
  void tell(List<Unread> remaining) {
    for (Unread each : remaining) {
      Denial denial = each.denial();
      SignOfLife sign = each.sign();
      boolean told = known.contains(each.address());
      if (denial != null && !told) {
        listener.refusedAccess(target(each.address(), denial.access()), denial.why());
      } else if (sign != null && !told) {
        listener.unread(each.address(), sign);
      }
    }
  }

  private static PrinterTarget target(InetAddress address, SnmpAccess access) {
    return new PrinterTarget(new InetSocketAddress(address, access.port()), access);
  }
}
