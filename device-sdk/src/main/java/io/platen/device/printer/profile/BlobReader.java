package io.platen.device.printer.profile;

import io.platen.protocol.profile.PrinterProfile.BlobForm;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The records of a binary object. Each says how long its value is; to cut them all alike, as is
 * often done, reads the next record's id as a value. One byte FF ends them.
 */
public final class BlobReader {
  private static final int END = 0xFF;
  private static final int BYTE = 0xFF;
  private static final int MOST_RECORDS = 256;

  /** Bytes above the sign of a long would make a negative count. */
  private static final int LONGEST_VALUE = 7;

  private final Map<Key, Long> values = new LinkedHashMap<>();

  private BlobReader() {}

  /** What a record is known by: the same id means other things at other lengths. */
  public record Key(int id, int length) {}

  /** What is whole; a record that goes past the end was cut off, and is left out. */
  public static BlobReader of(byte[] bytes, BlobForm form) {
    BlobReader reader = new BlobReader();
    int head = form == BlobForm.A ? 3 : 2;
    int at = 0;
    while (at + head <= bytes.length && reader.values.size() < MOST_RECORDS) {
      int id = bytes[at] & BYTE;
      int length = bytes[at + head - 1] & BYTE;
      if (id == END || at + head + length > bytes.length) {
        break;
      }
      reader.take(id, bytes, at + head, length);
      at += head + length;
    }
    return reader;
  }

  private void take(int id, byte[] bytes, int from, int length) {
    if (length < 1 || length > LONGEST_VALUE) {
      return;
    }
    long value = 0;
    for (int i = from; i < from + length; i++) {
      value = (value << Byte.SIZE) | (bytes[i] & BYTE);
    }
    values.putIfAbsent(new Key(id, length), value);
  }

  /** Of a record with this id and this length; big-endian and not negative. */
  public OptionalLong find(int id, int length) {
    Long value = values.get(new Key(id, length));
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }

  /** All records, in their order. */
  public Map<Key, Long> all() {
    return Map.copyOf(values);
  }
}
