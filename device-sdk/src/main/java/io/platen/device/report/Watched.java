package io.platen.device.report;

import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.report.PrinterReport;
import java.net.InetAddress;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where in the network the device looks for its printers: whoever is told of and is nowhere there
 * is watched no more. [PLT-RPT-028]
 *
 * @param addresses as text; null where it is not known, and nobody is taken to be gone
 */
public record Watched(@Nullable Set<String> addresses) {
  /** As where the name of a host could not be resolved: what is behind it may come again. */
  public static final Watched UNKNOWN = new Watched((Set<String>) null);

  public Watched {
    addresses = addresses == null ? null : Set.copyOf(addresses);
  }

  public static Watched of(Collection<InetAddress> addresses) {
    return new Watched(
        addresses.stream().map(InetAddress::getHostAddress).collect(Collectors.toSet()));
  }

  /**
   * Whether no printer can be where this one was told to be. One of a local agent is nowhere in the
   * network, and one that was told without its address, or under another mask, may be anywhere.
   */
  boolean leavesOut(PrinterReport told, Masks masks) {
    PrinterIdentity identity = told.identity();
    String address = identity == null ? null : identity.address();
    return addresses != null
        && address != null
        && masks.isOfThese(address)
        && addresses.stream().map(masks::address).noneMatch(address::equals);
  }
}
