package io.platen.protocol.update.tuf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line of the public suite, over HTTP; the cases of its test_file_download. */
class TufClientTest {
  private final TufRepository repository = new TufRepository();
  private final List<String> downloads = new ArrayList<>();
  private HttpServer server;
  @TempDir Path folder;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/metadata/", this::metadata);
    server.createContext("/targets/", this::targets);
    server.start();
    Files.createDirectories(folder.resolve("metadata"));
    Files.createDirectories(folder.resolve("targets"));
    Files.write(folder.resolve("initial.json"), repository.newest("root"));
    assertThat(call("init", folder.resolve("initial.json").toString())).isZero();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void metadata(HttpExchange exchange) throws IOException {
    String name = exchange.getRequestURI().getRawPath().substring("/metadata/".length());
    answer(exchange, repository.fetch(URLDecoder.decode(name, UTF_8), Long.MAX_VALUE));
  }

  private void targets(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring("/targets/".length());
    downloads.add(path);
    String plain = path.replaceFirst("[0-9a-f]{64}\\.", "");
    answer(exchange, Optional.ofNullable(repository.role("targets").targets.get(plain)));
  }

  private static void answer(HttpExchange exchange, Optional<byte[]> content) throws IOException {
    try (exchange) {
      if (content.isEmpty()) {
        exchange.sendResponseHeaders(404, -1);
      } else {
        exchange.sendResponseHeaders(200, content.get().length);
        exchange.getResponseBody().write(content.get());
      }
    }
  }

  private int call(String... command) {
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    List<String> args =
        new ArrayList<>(
            List.of(
                "--metadata-dir",
                folder.resolve("metadata").toString(),
                "--metadata-url",
                url + "/metadata",
                "--target-base-url",
                url + "/targets",
                "--target-dir",
                folder.resolve("targets").toString()));
    args.addAll(List.of(command));
    return TufClient.run(TufRepository.NOW, args.toArray(String[]::new));
  }

  private int download(String path) {
    return call("--target-name", path, "download");
  }

  private List<String> downloaded() throws IOException {
    try (var files = Files.list(folder.resolve("targets"))) {
      List<String> contents = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        contents.add(Files.readString(file));
      }
      return contents;
    }
  }

  private void publish(String path, String content) {
    repository.role("targets").targets.put(path, TufRepository.bytes(content));
    repository.publish("targets", "snapshot", "timestamp");
  }

  @Test
  void client_downloads_expected_file() throws Exception {
    // given
    publish("target_file.txt", "target file contents");
    assertThat(call("refresh")).isZero();
    assertThat(downloaded()).isEmpty();

    // when
    assertThat(download("target_file.txt")).isZero();

    // then
    assertThat(downloaded()).containsExactly("target file contents");
  }

  @Test
  void client_downloads_expected_file_in_sub_dir() throws Exception {
    // given
    publish("path/to/a/target_file.txt", "in a folder");

    // when
    assertThat(download("path/to/a/target_file.txt")).isZero();

    // then
    assertThat(downloaded()).containsExactly("in a folder");
    assertThat(downloads.get(0)).startsWith("path/to/a/").endsWith(".target_file.txt");
  }

  @Test
  void artifact_cache() throws Exception {
    // given
    publish("file", "once");
    assertThat(download("file")).isZero();

    // when
    assertThat(download("file")).isZero();

    // then
    assertThat(downloads).hasSize(1);
  }

  @Test
  void multiple_changes_to_target() throws Exception {
    for (int i = 0; i < 5; i++) {
      // given a right change
      publish("file", "content " + i);
      assertThat(download("file")).isZero();
      assertThat(downloaded()).containsExactly("content " + i);

      // when the host then hands out something else
      repository.role("targets").targets.put("file", TufRepository.bytes("malicious"));
      publish("other", "changes nothing of it");
      repository.role("targets").targets.put("file", TufRepository.bytes("evil!!!!!"));
      download("file");

      // then
      assertThat(downloaded()).containsExactly("content " + i);
    }
  }

  @Test
  void unusual_role_names_stay_inside_the_folder() throws Exception {
    // given
    repository.delegate("targets", "../delegatedrole", false, "*");
    repository.publish("../delegatedrole", "targets", "snapshot", "timestamp");

    // when
    assertThat(download("nonexistent")).isEqualTo(1);

    // then
    assertThat(folder.resolve("metadata").toFile().list())
        .contains("..%2Fdelegatedrole.json")
        .hasSize(5);
    assertThat(new File(folder.toFile(), "delegatedrole.json")).doesNotExist();
  }

  @Test
  void says_how_it_is_called() {
    assertThat(call("frobnicate")).isEqualTo(2);
    assertThat(TufClient.run(TufRepository.NOW, "refresh")).isEqualTo(2);
  }
}
