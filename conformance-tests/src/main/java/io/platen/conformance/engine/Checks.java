package io.platen.conformance.engine;

import io.platen.conformance.subject.Unmet;
import io.platen.conformance.wire.Exchange;
import io.platen.conformance.wire.Outcome;
import io.platen.conformance.wire.Redaction;
import io.platen.conformance.wire.Response;
import io.platen.protocol.Requirement;
import io.platen.protocol.codec.ProblemCodec;
import io.platen.protocol.codec.ReceiptCodec;
import io.platen.protocol.problem.Problem;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.report.Receipt;
import io.platen.protocol.xml.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a test looks at. A check that does not hold does not end the test, so that a report says all
 * that is wrong at once.
 */
public final class Checks {
  private static final String PROBLEM = "application/problem+xml";
  private static final String DOCUMENT = "application/vnd.platen+xml";

  private final List<Requirement> declared;
  private final List<Check> made = new ArrayList<>();
  private final List<Measure> measures = new ArrayList<>();

  public Checks(List<Requirement> declared) {
    this.declared = List.copyOf(declared);
  }

  /** The rest of the test makes sense only if this holds; else the test is skipped. */
  public void need(boolean holds, String what) {
    if (!holds) {
      throw new Unmet(what);
    }
  }

  public void that(
      Requirement requirement, boolean holds, Exchange exchange, String expected, String hint) {
    that(new Check(requirement, holds, exchange.sent(), received(exchange), expected, hint));
  }

  /** For what is no answer by HTTPS: each word is the test's own. */
  public void that(
      Requirement requirement,
      boolean holds,
      String sent,
      String received,
      String expected,
      String hint) {
    that(new Check(requirement, holds, sent, received, expected, hint));
  }

  /** A target that falls over what it is sent keeps none of the sentences that a test is about. */
  void crashed(String what) {
    for (Requirement each : declared) {
      String hint = "Whatever comes from a network must be refused, not fallen over.";
      that(each, false, what, "the device crashed", "the device goes on", hint);
    }
  }

  /** The connection ended without one byte of HTTP. */
  public void noHttp(Requirement requirement, Exchange exchange, String hint) {
    boolean holds = exchange.outcome() instanceof Outcome.Refused;
    that(requirement, holds, exchange, "the connection ends without an HTTP answer", hint);
  }

  public void status(Requirement requirement, Exchange exchange, int status, String hint) {
    that(requirement, exchange.status() == status, exchange, "HTTP " + status, hint);
  }

  /** A problem document of that type, with its registered status. */
  public void problem(Requirement requirement, Exchange exchange, ProblemType type, String hint) {
    boolean holds =
        exchange.status() == type.status()
            && problem(exchange).map(Problem::type).filter(type::equals).isPresent();
    String expected = "HTTP " + type.status() + " with the problem " + type.urn();
    that(requirement, holds, exchange, expected, hint);
  }

  /** 200 with a receipt document for exactly that report. */
  public void receipt(Requirement requirement, Exchange exchange, Receipt receipt, String hint) {
    boolean holds =
        exchange.status() == 200 && receipt(exchange).filter(receipt::equals).isPresent();
    String expected =
        "HTTP 200 with a receipt for epoch " + receipt.epoch() + ", sequence " + receipt.sequence();
    that(requirement, holds, exchange, expected, hint);
  }

  private void that(Check check) {
    if (!declared.contains(check.requirement())) {
      throw new IllegalStateException(
          "The test checks " + check.requirement().id() + " without @Verifies of it");
    }
    made.add(check);
  }

  public List<Check> made() {
    return List.copyOf(made);
  }

  /** Keeps what was measured of it; a test that does only this is never counted. */
  public void measured(Requirement requirement, Measure measure) {
    if (!declared.contains(requirement)) {
      throw new IllegalStateException("The test measures " + requirement.id() + " without a word");
    }
    measures.add(measure);
  }

  List<Measure> measures() {
    return List.copyOf(measures);
  }

  /** What the test declares and never looked at: it would pass without having checked anything. */
  Optional<String> leftOut() {
    List<Requirement> left = new ArrayList<>(declared);
    made.forEach(check -> left.remove(check.requirement()));
    return left.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "The test checked nothing of "
                + left.stream().map(Requirement::id).collect(Collectors.joining(", ")));
  }

  private static Optional<Problem> problem(Exchange exchange) {
    return exchange
        .outcome()
        .answer()
        .filter(response -> response.mediaType().equals(PROBLEM))
        .flatMap(response -> read(response, ProblemCodec::read));
  }

  private static Optional<Receipt> receipt(Exchange exchange) {
    return exchange
        .outcome()
        .answer()
        .filter(response -> response.mediaType().equals(DOCUMENT))
        .flatMap(response -> read(response, ReceiptCodec::read));
  }

  /** What came back, in one line: a problem with its words, any other body by its first ones. */
  private static String received(Exchange exchange) {
    Optional<Problem> problem = problem(exchange);
    if (problem.isPresent()) {
      return exchange.outcome()
          + ", problem "
          + problem.get().type().urn()
          + (problem.get().detail() == null ? "" : ": " + problem.get().detail());
    }
    return exchange
        .outcome()
        .answer()
        .filter(response -> response.body().length() > 0)
        .map(response -> exchange.outcome() + ", " + described(response))
        .orElse(exchange.outcome().toString());
  }

  private static String described(Response response) {
    String type = response.mediaType().isEmpty() ? "no media type" : response.mediaType();
    String text = Redaction.body(response.body().text()).replaceAll("\\s+", " ");
    return type + ": " + (text.length() > 160 ? text.substring(0, 160) + "..." : text);
  }

  private static <T> Optional<T> read(Response response, Reading<T> reading) {
    try {
      return Optional.of(reading.read(response.body().bytes()));
    } catch (ProtocolException e) {
      return Optional.empty();
    }
  }

  @FunctionalInterface
  private interface Reading<T> {
    T read(byte[] document) throws ProtocolException;
  }
}
