package io.platen.reference.simulation;

import io.platen.protocol.sync.Policy;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * What a seed plays.
 *
 * @param lasting until faults end; what must be done by then is looked at after {@code calm} more
 * @param enrols whether devices get their certificates from the server, and renew them
 * @param cuts how often a device loses its power
 * @param goodClocks whether all devices know the time
 * @param release that the devices are to have; empty for none
 */
record Scenario(
    Kind kind,
    int devices,
    int printers,
    Duration lasting,
    Duration calm,
    boolean enrols,
    Duration certificateLife,
    Policy policy,
    int cuts,
    boolean goodClocks,
    String release) {

  /** The three kinds of runs. */
  enum Kind {
    /** A few devices, a day or so, in which much goes wrong. */
    ROUGH,
    /** One device, for weeks. */
    LONG,
    /** Many devices whose server is away for hours. */
    OUTAGE
  }

  static Scenario drawn(Draw draw) {
    double kind = draw.nextDouble();
    return kind < 0.02 ? outage(draw) : kind < 0.03 ? lasting(draw) : rough(draw);
  }

  private static Scenario rough(Draw draw) {
    Duration interval = draw.between(Duration.ofMinutes(60), Duration.ofMinutes(180));
    boolean always = draw.happens(0.7);
    boolean shortLife = always && draw.happens(0.15);
    return new Scenario(
        Kind.ROUGH,
        draw.happens(0.7) ? 1 : draw.number(2, 4),
        draw.number(1, 4),
        draw.between(Duration.ofHours(3), Duration.ofHours(14)),
        calm(always, interval),
        shortLife || draw.happens(0.1),
        shortLife ? Duration.ofHours(48) : Duration.ofDays(90),
        policy(always, interval, draw),
        draw.number(0, 4),
        !always || draw.happens(0.7),
        draw.happens(0.1) ? draw.happens(0.6) ? Maker.GOOD : Maker.BROKEN : "");
  }

  /**
   * How long a device and the enrolment host can at least meet, between the latest moment at which
   * it begins to ask for its next certificate and the end of the one that it has: hosts are away,
   * and the device is without power, for no longer than the rest. Who cannot be reached cannot
   * renew; within that time a certificate must not end.
   */
  Duration leastToRenewIn() {
    Duration window =
        certificateLife.dividedBy(3).minus(certificateLife.dividedBy(10)); // [PLT-ENR-048]
    return window
        .minus(Weather.LONGEST_AWAY.multipliedBy(Weather.MOST_AWAY))
        .minus(Box.LONGEST_OFF.multipliedBy(cuts));
  }

  private static Scenario lasting(Draw draw) {
    Duration interval = draw.between(Duration.ofHours(3), Duration.ofHours(7));
    return new Scenario(
        Kind.LONG,
        1,
        1,
        draw.between(Duration.ofDays(8), Duration.ofDays(16)),
        calm(true, interval),
        true,
        draw.between(Duration.ofDays(4), Duration.ofDays(8)),
        policy(true, interval, draw),
        draw.number(0, 3),
        true,
        "");
  }

  private static Scenario outage(Draw draw) {
    Duration interval = Duration.ofHours(2);
    return new Scenario(
        Kind.OUTAGE,
        draw.number(24, 37),
        1,
        draw.between(Duration.ofHours(3), Duration.ofHours(5)),
        calm(true, interval),
        false,
        Duration.ofDays(90),
        policy(true, interval, draw),
        0,
        true,
        "");
  }

  /** The next cycle comes, in the morning where it has to be in the morning, and it sends all. */
  private static Duration calm(boolean always, Duration interval) {
    Duration cycle = interval.plus(Duration.ofMinutes(30));
    return always ? cycle.multipliedBy(2) : cycle.plus(Duration.ofHours(14));
  }

  private static Policy policy(boolean always, Duration interval, Draw draw) {
    Duration whole = Duration.ofMinutes(interval.toMinutes());
    LocalTime from = LocalTime.of(5, 0);
    return new Policy(
        false,
        new Policy.Schedule(
            from,
            always ? from : LocalTime.of(19, 0),
            ZoneOffset.UTC,
            whole,
            Duration.ofMinutes(draw.number(0, 21)),
            Duration.ofHours(draw.number(6, 168))),
        Policy.Limits.DEFAULT,
        Map.of());
  }
}
