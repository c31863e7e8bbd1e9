package io.platen.device.trap;

import static io.platen.protocol.Requirement.PLT_ALR_003;
import static io.platen.protocol.Requirement.PLT_ALR_004;
import static io.platen.protocol.Requirement.PLT_ALR_005;
import static io.platen.protocol.Requirement.PLT_ALR_011;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.printer.PrinterTarget;
import io.platen.device.trap.TrapDesk.Due;
import io.platen.protocol.Verifies;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrapDeskTest {
  private static final PrinterTarget ONE = target("192.0.2.7");
  private static final PrinterTarget OTHER = target("192.0.2.8");
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final TrapDesk desk = new TrapDesk();
  private Duration now = Duration.ofDays(3);

  private static PrinterTarget target(String address) {
    return new PrinterTarget(new InetSocketAddress(address, 161), SnmpAccess.PUBLIC);
  }

  private boolean hint(PrinterTarget from) {
    return desk.hint(from.address().getAddress(), null, true, now);
  }

  /** Asks whoever is due, without news and without doubt; what was asked, in its order. */
  private List<PrinterTarget> ask() {
    List<PrinterTarget> asked = new ArrayList<>();
    for (Optional<Due> due = desk.take(now); due.isPresent(); due = desk.take(now)) {
      asked.add(due.get().target());
      desk.done(due.get(), 0, false, now);
    }
    return asked;
  }

  private int askFor(Duration time) {
    int asked = 0;
    for (Duration end = now.plus(time); now.compareTo(end) < 0; now = now.plusMillis(10)) {
      asked += ask().size();
    }
    return asked;
  }

  @Test
  @Verifies(positive = PLT_ALR_003)
  void asks_a_printer_at_its_first_trap_and_once_for_all_that_follow_soon() {
    // given
    desk.know(List.of(ONE, OTHER));
    hint(ONE);
    // when
    List<PrinterTarget> first = ask();
    hint(ONE);
    hint(ONE);
    List<PrinterTarget> atOnce = ask();
    now = now.plus(TrapDesk.GAP);
    List<PrinterTarget> later = ask();
    // then
    assertThat(first).containsExactly(ONE);
    assertThat(atOnce).isEmpty();
    assertThat(later).containsExactly(ONE);
  }

  @Test
  @Verifies(negative = PLT_ALR_003)
  void asks_a_printer_in_a_storm_ever_more_seldom() {
    // given
    desk.know(List.of(ONE));
    // when: 100 traps a second, for five minutes
    List<Duration> asked = new ArrayList<>();
    Duration end = now.plusSeconds(300);
    for (; now.compareTo(end) < 0; now = now.plusMillis(10)) {
      hint(ONE);
      ask().forEach(each -> asked.add(now));
    }
    // then
    List<Long> gaps =
        IntStream.range(1, asked.size())
            .mapToObj(i -> asked.get(i).minus(asked.get(i - 1)).toSeconds())
            .toList();
    assertThat(gaps).startsWith(2L, 4L, 8L, 16L, 32L, 60L, 60L).hasSizeLessThan(10);
  }

  @Test
  void asks_soon_again_when_a_storm_is_over() {
    // given
    desk.know(List.of(ONE));
    Duration end = now.plusSeconds(20);
    for (; now.compareTo(end) < 0; now = now.plusMillis(10)) {
      hint(ONE);
      ask();
    }
    now = now.plusSeconds(60);
    ask();
    now = now.plusSeconds(60);
    // when
    hint(ONE);
    List<PrinterTarget> first = ask();
    hint(ONE);
    now = now.plus(TrapDesk.GAP);
    // then
    assertThat(first).containsExactly(ONE);
    assertThat(ask()).containsExactly(ONE);
  }

  @Test
  @Verifies(positive = PLT_ALR_004)
  void asks_twenty_printers_at_once() {
    // given
    desk.know(IntStream.range(1, 21).mapToObj(i -> target("192.0.2." + i)).toList());
    // when
    IntStream.range(1, 21).forEach(i -> hint(target("192.0.2." + i)));
    // then
    assertThat(ask()).hasSize(20);
  }

  @Test
  @Verifies(negative = PLT_ALR_004)
  void asks_no_more_than_twenty_printers_a_second_whatever_comes() {
    // given
    List<PrinterTarget> many =
        IntStream.range(0, 1000)
            .mapToObj(i -> target("10.0." + i / 250 + "." + (i % 250 + 1)))
            .toList();
    desk.know(many);
    // when: each printer sends a trap each second
    int asked = 0;
    for (int second = 0; second < 30; second++) {
      many.forEach(this::hint);
      asked += askFor(SECOND);
    }
    // then
    assertThat(asked).isBetween(580, 30 * 20 + 21);
  }

  @Test
  @Verifies(positive = PLT_ALR_005)
  void looks_once_more_where_the_first_look_left_a_doubt() {
    // given
    desk.know(List.of(ONE));
    hint(ONE);
    Due first = desk.take(now).orElseThrow();
    // when
    desk.done(first, 0, true, now);
    Optional<Due> atOnce = desk.take(now);
    now = now.plus(TrapDesk.GAP);
    Optional<Due> second = desk.take(now);
    // then
    assertThat(atOnce).isEmpty();
    assertThat(second).hasValueSatisfying(due -> assertThat(due.second()).isTrue());
  }

  @Test
  @Verifies(negative = PLT_ALR_005)
  void looks_no_third_time_however_doubtful_it_stays() {
    // given
    desk.know(List.of(ONE));
    hint(ONE);
    // when
    int asked = 0;
    for (int second = 0; second < 60; second++) {
      for (Optional<Due> due = desk.take(now); due.isPresent(); due = desk.take(now)) {
        asked++;
        desk.done(due.get(), 0, true, now);
      }
      now = now.plus(SECOND);
    }
    // then
    assertThat(asked).isEqualTo(2);
  }

  @Test
  void counts_the_traps_of_a_printer_until_they_are_told() {
    // given
    desk.know(List.of(ONE));
    hint(ONE);
    hint(ONE);
    // when
    Due untold = desk.take(now).orElseThrow();
    desk.done(untold, 0, false, now);
    now = now.plus(TrapDesk.GAP);
    hint(ONE);
    Due told = desk.take(now).orElseThrow();
    desk.done(told, told.traps(), false, now);
    now = now.plus(TrapDesk.GAP);
    hint(ONE);
    // then
    assertThat(untold.traps()).isEqualTo(2);
    assertThat(told.traps()).isEqualTo(3);
    assertThat(desk.take(now).orElseThrow().traps()).isEqualTo(1);
  }

  @Test
  @Verifies(positive = PLT_ALR_011)
  void asks_the_printer_that_the_message_names_where_its_sender_is_none() throws Exception {
    // given
    desk.know(List.of(ONE, OTHER));
    // when
    boolean taken =
        desk.hint(InetAddress.getByName("198.51.100.1"), OTHER.address().getAddress(), false, now);
    // then
    assertThat(taken).isTrue();
    assertThat(ask()).containsExactly(OTHER);
  }

  @Test
  @Verifies(negative = PLT_ALR_011)
  void asks_nobody_because_of_a_stranger() throws Exception {
    // given
    desk.know(List.of(ONE));
    // when
    boolean taken = desk.hint(InetAddress.getByName("198.51.100.1"), null, false, now);
    // then
    assertThat(taken).isFalse();
    assertThat(askFor(SECOND)).isZero();
  }

  @Test
  void asks_all_printers_because_of_somebody_known_who_passes_traps_on() throws Exception {
    // given
    desk.know(List.of(ONE, OTHER));
    // when
    desk.hint(InetAddress.getByName("198.51.100.1"), null, true, now);
    // then
    assertThat(ask()).containsExactlyInAnyOrder(ONE, OTHER);
  }

  @Test
  void asks_nobody_because_of_somebody_known_where_there_are_too_many_printers() throws Exception {
    // given
    desk.know(IntStream.range(1, 40).mapToObj(i -> target("192.0.2." + i)).toList());
    // when
    boolean taken = desk.hint(InetAddress.getByName("198.51.100.1"), null, true, now);
    // then
    assertThat(taken).isFalse();
  }

  @Test
  void forgets_printers_that_are_watched_no_more() {
    // given
    desk.know(List.of(ONE, OTHER));
    hint(ONE);
    // when
    desk.know(List.of(OTHER));
    // then
    assertThat(ask()).isEmpty();
  }

  @Test
  void asks_no_printer_twice_at_the_same_time() {
    // given
    desk.know(List.of(ONE));
    hint(ONE);
    Due first = desk.take(now).orElseThrow();
    // when
    now = now.plusSeconds(10);
    hint(ONE);
    Optional<Due> meanwhile = desk.take(now);
    desk.done(first, 0, false, now);
    // then
    assertThat(meanwhile).isEmpty();
    assertThat(desk.take(now)).isPresent();
  }
}
