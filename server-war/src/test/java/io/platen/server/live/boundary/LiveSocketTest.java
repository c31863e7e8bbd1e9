package io.platen.server.live.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.live.LiveClose;
import io.platen.server.enrolment.control.AdmittedDevice;
import io.platen.server.live.control.Channels;
import io.platen.server.testing.Stub;
import io.platen.server.testing.TestEnrolment;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A device that says nothing more, over a session of the container that writes down what is done.
 */
class LiveSocketTest {
  private static final String PING = "sendPing " + ByteBuffer.allocate(0).asReadOnlyBuffer();
  private static final int BEATS = (int) Channels.IDLE.dividedBy(Channels.BEAT);

  private final List<String> done = new ArrayList<>();
  private final LiveSocket socket = new LiveSocket();

  @BeforeEach
  void open() {
    UUID device = UUID.randomUUID();
    DevicePrincipal principal =
        new DevicePrincipal(new AdmittedDevice(1, device), TestEnrolment.foreign(device));
    RemoteEndpoint.Async remote = Stub.of(RemoteEndpoint.Async.class, done::add);
    socket.opened(
        Stub.of(
            Session.class,
            call ->
                switch (call) {
                  case "getUserPrincipal" -> principal;
                  case "getAsyncRemote" -> remote;
                  default -> call.startsWith("setMax") ? null : done.add(call);
                }));
  }

  private void beat(int times) {
    for (int i = 0; i < times; i++) {
      socket.beat();
    }
  }

  @Test
  void asks_a_device_that_is_silent_and_closes_where_no_sign_comes() {
    // when
    beat(BEATS / 2 - 1);
    List<String> early = List.copyOf(done);
    beat(BEATS - BEATS / 2 + 1);
    List<String> asked = List.copyOf(done);
    beat(1);

    // then
    assertThat(early).isEmpty();
    assertThat(asked).hasSize(BEATS - BEATS / 2 + 1).containsOnly(PING);
    assertThat(done)
        .last()
        .asString()
        .startsWith("close")
        .contains(String.valueOf(LiveClose.SILENT.code()));
  }

  @Test
  void leaves_a_device_alone_that_gives_a_sign() {
    // when
    for (int i = 0; i < 2 * BEATS; i++) {
      beat(BEATS / 2);
      socket.alive(() -> ByteBuffer.allocate(0));
    }

    // then
    assertThat(done).containsOnly(PING);
  }
}
