package io.platen.server.listener;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.server.testing.TestAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
      assertThat(CHECK.findings(door.endpoint())).isEmpty();
    }
  }

  @Test
  void finds_a_device_port_that_answers_without_a_certificate() throws Exception {
    try (Door door = Door.secure(false, "TLSv1.3")) {
      assertThat(CHECK.findings(door.endpoint()))
          .singleElement()
          .asString()
          .contains("answers HTTP to a client without a certificate");
    }
  }

  @Test
  void finds_ports_that_accept_tls_1_2_also_where_they_need_a_certificate() throws Exception {
    try (Door door = Door.secure(true, "TLSv1.2", "TLSv1.3")) {
      assertThat(CHECK.findings(door.endpoint()))
          .hasSize(3)
          .allMatch(finding -> finding.contains("accepts TLS 1.2"))
          .anyMatch(finding -> finding.contains("platen-device"))
          .anyMatch(finding -> finding.contains("platen-console"))
          .anyMatch(finding -> finding.contains("platen-enrolment"));
    }
  }

  @Test
  void finds_a_device_port_that_answers_without_tls() throws Exception {
    try (Door door = Door.plain()) {
      assertThat(CHECK.findings(door.endpoint()))
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
    List<String> findings = CHECK.findings(endpoint);

    // then
    assertThat(findings).anyMatch(finding -> finding.contains("Nothing listens"));
  }

  /** A server that says hello to whoever comes in. */
  private record Door(ServerSocket socket, Thread acceptor) implements AutoCloseable {
    static Door secure(boolean needsCertificate, String... protocols) throws Exception {
      TestAuthority authority = TestAuthority.named("authority");
      SSLContext context = authority.client(authority.issue("server"), "TLS");
      SSLServerSocket socket =
          (SSLServerSocket)
              context
                  .getServerSocketFactory()
                  .createServerSocket(0, 10, InetAddress.getLoopbackAddress());
      socket.setEnabledProtocols(protocols);
      socket.setNeedClientAuth(needsCertificate);
      return open(socket);
    }

    static Door plain() throws Exception {
      return open(new ServerSocket(0, 10, InetAddress.getLoopbackAddress()));
    }

    Endpoint endpoint() {
      int port = socket.getLocalPort();
      return new Endpoint(
          "127.0.0.1",
          Map.of(Listener.DEVICE, port, Listener.CONSOLE, port, Listener.ENROLMENT, port));
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
