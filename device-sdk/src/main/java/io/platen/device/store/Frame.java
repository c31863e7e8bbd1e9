package io.platen.device.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;

/**
 * One write as it lies in a {@link FrameFile}; none of it need be true.
 *
 * @param at where it begins in the real file
 * @param position where its octets belong
 * @param length how many there are; 0 where the file was cut off at {@code position}
 * @param afterSync whether all before it was on the disk when it was written
 * @param checksum over the checksum before it, all of this, and the octets
 * @param inFile whether the real file is long enough for it
 */
record Frame(long at, long position, int length, boolean afterSync, int checksum, boolean inFile) {
  static final int HEADER_OCTETS = 20;
  private static final int PIECE_OCTETS = 64 * 1024;

  static Frame read(FileChannel file, long at) throws IOException {
    ByteBuffer header = octets(file, at, HEADER_OCTETS);
    if (header.remaining() < HEADER_OCTETS) {
      return new Frame(at, 0, 0, false, 0, false);
    }
    long position = header.getLong();
    int length = header.getInt();
    boolean afterSync = header.getInt() == 1;
    boolean inFile = position >= 0 && length >= 0 && at + HEADER_OCTETS + length <= file.size();
    return new Frame(at, position, length, afterSync, header.getInt(), inFile);
  }

  /** What comes before the octets, for a write that is to follow {@code previous}. */
  static ByteBuffer header(long position, ByteBuffer octets, boolean afterSync, int previous) {
    CRC32C sum = begun(previous, position, octets.remaining(), afterSync);
    sum.update(octets.duplicate());
    return ByteBuffer.allocate(HEADER_OCTETS)
        .putLong(position)
        .putInt(octets.remaining())
        .putInt(afterSync ? 1 : 0)
        .putInt((int) sum.getValue())
        .flip();
  }

  private static CRC32C begun(int previous, long position, int length, boolean afterSync) {
    CRC32C sum = new CRC32C();
    sum.update(
        ByteBuffer.allocate(HEADER_OCTETS)
            .putInt(previous)
            .putLong(position)
            .putInt(length)
            .putInt(afterSync ? 1 : 0)
            .flip());
    return sum;
  }

  long data() {
    return at + HEADER_OCTETS;
  }

  long end() {
    return data() + length;
  }

  /** Whether it was written after {@code previous}, and all of it is there. */
  boolean isWhole(FileChannel file, int previous) throws IOException {
    return inFile && sum(file, previous) == checksum;
  }

  /** What its checksum is by its octets, which must be in the file. */
  int sum(FileChannel file, int previous) throws IOException {
    CRC32C sum = begun(previous, position, length, afterSync);
    for (long next = data(); next < end(); next += PIECE_OCTETS) {
      sum.update(octets(file, next, (int) Math.min(PIECE_OCTETS, end() - next)));
    }
    return (int) sum.getValue();
  }

  /** So many octets, fewer where the file ends. */
  static ByteBuffer octets(FileChannel file, long at, int length) throws IOException {
    ByteBuffer octets = ByteBuffer.allocate(length);
    long next = at;
    while (octets.hasRemaining()) {
      int read = file.read(octets, next);
      if (read < 0) {
        break;
      }
      next += read;
    }
    return octets.flip();
  }
}
