package io.platen.server.live.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.codec.LiveCodec;
import io.platen.protocol.live.LiveClose;
import io.platen.protocol.live.LiveMessage;
import io.platen.server.enrolment.control.AdmittedDevice;
import io.platen.server.live.control.Channels;
import io.platen.server.sealing.SealedReports;
import io.platen.server.testing.Stub;
import io.platen.server.testing.TestDatabase;
import io.platen.server.testing.TestEnrolment;
import io.platen.server.testing.TestFleet;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A device that says nothing more, over a session of the container that writes down what is done.
 */
class LiveSocketTest {
  private static final UUID DEVICE = TestFleet.DEVICE;
  private static final String PING = "sendPing " + ByteBuffer.allocate(0).asReadOnlyBuffer();
  private static final int BEATS = (int) Channels.IDLE.dividedBy(Channels.BEAT);

  private final TestDatabase test = TestDatabase.create();
  private final TestFleet fleet = new TestFleet(test).withTenants();
  private final List<String> done = new ArrayList<>();
  private final LiveSocket socket = new LiveSocket();
  private boolean there = true;

  @AfterEach
  void close() {
    test.close();
  }

  @BeforeEach
  void open() {
    SealedReports sealed =
        new SealedReports(fleet.database, fleet::now, "off", Optional.empty(), Optional.empty());
    socket.use(fleet.channels(), new ResultDoor(sealed, fleet.delivery));
    DevicePrincipal principal =
        new DevicePrincipal(
            new AdmittedDevice(TestFleet.TENANT, DEVICE),
            TestEnrolment.foreign(DEVICE),
            KeptMemory.NONE);
    RemoteEndpoint.Async remote = Stub.of(RemoteEndpoint.Async.class, done::add);
    socket.opened(
        Stub.of(
            Session.class,
            call ->
                switch (call) {
                  case "getUserPrincipal" -> principal;
                  case "getAsyncRemote" -> remote;
                  case "isOpen" -> there;
                  default -> call.startsWith("setMaxText") ? null : done.add(call);
                }));
  }

  private void hello() {
    byte[] hello = LiveCodec.write(new LiveMessage.Hello(DEVICE, 0, null));
    socket.heard(new String(hello, StandardCharsets.UTF_8));
    done.clear(); // the welcome
  }

  private void beat(int times) {
    for (int i = 0; i < times; i++) {
      socket.beat();
    }
  }

  @Test
  void closes_where_no_hello_comes_within_two_beats() {
    // when
    beat(1);
    List<String> early = List.copyOf(done);
    beat(1);

    // then
    assertThat(early).isEmpty();
    assertThat(done)
        .singleElement()
        .asString()
        .startsWith("close")
        .contains(String.valueOf(LiveClose.SILENT.code()));
  }

  @Test
  void asks_a_device_that_is_silent_and_closes_where_no_sign_comes() {
    // given
    hello();

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
  void does_nothing_more_with_a_session_that_has_ended() {
    // given
    hello();
    there = false;

    // when
    beat(2 * BEATS);

    // then
    assertThat(done).isEmpty();
  }

  @Test
  void leaves_a_device_alone_that_gives_a_sign() {
    // given
    hello();

    // when
    for (int i = 0; i < 2 * BEATS; i++) {
      beat(BEATS / 2);
      socket.alive(() -> ByteBuffer.allocate(0));
    }

    // then
    assertThat(done).containsOnly(PING);
  }
}
