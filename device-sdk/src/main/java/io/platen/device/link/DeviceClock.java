package io.platen.device.link;

import io.platen.protocol.Limit;
import io.platen.protocol.report.Report.ClockQuality;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The device's time. Where the device's own clock is wrong, a server's {@code Date} puts it right:
 * the clock itself is left alone, the difference is added. What is heard in between stays, so that
 * times do not jitter with each answer. Nothing is kept over a restart: each cycle begins with an
 * answer.
 */
public final class DeviceClock implements InstantSource {
  /** When this software was built: a clock that shows less was never set. */
  public static final Instant BUILT = Instant.parse("2026-11-01T00:00:00Z");

  /** PLT-LNK-053. */
  static final Duration TOLERATED = Limit.CLOCK_SECONDS.duration();

  /** A clock that has run for longer since may have jumped. */
  private static final Duration CONFIRMED_FOR = Duration.ofDays(1);

  private static final Logger LOG = System.getLogger(DeviceClock.class.getName());

  private final InstantSource own;
  private final Instant built;
  private final Consumer<Duration> listener;
  private final Supplier<Duration> elapsed;
  private volatile Correction correction = new Correction(Duration.ZERO, false);
  private volatile @Nullable Instant heardAt;

  /**
   * @param own as it is
   * @param built when what runs here was built
   * @param listener hears what is added to the own clock, each time that changes
   * @param elapsed since some moment; unlike the clock it never jumps
   */
  public DeviceClock(
      InstantSource own, Instant built, Consumer<Duration> listener, Supplier<Duration> elapsed) {
    this.own = own;
    this.built = built;
    this.listener = listener;
    this.elapsed = elapsed;
  }

  /** One that nobody watches, for what is done while no device runs. */
  public static DeviceClock alone(InstantSource own, Instant built) {
    return new DeviceClock(own, built, by -> {}, () -> Duration.ofNanos(System.nanoTime()));
  }

  /** One that measures how long something takes by itself: right where nobody sets it. */
  DeviceClock(InstantSource own, Instant built, Consumer<Duration> listener) {
    this(own, built, listener, () -> Duration.between(Instant.EPOCH, own.instant()));
  }

  /** One that nobody watches. */
  public DeviceClock(InstantSource own) {
    this(own, BUILT, by -> {});
  }

  /** As good as it is known. */
  @Override
  public Instant instant() {
    return corrected(own.instant());
  }

  /** By the own clock, right or wrong. */
  Instant own() {
    return own.instant();
  }

  /** To measure how long something takes. */
  public Duration elapsed() {
    return elapsed.get();
  }

  /** What time it was really when the own clock showed this. */
  public Instant corrected(Instant shown) {
    return shown.plus(offset(shown));
  }

  /**
   * A clock that never was set, and then was, is right from there on, whatever was wrong before: a
   * correction holds on its side of the build date only.
   */
  private Duration offset(Instant shown) {
    Correction now = correction;
    return now.whileUnset() == isUnset(shown) ? now.offset() : Duration.ZERO;
  }

  private boolean isUnset(Instant shown) {
    return shown.isBefore(built);
  }

  /** The time, and how good it is. */
  public Reading read() {
    Instant shown = own.instant();
    return new Reading(corrected(shown), quality(shown), isConfirmed(shown));
  }

  private boolean isConfirmed(Instant shown) {
    Instant last = heardAt;
    return last != null && !shown.isBefore(last) && shown.isBefore(last.plus(CONFIRMED_FOR));
  }

  /** [PLT-LNK-050] [PLT-LNK-055] */
  private ClockQuality quality(Instant shown) {
    if (!offset(shown).isZero()) {
      return ClockQuality.SERVER;
    }
    return isUnset(shown) ? ClockQuality.UNSET : ClockQuality.SYNCHRONISED;
  }

  /** Whether nobody knows the time here: the own clock was never set, and no server has told it. */
  boolean isUnset() {
    return isUnset(instant());
  }

  /** [PLT-TLS-014] What certificates are checked against. */
  Instant forCertificates() {
    Instant now = instant();
    return now.isBefore(built) ? built : now;
  }

  /** The same by the own clock alone, whatever a server has said. */
  Instant ownForCertificates() {
    Instant shown = own.instant();
    return isUnset(shown) ? built : shown;
  }

  boolean isOwnUnset() {
    return isUnset(own.instant());
  }

  /** What a server has said keeps the device from another one: it is not believed any more. */
  void doubt() {
    if (!correction.offset().isZero()) {
      correction = new Correction(Duration.ZERO, false);
      heardAt = null;
      LOG.log(
          Level.WARNING,
          "The time that a server has told is dropped: a certificate is valid by the own clock only");
      listener.accept(Duration.ZERO);
    }
  }

  /**
   * An update or download host said its time. [PLT-LNK-053]
   *
   * @param sent when the request began, by the own clock
   * @param received when the answer began, by the own clock
   */
  void heard(Instant date, Instant sent, Instant received) {
    // [PLT-LNK-054] It is later than this software's making, whoever says otherwise.
    if (date.isBefore(built)) {
      return;
    }
    heardAt = received;
    if (isNear(date, corrected(sent), corrected(received))) {
      return;
    }
    Duration offset =
        isNear(date, sent, received)
            ? Duration.ZERO
            : Duration.between(date.isAfter(received) ? received : sent, date);
    correction = new Correction(offset, isUnset(received));
    LOG.log(
        Level.INFO, "The server says that the clock is wrong; this is added to it: {0}", offset);
    listener.accept(offset);
  }

  private static boolean isNear(Instant date, Instant from, Instant to) {
    return !date.isBefore(from.minus(TOLERATED)) && !date.isAfter(to.plus(TOLERATED));
  }

  /**
   * The device's time at one moment.
   *
   * @param confirmed whether a server has told the time within the last day
   */
  public record Reading(Instant instant, ClockQuality quality, boolean confirmed) {
    /** One that a server has confirmed. */
    public Reading(Instant instant, ClockQuality quality) {
      this(instant, quality, true);
    }
  }

  /**
   * @param whileUnset on which side of the build date the own clock was
   */
  private record Correction(Duration offset, boolean whileUnset) {}
}
