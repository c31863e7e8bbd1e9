package io.platen.conformance.adapter;

import java.time.Duration;
import java.util.Locale;

/** What an adapter may be told, with how long it may take. */
public enum AdapterCommand {
  /** Forget all, and be set up as the session's {@code device.properties} says. */
  INIT(60),
  /** Enrol with the activation code that follows. */
  ENROL(120),
  /** Ask for the sync document now. */
  SYNC(60),
  /** Make a report of what the device sees now, and try once to send all that waits. */
  REPORT(60),
  /** Look for an update, and install it. */
  APPLY(600),
  /** Pair with the local agent at the host and port that follow, by the code behind them. */
  PAIR(60),
  /** Say what the device holds. */
  STATE(30),
  /** Begin to work by itself, as in the field. */
  START(60),
  /** Let as many seconds pass as follow. */
  CLOCK(60),
  /** Take the device's power away, and give it back. */
  RESTART(120),
  /** Agree, as somebody at the site, to the release that follows. */
  AGREE(30),
  /** Write what somebody at the device sees as its last report into the file that follows. */
  SHOW(30);

  private final Duration limit;

  AdapterCommand(long seconds) {
    this.limit = Duration.ofSeconds(seconds);
  }

  /** As it stands on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How long it may take where nobody says otherwise. */
  public Duration limit() {
    return limit;
  }
}
