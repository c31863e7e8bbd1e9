package io.platen.protocol.enrolment;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * The one-time code that ties a device to its record: {@code SSSS-XXXX-XXXX-XXXX-C}. The selector
 * finds the record and is no secret; the secret has 60 bits; the check symbol tells typing errors.
 *
 * @param selector four symbols
 * @param secret twelve symbols
 */
public record ActivationCode(String selector, String secret) {
  /** How many symbols a selector has. */
  public static final int SELECTOR = 4;

  /** How many symbols a secret has. */
  public static final int SECRET = 12;

  private static final int GROUP = 4;
  private static final int BITS_OF_SYMBOL = 5;

  public ActivationCode {
    if (selector.length() != SELECTOR
        || secret.length() != SECRET
        || !Symbols.areSymbols(selector + secret)) {
      throw new IllegalArgumentException("A code has 4 and 12 symbols of Crockford's Base32");
    }
  }

  /** A new code; its check symbol is a letter or digit too, which is easier to type. */
  public static ActivationCode draw(SecureRandom random) {
    while (true) {
      int bits = (SELECTOR + SECRET) * BITS_OF_SYMBOL;
      String symbols = Symbols.of(new BigInteger(bits, random), SELECTOR + SECRET);
      if (Symbols.areSymbols(String.valueOf(Symbols.check(symbols)))) {
        return new ActivationCode(symbols.substring(0, SELECTOR), symbols.substring(SELECTOR));
      }
    }
  }

  /** [PLT-ENR-040] What somebody typed; empty where the check symbol or the form is wrong. */
  public static Optional<ActivationCode> parse(String typed) {
    String folded = Symbols.fold(typed);
    int symbols = SELECTOR + SECRET;
    if (folded.length() != symbols + 1
        || !Symbols.areSymbols(folded.substring(0, symbols))
        || Symbols.check(folded.substring(0, symbols)) != folded.charAt(symbols)) {
      return Optional.empty();
    }
    return Optional.of(of(folded));
  }

  /**
   * What came as user and password of HTTP Basic: the selector, and the rest with or without dashes
   * and check symbol. A check symbol that is there must be right.
   */
  public static Optional<ActivationCode> parse(String user, String password) {
    String folded = Symbols.fold(user + password);
    int symbols = SELECTOR + SECRET;
    return folded.length() == symbols && Symbols.areSymbols(folded)
        ? Optional.of(of(folded))
        : parse(folded);
  }

  private static ActivationCode of(String folded) {
    return new ActivationCode(
        folded.substring(0, SELECTOR), folded.substring(SELECTOR, SELECTOR + SECRET));
  }

  public char checkSymbol() {
    return Symbols.check(selector + secret);
  }

  /** As it is shown and typed. */
  public String text() {
    return selector
        + "-"
        + secret.substring(0, GROUP)
        + "-"
        + secret.substring(GROUP, 2 * GROUP)
        + "-"
        + secret.substring(2 * GROUP)
        + "-"
        + checkSymbol();
  }

  /** Without the secret, since this lands in logs. */
  @Override
  public String toString() {
    return selector + "-****-****-****-*";
  }
}
