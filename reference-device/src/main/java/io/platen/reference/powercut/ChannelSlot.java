package io.platen.reference.powercut;

import io.platen.device.port.SlotStorage;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A slot in a file that has its whole size, on whatever disk that file is. */
public record ChannelSlot(FileChannel file) implements SlotStorage.Slot {
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
