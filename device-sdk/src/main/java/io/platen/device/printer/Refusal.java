package io.platen.device.printer;

import java.util.Locale;

/**
 * Why an SNMP v3 agent that answers gives nothing (RFC 3414 section 5, {@code usmStats}). The
 * agent's report of it is not authenticated in most cases: it explains, and proves nothing.
 */
public enum Refusal {
  UNKNOWN_USER("It knows no such user. Check the user's name, and the engine if it was cloned."),
  WRONG_KEY("Its user has another authentication password or algorithm."),
  NOT_DECRYPTED("Its user has another encryption password or algorithm."),
  UNSUPPORTED_LEVEL("It does not let this user read at this security level."),
  TIME_WINDOW("Its clock ran out of the window of 150 s twice in a row, though we followed it."),
  UNKNOWN_CONTEXT("It knows no such context. Leave the context empty, or ask its maker.");

  private final String explanation;

  Refusal(String explanation) {
    this.explanation = explanation;
  }

  /** What is wrong and what to do, in one or two sentences. */
  public String explanation() {
    return explanation;
  }

  /** As programs read it: {@code wrong-key}. */
  public String token() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
