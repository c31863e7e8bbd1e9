package io.platen.device.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class JdkStreamsTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(20);

  @Test
  void carries_bytes_both_ways_up_to_the_end() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Streams.Endpoint endpoint = new JdkStreams().open()) {
      // given
      endpoint.connect(address(server), LONG);
      byte[] into = new byte[10];
      try (Socket accepted = server.accept()) {
        // when
        endpoint.write(new byte[] {1, 2, 3}, 1, 2, LONG);
        accepted.getOutputStream().write(accepted.getInputStream().readNBytes(2));

        // then
        int read = endpoint.read(into, 0, 10, LONG);
        while (read < 2) {
          read += endpoint.read(into, read, 10 - read, LONG);
        }
        assertThat(into).startsWith(2, 3, 0);
      }
      assertThat(endpoint.read(into, 0, 10, LONG)).isEqualTo(-1);
    }
  }

  @Test
  void waits_no_longer_than_its_patience() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Streams.Endpoint endpoint = new JdkStreams().open()) {
      endpoint.connect(address(server), LONG);
      assertThatThrownBy(() -> endpoint.read(new byte[1], 0, 1, SHORT))
          .isInstanceOf(SocketTimeoutException.class);
      assertThat(endpoint.elapsed()).isGreaterThanOrEqualTo(SHORT);
    }
  }

  @Test
  void writes_no_longer_than_its_patience_to_one_that_reads_nothing() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Streams.Endpoint endpoint = new JdkStreams().open()) {
      endpoint.connect(address(server), LONG);
      byte[] much = new byte[50_000_000];
      assertThatThrownBy(() -> endpoint.write(much, 0, much.length, SHORT))
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void goes_on_waiting_for_the_connection_that_it_has_begun() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Streams.Endpoint endpoint = new JdkStreams().open()) {
      // when
      try {
        endpoint.connect(address(server), Duration.ZERO);
      } catch (SocketTimeoutException e) {
        endpoint.connect(address(server), LONG);
      }
      // then
      server.accept().close();
      assertThat(endpoint.read(new byte[1], 0, 1, LONG)).isEqualTo(-1);
    }
  }

  @Test
  void says_that_nothing_takes_a_connection() throws Exception {
    ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    InetSocketAddress closed = address(server);
    server.close();
    try (Streams.Endpoint endpoint = new JdkStreams().open()) {
      assertThatThrownBy(() -> endpoint.connect(closed, LONG))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void stops_waiting_when_its_thread_is_interrupted() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Streams.Endpoint endpoint = new JdkStreams().open()) {
      endpoint.connect(address(server), LONG);
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> endpoint.read(new byte[1], 0, 1, LONG))
          .isInstanceOf(InterruptedException.class);
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
  }

  private static InetSocketAddress address(ServerSocket server) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort());
  }
}
