package io.platen.protocol.heartbeat;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name that a heartbeat asks for: {@code id.counter.tag.zone}. [PLT-HBT-003]
 *
 * @param id of the device for the time being, 16 symbols
 * @param low the counter modulo {@link HeartbeatKeys#PERIOD}, two digits in the name
 * @param tag shows that who asks has the secret, 16 symbols
 * @param zone of the registry, without a dot at its end
 */
public record HeartbeatName(String id, int low, String tag, String zone) {
  private static final Pattern SYMBOLS = Pattern.compile("[a-z2-7]{16}");
  private static final Pattern LOW = Pattern.compile("[0-5][0-9]|6[0-3]");
  private static final int LABELS = 3;

  /**
   * Reads the labels before the zone; their case does not count (RFC 4343).
   *
   * @return empty where no heartbeat has such a name
   */
  public static Optional<HeartbeatName> of(List<String> labels, String zone) {
    if (labels.size() != LABELS) {
      return Optional.empty();
    }
    String id = labels.get(0).toLowerCase(Locale.ROOT);
    String low = labels.get(1);
    String tag = labels.get(2).toLowerCase(Locale.ROOT);
    boolean formed =
        SYMBOLS.matcher(id).matches()
            && LOW.matcher(low).matches()
            && SYMBOLS.matcher(tag).matches();
    return formed
        ? Optional.of(new HeartbeatName(id, Integer.parseInt(low), tag, zone))
        : Optional.empty();
  }

  /** As it is asked for. */
  public String text() {
    return String.format(Locale.ROOT, "%s.%02d.%s.%s", id, low, tag, zone);
  }
}
