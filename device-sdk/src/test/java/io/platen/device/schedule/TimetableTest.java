package io.platen.device.schedule;

import static io.platen.protocol.Requirement.PLT_LNK_040;
import static io.platen.protocol.Requirement.PLT_LNK_041;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.Verifies;
import io.platen.protocol.sync.Policy;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimetableTest {
  private static final UUID DEVICE = UUID.fromString("0b7e3c1e-9f43-4d0a-8a55-5f3a7e1c2d01");

  private static Policy.Schedule schedule(
      String from, String to, String zone, String interval, Duration delay) {
    return new Policy.Schedule(
        LocalTime.parse(from),
        LocalTime.parse(to),
        ZoneId.of(zone),
        Duration.parse(interval),
        delay,
        Duration.ofDays(7));
  }

  private static Timetable timetable(UUID device) {
    return new Timetable(device, ZoneOffset.UTC, new SplittableRandom(3));
  }

  private static List<Instant> slots(Policy.Schedule schedule, Instant start, Duration length) {
    List<Instant> slots = new ArrayList<>();
    Timetable timetable = timetable(DEVICE);
    for (Instant next = timetable.next(schedule, start);
        next.isBefore(start.plus(length));
        next = timetable.next(schedule, next)) {
      slots.add(next);
    }
    return slots;
  }

  @ParameterizedTest(name = "{0} to {1} in {2} every {3} from {4}: {5} cycles in {6} hours")
  @CsvSource({
    "05:00, 19:00, UTC, PT2H, 2026-11-23T00:00:00Z, 7, 24",
    "05:00, 19:00, Europe/Berlin, PT2H, 2026-11-23T00:00:00Z, 70, 240",
    // The clock goes forward and back in the window: elapsed time counts, so the spring day is an
    // hour shorter and the autumn day an hour longer, and no slot comes twice.
    "00:00, 06:00, Europe/Berlin, PT1H, 2026-03-28T23:00:00Z, 5, 20",
    "00:00, 06:00, Europe/Berlin, PT1H, 2026-10-24T22:00:00Z, 7, 20",
    "22:00, 04:00, UTC, PT2H, 2026-11-23T12:00:00Z, 6, 48",
    "00:00, 00:00, UTC, PT6H, 2026-11-23T00:00:00Z, 8, 48",
    // A window shorter than the interval still has a cycle each day.
    "09:00, 09:30, UTC, PT2H, 2026-11-23T00:00:00Z, 5, 120",
  })
  @Verifies(positive = PLT_LNK_040)
  void has_so_many_cycles(
      String from, String to, String zone, String interval, Instant start, int cycles, int hours) {
    // given
    Policy.Schedule schedule = schedule(from, to, zone, interval, Duration.ZERO);

    // when
    List<Instant> slots = slots(schedule, start, Duration.ofHours(hours));

    // then
    assertThat(slots).hasSize(cycles).doesNotHaveDuplicates().isSorted();
  }

  @Test
  @Verifies(negative = PLT_LNK_040)
  void stays_within_the_window_with_its_delay() {
    // given
    Policy.Schedule schedule = schedule("05:00", "19:00", "UTC", "PT2H", Duration.ofMinutes(20));

    // when
    List<Instant> slots =
        slots(schedule, Instant.parse("2026-11-23T00:00:00Z"), Duration.ofDays(20));

    // then
    assertThat(slots)
        .hasSizeGreaterThanOrEqualTo(130)
        .allSatisfy(
            slot ->
                assertThat(slot.atZone(ZoneOffset.UTC).toLocalTime())
                    .isBetween(LocalTime.of(5, 0), LocalTime.of(19, 0)));
  }

  @Test
  @Verifies(positive = PLT_LNK_041)
  void delays_each_cycle_by_any_time_up_to_the_policys() {
    // given
    Policy.Schedule exact = schedule("05:00", "19:00", "UTC", "PT2H", Duration.ZERO);
    Policy.Schedule delayed = schedule("05:00", "19:00", "UTC", "PT2H", Duration.ofMinutes(20));
    Instant start = Instant.parse("2026-11-23T06:00:00Z");
    Timetable timetable = timetable(DEVICE);

    // when
    LongSummaryStatistics seconds =
        IntStream.range(0, 500)
            .mapToLong(
                i ->
                    Duration.between(timetable.next(exact, start), timetable.next(delayed, start))
                        .toSeconds())
            .summaryStatistics();

    // then
    assertThat(seconds.getMin()).isBetween(0L, 60L);
    assertThat(seconds.getMax()).isBetween(19 * 60L, 20 * 60L);
    assertThat(seconds.getAverage()).isBetween(9 * 60.0, 11 * 60.0);
  }

  @Test
  @Verifies(negative = PLT_LNK_041)
  void delays_nothing_where_the_policy_has_no_delay() {
    // given
    Policy.Schedule exact = schedule("05:00", "19:00", "UTC", "PT2H", Duration.ZERO);
    Instant start = Instant.parse("2026-11-23T06:00:00Z");

    // when
    List<Instant> slots =
        IntStream.range(0, 50)
            .mapToObj(seed -> new Timetable(DEVICE, ZoneOffset.UTC, new SplittableRandom(seed)))
            .map(timetable -> timetable.next(exact, start))
            .distinct()
            .toList();

    // then
    assertThat(slots).hasSize(1);
  }

  @Test
  @Verifies(positive = PLT_LNK_040)
  void spreads_the_last_cycles_of_a_fleet_too() {
    // given
    Policy.Schedule schedule = schedule("05:00", "19:00", "UTC", "PT2H", Duration.ofMinutes(20));
    Instant late = Instant.parse("2026-11-23T18:40:00Z");
    Instant end = Instant.parse("2026-11-23T19:00:00Z");

    // when
    Map<Long, Long> seconds =
        IntStream.range(0, 6_000)
            .mapToObj(i -> new Timetable(new UUID(i, i), ZoneOffset.UTC, new SplittableRandom(i)))
            .map(timetable -> timetable.next(schedule, late))
            .filter(next -> !next.isAfter(end))
            .collect(Collectors.groupingBy(Instant::getEpochSecond, Collectors.counting()));

    // then
    assertThat(seconds.values().stream().mapToLong(Long::longValue).sum()).isGreaterThan(800);
    assertThat(seconds.values()).allSatisfy(devices -> assertThat(devices).isLessThan(12));
  }

  @Test
  @Verifies(positive = PLT_LNK_040)
  void gives_each_device_a_phase_of_its_own_and_always_the_same() {
    // given
    Policy.Schedule schedule = schedule("05:00", "19:00", "UTC", "PT2H", Duration.ZERO);
    Instant start = Instant.parse("2026-11-23T00:00:00Z");

    // when
    int[] quarters = new int[4];
    for (int i = 0; i < 2_000; i++) {
      Instant first = timetable(new UUID(i, i)).next(schedule, start);
      quarters[(int) (Duration.between(start, first).toMinutes() - 300) / 30]++;
    }

    // then
    assertThat(java.util.Arrays.stream(quarters).boxed())
        .allSatisfy(count -> assertThat(count).isBetween(400, 600));
    assertThat(timetable(DEVICE).next(schedule, start))
        .isEqualTo(timetable(DEVICE).next(schedule, start));
  }
}
