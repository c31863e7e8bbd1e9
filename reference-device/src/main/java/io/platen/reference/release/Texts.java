package io.platen.reference.release;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** How the desk says sizes and times. */
final class Texts {
  private static final long KB = 1000;
  private static final long MB = KB * KB;

  private Texts() {}

  /** KB is 1,000 bytes. */
  static String size(long bytes) {
    if (bytes < KB) {
      return bytes + " bytes";
    }
    return bytes < MB
        ? String.format(Locale.ROOT, "%.1f KB", bytes / (double) KB)
        : String.format(Locale.ROOT, "%.1f MB", bytes / (double) MB);
  }

  /** From now on. */
  static String in(Instant now, Instant then) {
    Duration left = Duration.between(now, then);
    if (left.isNegative() || left.isZero()) {
      return "has expired (" + then + ")";
    }
    String time = left.toDays() > 1 ? left.toDays() + " days" : left.toHours() + " hours";
    return "expires in " + time + " (" + then + ")";
  }
}
