package io.platen.conformance.subject;

import io.platen.conformance.json.JsonReader;
import io.platen.conformance.json.JsonText;
import io.platen.conformance.wire.Body;
import io.platen.conformance.wire.Exchange;
import io.platen.conformance.wire.Hello;
import io.platen.conformance.wire.HttpsClient;
import io.platen.conformance.wire.Request;
import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What the suite asks of the people who run the server under test, by five calls of REST. None of
 * it comes into a transcript: their tokens do not belong there.
 */
public final class Operator {
  private final Means means;
  private final HttpsClient client;

  /**
   * How the operators are reached.
   *
   * @param url what the paths of the calls are added to
   * @param token of the one who orders
   * @param second of somebody else, who confirms
   */
  public record Means(URI url, String token, Optional<String> second) {}

  Operator(Means means, HttpsClient client) {
    this.means = means;
    this.client = client;
  }

  /**
   * A command that was ordered.
   *
   * @param expires as the server has it, which may be earlier than was asked for
   */
  public record Ordered(UUID id, Instant expires) {}

  /**
   * @param kind a token of the registry {@code commands}
   * @throws Unmet where the server's operator cannot order it
   */
  public Ordered order(UUID device, String kind, long minutes) {
    return order(device, kind, Map.of(), minutes);
  }

  /**
   * @param parameters as the registry {@code commands} has them
   */
  public Ordered order(UUID device, String kind, Map<String, String> parameters, long minutes) {
    Map<String, Object> wanted = new TreeMap<>(Map.of("kind", kind, "deadlineMinutes", minutes));
    if (!parameters.isEmpty()) {
      wanted.put("parameters", new TreeMap<>(parameters));
    }
    Map<?, ?> made = demand("POST", "/devices/" + device + "/commands", JsonText.of(wanted));
    try {
      return new Ordered(
          UUID.fromString(String.valueOf(made.get("id"))),
          Instant.parse(String.valueOf(made.get("expires"))));
    } catch (IllegalArgumentException | DateTimeParseException e) {
      throw new Unmet("The operator's interface answers an order without id and expires: " + made);
    }
  }

  /** As {@link #order}, where nothing is lost if the server does not take it. */
  public void orderIfTaken(UUID device, String kind) {
    Map<String, Object> wanted = new TreeMap<>(Map.of("kind", kind, "deadlineMinutes", 10));
    call("POST", "/devices/" + device + "/commands", JsonText.of(wanted), means.token());
  }

  /** Where a command stands: awaiting, waiting, sent, running, or how it ended. */
  public String state(UUID device, UUID command) {
    Map<?, ?> found = demand("GET", "/devices/" + device + "/commands/" + command, "");
    return String.valueOf(found.get("state"));
  }

  /** All that the one who ordered it is shown of a command, as text. */
  public String shown(UUID device, UUID command) {
    return JsonText.of(demand("GET", "/devices/" + device + "/commands/" + command, ""));
  }

  /** The one who ordered it tries to be the second person, too. */
  public void confirmAlone(UUID device, UUID command) {
    call("POST", "/devices/" + device + "/commands/" + command + "/confirm", "", means.token());
  }

  /** Returns the answer's text. */
  public String confirm(UUID device, UUID command) {
    String second =
        means
            .second()
            .orElseThrow(() -> new Unmet("The configuration names no operator.second.token"));
    String path = "/devices/" + device + "/commands/" + command + "/confirm";
    Exchange exchange = call("POST", path, "", second);
    if (exchange.status() / 100 != 2) {
      throw new Unmet("The second operator cannot confirm: " + exchange.outcome());
    }
    return exchange.outcome().answer().map(each -> each.body().text()).orElse("");
  }

  public void deactivate(UUID device) {
    demand("POST", "/devices/" + device + "/deactivate", "");
  }

  public void activate(UUID device) {
    demand("POST", "/devices/" + device + "/activate", "");
  }

  private Map<?, ?> demand(String method, String path, String body) {
    Exchange exchange = call(method, path, body, means.token());
    String text = exchange.outcome().answer().map(each -> each.body().text()).orElse("");
    if (exchange.status() / 100 != 2) {
      throw new Unmet(
          "The operator's interface answers "
              + method
              + " "
              + path
              + " with "
              + exchange.outcome()
              + ": "
              + text);
    }
    try {
      return text.isBlank() ? Map.of() : (Map<?, ?>) JsonReader.read(text);
    } catch (IllegalArgumentException | ClassCastException e) {
      throw new Unmet("The operator's interface answers " + path + " with no JSON object");
    }
  }

  private Exchange call(String method, String path, String body, String token) {
    String base = means.url().toString();
    URI uri = URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    Request request =
        method.equals("GET")
            ? Request.get(uri)
            : Request.post(uri, "application/json", Body.of(body));
    return client.exchange(null, Hello.TLS_1_3, request.with("Authorization", "Bearer " + token));
  }
}
