package io.platen.device.link;

import static io.platen.protocol.Requirement.PLT_LNK_032;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.testing.LiveServer;
import io.platen.device.testing.TestAuthority;
import io.platen.device.testing.TestServer;
import io.platen.protocol.Verifies;
import io.platen.protocol.live.LiveMessage;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Proxies that want a login, met by a Java runtime as it comes: no property is set, and its {@code
 * net.properties} switch Basic off for tunnels ({@code jdk.http.auth.tunneling.disabledSchemes}).
 * PLT-LNK-032.
 */
class FreshJvmProxyTest {
  private static final UUID ID = UUID.fromString("0b7e3c1e-9f43-4d0a-8a55-5f3a7e1c2d01");
  private static final TestAuthority AUTHORITY = new TestAuthority("test authority");

  @TempDir private Path folder;
  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer(AUTHORITY.server(), AUTHORITY.certificate(), ID);
    TestAuthority.Issued own = AUTHORITY.device(ID);
    pem("authority.pem", "CERTIFICATE", AUTHORITY.certificate().getEncoded());
    pem("device.pem", "CERTIFICATE", own.certificate().getEncoded());
    pem("device.key", "PRIVATE KEY", own.key().getEncoded());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void pem(String name, String type, byte[] content) {
    TestAuthority.writePem(folder.resolve(name), type, content);
  }

  private String run(Class<?> what, URI host, URI proxy) throws Exception {
    ProcessBuilder java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                what.getName(),
                ID.toString(),
                host.toString(),
                proxy.toString(),
                folder.toString())
            .redirectErrorStream(true);
    java.environment().keySet().removeIf(name -> name.endsWith("JAVA_OPTIONS"));
    Process process = java.start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(names = {"BASIC", "DIGEST_MD5", "DIGEST_SHA_256"})
  @Verifies(positive = PLT_LNK_032)
  void gets_through_with_its_very_first_cycle(TestProxy.Login login) throws Exception {
    // given
    try (TestProxy proxy = new TestProxy(login)) {
      // when
      String said = run(FreshDevice.class, server.address(), proxy.address());

      // then
      assertThat(said.strip()).endsWith("DONE");
      assertThat(server.reports()).hasSize(1);
      assertThat(proxy.authorizations()).last().asString().isNotEqualTo("-");
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(names = {"BASIC", "DIGEST_MD5", "DIGEST_SHA_256"})
  @Verifies(positive = PLT_LNK_032)
  void opens_a_websocket_with_its_very_first_try(TestProxy.Login login) throws Exception {
    // given
    try (TestProxy proxy = new TestProxy(login);
        LiveServer live = new LiveServer(AUTHORITY.server(), AUTHORITY.certificate())) {
      // when
      String said = run(FreshChannel.class, live.address(), proxy.address());

      // then
      assertThat(said.strip()).endsWith("websocket");
      assertThat(live.next().heard()).isEqualTo(new LiveMessage.Hello(ID, 0, "test 1"));
      assertThat(proxy.authorizations()).last().asString().isNotEqualTo("-");
    }
  }
}
