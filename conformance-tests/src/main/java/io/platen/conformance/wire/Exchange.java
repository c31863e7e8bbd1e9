package io.platen.conformance.wire;

/**
 * One request with what became of it.
 *
 * @param who what the client showed, e.g. "certificate valid" or "no certificate"
 * @param protocol the TLS version that was offered, or spoken
 */
public record Exchange(String who, String protocol, Request request, Outcome outcome) {

  /** One line for a report: who sent what. */
  public String sent() {
    String body = request.body().length() == 0 ? "" : " with " + request.body().length() + " bytes";
    return request.method() + " " + request.uri() + body + " (" + protocol + ", " + who + ")";
  }

  /** The HTTP status; -1 where no HTTP answer came. */
  public int status() {
    return outcome.answer().map(Response::status).orElse(-1);
  }
}
