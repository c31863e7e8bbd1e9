package io.platen.conformance.peers;

import io.platen.protocol.sync.DiscoveryEntry;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The addresses of IPv4 that a discovery entry names, without those that it excludes. */
final class FakeGround {
  private static final BigInteger END = BigInteger.ONE.shiftLeft(32);

  private final DiscoveryEntry entry;
  private final Optional<DeviceFault> fault;

  FakeGround(DiscoveryEntry entry, Optional<DeviceFault> fault) {
    this.entry = entry;
    this.fault = fault;
  }

  /** First and last, as numbers. */
  private record Span(BigInteger first, BigInteger last) {
    boolean contains(BigInteger at) {
      return first.compareTo(at) <= 0 && at.compareTo(last) <= 0;
    }

    static Span of(String text) {
      int slash = text.indexOf('/');
      if (slash >= 0) {
        int bits = Integer.parseInt(text.substring(slash + 1));
        if (bits > 32) {
          throw new IllegalArgumentException("No network: " + text);
        }
        BigInteger size = BigInteger.ONE.shiftLeft(32 - bits);
        BigInteger at = number(text.substring(0, slash));
        BigInteger first = at.subtract(at.mod(size));
        return new Span(first, first.add(size).subtract(BigInteger.ONE));
      }
      int dash = text.indexOf('-');
      return dash < 0
          ? new Span(number(text), number(text))
          : new Span(number(text.substring(0, dash)), number(text.substring(dash + 1)));
    }

    private static BigInteger number(String address) {
      try {
        return new BigInteger(1, InetAddress.getByName(address).getAddress());
      } catch (UnknownHostException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /**
   * @throws IllegalArgumentException for an entry that cannot be understood
   */
  Set<InetAddress> addresses() {
    Span span = Span.of(entry.target());
    List<Span> left = entry.exclusions().stream().map(Span::of).toList();
    boolean network = entry.kind() == DiscoveryEntry.Kind.NETWORK;
    BigInteger first = network ? span.first().add(BigInteger.ONE) : span.first();
    BigInteger last = network ? span.last().subtract(BigInteger.ONE) : span.last();
    if (has(DeviceFault.LOOKS_BEYOND_ITS_ENTRIES)) {
      last = last.add(BigInteger.ONE);
    }
    Set<InetAddress> all = new LinkedHashSet<>();
    for (BigInteger at = first; at.compareTo(last) <= 0; at = at.add(BigInteger.ONE)) {
      BigInteger each = at;
      if (left.stream().noneMatch(one -> one.contains(each))
          || has(DeviceFault.KNOWS_NO_EXCLUSIONS)) {
        all.add(address(at));
      }
    }
    return all;
  }

  private static InetAddress address(BigInteger number) {
    byte[] octets = new byte[4];
    byte[] low = number.add(END).toByteArray();
    System.arraycopy(low, low.length - 4, octets, 0, 4);
    try {
      return InetAddress.getByAddress(octets);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean has(DeviceFault one) {
    return FakeDevice.has(fault, one);
  }
}
