package io.platen.device.trap;

import static io.platen.protocol.Requirement.PLT_ALR_006;
import static io.platen.protocol.Requirement.PLT_ALR_013;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.port.Datagrams.Datagram;
import io.platen.device.port.Datagrams.Endpoint;
import io.platen.device.printer.PrinterTarget;
import io.platen.device.printer.snmp.usm.NotificationEngine;
import io.platen.protocol.Verifies;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.snmp4j.PDU;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.VariableBinding;

/** What comes in, however much and whatever it is. */
class TrapIntakeTest {
  private static final InetSocketAddress PRINTER = new InetSocketAddress("192.0.2.7", 40_000);
  private static final InetSocketAddress STRANGER = new InetSocketAddress("198.51.100.1", 40_000);
  private static final PrinterTarget TARGET =
      new PrinterTarget(new InetSocketAddress("192.0.2.7", 161), SnmpAccess.PUBLIC);

  private final Inbox inbox = new Inbox();
  private final TrapDesk desk = new TrapDesk();
  private final TrapOpener opener =
      new TrapOpener(new NotificationEngine(new byte[12], 1, Duration.ZERO));
  private Duration now = Duration.ofHours(1);
  private final TrapIntake intake = new TrapIntake(inbox, opener, desk, () -> now);

  /** What the network has brought, and what was sent back. */
  private static final class Inbox implements Endpoint {
    private final Deque<Datagram> arrived = new ArrayDeque<>();
    private final List<InetSocketAddress> answered = new ArrayList<>();

    void bring(InetSocketAddress from, byte[] message) {
      arrived.add(new Datagram(from, ByteBuffer.wrap(message)));
    }

    @Override
    public void send(ByteBuffer payload, InetSocketAddress to) {
      answered.add(to);
    }

    @Override
    public Optional<Datagram> receive(Duration patience) {
      return Optional.ofNullable(arrived.poll());
    }

    @Override
    public Duration elapsed() {
      return Duration.ZERO;
    }

    @Override
    public void close() {}
  }

  @BeforeEach
  void know() {
    opener.know(List.of(SnmpAccess.PUBLIC));
    desk.know(List.of(TARGET));
  }

  /** Until nothing is left. */
  private TrapCounts work() throws Exception {
    TrapCounts counts;
    do {
      intake.step();
      counts = intake.counts(0);
    } while (!inbox.arrived.isEmpty() || counts.handled() + counts.dropped() < counts.received());
    return counts;
  }

  private int readings() {
    int readings = 0;
    for (Optional<TrapDesk.Due> due = desk.take(now); due.isPresent(); due = desk.take(now)) {
      readings++;
      desk.done(due.get(), 0, false, now);
    }
    return readings;
  }

  @Test
  void takes_a_trap_with_a_wrong_community_from_a_printer_for_one_reading() throws Exception {
    // when
    inbox.bring(
        PRINTER, TrapMessages.v2c("wrong", PDU.NOTIFICATION, TrapMessages.PRINTER_V2_ALERT));
    TrapCounts counts = work();
    // then
    assertThat(counts.hints()).isEqualTo(1);
    assertThat(readings()).isEqualTo(1);
  }

  @Test
  void asks_nobody_because_of_a_forged_trap_of_a_stranger() throws Exception {
    // when
    inbox.bring(
        STRANGER, TrapMessages.v2c("wrong", PDU.NOTIFICATION, TrapMessages.PRINTER_V2_ALERT));
    TrapCounts counts = work();
    // then
    assertThat(counts.strangers()).isEqualTo(1);
    assertThat(readings()).isZero();
  }

  @Test
  void asks_nobody_because_of_a_trap_that_says_nothing_of_a_printer() throws Exception {
    // when: authenticationFailure
    inbox.bring(PRINTER, TrapMessages.trap(new OID("1.3.6.1.6.3.1.1.5.5")));
    TrapCounts counts = work();
    // then
    assertThat(counts.idle()).isEqualTo(1);
    assertThat(readings()).isZero();
  }

  @Test
  @Verifies(positive = PLT_ALR_006)
  void answers_an_inform_of_a_printer() throws Exception {
    // when
    inbox.bring(PRINTER, TrapMessages.inform());
    work();
    // then
    assertThat(inbox.answered).containsExactly(PRINTER);
    assertThat(readings()).isEqualTo(1);
  }

  @Test
  @Verifies(negative = PLT_ALR_006)
  void answers_neither_traps_nor_strangers() throws Exception {
    // when
    inbox.bring(PRINTER, TrapMessages.alert());
    inbox.bring(STRANGER, TrapMessages.v2c("wrong", PDU.INFORM, TrapMessages.PRINTER_V2_ALERT));
    work();
    // then
    assertThat(inbox.answered).isEmpty();
  }

  @Test
  void answers_each_inform_of_a_storm_and_asks_the_printer_once() throws Exception {
    // given
    IntStream.range(0, 5_000).forEach(i -> inbox.bring(PRINTER, TrapMessages.inform()));
    // when
    TrapCounts counts = work();
    // then
    assertThat(counts.dropped()).isZero();
    assertThat(inbox.answered).hasSize(5_000);
    assertThat(readings()).isEqualTo(1);
  }

  @Test
  @Verifies(positive = PLT_ALR_013)
  void loses_none_of_ten_thousand_traps_that_come_at_once() throws Exception {
    // given
    IntStream.range(0, 10_000).forEach(i -> inbox.bring(PRINTER, TrapMessages.alert()));
    // when
    TrapCounts counts = work();
    // then
    assertThat(counts.handled()).isEqualTo(10_000);
    assertThat(counts.hints()).isEqualTo(10_000);
    assertThat(counts.dropped()).isZero();
    assertThat(readings()).isEqualTo(1);
  }

  @Test
  @Verifies(negative = PLT_ALR_013)
  void drops_what_is_more_than_it_has_room_for() throws Exception {
    // given
    int tooMany = TrapIntake.MOST_WAITING + 500;
    byte[] small = new byte[] {0x30, 0};
    IntStream.range(0, tooMany).forEach(i -> inbox.bring(STRANGER, small));
    // when
    TrapCounts counts = work();
    // then
    assertThat(counts.dropped()).isEqualTo(500);
  }

  @Test
  void drops_what_is_more_bytes_than_it_has_room_for() throws Exception {
    // given: as long as one may be
    byte[] large = new byte[TrapIntake.LONGEST_TRAP];
    int room = TrapIntake.MOST_BYTES / large.length;
    IntStream.range(0, room + 100).forEach(i -> inbox.bring(STRANGER, large));
    // when
    TrapCounts counts = work();
    // then
    assertThat(counts.dropped()).isEqualTo(100);
  }

  @Test
  void passes_over_a_datagram_that_is_longer_than_any_trap() throws Exception {
    // given: a trap that is right but for its length
    VariableBinding much =
        new VariableBinding(
            TrapMessages.MAKERS_OWN, new OctetString(new byte[TrapIntake.LONGEST_TRAP]));
    // when
    inbox.bring(PRINTER, TrapMessages.trap(TrapMessages.PRINTER_V2_ALERT, much));
    // then
    assertThat(work().malformed()).isEqualTo(1);
    assertThat(readings()).isZero();
  }

  @Test
  void asks_nobody_because_of_ten_thousand_malformed_messages() throws Exception {
    // given
    Random random = new Random(17);
    for (int i = 0; i < 10_000; i++) {
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      inbox.bring(PRINTER, noise);
    }
    // when
    TrapCounts counts = work();
    // then
    assertThat(counts.malformed()).isEqualTo(10_000);
    assertThat(readings()).isZero();
  }
}
