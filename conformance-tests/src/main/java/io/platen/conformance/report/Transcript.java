package io.platen.conformance.report;

import io.platen.conformance.engine.TestResult;
import io.platen.conformance.wire.Body;
import io.platen.conformance.wire.Exchange;
import io.platen.conformance.wire.Redaction;
import io.platen.conformance.wire.Request.Header;
import io.platen.conformance.wire.Response;
import java.util.List;

/** What went over the wire in one test, as text without secrets. */
final class Transcript {
  private static final int MOST = 4000;

  private final StringBuilder out = new StringBuilder();

  private Transcript() {}

  static String of(TestResult result) {
    Transcript transcript = new Transcript();
    transcript.out.append("# ").append(result.test().name()).append("\n");
    result
        .seen()
        .told()
        .forEach(line -> transcript.out.append("adapter ").append(line).append("\n"));
    for (int i = 0; i < result.seen().exchanges().size(); i++) {
      transcript.out.append("\n## Exchange ").append(i + 1).append("\n");
      transcript.exchange(result.seen().exchanges().get(i));
    }
    if (result.seen().exchanges().isEmpty()) {
      transcript.out.append("\nNothing was sent.\n");
    }
    return transcript.out.toString();
  }

  private void exchange(Exchange exchange) {
    out.append("# ").append(exchange.sent()).append("\n\n");
    message(
        exchange.request().method() + " " + exchange.request().uri(),
        exchange.request().headers(),
        exchange.request().body(),
        "> ");
    out.append("\n");
    exchange.outcome().answer().ifPresentOrElse(this::response, () -> nothing(exchange));
  }

  private void response(Response response) {
    message(
        "HTTP/1.1 " + response.status() + " " + response.reason(),
        response.headers(),
        response.body(),
        "< ");
  }

  private void nothing(Exchange exchange) {
    out.append("< (").append(exchange.outcome()).append(")\n");
  }

  private void message(String first, List<Header> headers, Body body, String margin) {
    out.append(margin).append(first).append("\n");
    for (Header header : headers) {
      String value = Redaction.field(header.name(), header.value());
      out.append(margin).append(new Header(header.name(), value)).append("\n");
    }
    if (body.length() > 0) {
      out.append(margin).append("\n");
      content(body).lines().forEach(line -> out.append(margin).append(line).append("\n"));
    }
  }

  private static String content(Body body) {
    if (!isText(body)) {
      return "(" + body.length() + " bytes that are no text)";
    }
    String text = Redaction.body(body.text());
    return text.length() <= MOST
        ? text
        : text.substring(0, MOST) + "\n(and " + (text.length() - MOST) + " characters more)";
  }

  private static boolean isText(Body body) {
    return body.text().chars().noneMatch(c -> c == 0xFFFD || (c < ' ' && "\r\n\t".indexOf(c) < 0));
  }
}
