package io.platen.device.report;

import io.platen.device.link.LinkFailure;
import io.platen.device.link.Voucher;
import io.platen.protocol.report.Obstacle;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An obstacle, and what the server knows of it.
 *
 * @param explanation as people read it
 * @param told how often it had been met when a report told it last; 0 where none did
 * @param over whether the host has answered since
 */
record MetObstacle(Obstacle obstacle, String explanation, long told, boolean over) {
  private static final int HTTPS = 443;
  private static final int FIELDS = 10;

  static MetObstacle of(LinkFailure failure, String kind, Instant now) {
    Voucher shown = failure.shown();
    return new MetObstacle(
        new Obstacle(
            name(failure.host()),
            kind,
            shown == null ? null : shown.name(),
            shown == null ? null : shown.key(),
            now,
            now,
            1),
        failure.message(),
        0,
        false);
  }

  static String name(URI host) {
    return host.getHost()
        + (host.getPort() < 0 || host.getPort() == HTTPS ? "" : ":" + host.getPort());
  }

  /** What makes two of them the same. */
  String key() {
    return obstacle.host() + " " + obstacle.kind() + " " + obstacle.key();
  }

  MetObstacle again(MetObstacle later) {
    Obstacle now = later.obstacle();
    return new MetObstacle(
        new Obstacle(
            now.host(),
            now.kind(),
            now.issuer(),
            now.key(),
            obstacle.first(),
            now.last(),
            obstacle.times() + 1),
        later.explanation(),
        told,
        false);
  }

  boolean isInTheWayOf(String host) {
    return !over && obstacle.host().equals(host);
  }

  MetObstacle ended() {
    return new MetObstacle(obstacle, explanation, told, true);
  }

  MetObstacle wasTold() {
    return new MetObstacle(obstacle, explanation, obstacle.times(), over);
  }

  /** While it stands it is told once; how it ended is told once more. */
  boolean isUntold() {
    return told == 0 || (over && told < obstacle.times());
  }

  boolean isSettled() {
    return over && !isUntold();
  }

  String line() {
    return Stream.of(
            obstacle.host(),
            obstacle.kind(),
            obstacle.issuer(),
            obstacle.key(),
            obstacle.first(),
            obstacle.last(),
            obstacle.times(),
            told,
            over,
            explanation)
        .map(
            field ->
                field == null ? "" : URLEncoder.encode(field.toString(), StandardCharsets.UTF_8))
        .collect(Collectors.joining(" "));
  }

  static MetObstacle parse(String line) {
    String[] field = line.split(" ", FIELDS);
    for (int i = 0; i < field.length; i++) {
      field[i] = URLDecoder.decode(field[i], StandardCharsets.UTF_8);
    }
    return new MetObstacle(
        new Obstacle(
            field[0],
            field[1],
            orNull(field[2]),
            orNull(field[3]),
            Instant.parse(field[4]),
            Instant.parse(field[5]),
            Long.parseLong(field[6])),
        field[9],
        Long.parseLong(field[7]),
        Boolean.parseBoolean(field[8]));
  }

  private static @Nullable String orNull(String field) {
    return field.isEmpty() ? null : field;
  }
}
