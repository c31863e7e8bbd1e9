package io.platen.device;

import java.util.ArrayList;
import java.util.List;

/**
 * What a site lets come from outside: switches at the device that no server can turn.
 *
 * @param updates whether the device installs software; what it has begun and not yet armed rests
 * @param settings whether the server's policy, discovery entries, hosts, profiles and heartbeat are
 *     taken; those that hold go on to hold, and whom to seal for is taken in any case
 */
public record Outside(boolean updates, boolean settings) {
  public static final Outside OPEN = new Outside(true, true);

  /** What is closed, in words for people; nothing where all is open. */
  public List<String> closed() {
    List<String> closed = new ArrayList<>();
    if (!updates) {
      closed.add("software updates");
    }
    if (!settings) {
      closed.add("settings");
    }
    return closed;
  }

  /** As the server is told behind the name of what runs. */
  String behind(String software) {
    return closed().isEmpty()
        ? software
        : software + " (closed by the site: " + String.join(", ", closed()) + ")";
  }
}
