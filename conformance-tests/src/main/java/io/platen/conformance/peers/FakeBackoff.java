package io.platen.conformance.peers;

import io.platen.conformance.wire.Response;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** When the fake device tries again what has failed (chapter LNK), and what it gets wrong. */
final class FakeBackoff {
  private static final long CAP = Duration.ofMinutes(30).toMillis();
  private static final Duration MOST = Duration.ofHours(24);

  private final SplittableRandom random = new SplittableRandom();
  private final InstantSource clock;
  private final Optional<DeviceFault> fault;
  private final List<String> waits = new ArrayList<>();
  private Instant notBefore = Instant.MIN;
  private int failures;

  FakeBackoff(InstantSource clock, Optional<DeviceFault> fault) {
    this.clock = clock;
    this.fault = fault;
  }

  /** Whether a host has asked to be left alone until later. */
  boolean mustWait() {
    return clock.instant().isBefore(notBefore);
  }

  void worked() {
    failures = 0;
  }

  /** It failed, with this answer, or with none. */
  void failed(Optional<Response> answer) {
    Optional<Duration> wish =
        answer.flatMap(each -> each.header("Retry-After")).flatMap(this::read);
    if (wish.isPresent() && !has(DeviceFault.IGNORES_RETRY_AFTER)) {
      boolean capped =
          wish.get().compareTo(MOST) > 0 && !has(DeviceFault.WAITS_AS_LONG_AS_IT_IS_TOLD);
      notBefore = clock.instant().plus(capped ? MOST : wish.get());
      return;
    }
    long most = Math.min(CAP, 2000L << Math.min(failures++, 20));
    long drawn = random.nextLong(most + 1);
    if (has(DeviceFault.WAITS_TOO_LONG)) {
      drawn = CAP;
    }
    waits.add(Double.toString((has(DeviceFault.DOES_NOT_WAIT) ? 0 : drawn) / 1000.0));
  }

  private Optional<Duration> read(String header) {
    if (header.matches("[0-9]+")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(header)));
    }
    if (has(DeviceFault.KNOWS_NO_DATE_TO_WAIT_FOR)) {
      return Optional.empty();
    }
    try {
      Instant then = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(Duration.between(clock.instant(), then));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** How long it waits between tries, in seconds, since this was asked last. */
  String takeWaits() {
    String all = String.join(" ", waits);
    waits.clear();
    return all;
  }

  private boolean has(DeviceFault one) {
    return FakeDevice.has(fault, one);
  }
}
