package io.platen.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.conformance.peers.FakeProtocol;
import io.platen.conformance.peers.FakeServer;
import io.platen.conformance.peers.PeerKeys;
import io.platen.conformance.peers.PeerPki;
import io.platen.conformance.wire.Outcome.Answered;
import io.platen.conformance.wire.Outcome.Away;
import io.platen.conformance.wire.Outcome.Broken;
import io.platen.conformance.wire.Outcome.Refused;
import io.platen.conformance.wire.Outcome.Silent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Only a peer that ends the connection has refused; every other silence is told apart. */
class HttpsClientTest {
  private static final PeerPki SERVERS = PeerPki.named("Servers");
  private static final PeerPki DEVICES = PeerPki.named("Devices");
  private static final UUID DEVICE = UUID.randomUUID();

  @Test
  void tells_an_answer_from_a_refusal() {
    try (FakeServer server = server()) {
      // when
      URI sync = URI.create(server.deviceUrl() + "/download/v1/sync");
      Outcome welcome =
          client(SERVERS, 30_000).exchange(device(), Hello.TLS_1_3, Request.get(sync)).outcome();
      Outcome stranger =
          client(SERVERS, 30_000).exchange(null, Hello.TLS_1_3, Request.get(sync)).outcome();
      // then
      assertThat(welcome).isInstanceOf(Answered.class);
      assertThat(stranger).isInstanceOf(Refused.class);
    }
  }

  @Test
  void takes_a_server_of_another_authority_for_broken() {
    try (FakeServer server = server()) {
      // when
      Outcome outcome =
          client(PeerPki.named("Others"), 30_000)
              .exchange(device(), Hello.TLS_1_3, Request.get(server.deviceUrl()))
              .outcome();
      // then
      assertThat(outcome).isInstanceOf(Broken.class);
      assertThat(outcome.toString()).contains("certificate was not accepted");
    }
  }

  @Test
  void takes_a_port_where_nobody_listens_for_away() throws IOException {
    // given
    int port;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = taken.getLocalPort();
    }
    // then
    assertThat(get(port, 30_000)).isInstanceOf(Away.class);
  }

  @Test
  void takes_a_peer_that_says_nothing_for_silent() throws IOException {
    // The backlog of the socket takes the connection, and nobody ever answers.
    try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(get(mute.getLocalPort(), 200)).isInstanceOf(Silent.class);
    }
  }

  private static Outcome get(int port, int patience) {
    URI uri = URI.create("https://localhost:" + port + "/");
    return client(SERVERS, patience).exchange(null, Hello.TLS_1_3, Request.get(uri)).outcome();
  }

  private static FakeServer server() {
    FakeProtocol protocol =
        new FakeProtocol(
            DEVICE,
            UUID.randomUUID(),
            new FakeProtocol.Authorities(SERVERS, DEVICES),
            PeerKeys.make().sealing(),
            Optional.empty());
    return new FakeServer(SERVERS.server(), DEVICES, protocol, Optional.empty());
  }

  private static Identity device() {
    return DEVICES.device(DEVICE.toString());
  }

  private static HttpsClient client(PeerPki authority, int patience) {
    return new HttpsClient(List.of(authority.certificate()), Duration.ofMillis(patience));
  }
}
