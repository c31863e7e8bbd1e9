package io.platen.protocol.update.tuf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The public suite's test_static_repositories, by {@code target/tuf-client} itself, which the build
 * makes: files in a folder that expire in a far future. There they are of other implementations;
 * here they are ours, since none of others' are kept here.
 */
class TufScriptTest {
  private static final Path SCRIPT = Path.of("target/tuf-client").toAbsolutePath();
  private static final Instant FAR = Instant.parse("9999-01-01T00:00:00Z");

  @TempDir Path folder;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    for (String each : List.of("served/metadata", "served/targets", "metadata", "targets")) {
      Files.createDirectories(folder.resolve(each));
    }
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::file);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void file(HttpExchange exchange) throws IOException {
    Path file = folder.resolve("served" + exchange.getRequestURI().getPath());
    try (exchange) {
      if (Files.isRegularFile(file)) {
        byte[] content = Files.readAllBytes(file);
        exchange.sendResponseHeaders(200, content.length);
        exchange.getResponseBody().write(content);
      } else {
        exchange.sendResponseHeaders(404, -1);
      }
    }
  }

  /** Two roots, and a delegated role that names one target. */
  private void write() throws IOException {
    TufRepository repository = new TufRepository();
    repository.delegate("targets", "delegated", true, "files/*");
    repository.role("delegated").targets.put("files/one.txt", TufRepository.bytes("the content"));
    repository.hashes = true;
    repository.roles.values().forEach(role -> role.expires = FAR);
    Files.write(folder.resolve("initial.json"), repository.newest("root"));
    repository.publish("delegated", "targets", "snapshot", "timestamp", "root");
    for (String role : repository.roles.keySet()) {
      int edition = 1;
      for (byte[] file : repository.published.get(role)) {
        String name = role.equals("timestamp") ? role : edition++ + "." + role;
        Files.write(folder.resolve("served/metadata/" + name + ".json"), file);
      }
    }
    Path target = folder.resolve("served/targets/files");
    Files.createDirectories(target);
    byte[] content = TufRepository.bytes("the content");
    Files.write(target.resolve(TufKey.sha256(content) + ".one.txt"), content);
  }

  private int call(String... command) throws IOException, InterruptedException {
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    List<String> line =
        new ArrayList<>(
            List.of(
                SCRIPT.toString(),
                "--metadata-dir",
                folder.resolve("metadata").toString(),
                "--metadata-url",
                url + "/metadata",
                "--target-base-url",
                url + "/targets",
                "--target-dir",
                folder.resolve("targets").toString()));
    line.addAll(List.of(command));
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    int code = process.waitFor();
    assertThat(output.isEmpty()).as(output).isEqualTo(code == 0);
    return code;
  }

  @Test
  void static_repository() throws Exception {
    // given
    write();
    assertThat(call("init", folder.resolve("initial.json").toString())).isZero();

    // when
    assertThat(call("refresh")).isZero();
    assertThat(call("--target-name", "files/one.txt", "download")).isZero();

    // then
    assertThat(folder.resolve("metadata").toFile().list())
        .containsExactlyInAnyOrder(
            "root.json", "timestamp.json", "snapshot.json", "targets.json", "delegated.json");
    assertThat(Files.readString(folder.resolve("targets/files%2Fone.txt")))
        .isEqualTo("the content");
    assertThat(call("--target-name", "files/none.txt", "download")).isEqualTo(1);
  }
}
