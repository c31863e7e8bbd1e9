package io.platen.reference.release;

import io.platen.protocol.content.ChunkList;
import io.platen.protocol.content.ImageBytes;
import io.platen.protocol.content.PackMaker;
import io.platen.reference.CommandFailure;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.IntConsumer;

/** An image of a component as it lies on a disk; it may be larger than memory. */
final class ImageFile implements Closeable, ImageBytes {
  private static final int PERCENT = 100;
  private static final int STEPS = 10;

  private final FileChannel channel;
  private final long length;
  private IntConsumer progress = percent -> {};
  private int percent;

  private ImageFile(FileChannel channel) throws IOException {
    this.channel = channel;
    this.length = channel.size();
  }

  static ImageFile open(Path file) {
    try {
      ImageFile image = new ImageFile(FileChannel.open(file));
      if (image.length == 0) {
        image.close();
        throw new CommandFailure(file + " is empty");
      }
      return image;
    } catch (NoSuchFileException e) {
      throw new CommandFailure(file + ": there is no such file", e);
    } catch (IOException e) {
      throw new CommandFailure(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  long length() {
    return length;
  }

  /**
   * Cuts and packs it; pack and list become objects of the desk.
   *
   * @param heard hears each ten percent
   */
  ChunkList pack(Desk desk, IntConsumer heard) throws IOException {
    progress = heard;
    Path part = Files.createTempFile(desk.objects(), "pack", ".part");
    try {
      ChunkList list;
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
        list = PackMaker.make(this, length, out);
      }
      Files.move(
          part, desk.objects().resolve(list.pack().toString()), StandardCopyOption.ATOMIC_MOVE);
      desk.putObject(list.bytes());
      return list;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  @Override
  public void read(long at, byte[] into, int offset, int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(into, offset, count);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, at + buffer.position() - offset) < 0) {
        throw new EOFException("The image became shorter while it was read");
      }
    }
    int now = (int) ((at + count) * STEPS / length) * (PERCENT / STEPS);
    if (now > percent) {
      percent = now;
      progress.accept(now);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
