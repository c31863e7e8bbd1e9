package io.platen.device.update.service;

import io.platen.device.update.Next;
import io.platen.device.update.Stage;
import io.platen.device.update.UpdateStatus.Waits;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an update waits for, of what it did last. */
final class Waiting {
  /** The server does not want it now, or has not said so since the device started. */
  static final Waits FOR_ASSIGNMENT = new Waits(Waits.ASSIGNMENT, null, "");

  /** The site lets no software in. */
  static final Waits FOR_SITE = new Waits(Waits.SITE, null, "");

  /** What reports have words for. */
  private static final Set<String> REPORTED =
      Set.of(Waits.CONSENT, Waits.WINDOW, Waits.NETWORK, Waits.ASSIGNMENT, Waits.SITE);

  private Waiting() {}

  static @Nullable Waits of(Next next, Stage stage) {
    if (next instanceof Next.Consent) {
      return new Waits(Waits.CONSENT, null, "");
    }
    if (next instanceof Next.Restart) {
      return new Waits(Waits.RESTART, null, "");
    }
    if (next instanceof Next.Wait wait) {
      return switch (stage) {
        case DOWNLOADING -> new Waits(Waits.NETWORK, wait.until(), wait.why());
        case VERIFIED -> new Waits(Waits.WINDOW, wait.until(), "");
        case TRIAL -> new Waits(Waits.HEALTH, wait.until(), wait.why());
        default -> null;
      };
    }
    return null;
  }

  static @Nullable String reported(@Nullable Waits waits) {
    return waits != null && REPORTED.contains(waits.what()) ? waits.what() : null;
  }
}
