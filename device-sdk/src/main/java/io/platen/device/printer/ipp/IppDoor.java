package io.platen.device.printer.ipp;

import io.platen.device.printer.web.WebOrigin;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Where a printer answers by IPP.
 *
 * @param secure ipps: TLS from the first byte
 * @param path e.g. {@code /ipp/print}
 * @param version of IPP, e.g. {@link IppQuestion#IPP_2_0}
 */
record IppDoor(boolean secure, int port, String path, int version) {
  /** Registered for IPP, with TLS and without. */
  static final int IPP = 631;

  static final int HTTPS = 443;

  WebOrigin origin(InetAddress printer) {
    return new WebOrigin(secure, new InetSocketAddress(printer, port));
  }

  String uri(InetAddress printer) {
    return (secure ? "ipps://" : "ipp://") + origin(printer).key() + path;
  }

  IppDoor inVersion(int other) {
    return new IppDoor(secure, port, path, other);
  }
}
