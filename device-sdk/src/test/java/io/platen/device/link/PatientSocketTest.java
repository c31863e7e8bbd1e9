package io.platen.device.link;

import static io.platen.protocol.Requirement.PLT_LNK_031;
import static io.platen.protocol.Requirement.PLT_UPD_071;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.protocol.Verifies;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A host that sends a byte now and then, on a clock that moves a second with each that is read. */
class PatientSocketTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Duration now = Duration.ZERO;

  /** Reads byte for byte until the end of so many; returns how many came. */
  private int read(int sent, long enough) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        PatientSocket socket = new PatientSocket(() -> now, PATIENCE, enough)) {
      socket.connect(server.getLocalSocketAddress());
      try (Socket other = server.accept()) {
        other.getOutputStream().write(new byte[sent]);
        socket.getOutputStream().write(new byte[] {1});
        int read = 0;
        while (read < sent) {
          socket.getInputStream().read();
          read++;
          now = now.plusSeconds(1);
        }
        return read;
      }
    }
  }

  @Test
  @Verifies(positive = PLT_UPD_071)
  void goes_on_as_long_as_enough_comes() throws Exception {
    assertThat(read(500, 30)).isEqualTo(500);
  }

  @Test
  @Verifies(negative = PLT_UPD_071)
  void gives_up_where_a_byte_comes_now_and_then() {
    assertThatThrownBy(() -> read(500, 512 * 30)).isInstanceOf(SocketTimeoutException.class);
    assertThat(now).isBetween(PATIENCE, PATIENCE.plusSeconds(2));
  }

  @Test
  @Verifies(negative = PLT_LNK_031)
  void throws_away_no_more_than_a_little_when_tls_is_closed() throws Exception {
    // given
    byte[] part = new byte[1024];
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        PatientSocket socket = new PatientSocket(() -> now, PATIENCE, 1)) {
      socket.connect(server.getLocalSocketAddress());
      try (Socket other = server.accept()) {
        InputStream input = socket.getInputStream();
        // when: as Java's TLS does where more comes all the time
        long thrown = 0;
        while (thrown < PatientSocket.MOST_LEFT) {
          other.getOutputStream().write(part);
          thrown += input.skip(input.available());
        }
        other.getOutputStream().write(part);
        int next = input.read();
        // then
        assertThat(thrown).isEqualTo(PatientSocket.MOST_LEFT);
        assertThat(next).isZero();
        assertThat(input.available()).isZero();
        assertThat(input.skip(part.length)).isZero();
      }
    }
  }
}
