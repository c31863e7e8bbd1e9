package io.platen.device.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every adapter of {@link Datagrams} does. */
abstract class DatagramsContract {
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(20);

  private Datagrams.Endpoint endpoint;

  abstract Datagrams datagrams();

  /** A host that sends back what it gets. */
  abstract InetSocketAddress echo();

  /** An address at which nothing listens. */
  abstract InetSocketAddress nobody();

  @BeforeEach
  void open() throws Exception {
    endpoint = datagrams().open();
  }

  @AfterEach
  void close() throws Exception {
    endpoint.close();
  }

  @Test
  void brings_the_answer_with_the_address_that_it_came_from() throws Exception {
    // given
    endpoint.send(bytes("hello"), echo());
    // when
    Optional<Datagrams.Datagram> answer = endpoint.receive(LONG_ENOUGH);
    // then
    assertThat(answer).isPresent();
    assertThat(answer.get().from()).isEqualTo(echo());
    assertThat(text(answer.get().payload())).isEqualTo("hello");
  }

  @Test
  void leaves_the_payload_as_it_was_to_be_sent_again() throws Exception {
    // given
    ByteBuffer payload = bytes("twice");
    // when
    endpoint.send(payload, echo());
    endpoint.send(payload, echo());
    endpoint.receive(LONG_ENOUGH);
    // then
    assertThat(text(endpoint.receive(LONG_ENOUGH).orElseThrow().payload())).isEqualTo("twice");
  }

  @Test
  void waits_no_longer_than_it_is_told() throws Exception {
    // given
    Duration before = endpoint.elapsed();
    // when
    Optional<Datagrams.Datagram> nothing = endpoint.receive(Duration.ofMillis(30));
    // then
    assertThat(nothing).isEmpty();
    assertThat(endpoint.elapsed().minus(before)).isGreaterThanOrEqualTo(Duration.ofMillis(30));
  }

  @Test
  void takes_a_closed_port_for_silence() throws Exception {
    // given
    endpoint.send(bytes("anybody there"), nobody());
    endpoint.receive(Duration.ofMillis(20));
    // when
    endpoint.send(bytes("hello"), echo());
    // then
    assertThat(endpoint.receive(LONG_ENOUGH)).isPresent();
  }

  @Test
  void refuses_a_host_without_an_address() {
    // given
    InetSocketAddress unknown = InetSocketAddress.createUnresolved("printer.invalid", 161);
    // when, then
    assertThatThrownBy(() -> endpoint.send(bytes("hello"), unknown))
        .isInstanceOf(java.io.IOException.class);
  }

  @Test
  void ends_its_wait_when_the_thread_is_interrupted() {
    // given
    Thread.currentThread().interrupt();
    // when, then
    assertThatThrownBy(() -> endpoint.receive(LONG_ENOUGH))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(ByteBuffer bytes) {
    return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
  }
}
