package io.platen.conformance.suite;

import java.util.Arrays;
import java.util.Random;

/** Changes bytes by chance, the same ones for the same seed. */
final class Mutator {
  private static final int MOST_CHANGES = 4;
  private static final int HEAD = 16;
  private static final int MOST_BYTES = 64 * 1024;
  private static final byte[] ODD = {0, 1, 0x7f, (byte) 0x80, (byte) 0xff, '<', '>', '&', '"', '-'};

  private final Random chance;

  Mutator(long seed) {
    this.chance = new Random(seed);
  }

  /** Something else than was given; never much longer. */
  byte[] mutate(byte[] given) {
    byte[] changed = given.clone();
    int changes = 1 + chance.nextInt(MOST_CHANGES);
    for (int i = 0; i < changes || Arrays.equals(changed, given); i++) {
      changed = change(changed.length == 0 ? new byte[] {'?'} : changed);
    }
    return changed.length > MOST_BYTES ? Arrays.copyOf(changed, MOST_BYTES) : changed;
  }

  /** The same for what has to stay on one line, as header fields do. */
  String mutateLine(String given) {
    byte[] changed = mutate(given.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    StringBuilder line = new StringBuilder();
    for (byte each : changed) {
      line.append(each == '\r' || each == '\n' || each < 0 ? '~' : (char) each);
    }
    return line.toString();
  }

  private byte[] change(byte[] from) {
    // What stands at the head decides how the rest is read.
    boolean head = chance.nextInt(4) == 0;
    int at = chance.nextInt(head ? Math.min(HEAD, from.length) : from.length);
    int length = 1 + chance.nextInt(Math.min(64, from.length - at));
    return switch (chance.nextInt(7)) {
      case 0 -> with(from, at, (byte) (from[at] ^ 1 << chance.nextInt(8)));
      case 1 -> with(from, at, ODD[chance.nextInt(ODD.length)]);
      case 2 -> Arrays.copyOf(from, at);
      case 3 -> spliced(from, at, new byte[0], at + length);
      case 4 -> spliced(from, at + length, Arrays.copyOfRange(from, at, at + length), at + length);
      case 5 -> spliced(from, at, random(1 + chance.nextInt(32)), at);
      default -> repeated(from, at, length);
    };
  }

  private static byte[] with(byte[] from, int at, byte value) {
    byte[] changed = from.clone();
    changed[at] = value;
    return changed;
  }

  private byte[] repeated(byte[] from, int at, int length) {
    byte[] part = Arrays.copyOfRange(from, at, at + length);
    byte[] many = new byte[part.length * (2 + chance.nextInt(60))];
    for (int i = 0; i < many.length; i++) {
      many[i] = part[i % part.length];
    }
    return spliced(from, at, many, at);
  }

  private byte[] random(int length) {
    byte[] bytes = new byte[length];
    chance.nextBytes(bytes);
    return bytes;
  }

  /** What comes before {@code to}, something else, and what comes from {@code on} on. */
  private static byte[] spliced(byte[] from, int to, byte[] between, int on) {
    byte[] all = new byte[to + between.length + from.length - on];
    System.arraycopy(from, 0, all, 0, to);
    System.arraycopy(between, 0, all, to, between.length);
    System.arraycopy(from, on, all, to + between.length, from.length - on);
    return all;
  }
}
