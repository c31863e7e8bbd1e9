package io.platen.device.update;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of stages. */
class TransitionTest {
  static Stream<Transition> table() {
    return Transition.TABLE.stream();
  }

  @ParameterizedTest
  @MethodSource("table")
  void has_one_row_for_a_stage_and_an_event(Transition row) {
    assertThat(Transition.next(row.from(), row.event())).contains(row.to());
    assertThat(table().filter(e -> e.from() == row.from() && e.event() == row.event())).hasSize(1);
  }

  @Test
  void leads_from_idle_to_each_stage_and_from_each_back_to_idle() {
    assertThat(reached(Stage.IDLE)).isEqualTo(EnumSet.allOf(Stage.class));
    for (Stage each : Stage.values()) {
      assertThat(reached(each)).contains(Stage.IDLE);
    }
  }

  @ParameterizedTest
  @MethodSource("table")
  void leaves_a_trial_only_by_health_or_by_a_return(Transition row) {
    if (row.to() == Stage.CONFIRMED && row.from() != Stage.ASSIGNED) {
      assertThat(row.from()).isEqualTo(Stage.TRIAL);
    }
    if (row.from() == Stage.ARMED || row.from() == Stage.TRIAL) {
      assertThat(row.event()).isNotEqualTo(Event.CANCEL);
    }
  }

  private static Set<Stage> reached(Stage from) {
    Set<Stage> reached = EnumSet.of(from);
    int before;
    do {
      before = reached.size();
      reached.addAll(
          table()
              .filter(row -> reached.contains(row.from()))
              .map(Transition::to)
              .collect(Collectors.toSet()));
    } while (reached.size() > before);
    return reached;
  }
}
