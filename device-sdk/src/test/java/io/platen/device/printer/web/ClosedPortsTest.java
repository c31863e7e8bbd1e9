package io.platen.device.printer.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.device.port.JdkStreams;
import io.platen.device.port.Streams;
import io.platen.device.testing.RecordedStreams;
import io.platen.device.testing.VirtualTime;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ClosedPortsTest {
  private static final InetSocketAddress IPP = new InetSocketAddress("192.0.2.7", 631);
  private static final InetSocketAddress HTTPS = new InetSocketAddress("192.0.2.7", 443);
  private static final InetSocketAddress ANOTHERS = new InetSocketAddress("192.0.2.8", 631);

  private final VirtualTime time = new VirtualTime(Instant.parse("2026-03-01T08:00:00Z"));
  private InetSocketAddress way;
  private ServerSocket open;
  private InetSocketAddress nowhere;
  private RecordedStreams wire;
  private ClosedPorts streams;

  @BeforeEach
  void start() throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    open = new ServerSocket(0, 5, loopback);
    try (ServerSocket closed = new ServerSocket(0, 1, loopback)) {
      nowhere = new InetSocketAddress(loopback, closed.getLocalPort());
    }
    way = nowhere;
    wire = new RecordedStreams(new JdkStreams(), to -> way);
    streams = new ClosedPorts(wire, time);
  }

  @AfterEach
  void stop() throws IOException {
    open.close();
  }

  @Test
  void knocks_once_where_a_connection_was_refused() {
    // given
    assertThatThrownBy(() -> connect(HTTPS)).isInstanceOf(ConnectException.class);
    // when, then
    assertThatThrownBy(() -> connect(HTTPS)).isInstanceOf(ConnectException.class);
    assertThat(wire.asked()).containsExactly(HTTPS);
  }

  @Test
  void knocks_at_each_other_port_and_printer() {
    // when
    assertThatThrownBy(() -> connect(IPP)).isInstanceOf(ConnectException.class);
    assertThatThrownBy(() -> connect(HTTPS)).isInstanceOf(ConnectException.class);
    assertThatThrownBy(() -> connect(ANOTHERS)).isInstanceOf(ConnectException.class);
    // then
    assertThat(wire.asked()).containsExactly(IPP, HTTPS, ANOTHERS);
  }

  @Test
  void knocks_again_after_a_while() throws Exception {
    // given
    assertThatThrownBy(() -> connect(IPP)).isInstanceOf(ConnectException.class);
    way = new InetSocketAddress(open.getInetAddress(), open.getLocalPort());
    // when
    time.advance(Duration.ofSeconds(31));
    connect(IPP);
    // then
    assertThat(wire.asked()).containsExactly(IPP, IPP);
  }

  @Test
  void knocks_as_often_as_it_is_asked_where_a_port_is_open() throws Exception {
    // given
    way = new InetSocketAddress(open.getInetAddress(), open.getLocalPort());
    // when
    connect(IPP);
    connect(IPP);
    // then
    assertThat(wire.asked()).containsExactly(IPP, IPP);
  }

  private void connect(InetSocketAddress to) throws IOException, InterruptedException {
    try (Streams.Endpoint endpoint = streams.open()) {
      endpoint.connect(to, Duration.ofSeconds(60));
    }
  }
}
