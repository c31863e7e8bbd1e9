package io.platen.server.policy.control;

import io.platen.protocol.printer.PrinterAlert.Severity;
import io.platen.protocol.registry.DataClasses;
import io.platen.protocol.sync.Policy;
import io.platen.protocol.sync.PolicyRules;
import io.platen.server.problem.FieldError;
import io.platen.server.problem.InvalidException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks a policy as it was typed, and says all that is wrong with it at once. PLT-SYN-011. */
public final class PolicyCheck {
  private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");
  private static final String TIME_FORM = "a time as 05:00, from 00:00 to 23:59";
  private static final String ZONE_FORM =
      "a zone as Europe/Vienna or UTC; null for the device's own";
  private static final String DURATION_FORM = "an ISO 8601 duration in whole seconds, as PT2H";
  private static final String MASK_FORM = "none, truncate, keyed or omit";
  private static final Set<String> LIMITS = Set.of("packetsPerSecond", "bytesPerMinute");
  private static final String SEVERITY_FORM = "critical, warning or other, one at least";
  private static final int MOST_CODES = 256;
  private static final String CODES_FORM = "whole numbers from 1, 256 at most";
  private static final String PACKETS_FORM = "a whole number from 1";
  private static final String BYTES_FORM = "a whole number from 60000";

  private final List<FieldError> errors = new ArrayList<>();

  private PolicyCheck() {}

  /**
   * When devices work, as it was typed; without a zone it is the device's own, and without
   * discoveryEvery the protocol's default.
   */
  public record TypedSchedule(
      @Nullable String from,
      @Nullable String to,
      @Nullable String zone,
      @Nullable String interval,
      @Nullable String randomDelay,
      @Nullable String fullEvery,
      @Nullable String discoveryEvery) {}

  /** Which alerts are told at once, as it was typed; what is left out is as by default. */
  public record TypedAlerts(
      @Nullable Boolean traps,
      @Nullable List<@Nullable String> severities,
      @Nullable List<@Nullable Integer> except,
      @Nullable Boolean always) {}

  /**
   * A policy as it was typed; masks by data class, bytesPerMinute and alerts as by default without
   * them.
   */
  public record TypedPolicy(
      @Nullable TypedSchedule schedule,
      @Nullable Boolean sources,
      @Nullable Map<String, @Nullable String> masks,
      @Nullable BigDecimal packetsPerSecond,
      @Nullable BigDecimal bytesPerMinute,
      @Nullable TypedAlerts alerts) {}

  /** Throws with every error there is; a part that is left out is one, so nothing is reset. */
  public static Policy check(TypedPolicy typed) {
    PolicyCheck check = new PolicyCheck();
    Policy policy = check.policy(typed);
    PolicyRules.violations(policy).forEach(check::refuse);
    if (!check.errors.isEmpty()) {
      throw new InvalidException(check.errors);
    }
    return policy;
  }

  /** Where something is wrong the default stands in, which the rules have nothing against. */
  private Policy policy(TypedPolicy typed) {
    if (typed.sources() == null) {
      missing("sources", "true or false");
    }
    Policy.Limits usual = Policy.Limits.DEFAULT;
    return new Policy(
        Boolean.TRUE.equals(typed.sources()),
        schedule(typed.schedule()),
        new Policy.Limits(
            usual.bodyBytes(),
            usual.printersPerReport(),
            usual.outboxBytes(),
            usual.outboxAge(),
            packets(typed.packetsPerSecond(), usual.packetsPerSecond()),
            bytes(typed.bytesPerMinute(), usual.bytesPerMinute())),
        masks(typed.masks()),
        alerts(typed.alerts()));
  }

  private Policy.Alerts alerts(@Nullable TypedAlerts typed) {
    Policy.Alerts usual = Policy.Alerts.DEFAULT;
    if (typed == null) {
      return usual;
    }
    return new Policy.Alerts(
        typed.traps() == null ? usual.traps() : typed.traps(),
        typed.severities() == null ? usual.severities() : severities(typed.severities()),
        typed.except() == null ? usual.except() : codes(typed.except()),
        typed.always() == null ? usual.always() : typed.always());
  }

  private Set<Severity> severities(List<@Nullable String> typed) {
    Set<Severity> severities = EnumSet.noneOf(Severity.class);
    for (String word : typed) {
      Severity severity = severity(word);
      if (severity == null) {
        refuse("alerts.severities", "'" + word + "' is none of the three", SEVERITY_FORM);
      } else {
        severities.add(severity);
      }
    }
    if (severities.isEmpty() && errors.isEmpty()) {
      refuse("alerts.severities", "None is named; traps false switches all off", SEVERITY_FORM);
    }
    return severities;
  }

  private static @Nullable Severity severity(@Nullable String word) {
    for (Severity each : Severity.values()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(word)) {
        return each;
      }
    }
    return null;
  }

  private Set<Integer> codes(List<@Nullable Integer> typed) {
    Set<Integer> codes = new HashSet<>();
    for (Integer code : typed) {
      if (code == null || code < 1) {
        refuse("alerts.except", "'" + code + "' is no code", CODES_FORM);
      } else {
        codes.add(code);
      }
    }
    if (typed.size() > MOST_CODES) {
      refuse("alerts.except", "There are " + typed.size(), CODES_FORM);
    }
    return codes;
  }

  private long packets(@Nullable BigDecimal number, long usual) {
    if (number == null) {
      missing("packetsPerSecond", PACKETS_FORM);
      return usual;
    }
    return whole("packetsPerSecond", number, usual, PACKETS_FORM);
  }

  private long bytes(@Nullable BigDecimal number, long usual) {
    return number == null ? usual : whole("bytesPerMinute", number, usual, BYTES_FORM);
  }

  private long whole(String field, BigDecimal number, long usual, String form) {
    try {
      return number.longValueExact();
    } catch (ArithmeticException e) {
      // A long would have been cut by the parser without a word.
      refuse(field, number + " is no whole number of 64 bits", form);
      return usual;
    }
  }

  private Policy.Schedule schedule(@Nullable TypedSchedule typed) {
    Policy.Schedule usual = Policy.Schedule.DEFAULT;
    if (typed == null) {
      missing("schedule", "an object with from, to, zone, interval, randomDelay and fullEvery");
      return usual;
    }
    return new Policy.Schedule(
        time("from", typed.from(), usual.from()),
        time("to", typed.to(), usual.to()),
        zone(typed.zone()),
        duration("interval", typed.interval(), usual.interval()),
        duration("randomDelay", typed.randomDelay(), usual.randomDelay()),
        duration("fullEvery", typed.fullEvery(), usual.fullEvery()),
        typed.discoveryEvery() == null
            ? usual.discoveryEvery()
            : duration("discoveryEvery", typed.discoveryEvery(), usual.discoveryEvery()));
  }

  private LocalTime time(String name, @Nullable String text, LocalTime usual) {
    if (text == null) {
      missing("schedule." + name, TIME_FORM);
      return usual;
    }
    if (!TIME.matcher(text.strip()).matches()) {
      refuse("schedule." + name, "'" + text + "' is no time of day", TIME_FORM);
      return usual;
    }
    return LocalTime.parse(text.strip());
  }

  private @Nullable ZoneId zone(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      ZoneId zone = ZoneId.of(text.strip());
      if (ZoneId.getAvailableZoneIds().contains(zone.getId())) {
        return zone;
      }
    } catch (DateTimeException e) {
      // Told below, as for a bare offset, which knows no summer time.
    }
    refuse("schedule.zone", "'" + text + "' is no known zone", ZONE_FORM);
    return null;
  }

  private Duration duration(String name, @Nullable String text, Duration usual) {
    String field = "schedule." + name;
    if (text == null) {
      missing(field, DURATION_FORM);
      return usual;
    }
    try {
      Duration duration = Duration.parse(text.strip());
      if (duration.equals(duration.truncatedTo(ChronoUnit.SECONDS))) {
        return duration;
      }
      refuse(field, "'" + text + "' has a fraction of a second", DURATION_FORM);
    } catch (DateTimeParseException | ArithmeticException e) {
      refuse(field, "'" + text + "' is no duration", DURATION_FORM);
    }
    return usual;
  }

  private Map<String, Policy.MaskKind> masks(@Nullable Map<String, @Nullable String> typed) {
    Map<String, Policy.MaskKind> masks = new HashMap<>();
    if (typed == null) {
      missing("masks", "an object with a kind for each data class that is masked; {} for none");
      return masks;
    }
    typed.forEach(
        (dataClass, kind) -> {
          // A device would pass over a class that it does not know, and so mask nothing.
          if (!DataClasses.maskable().contains(dataClass)) {
            refuse("masks", "'" + dataClass + "' is no data class with a mask", classes());
          } else {
            mask(dataClass, kind, masks);
          }
        });
    return masks;
  }

  private void mask(String dataClass, @Nullable String text, Map<String, Policy.MaskKind> masks) {
    for (Policy.MaskKind kind : Policy.MaskKind.values()) {
      if (kind.name().toLowerCase(Locale.ROOT).equals(text)) {
        masks.put(dataClass, kind);
        return;
      }
    }
    refuse(
        "masks." + dataClass,
        text == null ? "It is missing" : "'" + text + "' is none of the four",
        MASK_FORM);
  }

  private static String classes() {
    return String.join(", ", DataClasses.maskable());
  }

  private void refuse(PolicyRules.Violation violation) {
    boolean ofSchedule = !LIMITS.contains(violation.field());
    refuse(
        (ofSchedule ? "schedule." : "") + violation.field(),
        "It is " + violation.value(),
        violation.allowed());
  }

  private void missing(String field, String accepted) {
    refuse(field, "It is missing", accepted);
  }

  private void refuse(String field, String reason, String accepted) {
    errors.add(new FieldError(field, reason, accepted));
  }
}
