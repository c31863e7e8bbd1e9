package io.platen.server.rollout.control;

import io.platen.server.problem.FieldError;
import io.platen.server.problem.InvalidException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a plan makes sense, before anything of it is stored. */
final class PlanCheck {
  private static final int LONGEST_NAME = 100;
  private static final int MOST_WAVES = 10;
  private static final Duration LONGEST_SOAK = Duration.ofDays(30);
  private static final Duration SHORTEST_DEADLINE = Duration.ofHours(1);
  private static final Duration LONGEST_DEADLINE = Duration.ofDays(90);

  private final List<FieldError> errors = new ArrayList<>();

  private PlanCheck() {}

  /**
   * @throws InvalidException with all that is wrong
   */
  static void demand(Plan plan) {
    PlanCheck check = new PlanCheck();
    check.name(plan.name());
    check.waves(plan.waves());
    check.gates(plan.gates());
    check.deadline(plan.terms().deadline());
    if (!check.errors.isEmpty()) {
      throw new InvalidException(check.errors);
    }
  }

  private void name(String name) {
    if (name.isBlank() || name.length() > LONGEST_NAME) {
      wrong("name", "A rollout has a name", "1 to " + LONGEST_NAME + " characters", name);
    }
  }

  private void waves(List<Wave> waves) {
    if (waves.isEmpty() || waves.size() > MOST_WAVES) {
      wrong("waves", "There are " + waves.size() + " waves", "1 to " + MOST_WAVES, null);
      return;
    }
    if (!(waves.get(waves.size() - 1).size() instanceof Wave.Rest)) {
      wrong("waves", "The last wave leaves devices out", "the last wave is the rest", null);
    }
    int percent = 0;
    for (Wave wave : waves.subList(0, waves.size() - 1)) {
      percent = wave(wave, percent);
    }
  }

  /** The share that is reached after it. */
  private int wave(Wave wave, int before) {
    if (wave.size() instanceof Wave.Devices devices && devices.number() < 1) {
      wrong("waves", "A wave has no device", "1 device or more", "" + devices.number());
    } else if (wave.size() instanceof Wave.Percent percent) {
      if (percent.number() <= before || percent.number() > 100) {
        wrong(
            "waves", "Shares go up, to 100 at most", "more than " + before, "" + percent.number());
      }
      return percent.number();
    } else if (wave.size() instanceof Wave.Rest) {
      wrong("waves", "Only the last wave is the rest", "devices or percent", null);
    }
    return before;
  }

  private void gates(Gates gates) {
    within("confirmedPercent", gates.confirmedPercent(), 1, 100);
    within("pausePercent", gates.pausePercent(), 0, 100);
    within("stopPercent", gates.stopPercent(), gates.pausePercent(), 100);
    within("sample", gates.sample(), 1, 1_000);
    within("silenceSlots", gates.silenceSlots(), 1, 100);
    if (gates.soak().isNegative() || gates.soak().compareTo(LONGEST_SOAK) > 0) {
      wrong("soak", "It soaks too long", "PT0S to P30D", gates.soak().toString());
    }
  }

  private void deadline(Duration deadline) {
    if (deadline.compareTo(SHORTEST_DEADLINE) < 0 || deadline.compareTo(LONGEST_DEADLINE) > 0) {
      wrong("deadline", "No such deadline", "PT1H to P90D", deadline.toString());
    }
  }

  private void within(String field, int value, int least, int most) {
    if (value < least || value > most) {
      wrong(field, "It is out of bounds", least + " to " + most, Integer.toString(value));
    }
  }

  private void wrong(String field, String reason, String accepted, @Nullable String typed) {
    errors.add(new FieldError(field, reason, accepted, typed, null));
  }
}
