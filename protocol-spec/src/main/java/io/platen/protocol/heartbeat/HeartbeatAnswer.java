package io.platen.protocol.heartbeat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the registry says to a heartbeat that it knows. [PLT-HBT-007]
 *
 * @param kind what it is
 * @param last of {@link Kind#STALE}: the highest counter that came until then; else 0
 */
public record HeartbeatAnswer(Kind kind, long last) {
  private static final Pattern TEXT =
      Pattern.compile("(fine|sync|stale ([0-9]{1,13})) ([a-z2-7]{16})");

  /** The three answers. */
  public enum Kind {
    /** It was heard, and nothing waits. */
    FINE,
    /** It was heard, and the device should sync when it can. */
    SYNC,
    /** Its counter is not higher than one that came before: it counts for nothing. */
    STALE
  }

  /** Heard; nothing waits. */
  public static final HeartbeatAnswer FINE = new HeartbeatAnswer(Kind.FINE, 0);

  /** Heard; sync when you can. */
  public static final HeartbeatAnswer SYNC = new HeartbeatAnswer(Kind.SYNC, 0);

  /** Not heard: this counter came before. */
  public static HeartbeatAnswer stale(long last) {
    return new HeartbeatAnswer(Kind.STALE, last);
  }

  String words() {
    return switch (kind) {
      case FINE -> "fine";
      case SYNC -> "sync";
      case STALE -> "stale " + last;
    };
  }

  /**
   * Reads the text of an answer.
   *
   * @param counter of the heartbeat that was asked
   * @return empty where it was not made for that heartbeat by one who has the secret
   */
  public static Optional<HeartbeatAnswer> read(String text, long counter, HeartbeatKeys keys) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches() || !isSame(parts.group(3), keys.answerTag(counter, parts.group(1)))) {
      return Optional.empty();
    }
    String last = parts.group(2);
    return last != null
        ? Optional.of(stale(Long.parseLong(last)))
        : Optional.of(parts.group(1).equals("sync") ? SYNC : FINE);
  }

  private static boolean isSame(String shown, String right) {
    return MessageDigest.isEqual(
        shown.getBytes(StandardCharsets.US_ASCII), right.getBytes(StandardCharsets.US_ASCII));
  }
}
