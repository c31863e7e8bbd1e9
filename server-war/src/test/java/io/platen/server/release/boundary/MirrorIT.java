package io.platen.server.release.boundary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.server.testing.SharedServer;
import io.platen.server.testing.TestAuthority;
import io.platen.server.testing.TestMaker;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.KeyStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A maker publishes to the real server, and a device fetches. */
@ExtendWith(SharedServer.class)
class MirrorIT {
  private static TestMaker maker;
  private static SharedServer server;
  private static HttpClient anybody;
  private static HttpClient device;
  private static String token;

  @BeforeAll
  static void publish() throws Exception {
    maker =
        new TestMaker(Instant.now().truncatedTo(ChronoUnit.SECONDS))
            .release("2026.3", "2.4.1", 1, 400_000)
            .sign();
    server = SharedServer.get();
    anybody = client(null);
    device = client(server.devices().issue(server.newDevice("fetches updates")));
    HttpResponse<String> made =
        api(
            server.token(),
            "POST",
            "/tokens",
            "{\"name\":\"desk\",\"role\":\"administrator\",\"scope\":\"releases\"}"
                .getBytes(UTF_8));
    Matcher secret = Pattern.compile("\"token\":\"([^\"]+)\"").matcher(made.body());
    assertThat(secret.find()).as(made.body()).isTrue();
    token = secret.group(1);
    for (Map.Entry<String, byte[]> each : maker.objects().entrySet()) {
      assertThat(api(token, "PUT", "/objects/" + each.getKey(), each.getValue()).statusCode())
          .isIn(200, 201);
    }
    for (Map.Entry<String, byte[]> each : maker.files().entrySet()) {
      HttpResponse<String> answer =
          api(token, "PUT", "/repositories/acme/files/" + each.getKey(), each.getValue());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
  }

  @Test
  void a_device_gets_every_file_and_every_object_to_the_byte() throws Exception {
    for (Map.Entry<String, byte[]> each : maker.files().entrySet()) {
      assertThat(get("/download/v1/updates/acme/" + each.getKey()).body())
          .isEqualTo(each.getValue());
    }
    for (Map.Entry<String, byte[]> each : maker.objects().entrySet()) {
      HttpResponse<byte[]> answer = get("/download/v1/objects/" + each.getKey());
      assertThat(answer.body()).isEqualTo(each.getValue());
      assertThat(answer.headers().firstValue("ETag")).contains("\"" + each.getKey() + "\"");
    }
  }

  @Test
  void a_device_gets_a_range_and_says_so_when_it_has_all() throws Exception {
    // given
    Map.Entry<String, byte[]> pack = maker.objects().entrySet().iterator().next();
    String path = "/download/v1/objects/" + pack.getKey();
    // when
    HttpResponse<byte[]> part = get(path, "Range", "bytes=1000-1999");
    HttpResponse<byte[]> unchanged = get(path, "If-None-Match", "\"" + pack.getKey() + "\"");
    HttpResponse<byte[]> behind = get(path, "Range", "bytes=" + pack.getValue().length + "-");
    // then
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(pack.getValue(), 1000, 2000));
    assertThat(unchanged.statusCode()).isEqualTo(304);
    assertThat(behind.statusCode()).isEqualTo(416);
    assertThat(get("/download/v1/objects/" + "0".repeat(64)).statusCode()).isEqualTo(404);
  }

  @Test
  void a_token_for_releases_opens_nothing_else() throws Exception {
    assertThat(api(token, "GET", "/releases", new byte[0]).body()).contains("\"2026.3\"");
    assertThat(api(token, "GET", "/users", new byte[0]).statusCode()).isEqualTo(403);
  }

  private static HttpResponse<byte[]> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.addresses().getProperty("device.url") + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return device.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static HttpResponse<String> api(String by, String method, String path, byte[] body)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.addresses().getProperty("api.url") + path))
            .header("Authorization", "Bearer " + by)
            .method(method, BodyPublishers.ofByteArray(body));
    if (body.length > 0) {
      request.header(
          "Content-Type", method.equals("POST") ? "application/json" : "application/octet-stream");
    }
    return anybody.send(request.build(), BodyHandlers.ofString());
  }

  private static HttpClient client(KeyStore key) throws Exception {
    KeyStore trust = TestAuthority.emptyStore();
    try (var pem = java.nio.file.Files.newInputStream(server.folder().resolve("authority.pem"))) {
      trust.setCertificateEntry(
          "authority",
          java.security.cert.CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trust);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(
        key == null ? null : TestAuthority.managers(key), managers.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(context).build();
  }
}
