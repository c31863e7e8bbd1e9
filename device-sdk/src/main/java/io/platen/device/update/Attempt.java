package io.platen.device.update;

import io.platen.device.port.SlotName;
import io.platen.protocol.release.ComponentName;
import io.platen.protocol.release.Release;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The update that is under way.
 *
 * @param release null only where there is none
 * @param done components that run for good
 * @param target the slot that was armed; null before
 * @param starts asked for while armed, or seen while on trial
 * @param reason why it ends; on trial: why it is to end, and no further start helps
 */
record Attempt(
    Stage stage,
    @Nullable Release release,
    Terms terms,
    boolean consented,
    Set<ComponentName> done,
    @Nullable SlotName target,
    int starts,
    String reason) {
  static final Attempt NONE =
      new Attempt(Stage.IDLE, null, Terms.NONE, false, Set.of(), null, 0, "");

  Attempt {
    done = Set.copyOf(done);
    if (release == null && stage != Stage.IDLE) {
      throw new IllegalArgumentException("An update has a release: " + stage);
    }
  }

  static Attempt of(Release release, Terms terms) {
    Stage first = Transition.next(Stage.IDLE, Event.ASSIGN).orElseThrow();
    return new Attempt(first, release, terms, false, Set.of(), null, 0, "");
  }

  /** The next stage, by the table; what is counted begins anew. */
  Attempt after(Event event) {
    Stage to =
        Transition.next(stage, event)
            .orElseThrow(() -> new IllegalStateException(stage + " has no " + event));
    return new Attempt(to, release, terms, consented, done, target, 0, reason);
  }

  Attempt agreed() {
    return new Attempt(stage, release, terms, true, done, target, starts, reason);
  }

  Attempt on(Terms changed) {
    return new Attempt(stage, release, changed, consented, done, target, starts, reason);
  }

  Attempt having(Set<ComponentName> more) {
    return new Attempt(stage, release, terms, consented, more, target, starts, reason);
  }

  Attempt into(SlotName slot) {
    return new Attempt(stage, release, terms, consented, done, slot, starts, reason);
  }

  Attempt started() {
    return new Attempt(stage, release, terms, consented, done, target, starts + 1, reason);
  }

  Attempt because(String why) {
    return new Attempt(stage, release, terms, consented, done, target, starts, why);
  }

  Release releaseNow() {
    if (release == null) {
      throw new IllegalStateException("No update is under way");
    }
    return release;
  }

  SlotName targetNow() {
    if (target == null) {
      throw new IllegalStateException("Nothing was armed");
    }
    return target;
  }
}
