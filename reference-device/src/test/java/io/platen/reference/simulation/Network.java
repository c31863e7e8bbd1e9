package io.platen.reference.simulation;

import io.platen.protocol.problem.Problem;
import io.platen.protocol.problem.ProblemType;
import io.platen.reference.simulation.Exchange.Answer;
import io.platen.reference.simulation.Exchange.Request;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** Carries requests to the server and answers back, and does to them what the weather wants. */
final class Network {
  private static final Duration CONNECTING = Duration.ofSeconds(10);
  private static final Duration ANSWERING = Duration.ofSeconds(30);
  private static final Duration LATEST = Duration.ofMinutes(30);
  private static final int STEPS = 6;

  private final World world;
  private final Weather weather;
  private final FleetServer server;
  private final Arrivals arrivals;
  private final Draw draw;
  private Instant upAgain = Instant.MIN;

  Network(World world, Weather weather, FleetServer server, Arrivals arrivals, Draw draw) {
    this.world = world;
    this.weather = weather;
    this.server = server;
    this.arrivals = arrivals;
    this.draw = draw;
  }

  /** The server ended in the middle of what it did. */
  private static final class ServerDiedError extends Error {
    private static final long serialVersionUID = 1L;
  }

  /**
   * One request, as the device sees it.
   *
   * @param power of the device that asks
   */
  Answer exchange(Request request, Power power) throws IOException {
    power.demand();
    Answer instead = instead(request, power);
    if (instead != null) {
      return instead;
    }
    pass(latency(), power);
    if (happens(weather.lost())) {
      world.note("network", "loses " + request);
      throw silence(power);
    }
    if (happens(weather.late())) {
      world.note("network", "holds back " + request);
      again(request);
      throw silence(power);
    }
    if (happens(weather.doubled())) {
      world.note("network", "doubles " + request);
      again(request);
    }
    Answer answer = delivered(request, power);
    if (happens(weather.unanswered())) {
      world.note("network", "loses the answer to " + request);
      throw silence(power);
    }
    pass(latency(), power);
    return answer;
  }

  private boolean happens(double probability) {
    return weather.isBad(world.instant()) && draw.happens(probability);
  }

  private void pass(Duration time, Power power) throws IOException {
    world.pause(time);
    power.demand();
    if (world.isOver()) {
      throw new IOException("All is over");
    }
  }

  private Duration latency() {
    return happens(weather.slow())
        ? draw.between(Duration.ofSeconds(1), Duration.ofSeconds(14))
        : draw.between(Duration.ofMillis(5), Duration.ofMillis(150));
  }

  /** What stands before a host says, where it says something; null where the host is there. */
  private Answer instead(Request request, Power power) throws IOException {
    Instant now = world.instant();
    for (Weather.Away each : weather.away()) {
      if (each.concerns(request.device(), request.host(), now)) {
        return switch (each.how()) {
          case SILENT -> {
            pass(CONNECTING, power);
            throw new SocketTimeoutException("Connect timed out");
          }
          case REFUSING -> {
            pass(Duration.ofMillis(20), power);
            throw new ConnectException("Connection refused");
          }
          case TELLING -> {
            pass(latency(), power);
            world.note("network", "tells " + request + " to come back at " + each.to());
            String back =
                DateTimeFormatter.RFC_1123_DATE_TIME.format(each.to().atOffset(ZoneOffset.UTC));
            yield new Answer(503, "", Map.of("Retry-After", back), new byte[0]);
          }
        };
      }
    }
    return null;
  }

  private IOException silence(Power power) throws IOException {
    pass(ANSWERING, power);
    return new SocketTimeoutException("Read timed out");
  }

  /** It arrives once more, behind what the device sends meanwhile; nobody waits for the answer. */
  private void again(Request request) {
    world.after(
        draw.between(Duration.ofMillis(1), LATEST),
        () -> {
          world.note("network", "brings late " + request);
          try {
            atServer(request);
          } catch (IOException e) {
            // nobody hears of it
          }
        });
  }

  private Answer delivered(Request request, Power power) throws IOException {
    arrivals.arrived(request.device(), world.instant());
    try {
      return atServer(request);
    } catch (SocketException e) {
      pass(Duration.ofMillis(20), power);
      throw e;
    }
  }

  private Answer atServer(Request request) throws SocketException {
    if (world.instant().isBefore(upAgain)) {
      throw new ConnectException("Connection refused");
    }
    if (happens(weather.busy())) {
      long seconds = draw.number(1, 900);
      return Answer.problem(
          new Problem(ProblemType.TOO_MANY_REQUESTS, "Later", null, seconds, null));
    }
    int[] left = {happens(weather.dies()) ? draw.number(1, STEPS + 1) : Integer.MAX_VALUE};
    try {
      Answer answer =
          server.answer(
              request,
              () -> {
                if (--left[0] == 0) {
                  throw new ServerDiedError();
                }
              });
      world.note("server", request + " " + answer.status());
      return answer;
    } catch (ServerDiedError e) {
      upAgain = world.instant().plus(draw.between(Duration.ofSeconds(3), Duration.ofMinutes(5)));
      world.note("server", "dies of " + request);
      throw new SocketException("Connection reset");
    }
  }
}
