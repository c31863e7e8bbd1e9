package io.platen.protocol.attack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;

/**
 * A piece of a body, made while it is read: a gigabyte of it takes no memory.
 *
 * @param text repeated as it is, but for {@code {n}}, the number of the repetition from 1, and
 *     {@code {hash}}, a name of its own that has the same {@link String#hashCode()} each time
 * @param file in the corpus; its bytes stand instead of the text where it is not empty
 */
record Part(String text, String file, long times) {
  private static final int HASH_PAIRS = 12;
  private static final int BLOCK = 8_192;

  static Part ofFile(String name) {
    return new Part("", name, 1);
  }

  static Part ofText(String text, long times) {
    return new Part(text, "", times);
  }

  InputStream open(Stage stage) {
    if (text.contains("{n}") || text.contains("{hash}")) {
      return new RepeatedStream(times, this::numbered);
    }
    byte[] once = stage.set(file.isEmpty() ? text.getBytes(UTF_8) : content(file));
    // Many at a time, for a single character is repeated millions of times.
    int together = Math.max(1, BLOCK / Math.max(1, once.length));
    byte[] many = repeated(once, (int) Math.min(together, times));
    return new SequenceInputStream(
        new RepeatedStream(times / together, number -> many),
        new RepeatedStream(times % together, number -> once));
  }

  private static byte[] repeated(byte[] once, int times) {
    byte[] all = new byte[once.length * times];
    for (int i = 0; i < times; i++) {
      System.arraycopy(once, 0, all, i * once.length, once.length);
    }
    return all;
  }

  private byte[] numbered(long number) {
    String filled = text.replace("{n}", Long.toString(number)).replace("{hash}", name(number));
    return filled.getBytes(UTF_8);
  }

  /** "Aa" and "BB" have one hash code, and so have all words made of them that are as long. */
  private static String name(long number) {
    StringBuilder name = new StringBuilder(2 * HASH_PAIRS);
    for (int bit = 0; bit < HASH_PAIRS; bit++) {
      name.append((number >> bit & 1) == 0 ? "Aa" : "BB");
    }
    return name.toString();
  }

  private static byte[] content(String file) {
    try (InputStream in = Part.class.getResourceAsStream("files/" + file)) {
      if (in == null) {
        throw new IllegalStateException("The attack " + file + " is missing in this build");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
