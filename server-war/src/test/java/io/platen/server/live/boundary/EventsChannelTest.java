package io.platen.server.live.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.live.LiveClose;
import io.platen.protocol.live.LiveMessage;
import io.platen.server.enrolment.control.AdmittedDevice;
import io.platen.server.live.control.Channels;
import io.platen.server.live.control.Presence;
import io.platen.server.testing.TestDatabase;
import io.platen.server.testing.TestEnrolment;
import io.platen.server.testing.TestFleet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A stream of events whose device goes away while something is written to it. */
class EventsChannelTest {
  private static final LiveMessage MESSAGE = new LiveMessage.Cancel(new UUID(1, 1));

  private final TestDatabase test = TestDatabase.create();
  private final TestFleet fleet = new TestFleet(test).withTenants();
  private final Presence presence = new Presence(fleet.database, fleet::now);
  private final Channels channels = fleet.channels();
  private final TestWire wire = new TestWire();
  private int completed;
  private final EventsChannel channel = new EventsChannel(wire, () -> completed++);

  @AfterEach
  void close() {
    test.close();
  }

  private void open() {
    open(channel);
  }

  private void open(EventsChannel next) {
    next.opened(
        channels.open(
            new AdmittedDevice(TestFleet.TENANT, TestFleet.DEVICE),
            TestEnrolment.foreign(TestFleet.DEVICE),
            next,
            0));
  }

  private boolean isReachable() {
    return presence.find(TestFleet.TENANT, TestFleet.DEVICE).isPresent();
  }

  @Test
  void writes_what_it_is_given_and_comments_as_signs_of_life() {
    // given
    open();

    // when
    boolean sent = channel.send(MESSAGE);
    channel.beat();

    // then
    assertThat(sent).isTrue();
    assertThat(wire.written.toString(StandardCharsets.US_ASCII))
        .matches("(?s)data: [^\n]+\n\ndata: [^\n]+\n\n:\n\n");
    assertThat(isReachable()).isTrue();
  }

  @Test
  void ends_the_channel_where_a_sign_of_life_cannot_be_written() {
    // given
    open();
    wire.cut = true;

    // when
    channel.beat();

    // then
    assertThat(channels.size()).isZero();
    assertThat(isReachable()).isFalse();
    assertThat(completed).isOne();
  }

  @Test
  void ends_the_channel_where_a_document_cannot_be_written_and_says_that_it_is_not_sent() {
    // given
    open();
    wire.cut = true;

    // when
    boolean sent = channel.send(MESSAGE);

    // then
    assertThat(sent).isFalse();
    assertThat(channels.size()).isZero();
    assertThat(isReachable()).isFalse();
  }

  @Test
  void ends_the_channel_where_the_container_can_write_again_and_then_cannot() {
    // given
    open();
    wire.ready = false;
    boolean taken = channel.send(MESSAGE);
    wire.ready = true;
    wire.cut = true;

    // when
    channel.onWritePossible();

    // then
    assertThat(taken).isTrue();
    assertThat(isReachable()).isFalse();
  }

  @Test
  void ends_the_channel_that_could_not_even_be_welcomed() {
    // given
    wire.cut = true;

    // when
    open();

    // then
    assertThat(channels.size()).isZero();
    assertThat(isReachable()).isFalse();
    assertThat(completed).isOne();
  }

  @Test
  void ends_once_however_many_say_so() {
    // given
    open();
    wire.cut = true;

    // when: another channel of the device is there when the last of them speaks
    channel.beat();
    open(new EventsChannel(new TestWire(), () -> {}));
    channel.onError(new IOException("Broken pipe"));
    channel.close(LiveClose.SILENT);

    // then
    assertThat(completed).isOne();
    assertThat(channels.size()).isOne();
    assertThat(isReachable()).isTrue();
  }
}
