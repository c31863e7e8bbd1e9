package io.platen.conformance.wire;

import org.jspecify.annotations.Nullable;

/**
 * One request with what became of it.
 *
 * @param identity the certificate that was shown; null for none
 * @param protocol the TLS version that was offered
 */
public record Exchange(
    @Nullable Identity identity, String protocol, Request request, Outcome outcome) {

  /** One line for a report: who sent what. */
  public String sent() {
    String who = identity == null ? "no certificate" : "certificate " + identity.name();
    String body = request.body().length() == 0 ? "" : " with " + request.body().length() + " bytes";
    return request.method() + " " + request.uri() + body + " (" + protocol + ", " + who + ")";
  }

  /** The HTTP status; -1 where no HTTP answer came. */
  public int status() {
    return outcome.answer().map(Response::status).orElse(-1);
  }
}
