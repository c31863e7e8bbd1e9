package io.platen.device.testing;

import io.platen.device.port.SlotStorage.Slot;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;

/** A slot in memory that can lose power, and that can forget what was written. */
public final class TestSlot implements Slot {
  private final byte[] bytes;
  private int writesLeft = Integer.MAX_VALUE;
  private int forgottenFrom = Integer.MAX_VALUE;
  private int writes;

  public TestSlot(int size) {
    bytes = new byte[size];
  }

  /** One that holds this. */
  public static TestSlot of(byte[] content, int size) {
    TestSlot slot = new TestSlot(size);
    System.arraycopy(content, 0, slot.bytes, 0, content.length);
    return slot;
  }

  /** After so many writes more every one fails. */
  public TestSlot failingAfter(int more) {
    writesLeft = more;
    return this;
  }

  /** Says from its n-th write on that it writes, and does not. */
  public TestSlot forgettingFrom(int write) {
    forgottenFrom = write;
    return this;
  }

  public byte[] content(int length) {
    return Arrays.copyOf(bytes, length);
  }

  public int writes() {
    return writes;
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public void read(long at, byte[] into, int offset, int length) throws IOException {
    check(at, length);
    System.arraycopy(bytes, (int) at, into, offset, length);
  }

  @Override
  public void write(long at, byte[] from, int offset, int length) throws IOException {
    check(at, length);
    if (writesLeft-- <= 0) {
      throw new IOException("No power");
    }
    writes++;
    if (writes < forgottenFrom) {
      System.arraycopy(from, offset, bytes, (int) at, length);
    }
  }

  private void check(long at, int length) throws IOException {
    if (at < 0 || at + length > bytes.length) {
      throw new EOFException("Outside of the slot");
    }
  }

  @Override
  public void sync() {}

  @Override
  public void close() {}
}
