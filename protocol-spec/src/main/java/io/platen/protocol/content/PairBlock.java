package io.platen.protocol.content;

import io.platen.protocol.Limit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * One block of a pair pack: some chunks, told by what is like them in the old image. The first byte
 * says how. {@code WINDOW}: packed with a part of the old image as a dictionary. {@code
 * DIFFERENCE}: bytes to add to stretches of the old image, and literals between them.
 */
public final class PairBlock {
  /** Of bytes that a block unpacks to. */
  public static final int MOST_BYTES = (int) Limit.PAIR_BLOCK_BYTES.value();

  static final int MOST_WINDOW = (int) Limit.PAIR_WINDOW_BYTES.value();
  static final int WINDOW = 0;
  static final int DIFFERENCE = 1;

  private final Lzma lzma = new Lzma();
  private final ImageBytes old;
  private final long oldLength;

  public PairBlock(ImageBytes old, long oldLength) {
    this.old = old;
    this.oldLength = oldLength;
  }

  /**
   * @param before the bytes of the new image before the first chunk, as many as the list says
   * @param length of all chunks of the block together; never more is unpacked
   * @return one chunk after the other; whether they are right only their hashes can say
   */
  public byte[] unpack(byte[] packed, byte[] before, int length) throws IOException {
    if (packed.length == 0 || length > MOST_BYTES) {
      throw new ContentException("A block is empty or too large");
    }
    Varints head = new Varints(packed, 1, packed.length);
    return switch (packed[0]) {
      case WINDOW -> window(packed, head, before, length);
      case DIFFERENCE -> difference(packed, head, before, length);
      default -> throw new ContentException("A block of the unknown kind " + packed[0]);
    };
  }

  private byte[] window(byte[] packed, Varints head, byte[] before, int length) throws IOException {
    long from = head.next();
    int size = head.next(MOST_WINDOW);
    check(from, size);
    byte[] dictionary = new byte[size + before.length];
    old.read(from, dictionary, 0, size);
    System.arraycopy(before, 0, dictionary, size, before.length);
    return lzma.unpack(packed, head.position(), packed.length, dictionary, length);
  }

  private byte[] difference(byte[] packed, Varints head, byte[] before, int length)
      throws IOException {
    int steps = head.next(MOST_BYTES);
    int added = head.next(length);
    int first = head.next(packed.length);
    int second = head.position() + first;
    if (second > packed.length) {
      throw new ContentException("A block is cut off");
    }
    byte[] told = lzma.unpack(packed, head.position(), second, new byte[0], steps + added);
    byte[] literals =
        added == length
            ? new byte[0]
            : lzma.unpack(packed, second, packed.length, before, length - added);
    byte[] raw = new byte[length];
    Varints step = new Varints(told, 0, steps);
    int at = 0;
    int addedAt = steps;
    int literalAt = 0;
    long oldAt = 0;
    while (at < length) {
      oldAt += step.nextSigned();
      int like = step.next(Math.min(length - at, told.length - addedAt));
      check(oldAt, like);
      old.read(oldAt, raw, at, like);
      for (int i = 0; i < like; i++) {
        raw[at + i] += told[addedAt + i];
      }
      at += like;
      addedAt += like;
      oldAt += like;
      int literal = step.next(Math.min(length - at, literals.length - literalAt));
      System.arraycopy(literals, literalAt, raw, at, literal);
      at += literal;
      literalAt += literal;
      if (like + literal == 0 && !step.hasNext()) {
        throw new ContentException("A block ends early");
      }
    }
    return raw;
  }

  /** [PLT-UPD-069] */
  private void check(long from, int size) throws ContentException {
    if (from < 0 || from > oldLength - size) {
      throw new ContentException("A block refers to what the old image does not have");
    }
  }

  /** Packs with a window of the old image. */
  byte[] packWindow(byte[] raw, byte[] before, long from, int size) throws IOException {
    byte[] dictionary = new byte[size + before.length];
    old.read(from, dictionary, 0, size);
    System.arraycopy(before, 0, dictionary, size, before.length);
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.write(WINDOW);
    Varints.write(block, from);
    Varints.write(block, size);
    block.writeBytes(lzma.pack(raw, dictionary, Lzma.TEXT));
    return block.toByteArray();
  }

  /** Packs as differences; of some ways to model them the smallest. */
  byte[] packDifference(Stretches.Difference difference, byte[] before) {
    byte[] told = concat(difference.steps(), difference.added());
    byte[] first = lzma.pack(told, new byte[0], Lzma.properties(3, 0, 0));
    for (int properties : new int[] {Lzma.properties(0, 0, 0), Lzma.properties(0, 2, 2)}) {
      byte[] other = lzma.pack(told, new byte[0], properties);
      first = other.length < first.length ? other : first;
    }
    byte[] literals = difference.literals();
    byte[] second = literals.length == 0 ? new byte[0] : lzma.pack(literals, before, Lzma.TEXT);
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.write(DIFFERENCE);
    Varints.write(block, difference.steps().length);
    Varints.write(block, difference.added().length);
    Varints.write(block, first.length);
    block.writeBytes(first);
    block.writeBytes(second);
    return block.toByteArray();
  }

  private static byte[] concat(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }
}
