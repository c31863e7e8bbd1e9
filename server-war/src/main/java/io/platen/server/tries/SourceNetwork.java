package io.platen.server.tries;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Whom tries count for: an IPv4 address, or the IPv6 network of 64 bits that one household has. */
public final class SourceNetwork {
  private static final int NETWORK_BYTES = 8;
  private static final int IPV6_BYTES = 16;

  private SourceNetwork() {}

  /**
   * @param address as the container tells it: digits, never a name
   */
  public static String of(String address) {
    if (address.indexOf(':') < 0) {
      return address;
    }
    try {
      byte[] bytes = InetAddress.getByName(address).getAddress();
      if (bytes.length != IPV6_BYTES) {
        return InetAddress.getByAddress(bytes).getHostAddress();
      }
      Arrays.fill(bytes, NETWORK_BYTES, IPV6_BYTES, (byte) 0);
      return InetAddress.getByAddress(bytes).getHostAddress() + "/64";
    } catch (UnknownHostException e) {
      return address;
    }
  }
}
