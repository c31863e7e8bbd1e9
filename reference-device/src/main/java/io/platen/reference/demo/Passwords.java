package io.platen.reference.demo;

import java.security.SecureRandom;
import java.util.stream.Collectors;

/** Makes a password that nobody else has; letters that are not mistaken for others. */
final class Passwords {
  private static final String LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
  private static final int LENGTH = 20;

  private Passwords() {}

  static String make() {
    return new SecureRandom()
        .ints(LENGTH, 0, LETTERS.length())
        .mapToObj(i -> LETTERS.substring(i, i + 1))
        .collect(Collectors.joining());
  }
}
