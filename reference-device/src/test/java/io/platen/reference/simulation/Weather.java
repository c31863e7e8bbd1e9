package io.platen.reference.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What goes wrong between devices and server, as the seed has drawn it.
 *
 * @param lost how likely a request never arrives
 * @param unanswered how likely an answer never arrives
 * @param doubled how likely a request arrives a second time, then or much later
 * @param late how likely a request arrives only after the device has given it up
 * @param busy how likely a server asks to come later
 * @param dies how likely a server dies of a request
 * @param slow how likely an answer takes long
 * @param away when hosts cannot be reached, and by whom
 * @param until from then on nothing goes wrong
 */
record Weather(
    double lost,
    double unanswered,
    double doubled,
    double late,
    double busy,
    double dies,
    double slow,
    List<Away> away,
    Instant until) {

  static final int MOST_AWAY = 3;
  static final Duration LONGEST_AWAY = Duration.ofHours(4);

  Weather {
    away = List.copyOf(away);
  }

  /**
   * A time in which a host cannot be reached.
   *
   * @param device null for all
   * @param host empty for all
   */
  record Away(UUID device, String host, Instant from, Instant to, How how) {
    boolean concerns(UUID asking, String asked, Instant now) {
      return (device == null || device.equals(asking))
          && (host.isEmpty() || host.equals(asked))
          && !now.isBefore(from)
          && now.isBefore(to);
    }
  }

  /** How it shows that a host is away. */
  enum How {
    /** Nothing answers, and nobody says so. */
    SILENT,
    /** Connections are refused. */
    REFUSING,
    /** What stands before the server says when it is back. */
    TELLING
  }

  /** Nothing is ever wrong by chance. */
  static Weather clear(List<Away> away, Instant until) {
    return new Weather(0, 0, 0, 0, 0, 0, 0, away, until);
  }

  /** What is drawn for a run with these devices. */
  static Weather drawn(Draw draw, List<UUID> devices, Instant start, Instant until) {
    List<Away> away = new java.util.ArrayList<>();
    Duration all = Duration.between(start, until);
    for (int i = draw.number(0, MOST_AWAY + 1); i > 0; i--) {
      UUID device = draw.happens(0.5) ? null : devices.get(draw.number(0, devices.size()));
      String host = draw.happens(0.5) ? "" : Hosts.ALL.get(draw.number(0, Hosts.ALL.size()));
      Instant from = start.plus(draw.between(Duration.ZERO, all));
      Instant to = from.plus(draw.between(Duration.ofSeconds(5), LONGEST_AWAY));
      away.add(new Away(device, host, from, to.isBefore(until) ? to : until, how(draw)));
    }
    double rough = draw.happens(0.3) ? 0.01 : 0.12;
    return new Weather(
        rough * draw.nextDouble(),
        rough * draw.nextDouble(),
        rough * draw.nextDouble(),
        rough * draw.nextDouble(),
        rough * draw.nextDouble(),
        rough * draw.nextDouble(),
        rough * draw.nextDouble(),
        away,
        until);
  }

  static How how(Draw draw) {
    return How.values()[draw.number(0, How.values().length)];
  }

  boolean isBad(Instant now) {
    return now.isBefore(until);
  }

  /** Where devices send to and ask at. */
  static final class Hosts {
    static final String UPDATE1 = "update1.example";
    static final String UPDATE2 = "update2.example";
    static final String DOWNLOAD1 = "download1.example";
    static final String DOWNLOAD2 = "download2.example";
    static final String ENROLMENT = "enrolment.example";
    static final List<String> ALL = List.of(UPDATE1, UPDATE2, DOWNLOAD1, DOWNLOAD2, ENROLMENT);

    private Hosts() {}
  }
}
