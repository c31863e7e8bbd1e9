package io.platen.reference;

import static io.platen.protocol.Requirement.PLT_LIV_002;
import static io.platen.protocol.Requirement.PLT_LIV_003;
import static io.platen.protocol.Requirement.PLT_LIV_004;
import static io.platen.reference.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.testing.ForeignProcess;
import io.platen.protocol.Verifies;
import io.platen.reference.demo.RunningDemo;
import io.platen.reference.stack.JavaProcess;
import io.platen.reference.stack.ServerApi;
import io.platen.reference.testing.DemoStack;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The packaged device and the packaged server with a real HAProxy between them that lets less and
 * less through: each form of the channel carries commands there and results back.
 */
@ExtendWith(DemoStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProxiedChannelIT {
  /** A device waits 30 seconds for a first word, and a little at random before the next form. */
  private static final Duration BOUNDED = Duration.ofMinutes(3);

  private static final List<String> WAYS = List.of("WHOLE", "UPGRADES", "BUFFERS", "PASSES");

  private final Map<String, Integer> ports = new TreeMap<>();
  private RunningDemo demo;
  private ForeignProcess proxy;
  private Path folder;

  @BeforeAll
  void start(RunningDemo running, @TempDir Path temporary) throws Exception {
    folder = temporary;
    Path haproxy = ForeignProcess.demand("haproxy", "haproxy");
    ForeignProcess.demand("openssl", "openssl");
    demo = running;
    Path authority = demo.addresses().authority();
    Files.copy(authority, folder.resolve("authority.pem"));
    join("proxy-both.pem", DemoStack.proxy().resolve("proxy.pem"), "proxy.key");
    openssl(
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 9 -subj /CN=localhost"
            + " -addext subjectAltName=DNS:localhost -addext basicConstraints=critical,CA:FALSE"
            + " -keyout front.key -out front.pem -CA authority.pem -CAkey "
            + demo.server().data().resolve("tls/authority.key"));
    join("front-both.pem", folder.resolve("front.pem"), "front.key");
    String text = resource().replace("DEVICE", "" + demo.addresses().device().getPort());
    for (String way : WAYS) {
      ports.put(way, freePort());
      text = text.replace(":" + way, ":" + ports.get(way));
    }
    Path config = Files.writeString(folder.resolve("haproxy.cfg"), text);
    proxy =
        ForeignProcess.start(
            folder,
            Map.of(),
            List.of(haproxy.toString(), "-db", "-C", folder.toString(), "-f", config.toString()));
  }

  @AfterAll
  void stop() {
    if (proxy != null) {
      proxy.close();
    }
  }

  private void join(String name, Path certificate, String key) throws IOException {
    Files.writeString(
        folder.resolve(name),
        Files.readString(certificate) + Files.readString(certificate.resolveSibling(key)));
  }

  private void openssl(String arguments) throws Exception {
    Process process =
        new ProcessBuilder(("openssl " + arguments).split(" ", -1))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  private static String resource() throws IOException {
    try (InputStream file = ProxiedChannelIT.class.getResourceAsStream("channel-haproxy.cfg")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  @ParameterizedTest(name = "{1} where the proxy {0}")
  @CsvSource({"PASSES, websocket", "WHOLE, websocket", "UPGRADES, events", "BUFFERS, poll"})
  @Verifies(
      positive = {PLT_LIV_002, PLT_LIV_003, PLT_LIV_004},
      negative = PLT_LIV_004)
  void carries_commands_and_their_results_by_the_form_that_gets_through(String way, String form)
      throws Exception {
    // given
    ServerApi.Registered registered = demo.api().register("Behind a proxy, " + way);
    Path log = folder.resolve(way + ".log");
    try (JavaProcess device = device(way, registered, log)) {
      // when
      String open = "https://localhost:" + ports.get(way) + " (" + form + ")";
      eventually("The channel", BOUNDED, () -> Files.readString(log), said -> said.contains(open));
      String first = order(registered.id());
      String second = order(registered.id());
      // then
      assertThat(device.isAlive()).isTrue();
      for (String command : List.of(first, second)) {
        eventually("Its end", BOUNDED, () -> state(registered.id(), command), "done"::equals);
      }
    }
  }

  private JavaProcess device(String way, ServerApi.Registered registered, Path log)
      throws IOException {
    String host = "https://localhost:" + ports.get(way);
    Path config =
        Files.writeString(
            folder.resolve(way + ".properties"),
            String.join(
                "\n",
                "data=" + folder.resolve(way),
                "update1=" + host,
                "download=" + host,
                "enrolment=" + demo.addresses().enrolment(),
                "authority=" + folder.resolve("authority.pem"),
                "activation=" + registered.activationCode(),
                "schedule.spread=0"));
    return JavaProcess.start(
        DemoStack.packaged("platen.device.jar"),
        List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m"),
        List.of("run", "--config", config.toString()),
        log);
  }

  private String order(UUID device) throws InterruptedException {
    return demo.api()
        .post(
            "/devices/" + device + "/commands",
            Json.createObjectBuilder().add("kind", "scan").build())
        .getString("id");
  }

  private String state(UUID device, String command) throws InterruptedException {
    JsonObject found = demo.api().get("/devices/" + device + "/commands/" + command);
    return found.getString("state");
  }
}
