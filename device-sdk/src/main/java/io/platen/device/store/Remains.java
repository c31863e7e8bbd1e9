package io.platen.device.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.HashSet;
import java.util.Set;

/**
 * What lies in a {@link FrameFile} behind the last whole frame. A loss of power leaves frames there
 * that were written since the disk was last asked, and only the first of them, which is not whole,
 * says that all before it was on the disk. Another one that says so shows damage: something was
 * lost that the disk had.
 */
final class Remains {
  private static final int WINDOW_OCTETS = 64 * 1024;
  private static final int FLAG_AT = Long.BYTES + Integer.BYTES;

  /** No store comes near it: what claims to belong behind it is no frame. */
  private static final long FARTHEST = 1L << 40;

  private final FileChannel file;
  private final Frame damaged;
  private final Set<Integer> checksums = new HashSet<>();

  /**
   * @param damaged the frame that is not whole; all that it says may be wrong
   * @param previous the checksum before it
   */
  Remains(FileChannel file, Frame damaged, int previous) throws IOException {
    this.file = file;
    this.damaged = damaged;
    checksums.add(damaged.checksum());
    if (damaged.inFile()) {
      checksums.add(damaged.sum(file, previous));
    }
  }

  /** Its length may be wrong, so every octet is looked at. */
  boolean holdSyncedFrame() throws IOException {
    long last = file.size() - Frame.HEADER_OCTETS;
    for (long start = damaged.at() + 1; start <= last; start += WINDOW_OCTETS) {
      ByteBuffer window = Frame.octets(file, start, WINDOW_OCTETS + Frame.HEADER_OCTETS - 1);
      for (int i = 0; i + Frame.HEADER_OCTETS <= window.limit(); i++) {
        if (window.getInt(i + FLAG_AT) == 1 && isFrame(Frame.read(file, start + i))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether it follows the damaged one, is followed by another, or ends where the file does. */
  private boolean isFrame(Frame frame) throws IOException {
    if (!frame.inFile() || frame.position() > FARTHEST) {
      return false;
    }
    for (int checksum : checksums) {
      if (frame.isWhole(file, checksum)) {
        return true;
      }
    }
    return frame.end() == file.size()
        ? frame.length() > 0
        : Frame.read(file, frame.end()).isWhole(file, frame.checksum());
  }
}
