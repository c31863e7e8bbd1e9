package io.platen.reference.simulate;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.snmp4j.smi.OID;

/**
 * How an agent differs from a good one; the head of a recording says it in lines such as {@code #
 * delay=400ms}.
 *
 * @param delay before each answer
 * @param bulk false: GETBULK gets no answer, as with agents that claim v2c and know half of it
 * @param v1Only true: a v2c request gets no answer
 * @param maxSize octets of the largest answer; what is larger is tooBig, or a shorter GETBULK
 * @param bulkTooBig true: a GETBULK that does not fit is refused instead of shortened
 * @param community the one that it knows
 * @param loop what follows this object is the object itself, for ever; null: nothing
 */
record Behaviour(
    Duration delay,
    boolean bulk,
    boolean v1Only,
    int maxSize,
    boolean bulkTooBig,
    String community,
    @Nullable OID loop) {
  /** Larger than most printers allow, and below what needs many fragments. */
  private static final int DEFAULT_MAX_SIZE = 8192;

  static final Behaviour GOOD =
      new Behaviour(Duration.ZERO, true, false, DEFAULT_MAX_SIZE, false, "public", null);

  /** This behaviour with one line of a recording's head; other comments change nothing. */
  Behaviour with(String key, String value) {
    return switch (key) {
      case "delay" ->
          new Behaviour(millis(value), bulk, v1Only, maxSize, bulkTooBig, community, loop);
      case "no-bulk" -> new Behaviour(delay, false, v1Only, maxSize, bulkTooBig, community, loop);
      case "v1-only" -> new Behaviour(delay, bulk, true, maxSize, bulkTooBig, community, loop);
      case "max-size" ->
          new Behaviour(delay, bulk, v1Only, octets(value), bulkTooBig, community, loop);
      case "bulk-too-big" -> new Behaviour(delay, bulk, v1Only, maxSize, true, community, loop);
      case "community" -> new Behaviour(delay, bulk, v1Only, maxSize, bulkTooBig, value, loop);
      case "loop" ->
          new Behaviour(delay, bulk, v1Only, maxSize, bulkTooBig, community, new OID(value));
      default -> this;
    };
  }

  private static Duration millis(String value) {
    if (!value.matches("\\d{1,6}ms")) {
      throw new IllegalArgumentException("a delay looks like 400ms, but is " + value);
    }
    return Duration.ofMillis(Long.parseLong(value.substring(0, value.length() - 2)));
  }

  private static int octets(String value) {
    int octets = Integer.parseInt(value);
    if (octets < 100 || octets > 65_507) {
      throw new IllegalArgumentException("max-size is 100 to 65507, but is " + value);
    }
    return octets;
  }
}
