package io.platen.device.printer.snmp;

import io.platen.device.printer.Refusal;
import org.jspecify.annotations.Nullable;

/** The printer does not answer, has stopped to answer, or gives this user nothing. */
final class SilentAgent extends Exception {
  private static final long serialVersionUID = 1L;

  private final @Nullable Refusal refusal;

  SilentAgent(String message) {
    super(message);
    this.refusal = null;
  }

  SilentAgent(Refusal refusal) {
    super(refusal.explanation());
    this.refusal = refusal;
  }

  /** Why, where it answers and says so. */
  @Nullable Refusal refusal() {
    return refusal;
  }
}
