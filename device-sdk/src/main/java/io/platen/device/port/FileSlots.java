package io.platen.device.port;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** Slots that are files or block devices, each at a path of its own. */
public final class FileSlots implements SlotStorage {
  private final Map<String, Place> places;

  /**
   * Where a slot is.
   *
   * @param size in bytes; what a file may grow to, or the size of the block device
   */
  public record Place(Path path, long size) {}

  public FileSlots(Map<String, Place> places) {
    this.places = Map.copyOf(places);
  }

  @Override
  public Slot open(String name) throws IOException {
    Place place = places.get(name);
    if (place == null) {
      throw new IOException("There is no slot " + name + ", but " + places.keySet());
    }
    if (!Files.exists(place.path())) {
      Files.createFile(place.path());
    }
    return new FileSlot(
        new SteadyFile(place.path()), place.size(), Files.isRegularFile(place.path()));
  }

  private record FileSlot(FileChannel file, long size, boolean regular) implements Slot {

    @Override
    public long contentLength() throws IOException {
      return regular ? file.size() : size;
    }

    /** Past the end of a file that has not grown yet there are zeros, as on a new flash. */
    @Override
    public void read(long at, byte[] into, int offset, int length) throws IOException {
      check(at, length);
      ByteBuffer left = ByteBuffer.wrap(into, offset, length);
      long from = at;
      while (left.hasRemaining()) {
        int read = file.read(left, from);
        if (read < 0) {
          Arrays.fill(into, left.position(), offset + length, (byte) 0);
          return;
        }
        from += read;
      }
    }

    @Override
    public void write(long at, byte[] from, int offset, int length) throws IOException {
      check(at, length);
      ByteBuffer left = ByteBuffer.wrap(from, offset, length);
      long to = at;
      while (left.hasRemaining()) {
        to += file.write(left, to);
      }
    }

    private void check(long at, int length) throws IOException {
      if (at < 0 || at + length > size) {
        throw new EOFException("Bytes " + at + " to " + (at + length) + " of a slot of " + size);
      }
    }

    /** A block device has its size already, or a larger one that cannot be changed. */
    @Override
    public void end(long length) throws IOException {
      long now = file.size();
      if (length > now) {
        write(length - 1, new byte[1], 0, 1);
      } else if (length < now && regular) {
        file.truncate(length);
      }
    }

    @Override
    public void sync() throws IOException {
      file.force(true);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
