package io.platen.device.printer.web;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Where a printer's pages are: its address, its port, and whether TLS is spoken there.
 *
 * @param address resolved: a name is looked up once, by whoever asks, and never in between
 */
public record WebOrigin(boolean secure, InetSocketAddress address) {
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  public WebOrigin {
    if (address.isUnresolved()) {
      throw new IllegalArgumentException("No address is known for host " + address.getHostString());
    }
  }

  /** Port 80. */
  public static WebOrigin http(InetAddress printer) {
    return new WebOrigin(false, new InetSocketAddress(printer, HTTP));
  }

  /** Port 443. */
  public static WebOrigin https(InetAddress printer) {
    return new WebOrigin(true, new InetSocketAddress(printer, HTTPS));
  }

  /** What its certificate is remembered by: {@code 192.0.2.17:443}. */
  public String key() {
    return host() + ":" + address.getPort();
  }

  /** As it stands in a URI. */
  String host() {
    InetAddress at = address.getAddress();
    String literal = at.getHostAddress();
    int zone = literal.indexOf('%');
    String plain = zone < 0 ? literal : literal.substring(0, zone);
    return at instanceof Inet6Address ? "[" + plain + "]" : plain;
  }

  /** The value of the header Host: RFC 9110 section 7.2. */
  String authority() {
    return address.getPort() == (secure ? HTTPS : HTTP) ? host() : key();
  }

  String scheme() {
    return secure ? "https" : "http";
  }

  /** The same printer at another port. */
  WebOrigin at(boolean otherSecure, int port) {
    return new WebOrigin(
        otherSecure,
        new InetSocketAddress(address.getAddress(), port > 0 ? port : otherSecure ? HTTPS : HTTP));
  }

  @Override
  public String toString() {
    return scheme() + "://" + authority();
  }
}
