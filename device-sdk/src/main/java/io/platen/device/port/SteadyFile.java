package io.platen.device.port;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/**
 * A file that stays open, and is written to the end, when its thread is interrupted: the JDK's own
 * channel closes then, in the middle of a write. The device stops its work by interrupting it, and
 * that must not look like a disk that fails.
 */
final class SteadyFile extends FileChannel {
  private final RandomAccessFile file;

  /** Opens it for reading and writing. */
  SteadyFile(Path path) throws IOException {
    this.file = new RandomAccessFile(path.toFile(), "rw");
  }

  @Override
  public synchronized int read(ByteBuffer target, long position) throws IOException {
    file.seek(position);
    return read(target);
  }

  @Override
  public synchronized int read(ByteBuffer target) throws IOException {
    byte[] bytes = new byte[target.remaining()];
    int length = file.read(bytes);
    if (length > 0) {
      target.put(bytes, 0, length);
    }
    return length;
  }

  @Override
  public synchronized int write(ByteBuffer source, long position) throws IOException {
    file.seek(position);
    return write(source);
  }

  @Override
  public synchronized int write(ByteBuffer source) throws IOException {
    int length = source.remaining();
    if (source.hasArray()) {
      file.write(source.array(), source.arrayOffset() + source.position(), length);
      source.position(source.limit());
    } else {
      byte[] bytes = new byte[length];
      source.get(bytes);
      file.write(bytes);
    }
    return length;
  }

  @Override
  public synchronized long position() throws IOException {
    return file.getFilePointer();
  }

  @Override
  public synchronized FileChannel position(long position) throws IOException {
    file.seek(position);
    return this;
  }

  @Override
  public synchronized long size() throws IOException {
    return file.length();
  }

  @Override
  public synchronized FileChannel truncate(long size) throws IOException {
    if (size < file.length()) {
      file.setLength(size);
    }
    return this;
  }

  @Override
  public void force(boolean metadata) throws IOException {
    file.getFD().sync();
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) throws IOException {
    return file.getChannel().tryLock(position, size, shared); // asks only: nothing to interrupt
  }

  @Override
  protected void implCloseChannel() throws IOException {
    file.close();
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) {
    throw new UnsupportedOperationException("Whoever waits for a lock can be interrupted");
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count) {
    throw new UnsupportedOperationException();
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) {
    throw new UnsupportedOperationException();
  }
}
