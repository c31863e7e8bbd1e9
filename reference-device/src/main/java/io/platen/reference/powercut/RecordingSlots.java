package io.platen.reference.powercut;

import io.platen.device.port.SlotStorage;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Slots on a disk whose operations are recorded; each is a file that was there before. */
final class RecordingSlots implements SlotStorage {
  private final RecordingStorage disk;

  RecordingSlots(RecordingStorage disk) {
    this.disk = disk;
  }

  static String file(String slot) {
    return "slot-" + slot;
  }

  @Override
  public Slot open(String name) throws IOException {
    if (!disk.exists(file(name))) {
      throw new IOException("There is no slot " + name);
    }
    return new FileSlot(disk.open(file(name)));
  }

  private record FileSlot(FileChannel file) implements Slot {
    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public void read(long at, byte[] into, int offset, int length) throws IOException {
      demandWithin(at, length);
      file.read(ByteBuffer.wrap(into, offset, length), at);
    }

    @Override
    public void write(long at, byte[] from, int offset, int length) throws IOException {
      demandWithin(at, length);
      file.write(ByteBuffer.wrap(from, offset, length), at);
    }

    private void demandWithin(long at, int length) throws IOException {
      if (at < 0 || at + length > file.size()) {
        throw new EOFException("Past the end of a slot");
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
