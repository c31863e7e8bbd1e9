package io.platen.device;

import static io.platen.device.testing.OneDevice.AUTHORITY;
import static io.platen.device.testing.OneDevice.ID;
import static io.platen.device.testing.OneDevice.config;
import static io.platen.device.testing.OneDevice.server;
import static io.platen.protocol.Requirement.PLT_TLS_043;
import static io.platen.protocol.Requirement.PLT_TLS_044;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.testing.Heard;
import io.platen.device.testing.TestAuthority;
import io.platen.device.testing.TestPrinters;
import io.platen.device.testing.TestServer;
import io.platen.device.testing.TestStorage;
import io.platen.device.testing.ToxicProxy;
import io.platen.device.testing.VirtualTime;
import io.platen.protocol.Verifies;
import io.platen.protocol.report.Obstacle;
import io.platen.protocol.report.Report;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A site that opens TLS, seen from the device and from the server. */
class DeviceObstaclesTest {
  private static final TestAuthority FIREWALL = new TestAuthority("site firewall");
  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

  private final VirtualTime time = new VirtualTime(NOW);
  private final Heard heard = new Heard();
  private final TestStorage storage = new TestStorage();
  private final TestPrinters printers = new TestPrinters(time).put("10.0.0.5", "SN-12345A", 100);
  private final TestServer server = server();
  private final TestServer firewall =
      new TestServer(FIREWALL.server(), AUTHORITY.certificate(), ID, TestServer.Asks.NEVER);

  @AfterEach
  void stop() {
    server.close();
    firewall.close();
  }

  private Device device(URI updateHost) throws IOException {
    return Device.open(config(storage, printers, time, updateHost).build(), heard);
  }

  private String name(TestServer host) {
    return "localhost:" + host.address().getPort();
  }

  @Test
  @Verifies(positive = PLT_TLS_043)
  void names_the_interceptor_to_its_listener_and_in_its_status() throws Exception {
    // given
    try (Device device = device(firewall.address())) {
      // when
      CycleOutcome outcome = device.runOnce();

      // then
      assertThat(outcome.kind()).isEqualTo(CycleOutcome.Kind.WAITING);
      DeviceStatus status = DeviceStatus.read(storage).orElseThrow();
      assertThat(status.obstacles()).isEqualTo(heard.obstacles()).hasSize(1);
      ObstacleStatus told = status.obstacles().get(0);
      assertThat(told.obstacle().host()).isEqualTo(name(firewall));
      assertThat(told.obstacle().kind()).isEqualTo("tls-opened");
      assertThat(told.obstacle().issuer()).isEqualTo("CN=site firewall");
      assertThat(told.explanation())
          .contains("TLS to localhost is opened by 'CN=site firewall'", "Exempt localhost");
      assertThat(firewall.requests()).isEmpty();
    }
  }

  @Test
  @Verifies(positive = PLT_TLS_044, negative = PLT_TLS_043)
  void tells_the_server_with_the_first_report_that_gets_through() throws Exception {
    // given: a whole life of the device behind the firewall
    try (Device device = device(firewall.address())) {
      device.runOnce();
    }
    time.advance(Duration.ofHours(2));
    try (Device device = device(server.address())) {
      // when
      device.runOnce();

      // then: nothing is in the way any more of the host that it has now
      Report first = server.reports().get(0);
      assertThat(first.obstacles()).hasSize(1);
      Obstacle obstacle = first.obstacles().get(0);
      assertThat(obstacle.host()).isEqualTo(name(firewall));
      assertThat(obstacle.kind()).isEqualTo("tls-opened");
      assertThat(obstacle.issuer()).isEqualTo("CN=site firewall");
      assertThat(obstacle.key()).matches("[0-9a-f]{64}");
      assertThat(obstacle.first()).isEqualTo(NOW);
      assertThat(obstacle.times()).isPositive();
      assertThat(heard.obstacles()).isEmpty();
      assertThat(DeviceStatus.read(storage).orElseThrow().obstacles()).isEmpty();
    }
  }

  @Test
  @Verifies(positive = PLT_TLS_044, negative = PLT_TLS_044)
  void tells_once_more_when_the_host_is_there_again_and_then_no_more() throws Exception {
    // given: the server itself shows a certificate that has ended, and gets a new one
    Instant end = NOW.minus(Duration.ofHours(1));
    TestAuthority.Issued ended = AUTHORITY.server(end.minus(Duration.ofDays(9)), end, "localhost");
    try (Switching host = new Switching(ended, AUTHORITY.server());
        Device device = device(host.address())) {
      device.runOnce();
      time.advance(Duration.ofHours(2));
      device.runOnce();
      assertThat(heard.obstacles()).hasSize(1);
      host.renew();

      // when
      for (int cycle = 0; cycle < 3; cycle++) {
        time.advance(Duration.ofHours(2));
        device.runOnce();
      }

      // then
      List<Obstacle> told =
          host.server().reports().stream().flatMap(each -> each.obstacles().stream()).toList();
      assertThat(told).hasSize(2);
      assertThat(told.get(0).kind()).isEqualTo("certificate-expired");
      assertThat(told.get(1).first()).isEqualTo(told.get(0).first());
      assertThat(told.get(1).last()).isAfter(NOW.plus(Duration.ofHours(2)));
      assertThat(told.get(1).times()).isGreaterThan(told.get(0).times());
      assertThat(heard.obstacles()).isEmpty();
    }
  }

  /** One port, behind which the server changes its certificate. */
  private final class Switching implements AutoCloseable {
    private final TestServer before;
    private final TestServer after;
    private final ToxicProxy way;

    Switching(TestAuthority.Issued first, TestAuthority.Issued then) throws IOException {
      before = new TestServer(first, AUTHORITY.certificate(), ID);
      after = new TestServer(then, AUTHORITY.certificate(), ID);
      way = new ToxicProxy(before.address(), time);
    }

    URI address() {
      return way.address();
    }

    void renew() {
      way.leadTo(after.address());
    }

    TestServer server() {
      return after;
    }

    @Override
    public void close() {
      way.close();
      before.close();
      after.close();
    }
  }
}
