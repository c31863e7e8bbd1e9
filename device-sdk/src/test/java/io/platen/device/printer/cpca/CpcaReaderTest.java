package io.platen.device.printer.cpca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.device.port.Datagrams;
import io.platen.device.printer.PrinterSnapshot;
import io.platen.device.printer.PrinterTarget;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.printer.PrinterStatus;
import io.platen.protocol.printer.PrinterStatus.State;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CpcaReaderTest {
  private static final InetSocketAddress INTERFACE = new InetSocketAddress("192.0.2.7", 47_545);
  private static final PrinterTarget TARGET =
      new PrinterTarget(new InetSocketAddress("192.0.2.7", 161), SnmpAccess.PUBLIC);

  /** An operation of our own invention. */
  private static final int OPERATION = 0x7A01;

  private final Wire wire = new Wire();

  @Test
  void sends_a_header_of_twenty_bytes_before_the_payload() throws Exception {
    // when
    read(canon(), link -> link.ask(OPERATION, new byte[] {1, 2, 3}));
    // then
    assertThat(wire.sent.get(0)).matches("cdca10007a01[0-9a-f]{4}0003ffff0000000000000000010203");
  }

  @Test
  void hears_the_answer_of_its_request_among_others() throws Exception {
    // given
    wire.answers.add(request -> reply(request, INTERFACE, OPERATION + 1, 0, "aa"));
    wire.answers.add(request -> reply(request, INTERFACE, OPERATION, 7, "bb"));
    wire.answers.add(
        request -> reply(request, new InetSocketAddress("192.0.2.8", 47_545), OPERATION, 0, "cc"));
    wire.answers.add(request -> new Datagrams.Datagram(INTERFACE, ByteBuffer.wrap(new byte[3])));
    wire.answers.add(request -> reply(request, INTERFACE, OPERATION, 0, "dd"));
    List<byte[]> heard = new ArrayList<>();
    // when
    PrinterSnapshot snapshot =
        read(canon(), link -> heard.add(link.ask(OPERATION, new byte[0]).payload()));
    // then
    assertThat(heard).containsExactly(new byte[] {(byte) 0xDD});
    assertThat(snapshot.traffic().requests()).isEqualTo(1);
    assertThat(snapshot.traffic().bytesOut()).isEqualTo(20);
  }

  @Test
  void gives_nothing_and_does_not_ask_again_when_no_answer_comes() throws Exception {
    // when
    PrinterSnapshot snapshot = read(canon(), link -> link.ask(OPERATION, new byte[0]));
    // then
    assertThat(snapshot.isReachable()).isFalse();
    assertThat(wire.sent).hasSize(1);
    assertThat(wire.elapsed).isLessThan(Duration.ofSeconds(4));
  }

  @Test
  void sends_so_many_requests_in_one_reading_and_no_more() throws Exception {
    // given
    for (int i = 0; i < 100; i++) {
      wire.answers.add(request -> reply(request, INTERFACE, OPERATION, 0, ""));
    }
    // when
    read(
        canon(),
        link -> {
          for (int i = 0; i < 100; i++) {
            link.ask(OPERATION, new byte[0]);
          }
        });
    // then
    assertThat(wire.sent).hasSize(CpcaLink.MOST_REQUESTS);
  }

  @Test
  void opens_no_socket_for_a_printer_that_nobody_found_to_be_of_canon() throws Exception {
    // given
    PrinterFacts other = facts(PrinterIdentity.builder().vendor("Ricoh").build());
    // when
    read(other, link -> link.ask(OPERATION, new byte[0]));
    reader(link -> link.ask(OPERATION, new byte[0])).read(TARGET);
    // then
    assertThat(wire.opened).isZero();
  }

  @Test
  void sends_nothing_by_itself() throws Exception {
    // when
    PrinterSnapshot snapshot = read(canon(), link -> {});
    // then
    assertThat(wire.sent).isEmpty();
    assertThat(snapshot.facts().orElseThrow().meters()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "cdca",
        "cdca10007a0100010000ffff00000000000000",
        "cdcb10007a0100010000ffff0000000000000000",
        "cdca11007a0100010000ffff0000000000000000",
        "cdca10007a0100010001ffff0000000000000000",
        "cdca10007a0100010000ffff000000000000000000",
        "cdca10007a010001ffffffff000000000000000001"
      })
  void refuses_what_is_no_packet_or_lies_about_its_length(String hex) {
    // when
    Optional<CpcaPacket> packet = CpcaPacket.decode(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
    // then
    assertThat(packet).isEmpty();
  }

  @Test
  void reads_back_each_part_of_a_header() {
    // given
    CpcaHeader header = new CpcaHeader(0x81, 0xFFFE, 0x8001, 0, 0x01020304);
    ByteBuffer bytes = ByteBuffer.allocate(CpcaHeader.BYTES);
    // when
    header.put(bytes);
    // then
    assertThat(CpcaHeader.take(bytes.flip())).contains(header);
  }

  @Test
  void refuses_a_header_that_has_no_room_for_its_parts() {
    // when, then
    assertThatThrownBy(() -> new CpcaHeader(0, 1, 2, 65_536, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("payloadLength is 0 to 65535, not 65536");
  }

  /** What a dialogue does, for these tests. */
  private interface Talk {
    void with(CpcaLink link) throws IOException, InterruptedException;
  }

  private PrinterSnapshot read(PrinterFacts known, Talk talk) throws InterruptedException {
    return reader(talk).read(TARGET, known);
  }

  private CpcaReader reader(Talk talk) {
    return new CpcaReader(
        wire,
        () -> Instant.parse("2026-03-01T08:00:00Z"),
        new Random(17),
        (link, known) -> {
          talk.with(link);
          return Optional.of(known);
        });
  }

  private static PrinterFacts canon() {
    return facts(PrinterIdentity.builder().vendor("Canon").build());
  }

  private static PrinterFacts facts(PrinterIdentity identity) {
    PrinterStatus idle = new PrinterStatus(State.IDLE, List.of(), List.of());
    return new PrinterFacts(identity, idle, List.of(), List.of(), List.of(), List.of());
  }

  private static Datagrams.Datagram reply(
      ByteBuffer request, InetSocketAddress from, int operation, int idsLater, String hex) {
    int id = Short.toUnsignedInt(request.getShort(6)) + idsLater;
    byte[] payload = HexFormat.of().parseHex(hex);
    return new Datagrams.Datagram(from, CpcaPacket.request(operation, id, payload).encode());
  }

  /** An answer to the last request. */
  private interface Answer {
    Datagrams.Datagram to(ByteBuffer request);
  }

  /** Datagrams whose answers a test puts down beforehand, in a time that passes by waiting. */
  private static final class Wire implements Datagrams {
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<String> sent = new ArrayList<>();
    private Duration elapsed = Duration.ZERO;
    private int opened;
    private ByteBuffer last = ByteBuffer.allocate(0);

    @Override
    public Endpoint open() {
      opened++;
      return new Endpoint() {
        @Override
        public void send(ByteBuffer payload, InetSocketAddress to) {
          assertThat(to).isEqualTo(INTERFACE);
          byte[] bytes = new byte[payload.remaining()];
          payload.duplicate().get(bytes);
          sent.add(HexFormat.of().formatHex(bytes));
          last = ByteBuffer.wrap(bytes);
        }

        @Override
        public Optional<Datagram> receive(Duration patience) {
          if (answers.isEmpty()) {
            elapsed = elapsed.plus(patience).plusMillis(1);
            return Optional.empty();
          }
          return Optional.of(answers.removeFirst().to(last));
        }

        @Override
        public Duration elapsed() {
          return elapsed;
        }

        @Override
        public void close() {}
      };
    }
  }
}
