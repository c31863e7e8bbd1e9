package io.platen.conformance.wire;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What is sent, byte for byte. Host, Connection and, where it says no length itself, Content-Length
 * are added when it is sent.
 */
public record Request(String method, URI uri, List<Header> headers, Body body) {
  public Request {
    headers = List.copyOf(headers);
  }

  public static Request get(URI uri) {
    return new Request("GET", uri, List.of(), Body.EMPTY);
  }

  public static Request post(URI uri, String mediaType, Body body) {
    return new Request("POST", uri, List.of(new Header("Content-Type", mediaType)), body);
  }

  public Request with(String name, String value) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new Request(method, uri, more, body);
  }

  /** The path and query as they stand in the request line. */
  String target() {
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }

  /** Whether a header of the test's own says where the body ends, truly or not. */
  private boolean saysItsLength() {
    return headers.stream()
        .anyMatch(
            header ->
                header.name().equalsIgnoreCase("Content-Length")
                    || header.name().equalsIgnoreCase("Transfer-Encoding"));
  }

  byte[] head() {
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(target()).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(uri.getRawAuthority()).append("\r\n");
    headers.forEach(header -> head.append(header).append("\r\n"));
    if (!method.equals("GET") && !saysItsLength()) {
      head.append("Content-Length: ").append(body.length()).append("\r\n");
    }
    return head.append("Connection: close\r\n\r\n").toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** A header field. */
  public record Header(String name, String value) {
    @Override
    public String toString() {
      return name + ": " + value;
    }
  }
}
