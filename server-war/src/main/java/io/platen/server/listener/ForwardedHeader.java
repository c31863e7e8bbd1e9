package io.platen.server.listener;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header by which a reverse proxy says where a request came from. A proxy appends to what the
 * client has sent by that name, so only the last entry is the proxy's own, and only in the header
 * that its operator says it writes: in the other one a client may write what it likes.
 */
public enum ForwardedHeader {
  /** RFC 7239. */
  FORWARDED("Forwarded") {
    @Override
    String node(String entry) {
      Matcher pair = FOR.matcher(entry);
      return pair.find() ? pair.group(1).replace("\"", "").strip() : "";
    }
  },
  /** No standard; what nginx, HAProxy and others have written for long. */
  X_FORWARDED_FOR("X-Forwarded-For") {
    @Override
    String node(String entry) {
      return entry.strip();
    }
  };

  /** The key by which the operator says it. */
  public static final String KEY = "platen.proxy.header";

  private static final Pattern FOR =
      Pattern.compile("(?:^|;)\\s*for=([^;]*)", Pattern.CASE_INSENSITIVE);
  private static final String PART = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern IPV4 =
      Pattern.compile("(" + PART + "(?:\\." + PART + "){3})(?::[0-9]+)?");
  private static final Pattern BRACKETS = Pattern.compile("\\[([^\\]]*)](?::[0-9]+)?");
  private static final Pattern IPV6 =
      Pattern.compile(
          "(?:[0-9a-f]{0,4}:){2,8}(?:[0-9a-f]{0,4}|" + PART + "(?:\\." + PART + "){3})");

  private final String title;

  ForwardedHeader(String title) {
    this.title = title;
  }

  /** The node of one entry, with or without a port. */
  abstract String node(String entry);

  /** Its name in HTTP. */
  public String title() {
    return title;
  }

  public static Optional<ForwardedHeader> find(String title) {
    for (ForwardedHeader each : values()) {
      if (each.title.equalsIgnoreCase(title)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /**
   * The address in the last entry, without brackets and port.
   *
   * @param values of all headers of that name, in order
   * @return empty where that entry has none, or hides it
   */
  public Optional<String> address(List<String> values) {
    if (values.isEmpty()) {
      return Optional.empty();
    }
    String last = values.get(values.size() - 1);
    // No comma is in an entry of a proxy; quotes that a client has left open mean nothing so.
    return literal(node(last.substring(last.lastIndexOf(',') + 1)));
  }

  /**
   * An address as the container tells it, from a text that may have a port.
   *
   * @return empty where the text is no address
   */
  public static Optional<String> literal(String text) {
    String node = text.toLowerCase(Locale.ROOT);
    Matcher brackets = BRACKETS.matcher(node);
    String inner = brackets.matches() ? brackets.group(1) : node;
    Matcher ipv4 = IPV4.matcher(node);
    if (ipv4.matches()) {
      return parsed(ipv4.group(1));
    }
    return IPV6.matcher(inner).matches() ? parsed(inner) : Optional.empty();
  }

  /** It has the form of an address, so no name server is asked. */
  private static Optional<String> parsed(String address) {
    try {
      return Optional.of(InetAddress.getByName(address).getHostAddress());
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
