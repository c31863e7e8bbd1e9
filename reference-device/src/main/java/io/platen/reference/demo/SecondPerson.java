package io.platen.reference.demo;

import io.platen.reference.CommandFailure;
import io.platen.reference.stack.ServerAddresses;
import io.platen.reference.stack.ServerApi;
import io.platen.reference.stack.Tls;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A second administrator, who is invited, sets a password and makes a token: what takes a device
 * away from its server needs two people. PLT-CMD-023.
 */
final class SecondPerson {
  private static final String NAME = "second";
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(30);

  private final ServerAddresses addresses;
  private final HttpClient http;

  SecondPerson(ServerAddresses addresses) {
    this.addresses = addresses;
    this.http =
        HttpClient.newBuilder()
            .sslContext(Tls.trusting(addresses.authority()))
            .cookieHandler(new CookieManager())
            .build();
  }

  /**
   * @param api of the administrator who invites
   * @return the new person's own token
   */
  String token(ServerApi api) throws InterruptedException {
    JsonObject invited =
        api.post(
            "/users",
            Json.createObjectBuilder().add("user", NAME).add("role", "administrator").build());
    accept(invited.getString("path"));
    String csrf = json(send(request("/session").build())).getString("csrf");
    JsonObject wanted =
        Json.createObjectBuilder()
            .add("name", "Conformance suite, second person")
            .add("role", "administrator")
            .build();
    HttpRequest.Builder order =
        request("/tokens")
            .header("Content-Type", "application/json")
            .header("X-Platen-Csrf", csrf)
            .POST(BodyPublishers.ofString(wanted.toString()));
    return json(send(order.build())).getString("token");
  }

  /** As a browser sends the page's form; the session is in the cookie of the answer. */
  private void accept(String path) throws InterruptedException {
    String code = path.substring(path.indexOf("code=") + "code=".length());
    String form = "code=" + code + "&password=" + encoded(Passwords.make());
    URI page = addresses.console().resolve(path.substring(0, path.indexOf('?')));
    HttpRequest request =
        HttpRequest.newBuilder(page)
            .timeout(ANSWERS_WITHIN)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Sec-Fetch-Site", "same-origin")
            .POST(BodyPublishers.ofString(form))
            .build();
    HttpResponse<String> answer = send(request);
    if (answer.statusCode() / 100 > 3) {
      throw new CommandFailure("The invitation is answered with " + answer.statusCode());
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(addresses.api() + path)).timeout(ANSWERS_WITHIN);
  }

  private HttpResponse<String> send(HttpRequest request) throws InterruptedException {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new CommandFailure(request.uri() + " fails: " + e, e);
    }
  }

  private static JsonObject json(HttpResponse<String> answer) {
    try (var reader = Json.createReader(new StringReader(answer.body()))) {
      return reader.readObject();
    } catch (JsonException e) {
      throw new CommandFailure(
          answer.uri() + " answers " + answer.statusCode() + ": " + answer.body(), e);
    }
  }
}
