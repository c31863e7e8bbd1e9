package io.platen.device.update;

import io.platen.protocol.release.ComponentName;
import java.time.Instant;
import java.util.Set;

/** What an updater asks for after a step. */
public sealed interface Next {
  /** The next step can be done at once. */
  record Again() implements Next {}

  /** There is nothing to do until a release is assigned. */
  record Idle() implements Next {}

  /**
   * The next step is of no use before that time.
   *
   * @param why for people
   */
  record Wait(Instant until, String why) implements Next {}

  /** Somebody at the site has to agree, by {@link Updater#agree}. */
  record Consent(String release) implements Next {}

  /**
   * The firmware has to start these anew: the whole device, or where it is the application alone,
   * that. Nothing else may be done before.
   */
  record Restart(Set<ComponentName> components) implements Next {
    public Restart {
      components = Set.copyOf(components);
    }
  }

  /** The server has to be told the result; then {@link Updater#reported}. */
  record Report(Result result) implements Next {}
}
