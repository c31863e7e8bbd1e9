package io.platen.server.operation;

import io.platen.server.listener.ForwardedHeader;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;

/**
 * A request that a listed proxy has passed on, with the address that the proxy saw: tries are
 * counted for it, and it is what people read.
 */
final class FromElsewhere extends HttpServletRequestWrapper {
  private final String address;

  private FromElsewhere(HttpServletRequest request, String address) {
    super(request);
    this.address = address;
  }

  /** The request itself, from the proxy's address, where the header names none. */
  static HttpServletRequest of(HttpServletRequest request, ForwardedHeader header) {
    return header
        .address(Collections.list(request.getHeaders(header.title())))
        .<HttpServletRequest>map(address -> new FromElsewhere(request, address))
        .orElse(request);
  }

  @Override
  public String getRemoteAddr() {
    return address;
  }

  @Override
  public String getRemoteHost() {
    return address;
  }
}
