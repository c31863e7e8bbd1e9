package io.platen.conformance.wire;

import io.platen.conformance.wire.Request.Header;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What came back. */
public record Response(int status, String reason, List<Header> headers, Body body) {
  public Response {
    headers = List.copyOf(headers);
  }

  /** The first field of that name, whatever its case. */
  public Optional<String> header(String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .findFirst();
  }

  /** The media type in lower case without its parameters; empty where there is none. */
  public String mediaType() {
    String type = header("Content-Type").orElse("");
    int parameters = type.indexOf(';');
    return (parameters < 0 ? type : type.substring(0, parameters)).trim().toLowerCase(Locale.ROOT);
  }
}
