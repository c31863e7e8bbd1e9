package io.platen.reference.stack;

import io.platen.reference.CommandFailure;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The server's REST API, as any other program would call it. */
public final class ServerApi {
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(30);

  private final URI base;
  private final HttpClient http;
  private final @Nullable String token;

  private ServerApi(URI base, HttpClient http, @Nullable String token) {
    this.base = base;
    this.http = http;
    this.token = token;
  }

  public static ServerApi of(ServerAddresses addresses, @Nullable String token) {
    return of(addresses.api(), addresses.authority(), token);
  }

  public static ServerApi of(URI base, Path authority, @Nullable String token) {
    HttpClient http =
        HttpClient.newBuilder()
            .sslContext(Tls.trusting(authority))
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    return new ServerApi(base, http, token);
  }

  /** Makes the first tenant and its administrator; answers an API with that one's token. */
  public String setUp(String setupToken, String tenant, String user, String password)
      throws InterruptedException {
    JsonObject wanted =
        Json.createObjectBuilder()
            .add("token", setupToken)
            .add("tenant", tenant)
            .add("user", user)
            .add("password", password)
            .build();
    return call("POST", "/setup", json(wanted)).getString("apiToken");
  }

  public UUID createDevice(String name) throws InterruptedException {
    return register(name).id();
  }

  /** A record with the code for its device. */
  public record Registered(UUID id, String activationCode) {}

  public Registered register(String name) throws InterruptedException {
    JsonObject created =
        call("POST", "/devices", json(Json.createObjectBuilder().add("name", name).build()));
    return new Registered(
        UUID.fromString(created.getString("id")), created.getString("activationCode"));
  }

  public JsonObject get(String path) throws InterruptedException {
    return call("GET", path, null);
  }

  /** The items of a list, all of its pages. */
  public List<JsonObject> list(String path) throws InterruptedException {
    List<JsonObject> items = new ArrayList<>();
    String cursor = "";
    while (true) {
      JsonObject page = get(path + cursor);
      items.addAll(page.getJsonArray("items").getValuesAs(JsonObject.class));
      if (page.isNull("next")) {
        return items;
      }
      cursor = (path.contains("?") ? "&" : "?") + "cursor=" + page.getString("next");
    }
  }

  public JsonObject post(String path, @Nullable JsonObject body) throws InterruptedException {
    return call("POST", path, body == null ? null : json(body));
  }

  /** Sends a document of another kind. */
  public JsonObject postXml(String path, String document) throws InterruptedException {
    return call("POST", path, new Content("application/xml", document));
  }

  /** What stands there from now on. */
  public JsonObject put(String path, JsonObject body) throws InterruptedException {
    return call("PUT", path, json(body));
  }

  /** What is sent. */
  private record Content(String type, String text) {}

  private static Content json(JsonObject body) {
    return new Content("application/json", body.toString());
  }

  /**
   * @throws CommandFailure with the server's words when it refuses
   */
  private JsonObject call(String method, String path, @Nullable Content body)
      throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(ANSWERS_WITHIN)
            .header("Accept", "application/json")
            .method(
                method,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.text()));
    if (body != null) {
      request.header("Content-Type", body.type());
    }
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    String what = method + " " + base + path;
    try {
      HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new CommandFailure(
            what + " answers " + answer.statusCode() + ": " + answer.body().strip());
      }
      return answer.body().isBlank() ? JsonValue.EMPTY_JSON_OBJECT : object(answer.body());
    } catch (IOException e) {
      throw new CommandFailure(what + " fails: " + e, e);
    } catch (JsonException e) {
      throw new CommandFailure(what + " answers no JSON object: " + e.getMessage(), e);
    }
  }

  private static JsonObject object(String text) {
    try (var reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }
}
