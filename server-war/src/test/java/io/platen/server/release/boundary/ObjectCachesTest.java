package io.platen.server.release.boundary;

import static io.platen.protocol.Requirement.PLT_UPD_410;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.platen.protocol.Verifies;
import io.platen.protocol.content.Sha256;
import io.platen.server.launcher.FreePort;
import io.platen.server.testing.Peer;
import io.platen.server.testing.TestAuthority;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real nginx, as docs/how-to/serve-updates-through-a-cache.md sets it up. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ObjectCachesTest {
  /** More than a slice, and more than lies between two sockets. */
  private static final int LENGTH = 40_000_000;

  @TempDir private static Path folder;
  private final byte[] content = new byte[LENGTH];
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<String> certificates = new CopyOnWriteArrayList<>();
  private String object;
  private KeyStore own;
  private int front;
  private HttpServer server;
  private Process nginx;
  private Peer shell;

  @BeforeAll
  void start() throws Exception {
    Peer.demand("curl", "curl");
    Peer.demand("openssl", "openssl");
    Peer.demand("nginx-light", "nginx");
    new Random(7).nextBytes(content);
    object = Sha256.of(content).toString();
    Files.createDirectories(folder.resolve("objects"));
    Files.write(folder.resolve("objects").resolve(object), content);
    shell = new Peer(folder);
    shell.run(
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 9 -subj /CN=f"
            .concat(" -addext subjectAltName=DNS:folder.localhost,DNS:cache.localhost")
            .concat(" -keyout front.key -out front.pem")
            .split(" ", -1));
    certificates();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    startNginx();
  }

  private void certificates() throws Exception {
    TestAuthority devices = TestAuthority.named("Devices");
    own = devices.issue("own");
    TestAuthority.writePem(own, folder.resolve("own.pem"), folder.resolve("own.key"));
    TestAuthority.writePem(
        TestAuthority.named("Another").issue("foreign"),
        folder.resolve("foreign.pem"),
        folder.resolve("foreign.key"));
    Files.writeString(
        folder.resolve("enrolment-authority.pem"),
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder().encodeToString(devices.certificate().getEncoded())
            + "\n-----END CERTIFICATE-----\n");
  }

  private void startNginx() throws Exception {
    try (ServerSocket free = FreePort.hold(InetAddress.getLoopbackAddress())) {
      front = free.getLocalPort();
    }
    copy("/io/platen/server/operation/client-cert.js");
    copy("/io/platen/server/release/boundary/object-caches.conf");
    nginx =
        new ProcessBuilder(
                "nginx", "-p", folder + "/", "-e", "nginx.log", "-c", "object-caches.conf")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("nginx.out").toFile())
            .start();
    shell.run(
        "curl", "-sk", "--retry", "60", "--retry-all-errors", "--retry-delay", "1", url("folder"));
  }

  private void copy(String resource) throws IOException {
    try (InputStream file = ObjectCachesTest.class.getResourceAsStream(resource)) {
      Files.writeString(
          folder.resolve(Path.of(resource).getFileName()),
          new String(file.readAllBytes(), StandardCharsets.UTF_8)
              .replace("FRONT", Integer.toString(front))
              .replace("SERVER", Integer.toString(server.getAddress().getPort()))
              .replace("FOLDER", folder.toString()));
    }
  }

  @AfterAll
  void stop() {
    if (nginx != null) {
      nginx.destroy();
      nginx.onExit().join();
    }
    if (server != null) {
      server.stop(0);
    }
  }

  /** As {@link ObjectResource} answers. */
  private void answer(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    asked.add(range);
    certificates.add(exchange.getRequestHeaders().getFirst("Client-Cert"));
    String[] ends = range.substring("bytes=".length()).split("-", -1);
    int from = Integer.parseInt(ends[0]);
    int to = Math.min(LENGTH, Integer.parseInt(ends[1]) + 1);
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + LENGTH);
    headers.set("ETag", "\"" + object + "\"");
    headers.set("Accept-Ranges", "bytes");
    headers.set("Cache-Control", ObjectResource.CACHE);
    exchange.sendResponseHeaders(206, to - from);
    exchange.getResponseBody().write(content, from, to - from);
    exchange.close();
  }

  private String url(String host) {
    return "https://" + host + ".localhost:" + front + "/download/v1/objects/" + object;
  }

  private List<String> curl(String host, String... more) {
    List<String> command =
        new ArrayList<>(List.of("curl", "-s", "--cacert", "front.pem", "--resolve"));
    command.add(host + ".localhost:" + front + ":127.0.0.1");
    command.addAll(List.of(more));
    command.add(url(host));
    return command;
  }

  /** Status; the body is in the file. */
  private String status(String host, String who, String... more) throws Exception {
    List<String> all = new ArrayList<>(List.of(more));
    all.addAll(List.of("-o", "body", "-D", "head", "-w", "%{http_code}"));
    if (!who.isEmpty()) {
      all.addAll(List.of("--cert", who + ".pem", "--key", who + ".key"));
    }
    return shell.run(curl(host, all.toArray(new String[0])).toArray(new String[0]));
  }

  private byte[] body() throws IOException {
    return Files.readAllBytes(folder.resolve("body"));
  }

  private String tag() throws IOException {
    String begin = "etag: ";
    return head()
        .lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(begin))
        .findFirst()
        .orElseThrow()
        .substring(begin.length())
        .strip();
  }

  private String head() throws IOException {
    return Files.readString(folder.resolve("head"));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"folder", "cache"})
  void gives_devices_ranges_and_goes_on_where_one_was_cut_off(String host) throws Exception {
    // when
    String first = status(host, "own", "-r", "4194000-4195000");
    byte[] part = body();
    String goesOn = status(host, "own", "-r", "39999990-", "-H", "If-Range: " + tag());
    byte[] rest = body();
    String other = status(host, "own", "-r", "5-9", "-H", "If-Range: \"another\"");
    // then
    assertThat(first).isEqualTo("206");
    assertThat(part).isEqualTo(Arrays.copyOfRange(content, 4_194_000, 4_195_001));
    assertThat(goesOn).isEqualTo("206");
    assertThat(rest).isEqualTo(Arrays.copyOfRange(content, 39_999_990, LENGTH));
    assertThat(other).isEqualTo("200");
    assertThat(Sha256.of(body())).hasToString(object);
    assertThat(head()).contains("immutable", "max-age=31536000");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"folder", "cache"})
  void gives_nothing_to_who_shows_no_certificate_of_a_device(String host) throws Exception {
    // given: it is in the cache
    status(host, "own", "-r", "0-9");
    // then
    assertThat(status(host, "", "-r", "0-9")).isEqualTo("403");
    assertThat(status(host, "foreign", "-r", "0-9")).isEqualTo("403");
  }

  @Test
  void asks_the_server_once_for_each_part_and_shows_it_the_device_certificate() throws Exception {
    // given
    status("cache", "own");
    int before = asked.size();
    // when
    String again = status("cache", "own");
    // then
    assertThat(again).isEqualTo("200");
    assertThat(Sha256.of(body())).hasToString(object);
    assertThat(asked).hasSize(before).doesNotHaveDuplicates();
    assertThat(certificates)
        .containsOnly(
            ":" + Base64.getEncoder().encodeToString(own.getCertificate("key").getEncoded()) + ":");
  }

  @Test
  @Verifies(positive = PLT_UPD_410)
  void tells_those_that_are_too_many_when_to_come_again() throws Exception {
    // given: one that has begun and does not read on
    Process slow =
        new ProcessBuilder(
                curl("folder", "--cert", "own.pem", "--key", "own.key", "--limit-rate", "1000"))
            .directory(folder.toFile())
            .start();
    try {
      assertThat(slow.getInputStream().read()).isNotNegative();
      // then
      assertThat(status("folder", "own", "-r", "0-9")).isEqualTo("429");
      assertThat(head()).contains("Retry-After: 30");
    } finally {
      slow.destroy();
      slow.onExit().join();
    }
  }
}
