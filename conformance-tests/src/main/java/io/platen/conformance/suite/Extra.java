package io.platen.conformance.suite;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Tests that a run makes only where it is asked to. */
public enum Extra {
  /** By tools of others that are installed here. */
  GATES,
  /** Documents, header fields and TLS records that are changed by chance. */
  FUZZ,
  /** The same for hours, with an eye on memory and threads. */
  SOAK,
  /** Measures and does not judge. */
  PERFORMANCE;

  /** As the command line has it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How the command line asks for it. */
  public String option() {
    return this == GATES ? "--gates" : "--profile " + word();
  }

  public static Optional<Extra> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }
}
