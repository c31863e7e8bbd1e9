package io.platen.server.rollout.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.sync.Policy;
import io.platen.server.rollout.control.Heard.Stage;
import io.platen.server.rollout.control.Step.Fault;
import io.platen.server.rollout.control.Wave.Devices;
import io.platen.server.rollout.control.Wave.Percent;
import io.platen.server.rollout.control.Wave.Rest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A thousand devices and the rules, hour by hour on a clock of their own. */
class RolloutSimulationTest {
  private static final UUID ROLLOUT = new UUID(3, 5);
  private static final Instant START = Instant.parse("2026-03-04T08:00:00Z");
  private static final List<UUID> FLEET =
      LongStream.range(0, 1_000).mapToObj(i -> new UUID(9, i)).toList();
  private static final List<Wave> WAVES =
      List.of(
          new Wave("canary", new Devices(10)),
          new Wave("few", new Percent(10)),
          new Wave("half", new Percent(50)),
          new Wave("rest", new Rest()));

  @Test
  void reaches_each_device_with_a_good_release() {
    // given
    Site site = new Site((device, hours) -> healthy(hours));
    // when
    Step end = site.run();
    // then
    assertThat(end).isEqualTo(new Step.Finish());
    assertThat(site.standings.values()).containsOnly(Standing.CONFIRMED);
  }

  @Test
  void stops_a_release_whose_health_check_fails_when_at_most_two_percent_are_touched() {
    // given
    Site site =
        new Site(
            (device, hours) -> hours < 3 ? healthy(hours) : new Heard(Stage.ROLLED_BACK, false));
    // when
    Step end = site.run();
    // then
    assertThat(end).isInstanceOf(Step.Stop.class);
    assertThat(site.touched()).isBetween(1L, 20L);
  }

  @Test
  void pauses_when_devices_say_that_it_is_installed_and_run_the_old_slot() {
    // given
    Site site =
        new Site((device, hours) -> hours < 3 ? healthy(hours) : new Heard(Stage.CONFIRMED, false));
    // when
    Step end = site.run();
    // then
    assertThat(end)
        .isInstanceOfSatisfying(
            Step.Pause.class, pause -> assertThat(pause.fault()).isEqualTo(Fault.CONTRADICTION));
    assertThat(site.touched()).isEqualTo(10);
  }

  @Test
  void stops_when_devices_fall_silent_after_they_armed() {
    // given
    Site site = new Site((device, hours) -> hours < 2 ? healthy(hours) : null);
    // when
    Step end = site.run();
    // then
    assertThat(end).isInstanceOf(Step.Stop.class);
    assertThat(site.standings.values()).contains(Standing.SILENT);
    assertThat(site.touched()).isEqualTo(10);
  }

  @Test
  void goes_on_past_one_bad_device_in_fifty() {
    // given
    Site site =
        new Site(
            (device, hours) ->
                device.getLeastSignificantBits() % 50 == 7 && hours >= 3
                    ? new Heard(Stage.FAILED, false)
                    : healthy(hours));
    // when
    Step end = site.run();
    // then
    assertThat(end).isEqualTo(new Step.Finish());
    assertThat(site.standings.values()).contains(Standing.FAILED);
    assertThat(site.touched()).isEqualTo(1_000);
  }

  /** Hours after it was told. */
  private static Heard healthy(int hours) {
    return switch (hours) {
      case 0 -> new Heard(Stage.DOWNLOADING, false);
      case 1 -> new Heard(Stage.ARMED, false);
      case 2 -> new Heard(Stage.TRIAL, true);
      default -> new Heard(Stage.CONFIRMED, true);
    };
  }

  /** What the database keeps of a rollout, in memory. */
  private static final class Site {
    private static final int HOURS = 24 * 30;
    private static final PollSlots SLOTS = new PollSlots(Policy.Schedule.DEFAULT, ZoneId.of("UTC"));

    private final BiFunction<UUID, Integer, Heard> device;
    private final Map<UUID, Integer> waves = Waves.of(ROLLOUT, WAVES, FLEET);
    private final Map<UUID, Standing> standings = new LinkedHashMap<>();
    private final Map<UUID, Instant> told = new HashMap<>();
    private final Map<UUID, Instant> heard = new HashMap<>();
    private final Map<UUID, Instant> confirmed = new HashMap<>();
    private int current = -1;

    Site(BiFunction<UUID, Integer, Heard> device) {
      this.device = device;
      waves.keySet().forEach(each -> standings.put(each, Standing.WAITING));
    }

    Step run() {
      RolloutRules rules = new RolloutRules(Gates.USUAL, false);
      for (int hour = 0; hour < HOURS; hour++) {
        Instant now = START.plus(Duration.ofHours(hour));
        hear(now);
        Step step = rules.next(counts(), current, now);
        if (step instanceof Step.Open open) {
          current = open.wave();
          tell(now);
        } else if (!(step instanceof Step.Stay || step instanceof Step.Soak)) {
          return step;
        }
      }
      throw new AssertionError("no end after a month: " + counts());
    }

    long touched() {
      return standings.values().stream().filter(Standing::isTouched).count();
    }

    private void tell(Instant now) {
      waves.forEach(
          (each, wave) -> {
            if (wave == current) {
              standings.put(each, Standing.ASSIGNED);
              told.put(each, now);
              heard.put(each, now);
            }
          });
    }

    private void hear(Instant now) {
      told.forEach(
          (each, since) -> {
            int hours = (int) Duration.between(since, now).toHours();
            Heard word = device.apply(each, hours);
            Standing before = standings.get(each);
            if (word == null) {
              boolean isDue = SLOTS.between(heard.get(each), now, 99) >= Gates.USUAL.silenceSlots();
              standings.put(each, isDue && before.isUnderway() ? Standing.SILENT : before);
              return;
            }
            heard.put(each, now);
            Standing after = word.after(before);
            standings.put(each, after);
            if (after == Standing.CONFIRMED) {
              confirmed.putIfAbsent(each, now);
            }
          });
    }

    private List<WaveCount> counts() {
      List<WaveCount> counts = new ArrayList<>();
      for (int wave = 0; wave < WAVES.size(); wave++) {
        counts.add(count(wave));
      }
      return counts;
    }

    private WaveCount count(int wave) {
      List<UUID> members = waves.keySet().stream().filter(e -> waves.get(e) == wave).toList();
      return new WaveCount(
          in(members, Standing.WAITING),
          (int) members.stream().filter(each -> standings.get(each).isUnderway()).count(),
          in(members, Standing.CONFIRMED),
          in(members, Standing.FAILED),
          in(members, Standing.ROLLED_BACK),
          in(members, Standing.SILENT),
          in(members, Standing.CONTRADICTED),
          members.stream()
              .filter(confirmed::containsKey)
              .map(confirmed::get)
              .max(Instant::compareTo)
              .orElse(null));
    }

    private int in(List<UUID> members, Standing standing) {
      return (int) members.stream().filter(each -> standings.get(each) == standing).count();
    }
  }
}
