package io.platen.device.discovery;

import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * Addresses one after the other, written as {@code 192.0.2.0/24}, {@code 192.0.2.5-192.0.2.9} or
 * {@code 192.0.2.7}; IPv6 alike. No name is ever looked up here.
 *
 * @param bytes of an address: 4 or 16
 */
record AddressRange(BigInteger first, BigInteger last, int bytes) {
  private static final Pattern IPV4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
  private static final Pattern PREFIX = Pattern.compile("\\d{1,3}");
  private static final int IPV4_BYTES = 4;

  static AddressRange parse(String text) {
    if (text.contains("/")) {
      return network(text);
    }
    return text.contains("-") ? span(text) : single(text);
  }

  static AddressRange single(String text) {
    byte[] address = address(text.strip(), text);
    BigInteger number = new BigInteger(1, address);
    return new AddressRange(number, number, address.length);
  }

  static AddressRange network(String text) {
    String[] parts = text.strip().split("/", -1);
    if (parts.length != 2 || !PREFIX.matcher(parts[1]).matches()) {
      throw new IllegalArgumentException("'" + text + "' is no network: write it as 192.0.2.0/24");
    }
    byte[] address = address(parts[0], text);
    int bits = address.length * 8;
    int prefix = Integer.parseInt(parts[1]);
    if (prefix > bits) {
      throw new IllegalArgumentException(
          "'" + text + "' has a prefix of " + prefix + " bits, but an address has " + bits);
    }
    BigInteger size = BigInteger.ONE.shiftLeft(bits - prefix);
    BigInteger first = new BigInteger(1, address).divide(size).multiply(size);
    return new AddressRange(first, first.add(size).subtract(BigInteger.ONE), address.length);
  }

  static AddressRange span(String text) {
    String[] parts = text.split("-", -1);
    if (parts.length != 2) {
      throw new IllegalArgumentException(
          "'" + text + "' is no range: write it as 192.0.2.5-192.0.2.9");
    }
    byte[] from = address(parts[0].strip(), text);
    byte[] to = address(parts[1].strip(), text);
    AddressRange range =
        new AddressRange(new BigInteger(1, from), new BigInteger(1, to), from.length);
    if (from.length != to.length || range.first.compareTo(range.last) > 0) {
      throw new IllegalArgumentException(
          "'" + text + "' ends before it begins: write the lower address first");
    }
    return range;
  }

  private static byte[] address(String text, String whole) {
    if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
      throw notAnAddress(text, whole);
    }
    try {
      InetAddress address = InetAddress.getByName(text);
      return address.getAddress();
    } catch (UnknownHostException e) {
      throw notAnAddress(text, whole);
    }
  }

  private static IllegalArgumentException notAnAddress(String text, String whole) {
    String where = text.equals(whole) ? "" : " of '" + whole + "'";
    return new IllegalArgumentException(
        "'" + text + "'" + where + " is no IP address: write one such as 192.0.2.7");
  }

  static boolean isAddress(String text) {
    return IPV4.matcher(text).matches() || IPV6.matcher(text).matches();
  }

  /** Without the network's own and the broadcast address, where it is large enough to have them. */
  AddressRange hosts() {
    BigInteger four = BigInteger.valueOf(4);
    return bytes == IPV4_BYTES && size().compareTo(four) >= 0
        ? new AddressRange(first.add(BigInteger.ONE), last.subtract(BigInteger.ONE), bytes)
        : this;
  }

  BigInteger size() {
    return last.subtract(first).add(BigInteger.ONE);
  }

  boolean contains(BigInteger number, int width) {
    return width == bytes && number.compareTo(first) >= 0 && number.compareTo(last) <= 0;
  }

  /** The address that a number stands for. */
  static InetAddress at(BigInteger number, int width) {
    byte[] raw = number.toByteArray();
    byte[] address = new byte[width];
    int length = Math.min(raw.length, width);
    System.arraycopy(raw, raw.length - length, address, width - length, length);
    try {
      return width == IPV4_BYTES
          ? InetAddress.getByAddress(address)
          : Inet6Address.getByAddress(null, address, -1);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("An address of " + width + " bytes was not taken", e);
    }
  }
}
