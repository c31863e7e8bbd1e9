package io.platen.device.update;

import java.io.IOException;

/** One thing that has to be well before a new component is confirmed. */
public interface Probe {
  /** For reports: {@code service}, {@code network}, {@code server}, {@code disk}, or another. */
  String name();

  /**
   * Looks once. It may wait for a while, but not for long.
   *
   * @throws IOException when it cannot be told: that is as bad as bad
   */
  Finding look() throws IOException, InterruptedException;

  /**
   * What was found.
   *
   * @param reason in words; empty where all is well
   */
  record Finding(Verdict verdict, String reason) {
    public static final Finding GOOD = new Finding(Verdict.GOOD, "");

    public static Finding bad(String reason) {
      return new Finding(Verdict.BAD, reason);
    }

    public static Finding excused(String reason) {
      return new Finding(Verdict.EXCUSED, reason);
    }
  }

  /** Whether it is well. */
  enum Verdict {
    GOOD,
    /** Not well, for a known reason outside of the device: good enough when the time is up. */
    EXCUSED,
    BAD
  }
}
