package io.platen.server.rollout.control;

import io.platen.server.problem.FieldError;
import io.platen.server.problem.InvalidException;
import io.platen.server.rollout.control.TypedPlan.TypedGates;
import io.platen.server.rollout.control.TypedPlan.TypedSelection;
import io.platen.server.rollout.control.TypedPlan.TypedWave;
import io.platen.server.rollout.control.TypedPlan.TypedWindow;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a plan as people typed it, and says all at once what cannot be read. */
public final class PlanReader {
  private static final String DURATION_FORM = "an ISO 8601 duration, as PT4H or P7D";

  private final List<FieldError> errors = new ArrayList<>();

  private PlanReader() {}

  /**
   * @throws InvalidException with every error there is in the forms; whether the plan makes sense
   *     is another question
   */
  public static Plan read(TypedPlan typed) {
    PlanReader reader = new PlanReader();
    Plan plan = reader.plan(typed);
    if (!reader.errors.isEmpty()) {
      throw new InvalidException(reader.errors);
    }
    return plan;
  }

  private Plan plan(TypedPlan typed) {
    return new Plan(
        needed("name", typed.name()),
        new Plan.Subject(
            needed("repository", typed.repository()),
            needed("hardware", typed.hardware()),
            needed("release", typed.release())),
        selection(typed.selection()),
        waves(typed.waves()),
        gates(typed.gates()),
        Boolean.TRUE.equals(typed.takesLater()),
        new Plan.Terms(
            Boolean.TRUE.equals(typed.consent()),
            window(typed.window()),
            duration("deadline", typed.deadline(), Plan.Terms.USUAL.deadline())));
  }

  private String needed(String field, @Nullable String text) {
    if (text == null || text.isBlank()) {
      wrong(field, "It is missing", "a text", null);
      return "";
    }
    return text.strip();
  }

  private Plan.Selection selection(@Nullable TypedSelection typed) {
    if (typed == null) {
      return Plan.Selection.ALL;
    }
    Set<UUID> devices = new HashSet<>();
    for (String id : typed.devices() == null ? List.<String>of() : typed.devices()) {
      UUID device = parsed("devices", id, "ids of devices", UUID::fromString);
      if (device != null) {
        devices.add(device);
      }
    }
    return new Plan.Selection(text(typed.name()), text(typed.runsVersion()), devices);
  }

  private static String text(@Nullable String typed) {
    return typed == null ? "" : typed.strip();
  }

  private List<Wave> waves(@Nullable List<TypedWave> typed) {
    if (typed == null) {
      return Plan.USUAL_WAVES;
    }
    List<Wave> waves = new ArrayList<>();
    for (TypedWave each : typed) {
      String name = text(each.name());
      waves.add(new Wave(name.isEmpty() ? "wave " + (waves.size() + 1) : name, size(each)));
    }
    return waves;
  }

  private Wave.Size size(TypedWave typed) {
    if (typed.devices() != null && typed.percent() != null) {
      wrong("waves", "A wave has one size", "devices, or percent, or neither", null);
    }
    if (typed.devices() != null) {
      return new Wave.Devices(whole("waves", typed.devices(), 1));
    }
    return typed.percent() == null
        ? new Wave.Rest()
        : new Wave.Percent(whole("waves", typed.percent(), 1));
  }

  private Gates gates(@Nullable TypedGates typed) {
    Gates usual = Gates.USUAL;
    if (typed == null) {
      return usual;
    }
    return new Gates(
        whole("confirmedPercent", typed.confirmedPercent(), usual.confirmedPercent()),
        duration("soak", typed.soak(), usual.soak()),
        whole("pausePercent", typed.pausePercent(), usual.pausePercent()),
        whole("stopPercent", typed.stopPercent(), usual.stopPercent()),
        whole("sample", typed.sample(), usual.sample()),
        whole("silenceSlots", typed.silenceSlots(), usual.silenceSlots()));
  }

  private int whole(String field, @Nullable BigDecimal typed, int usual) {
    if (typed == null) {
      return usual;
    }
    try {
      return typed.intValueExact();
    } catch (ArithmeticException e) {
      wrong(field, "It is no whole number", "a whole number", typed.toPlainString());
      return usual;
    }
  }

  private Duration duration(String field, @Nullable String typed, Duration usual) {
    if (typed == null) {
      return usual;
    }
    Duration read = parsed(field, typed, DURATION_FORM, Duration::parse);
    return read == null ? usual : read;
  }

  private Plan.@Nullable Window window(@Nullable TypedWindow typed) {
    if (typed == null) {
      return null;
    }
    LocalTime from = parsed("from", text(typed.from()), "a time, as 20:00", LocalTime::parse);
    LocalTime to = parsed("to", text(typed.to()), "a time, as 05:00", LocalTime::parse);
    ZoneId zone =
        parsed("zone", text(typed.zone()), "an IANA zone, as Europe/Vienna", PlanReader::zone);
    return from == null || to == null || zone == null ? null : new Plan.Window(from, to, zone);
  }

  /** [PLT-UPD-208] An offset knows no summer time. */
  private static ZoneId zone(String typed) {
    if (!ZoneId.getAvailableZoneIds().contains(typed)) {
      throw new DateTimeException("no zone of the IANA database");
    }
    return ZoneId.of(typed);
  }

  private <T> @Nullable T parsed(
      String field, String typed, String accepted, Function<String, T> parser) {
    try {
      return parser.apply(typed);
    } catch (DateTimeException | IllegalArgumentException e) {
      wrong(field, "It cannot be read", accepted, typed);
      return null;
    }
  }

  private void wrong(String field, String reason, String accepted, @Nullable String typed) {
    errors.add(new FieldError(field, reason, accepted, typed, null));
  }
}
