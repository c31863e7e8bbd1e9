package io.platen.server.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.platen.server.console.view.Badge;
import io.platen.server.console.view.Fact;
import io.platen.server.console.view.State;
import io.platen.server.console.view.Words;
import io.platen.server.enrolment.entity.Device;
import io.platen.server.enrolment.entity.DeviceState;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeviceViewsTest {
  private static final Map<String, Consumer<Device>> MOVES =
      Map.of(
          "activate", Device::activate,
          "deactivate", Device::deactivate,
          "hibernate", Device::hibernate,
          "retire", Device::retire);

  private static Device device() {
    return new Device(UUID.randomUUID(), 1, "Box", Instant.EPOCH);
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(
      value = DeviceState.class,
      names = {"CREATED", "HIBERNATING", "DEACTIVATED"})
  void offers_only_what_a_record_lets_be_done_and_what_changes_it(DeviceState state) {
    for (String move : DeviceViews.moves(state.name())) {
      // given
      Device device = device();
      if (state == DeviceState.HIBERNATING) {
        device.hibernate();
      } else if (state == DeviceState.DEACTIVATED) {
        device.deactivate();
      }

      // when
      assertThatCode(() -> MOVES.get(move).accept(device)).as(move).doesNotThrowAnyException();

      // then
      assertThat(device.state()).as(move).isNotEqualTo(state);
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(value = DeviceState.class, names = "RETIRED", mode = EnumSource.Mode.EXCLUDE)
  void begins_with_what_is_usual_and_ends_with_what_is_for_good(DeviceState state) {
    assertThat(DeviceViews.moves(state.name()))
        .startsWith(state.isAdmitted() ? "deactivate" : "activate")
        .endsWith("retire")
        .hasSize(3);
  }

  @Test
  void offers_nothing_for_a_record_that_has_ended() {
    assertThat(DeviceViews.moves("RETIRED")).isEmpty();
  }

  @Test
  void says_of_a_device_whose_heartbeat_alone_comes_that_it_lives_and_since_when_it_is_cut_off() {
    // given
    Words words = Words.in(Locale.ENGLISH, ZoneOffset.UTC, Samples.NOW);
    DeviceViews views = new DeviceViews(words);

    // when
    var row = views.row(DeviceSamples.heartbeatOnly());
    var facts = views.facts(DeviceSamples.heartbeatOnly(), List.of());

    // then
    assertThat(row.badge()).isEqualTo(new Badge(State.ATTENTION, "Heartbeat only"));
    assertThat(facts)
        .contains(
            new Fact(
                "Connection",
                "Lives, but nothing comes by HTTPS since "
                    + words.moment(Samples.NOW.minusSeconds(172_800))
                    + "; look what is between it and this server",
                false),
            new Fact("Last heartbeat", words.moment(Samples.NOW.minusSeconds(600)), false));
  }
}
