package io.platen.device.update.content;

import java.io.IOException;

/** Fetching has ended though hosts would go on; what is in the slot stays. */
public final class HeldBackException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** Why. */
  public enum Reason {
    /** The data budget is spent until its next period. */
    BUDGET,
    /** The update has taken longer than it may. */
    DEADLINE,
    /** All hosts that are left ask to wait. */
    HOSTS,
    /** The server is to be asked whether it still wants this. */
    NEWS
  }

  HeldBackException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Before more is fetched the server is asked. */
  public static HeldBackException forNews() {
    return new HeldBackException(Reason.NEWS, "The server is asked whether it still wants this");
  }

  public Reason reason() {
    return reason;
  }
}
