package io.platen.server.notice.control;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keeps webhooks out of the server's own network: who may make a channel must not reach with it
 * what only this machine can (server-side request forgery).
 */
public final class TargetGuard {
  static final int LONGEST_URL = 2_000;

  /** RFC 6890 and the registry of special addresses: what is not for everybody. */
  private static final List<Network> CLOSED =
      networks(
          "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12"
              + " 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15"
              + " 198.51.100.0/24 203.0.113.0/24 224.0.0.0/3");

  /** Of IPv6 only this is for everybody, without tunnels that carry addresses of IPv4. */
  private static final Network GLOBAL = network("2000::/3");

  private static final List<Network> TUNNELS =
      networks("2001::/23 2001:db8::/32 2002::/16 3fff::/20");

  private final Set<String> names;
  private final List<Network> allowed;
  private final Resolver resolver;

  /** The system's resolver in service. */
  @FunctionalInterface
  public interface Resolver {
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  /**
   * @param allowed by the operator: host names, addresses and networks (10.1.0.0/16) with commas
   *     between
   */
  public TargetGuard(String allowed, Resolver resolver) {
    List<String> words =
        Arrays.stream(allowed.split(",")).map(String::strip).filter(w -> !w.isEmpty()).toList();
    this.names =
        words.stream()
            .filter(word -> !isAddress(word))
            .map(word -> word.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    this.allowed = words.stream().filter(TargetGuard::isAddress).map(TargetGuard::network).toList();
    this.resolver = resolver;
  }

  private static boolean isAddress(String word) {
    return word.contains(":") || word.matches("[0-9./]+");
  }

  /** A URL that could be one of a webhook; empty where it could not. */
  public static Optional<URI> url(String text) {
    try {
      URI url = new URI(text);
      boolean fits =
          text.length() <= LONGEST_URL
              && ("https".equalsIgnoreCase(url.getScheme())
                  || "http".equalsIgnoreCase(url.getScheme()))
              && url.getHost() != null
              && url.getRawUserInfo() == null
              && url.getRawFragment() == null
              && url.getPort() != 0
              && url.getPort() <= 65_535
              && text.chars().allMatch(c -> c > ' ' && c < 127);
      return fits ? Optional.of(url) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /**
   * The address to connect to, looked up now: what a name stood for earlier says nothing.
   *
   * @throws RefusedTarget where it must not be reached
   * @throws UnknownHostException where there is none
   */
  InetAddress address(URI url) throws RefusedTarget, UnknownHostException {
    String host = bare(url.getHost());
    InetAddress[] found = resolver.resolve(host);
    boolean named = names.contains(host.toLowerCase(Locale.ROOT));
    for (InetAddress address : found) {
      boolean listed = named || allowed.stream().anyMatch(each -> each.contains(address));
      if (!listed && !isPublic(address)) {
        throw new RefusedTarget(
            host + " is an address of a network of our own; the operator can allow it");
      }
      if (!listed && !"https".equalsIgnoreCase(url.getScheme())) {
        throw new RefusedTarget("Only https goes there");
      }
    }
    if (found.length == 0) {
      throw new UnknownHostException(host);
    }
    return found[0];
  }

  static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  static boolean isPublic(InetAddress address) {
    return address instanceof Inet4Address
        ? CLOSED.stream().noneMatch(each -> each.contains(address))
        : GLOBAL.contains(address) && TUNNELS.stream().noneMatch(each -> each.contains(address));
  }

  /** Must not be reached from here. */
  static final class RefusedTarget extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedTarget(String message) {
      super(message);
    }
  }

  private static final class Network {
    private final byte[] first;
    private final int bits;

    Network(byte[] first, int bits) {
      this.first = first;
      this.bits = bits;
    }

    boolean contains(InetAddress address) {
      byte[] bytes = address.getAddress();
      if (bytes.length != first.length) {
        return false;
      }
      for (int i = 0; i < bits; i++) {
        int mask = 0x80 >> i % 8;
        if ((bytes[i / 8] & mask) != (first[i / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  private static List<Network> networks(String words) {
    return Arrays.stream(words.split(" ")).map(TargetGuard::network).toList();
  }

  private static Network network(String word) {
    String[] parts = word.split("/", 2);
    try {
      byte[] first = InetAddress.getByName(parts[0]).getAddress(); // digits only: nothing is asked
      int bits = parts.length == 1 ? first.length * 8 : Integer.parseInt(parts[1]);
      if (bits < 0 || bits > first.length * 8) {
        throw new IllegalArgumentException(word + " is no network");
      }
      return new Network(first, bits);
    } catch (UnknownHostException | NumberFormatException e) {
      throw new IllegalArgumentException(word + " is no address or network", e);
    }
  }
}
