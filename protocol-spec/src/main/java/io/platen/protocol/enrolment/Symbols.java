package io.platen.protocol.enrolment;

import java.math.BigInteger;
import java.util.Locale;

/**
 * Numbers as Crockford's Base32, written without I, L, O and U; what people read as another symbol
 * counts as the one it looks like.
 */
final class Symbols {
  static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  /** The values 32 to 36, which only a check symbol has. */
  private static final String CHECKS = ALPHABET + "*~$=U";

  private static final int CHECK_MODULUS = 37;
  private static final int BITS = 5;

  private Symbols() {}

  /** Upper case, without dashes and blanks; O is 0, I and L are 1. */
  static String fold(String text) {
    StringBuilder folded = new StringBuilder();
    for (char each : text.toUpperCase(Locale.ROOT).toCharArray()) {
      switch (each) {
        case 'O' -> folded.append('0');
        case 'I', 'L' -> folded.append('1');
        case '-', ' ', '\t', '\u00a0' -> {}
        default -> folded.append(each);
      }
    }
    return folded.toString();
  }

  static boolean areSymbols(String text) {
    return text.chars().allMatch(each -> ALPHABET.indexOf(each) >= 0);
  }

  static BigInteger value(String symbols) {
    BigInteger value = BigInteger.ZERO;
    for (int i = 0; i < symbols.length(); i++) {
      int digit = ALPHABET.indexOf(symbols.charAt(i));
      value = value.shiftLeft(BITS).add(BigInteger.valueOf(digit));
    }
    return value;
  }

  /** So many symbols, the most significant first. */
  static String of(BigInteger value, int count) {
    StringBuilder symbols = new StringBuilder();
    for (int i = count - 1; i >= 0; i--) {
      symbols.append(ALPHABET.charAt(value.shiftRight(i * BITS).intValue() & 31));
    }
    return symbols.toString();
  }

  /** One symbol that tells a wrong or swapped one: the value modulo 37. */
  static char check(String symbols) {
    return CHECKS.charAt(value(symbols).mod(BigInteger.valueOf(CHECK_MODULUS)).intValue());
  }
}
