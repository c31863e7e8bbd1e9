package io.platen.device.store;

import io.platen.device.store.Extents.Extent;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.h2.store.fs.FileBaseDefault;

/**
 * A file that is written all or nothing, write by write: each becomes a frame with a checksum at
 * the end of the real file. MVStore looks at the two ends of what it wrote last, and when power was
 * lost its middle may be missing; here such a write has never been. What was overwritten stays in
 * the real file until that is rewritten as a whole.
 *
 * <p>The real file is {@code MAGIC}, then frames: where it was written (8 octets), how much (4), 1
 * if all before it was on the disk by then (4), the checksum (4), and the octets. A checksum covers
 * the one before it: what a loss of power left behind the last whole frame never follows one that
 * was written later.
 */
final class FrameFile extends FileBaseDefault {
  private static final Logger LOG = System.getLogger(FrameFile.class.getName());
  private static final ByteBuffer MAGIC =
      ByteBuffer.wrap("platen1\n".getBytes(StandardCharsets.US_ASCII)).asReadOnlyBuffer();

  private final FileChannel file;
  private final Extents extents = new Extents();
  private long end = MAGIC.remaining();
  private int checksum;
  private boolean synced;
  private long syncedEnd;
  private boolean cutShort;

  private FrameFile(FileChannel file) {
    this.file = file;
  }

  /**
   * Reads what is whole. Writes nothing: another process may have the file.
   *
   * @throws IOException also when it is damaged by more than a loss of power: what had been on the
   *     disk before the last sync is not whole. Of what was written since, damage looks as if the
   *     power had been lost
   */
  static FrameFile open(FileChannel file) throws IOException {
    FrameFile opened = new FrameFile(file);
    try {
      if (file.size() > 0) {
        opened.load();
      }
      return opened;
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  private void load() throws IOException {
    if (!Frame.octets(file, 0, MAGIC.remaining()).equals(MAGIC)) {
      throw new IOException("it was not written by this version");
    }
    Frame next = Frame.read(file, end);
    while (next.isWhole(file, checksum)) {
      take(next);
      next = Frame.read(file, end);
    }
    syncedEnd = end;
    cutShort = end < file.size();
    if (cutShort) {
      if (new Remains(file, next, checksum).holdSyncedFrame()) {
        throw new IOException("it is damaged at octet " + end);
      }
      LOG.log(Level.DEBUG, "A write was cut short; its {0} octets are left out", file.size() - end);
    }
  }

  private void take(Frame frame) {
    checksum = frame.checksum();
    end = frame.end();
    if (frame.length() == 0) {
      extents.cutOff(frame.position());
    } else {
      extents.put(new Extent(frame.position(), frame.length(), frame.data()));
    }
  }

  @Override
  public synchronized long size() {
    return extents.size();
  }

  @Override
  public synchronized int read(ByteBuffer target, long position) throws IOException {
    if (position >= size()) {
      return -1;
    }
    int wanted = (int) Math.min(target.remaining(), size() - position);
    int done = 0;
    while (done < wanted) {
      done += readPiece(target, position + done, wanted - done);
    }
    return done;
  }

  private int readPiece(ByteBuffer target, long position, int most) throws IOException {
    Optional<Extent> piece = extents.at(position, most);
    if (piece.isEmpty()) {
      int zeros = (int) Math.min(most, extents.gapAt(position));
      target.put(new byte[zeros]);
      return zeros;
    }
    int length = (int) piece.get().length();
    ByteBuffer octets = Frame.octets(file, piece.get().kept(), length);
    if (octets.remaining() < length) {
      throw new IOException("The file became shorter");
    }
    target.put(octets);
    return length;
  }

  @Override
  public synchronized int write(ByteBuffer source, long position) throws IOException {
    int length = source.remaining();
    if (length > 0) {
      append(position, source);
    }
    return length;
  }

  @Override
  protected void implTruncate(long size) throws IOException {
    append(size, ByteBuffer.allocate(0));
  }

  /** When it throws, nothing was written: what came onto the disk is no whole frame. */
  private void append(long position, ByteBuffer octets) throws IOException {
    if (file.size() < MAGIC.remaining()) {
      writeAll(MAGIC.duplicate(), 0);
    }
    if (cutShort) {
      file.truncate(end);
      cutShort = false;
    }
    ByteBuffer header = Frame.header(position, octets, synced, checksum);
    cutShort = true;
    writeAll(header.duplicate(), end);
    writeAll(octets, end + Frame.HEADER_OCTETS);
    cutShort = false;
    synced = false;
    take(Frame.read(file, end));
  }

  private void writeAll(ByteBuffer octets, long position) throws IOException {
    long next = position;
    while (octets.hasRemaining()) {
      next += file.write(octets, next);
    }
  }

  /**
   * When it throws, what was written since the last time is cut off: nobody knows what of it is on
   * the disk, and who reads the file would find all of it. The file must be opened anew then.
   */
  @Override
  public synchronized void force(boolean metadata) throws IOException {
    try {
      file.force(metadata);
    } catch (IOException e) {
      file.truncate(syncedEnd);
      throw e;
    }
    synced = true;
    syncedEnd = end;
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) throws IOException {
    return file.tryLock(position, size, shared);
  }

  @Override
  protected void implCloseChannel() throws IOException {
    file.close();
  }
}
