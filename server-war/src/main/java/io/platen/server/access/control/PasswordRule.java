package io.platen.server.access.control;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a new password may not be. NIST SP 800-63B, section 3.1.1.2: length counts, and what
 * everybody guesses first is refused; there is no rule about kinds of characters.
 */
public enum PasswordRule {
  TOO_SHORT("A password has at least " + PasswordRule.SHORTEST + " characters"),
  /** Longer ones would let anyone keep the server busy with hashing. */
  TOO_LONG("A password has at most " + PasswordRule.LONGEST + " characters"),
  TOO_SIMPLE(
      "It is among those that are guessed first: a word that many take, a row of keys, or few"
          + " different characters");

  public static final int SHORTEST = 12;
  public static final int LONGEST = 256;

  private static final int LEAST_DIFFERENT = 5;

  /** What is left without these words and rows of keys must still be something. */
  private static final int LEAST_OWN = 6;

  private static final List<String> GUESSED =
      List.of(
          "administrator",
          "password",
          "passwort",
          "kennwort",
          "qwertyuiop",
          "qwertzuiop",
          "asdfghjkl",
          "zxcvbnm",
          "yxcvbnm",
          "qwerty",
          "qwertz",
          "printmonitor",
          "printer",
          "drucker",
          "platen",
          "welcome",
          "willkommen",
          "letmein",
          "changeme",
          "iloveyou",
          "admin",
          "secret",
          "geheim",
          "1q2w3e4r5t",
          "1q2w3e4r");

  private final String reason;

  PasswordRule(String reason) {
    this.reason = reason;
  }

  /** For programs; the console has words of its own. */
  public String reason() {
    return reason;
  }

  boolean breaks(String password) {
    return switch (this) {
      case TOO_SHORT -> password.length() < SHORTEST;
      case TOO_LONG -> password.length() > LONGEST;
      case TOO_SIMPLE -> isSimple(password);
    };
  }

  /** The first rule that a password breaks; a user's own name in it counts as nothing. */
  public static Optional<PasswordRule> broken(String password, String login) {
    String name = login.strip().toLowerCase(Locale.ROOT);
    String own = password.toLowerCase(Locale.ROOT);
    own = name.length() < 3 ? own : own.replace(name, "");
    if (TOO_SHORT.breaks(password) || TOO_LONG.breaks(password)) {
      return Arrays.stream(values()).filter(rule -> rule.breaks(password)).findFirst();
    }
    return own.length() < LEAST_OWN || isSimple(own) ? Optional.of(TOO_SIMPLE) : Optional.empty();
  }

  private static boolean isSimple(String password) {
    String own = password.toLowerCase(Locale.ROOT);
    if (own.chars().distinct().count() < LEAST_DIFFERENT) {
      return true;
    }
    for (String word : GUESSED) {
      own = own.replace(word, "");
    }
    return own.length() < LEAST_OWN || steps(own) < LEAST_OWN - 1;
  }

  /** How often a character is not the one before it, nor its neighbour in alphabet or counting. */
  private static long steps(String text) {
    long steps = 0;
    for (int i = 1; i < text.length(); i++) {
      steps += Math.abs(text.charAt(i) - text.charAt(i - 1)) > 1 ? 1 : 0;
    }
    return steps;
  }
}
