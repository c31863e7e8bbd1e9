package io.platen.protocol.content;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.tukaani.xz.ArrayCache;
import org.tukaani.xz.BasicArrayCache;
import org.tukaani.xz.CorruptedInputException;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.LZMAInputStream;
import org.tukaani.xz.LZMAOutputStream;
import org.tukaani.xz.UnsupportedOptionsException;

/**
 * Raw LZMA streams without a header, of known length, with a dictionary that both sides know. The
 * first byte says how literals and positions are modelled (lc, lp and pb as in the .lzma format).
 */
final class Lzma {
  static final int TEXT = properties(3, 0, 0);

  private static final int LONGEST_MATCH = 273;
  private static final int LEAST_DICTIONARY = 4096;

  private final ArrayCache arrays = new BasicArrayCache();

  static int properties(int lc, int lp, int pb) {
    return (pb * 5 + lp) * 9 + lc;
  }

  /**
   * As small as it can be.
   *
   * @param dictionary what may be copied from, as if it had gone before
   */
  byte[] pack(byte[] raw, byte[] dictionary, int properties) {
    return pack(raw, dictionary, properties, LZMA2Options.MF_BT4);
  }

  /**
   * The same in a third of the time where the dictionary is much longer than what is packed, and
   * some thousandths larger: a tree of the dictionary costs more than all else.
   */
  byte[] packSoon(byte[] raw, byte[] dictionary, int properties) {
    return pack(raw, dictionary, properties, LZMA2Options.MF_HC4);
  }

  private byte[] pack(byte[] raw, byte[] dictionary, int properties, int finder) {
    try {
      LZMA2Options options = new LZMA2Options();
      options.setLcLp(properties % 9, properties / 9 % 5);
      options.setPb(properties / 45);
      options.setDictSize(dictionarySize(raw.length, dictionary.length));
      options.setNiceLen(LONGEST_MATCH);
      options.setMatchFinder(finder);
      options.setMode(LZMA2Options.MODE_NORMAL);
      options.setDepthLimit(0);
      if (dictionary.length > 0) {
        options.setPresetDict(dictionary);
      }
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      packed.write(properties);
      try (LZMAOutputStream stream = new LZMAOutputStream(packed, options, false, arrays)) {
        stream.write(raw);
      }
      return packed.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
  }

  /**
   * Gives just as many bytes as are asked for, whatever comes. [PLT-UPD-064]
   *
   * @throws ContentException when these are not bytes that {@link #pack} makes
   */
  byte[] unpack(byte[] packed, int offset, int end, byte[] dictionary, int length)
      throws ContentException {
    if (offset >= end) {
      throw new ContentException("A packed part is empty");
    }
    ByteArrayInputStream bytes = new ByteArrayInputStream(packed, offset + 1, end - offset - 1);
    int properties = packed[offset] & 0xff;
    byte[] raw = new byte[length];
    try (LZMAInputStream stream = open(bytes, length, properties, dictionary)) {
      int at = 0;
      while (at < length) {
        int read = stream.read(raw, at, length - at);
        if (read < 0) {
          throw new EOFException();
        }
        at += read;
      }
    } catch (CorruptedInputException | EOFException | UnsupportedOptionsException e) {
      throw new ContentException("A packed part cannot be unpacked: " + e, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return raw;
  }

  /** Of unknown length: told the length, the library takes no larger a dictionary. */
  private LZMAInputStream open(
      ByteArrayInputStream bytes, int length, int properties, byte[] dictionary)
      throws IOException {
    int size = dictionarySize(length, dictionary.length);
    if (properties > properties(8, 4, 4)) {
      throw new CorruptedInputException("properties " + properties);
    }
    int lc = properties % 9;
    int lp = properties / 9 % 5;
    if (lc + lp > 4) {
      throw new CorruptedInputException("properties " + properties);
    }
    return new LZMAInputStream(bytes, -1, lc, lp, properties / 45, size, dictionary, arrays);
  }

  private static int dictionarySize(int raw, int dictionary) {
    return Math.max(LEAST_DICTIONARY, raw + dictionary);
  }
}
