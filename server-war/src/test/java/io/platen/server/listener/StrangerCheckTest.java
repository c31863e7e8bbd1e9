package io.platen.server.listener;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.server.testing.TestAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.Test;

class StrangerCheckTest {
  private static final StrangerCheck CHECK = new StrangerCheck(Duration.ofSeconds(5));

  @Test
  void finds_nothing_where_a_certificate_is_needed_and_tls_1_2_refused() throws Exception {
    try (Door door = Door.secure(true, "TLSv1.3")) {
      assertThat(CHECK.findings(door.endpoint(), DeviceTls.TLS_1_3)).isEmpty();
    }
  }

  @Test
  void finds_a_device_port_that_answers_without_a_certificate() throws Exception {
    try (Door door = Door.secure(false, "TLSv1.3")) {
      assertThat(CHECK.findings(door.endpoint(), DeviceTls.TLS_1_3))
          .singleElement()
          .asString()
          .contains("answers HTTP to a client without a certificate");
    }
  }

  @Test
  void finds_ports_that_accept_tls_1_2_also_where_they_need_a_certificate() throws Exception {
    try (Door door = Door.secure(true, "TLSv1.2", "TLSv1.3")) {
      assertThat(CHECK.findings(door.endpoint(), DeviceTls.TLS_1_3))
          .hasSize(3)
          .allMatch(finding -> finding.contains("accepts TLS 1.2"))
          .anyMatch(finding -> finding.contains("platen-device"))
          .anyMatch(finding -> finding.contains("platen-console"))
          .anyMatch(finding -> finding.contains("platen-enrolment"));
    }
  }

  @Test
  void finds_nothing_where_the_device_port_has_the_suites_of_the_legacy_profile() throws Exception {
    try (Door device = Door.legacy("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
        Door others = Door.secure(true, "TLSv1.3")) {
      assertThat(CHECK.findings(device.endpointBeside(others), DeviceTls.LEGACY)).isEmpty();
    }
  }

  @Test
  void finds_a_suite_that_is_not_of_the_legacy_profile() throws Exception {
    try (Door device =
            Door.legacy(
                "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256");
        Door others = Door.secure(true, "TLSv1.3")) {
      assertThat(CHECK.findings(device.endpointBeside(others), DeviceTls.LEGACY))
          .singleElement()
          .asString()
          .contains("platen-device", "a suite of it that it should not");
    }
  }

  @Test
  void finds_the_legacy_profile_on_a_port_that_is_not_the_device_port() throws Exception {
    try (Door device = Door.secure(true, "TLSv1.3");
        Door others = Door.legacy("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256")) {
      assertThat(CHECK.findings(device.endpointBeside(others), DeviceTls.LEGACY))
          .hasSize(2)
          .anyMatch(finding -> finding.contains("platen-console"))
          .anyMatch(finding -> finding.contains("platen-enrolment"));
    }
  }

  @Test
  void finds_a_device_port_that_answers_without_tls() throws Exception {
    try (Door door = Door.plain()) {
      assertThat(CHECK.findings(door.endpoint(), DeviceTls.TLS_1_3))
          .anyMatch(finding -> finding.contains("answers without TLS"))
          .anyMatch(finding -> finding.contains("does not do a TLS 1.3 handshake"));
    }
  }

  @Test
  void finds_that_nothing_listens() throws Exception {
    // given
    Door door = Door.plain();
    Endpoint endpoint = door.endpoint();
    door.close();

    // when
    List<String> findings = CHECK.findings(endpoint, DeviceTls.TLS_1_3);

    // then
    assertThat(findings).anyMatch(finding -> finding.contains("Nothing listens"));
  }

  /** A server that says hello to whoever comes in. */
  private record Door(ServerSocket socket, Thread acceptor) implements AutoCloseable {
    static Door secure(boolean needsCertificate, String... protocols) throws Exception {
      return open(closed(needsCertificate, protocols));
    }

    private static SSLServerSocket closed(boolean needsCertificate, String... protocols)
        throws Exception {
      TestAuthority authority = TestAuthority.named("authority");
      SSLContext context = authority.client(authority.issue("server"), "TLS");
      SSLServerSocket socket =
          (SSLServerSocket)
              context
                  .getServerSocketFactory()
                  .createServerSocket(0, 10, InetAddress.getLoopbackAddress());
      socket.setEnabledProtocols(protocols);
      socket.setNeedClientAuth(needsCertificate);
      return socket;
    }

    /** With these suites of TLS 1.2, and TLS 1.3. */
    static Door legacy(String... suites) throws Exception {
      SSLServerSocket socket = closed(true, "TLSv1.2", "TLSv1.3");
      List<String> all = new ArrayList<>(List.of("TLS_AES_128_GCM_SHA256"));
      all.addAll(List.of(suites));
      socket.setEnabledCipherSuites(all.toArray(String[]::new));
      return open(socket);
    }

    static Door plain() throws Exception {
      return open(new ServerSocket(0, 10, InetAddress.getLoopbackAddress()));
    }

    Endpoint endpoint() {
      return endpointBeside(this);
    }

    Endpoint endpointBeside(Door others) {
      int other = others.socket().getLocalPort();
      return new Endpoint(
          "127.0.0.1",
          Map.of(
              Listener.DEVICE,
              socket.getLocalPort(),
              Listener.CONSOLE,
              other,
              Listener.ENROLMENT,
              other));
    }

    /** Until the acceptor has ended, one more client could come in. */
    @Override
    public void close() throws IOException {
      socket.close();
      while (acceptor.isAlive()) {
        Thread.onSpinWait();
      }
    }

    private static Door open(ServerSocket socket) {
      Thread thread = new Thread(() -> serve(socket), "door");
      thread.setDaemon(true);
      thread.start();
      return new Door(socket, thread);
    }

    private static void serve(ServerSocket server) {
      while (!server.isClosed()) {
        try (Socket client = server.accept()) {
          client.setSoTimeout(5000);
          client.getInputStream().read();
          client
              .getOutputStream()
              .write(
                  "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
                      .getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
          // A client that was refused, or the end of the test.
        }
      }
    }
  }
}
