package io.platen.reference.simulate;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the simulated printers can be told.
 *
 * <pre>
 * GET    /printers           all of them
 * GET    /printers/N         one
 * POST   /printers/N/alert   {"code":8,"description":"..."}: a row in its alert table, no trap
 * DELETE /printers/N/alert   {"code":8}: takes it away; without a body, all that were raised
 * POST   /printers/N/print   {"pages":10}
 * </pre>
 */
final class Control {
  private static final Pattern PATH = Pattern.compile("/printers(?:/(\\d{1,6})(/alert|/print)?)?");
  private static final int MOST_PAGES = 1_000_000;

  private final List<Endpoint> endpoints;

  Control(List<Endpoint> endpoints) {
    this.endpoints = endpoints;
  }

  /** A status of HTTP and a body. */
  record Answer(int status, JsonValue body) {}

  /** A request that is not served, and why. */
  static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    Refusal(int status, String message) {
      super(message);
      this.status = status;
    }

    Answer answer() {
      return new Answer(status, Json.createObjectBuilder().add("error", getMessage()).build());
    }
  }

  Answer answer(String method, String path, String body) throws Refusal {
    Matcher matcher = PATH.matcher(path);
    if (!matcher.matches()) {
      throw new Refusal(404, "There is /printers, /printers/N, /printers/N/alert and /print");
    }
    @Nullable String number = matcher.group(1);
    @Nullable String action = matcher.group(2);
    if (number == null) {
      return get(method, all());
    }
    Endpoint endpoint = endpoint(Integer.parseInt(number));
    if (action == null) {
      return get(method, describe(endpoint).build());
    }
    return action.equals("/alert") ? alert(method, endpoint, body) : print(method, endpoint, body);
  }

  private Endpoint endpoint(int number) throws Refusal {
    if (number < 1 || number > endpoints.size()) {
      throw new Refusal(
          404, "There is no printer " + number + ": they are 1 to " + endpoints.size());
    }
    return endpoints.get(number - 1);
  }

  private static Answer get(String method, JsonValue body) throws Refusal {
    if (!method.equals("GET")) {
      throw new Refusal(405, "Here is only GET, not " + method);
    }
    return new Answer(200, body);
  }

  private static Answer alert(String method, Endpoint endpoint, String body) throws Refusal {
    switch (method) {
      case "POST" -> {
        JsonObject wanted = object(body);
        endpoint.printer().raise(code(wanted), wanted.getString("description", null));
        return new Answer(201, describe(endpoint).build());
      }
      case "DELETE" -> {
        IntPredicate which = body.isBlank() ? code -> true : sameCode(object(body));
        if (endpoint.printer().clear(which) == 0) {
          throw new Refusal(404, "No such alert was raised here");
        }
        return new Answer(200, describe(endpoint).build());
      }
      default -> throw new Refusal(405, "Here is POST and DELETE, not " + method);
    }
  }

  private static Answer print(String method, Endpoint endpoint, String body) throws Refusal {
    if (!method.equals("POST")) {
      throw new Refusal(405, "Here is only POST, not " + method);
    }
    endpoint.printer().print(number(object(body), "pages", 1, MOST_PAGES));
    return new Answer(200, describe(endpoint).build());
  }

  private static IntPredicate sameCode(JsonObject wanted) throws Refusal {
    int code = code(wanted);
    return raised -> raised == code;
  }

  private static int code(JsonObject wanted) throws Refusal {
    return number(wanted, "code", 1, Integer.MAX_VALUE);
  }

  private static int number(JsonObject wanted, String name, int least, int most) throws Refusal {
    if (!(wanted.get(name) instanceof JsonNumber given)
        || !given.isIntegral()
        || given.doubleValue() < least
        || given.doubleValue() > most) {
      throw new Refusal(400, "The body says {\"" + name + "\":N}, N from " + least + " to " + most);
    }
    return given.intValue();
  }

  private static JsonObject object(String body) throws Refusal {
    try (var reader = Json.createReader(new StringReader(body))) {
      return reader.readObject();
    } catch (JsonException | IllegalStateException e) {
      throw new Refusal(400, "The body is no JSON object: " + e.getMessage());
    }
  }

  private JsonValue all() {
    JsonArrayBuilder items = Json.createArrayBuilder();
    endpoints.forEach(endpoint -> items.add(describe(endpoint)));
    return Json.createObjectBuilder().add("items", items).build();
  }

  private static JsonObjectBuilder describe(Endpoint endpoint) {
    SimulatedPrinter printer = endpoint.printer();
    JsonArrayBuilder alerts = Json.createArrayBuilder();
    printer.raised().forEach(alert -> alerts.add(describe(alert)));
    return Json.createObjectBuilder()
        .add("number", endpoint.number())
        .add("name", printer.name())
        .add("address", endpoint.address().getAddress().getHostAddress())
        .add("port", endpoint.address().getPort())
        .add("community", printer.behaviour().community())
        .add("serial", printer.general(Mib.GENERAL_SERIAL))
        .add("lifeCount", printer.lifeCount())
        .add("requests", printer.requests())
        .add("alerts", alerts);
  }

  private static JsonObjectBuilder describe(RaisedAlert alert) {
    return Json.createObjectBuilder()
        .add("index", alert.index())
        .add("code", alert.code())
        .add("description", alert.description());
  }
}
