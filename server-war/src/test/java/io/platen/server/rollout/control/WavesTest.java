package io.platen.server.rollout.control;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.server.rollout.control.Wave.Devices;
import io.platen.server.rollout.control.Wave.Percent;
import io.platen.server.rollout.control.Wave.Rest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WavesTest {
  private static final UUID ROLLOUT = new UUID(1, 1);
  private static final List<Wave> WAVES =
      List.of(
          new Wave("canary", new Devices(10)),
          new Wave("few", new Percent(10)),
          new Wave("half", new Percent(50)),
          new Wave("rest", new Rest()));

  @Test
  void fills_wave_after_wave() {
    assertThat(sizes(Waves.of(ROLLOUT, WAVES, devices(1_000))))
        .isEqualTo(Map.of(0, 10L, 1, 90L, 2, 400L, 3, 500L));
  }

  @Test
  void gives_each_wave_one_device_at_the_least_while_there_are_any() {
    assertThat(sizes(Waves.of(ROLLOUT, WAVES, devices(12))))
        .isEqualTo(Map.of(0, 10L, 1, 1L, 2, 1L));
    assertThat(sizes(Waves.of(ROLLOUT, WAVES, devices(3)))).isEqualTo(Map.of(0, 3L));
    assertThat(Waves.of(ROLLOUT, WAVES, List.of())).isEmpty();
  }

  @Test
  void takes_the_rest_into_the_last_wave_whatever_its_size() {
    // given
    List<Wave> few = List.of(new Wave("canary", new Devices(1)), new Wave("few", new Devices(2)));
    // then
    assertThat(sizes(Waves.of(ROLLOUT, few, devices(10)))).isEqualTo(Map.of(0, 1L, 1, 9L));
  }

  @Test
  void puts_devices_in_the_same_order_however_they_are_listed() {
    // given
    List<UUID> devices = devices(50);
    List<UUID> turned = new ArrayList<>(devices);
    Collections.reverse(turned);
    // then
    assertThat(Waves.of(ROLLOUT, WAVES, turned)).isEqualTo(Waves.of(ROLLOUT, WAVES, devices));
  }

  @Test
  void begins_with_other_devices_in_another_rollout() {
    // given
    List<UUID> devices = devices(1_000);
    // when
    Map<UUID, Integer> one = Waves.of(ROLLOUT, WAVES, devices);
    Map<UUID, Integer> other = Waves.of(new UUID(2, 2), WAVES, devices);
    // then
    long both = devices.stream().filter(each -> one.get(each) == 0 && other.get(each) == 0).count();
    assertThat(both).isLessThan(5);
  }

  private static Map<Integer, Long> sizes(Map<UUID, Integer> places) {
    return places.values().stream().collect(groupingBy(wave -> wave, TreeMap::new, counting()));
  }

  private static List<UUID> devices(int number) {
    return LongStream.range(0, number).mapToObj(i -> new UUID(7, i)).toList();
  }
}
