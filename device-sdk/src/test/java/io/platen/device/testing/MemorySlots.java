package io.platen.device.testing;

import io.platen.device.port.SlotStorage;
import java.io.EOFException;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Slots in memory; a test looks into them, spoils them, and lets them fail. */
public final class MemorySlots implements SlotStorage {
  private final Map<String, byte[]> slots = new TreeMap<>();
  private final Map<String, Integer> writes = new TreeMap<>();
  private Runnable whenWritten = () -> {};
  private Consumer<String> whenRead = name -> {};
  private int syncsThatFail;

  /** A slot that holds this at its begin. */
  public MemorySlots with(String name, int size, byte[] content) {
    byte[] slot = new byte[size];
    System.arraycopy(content, 0, slot, 0, content.length);
    slots.put(name, slot);
    return this;
  }

  /** What the slot holds, to be changed. */
  public byte[] bytes(String name) {
    return slots.get(name);
  }

  /** How often it was written to. */
  public int writes(String name) {
    return writes.getOrDefault(name, 0);
  }

  /** Is run at each write, by who writes. */
  public void whenWritten(Runnable then) {
    whenWritten = then;
  }

  /** Hears the name of the slot at each read, by who reads. */
  public void whenRead(Consumer<String> then) {
    whenRead = then;
  }

  public void failSyncs() {
    syncsThatFail = Integer.MAX_VALUE;
  }

  /** As media do: what was to be written is lost, and the next sync knows nothing of it. */
  public void failNextSync() {
    syncsThatFail = 1;
  }

  @Override
  public Slot open(String name) throws IOException {
    byte[] content = slots.get(name);
    if (content == null) {
      throw new IOException("There is no slot " + name);
    }
    return new Slot() {
      @Override
      public long size() {
        return content.length;
      }

      @Override
      public void read(long at, byte[] into, int offset, int length) throws IOException {
        demandWithin(at, length);
        System.arraycopy(content, (int) at, into, offset, length);
        whenRead.accept(name);
      }

      @Override
      public void write(long at, byte[] from, int offset, int length) throws IOException {
        demandWithin(at, length);
        writes.merge(name, 1, Integer::sum);
        System.arraycopy(from, offset, content, (int) at, length);
        whenWritten.run();
      }

      @Override
      public void sync() throws IOException {
        if (syncsThatFail > 0) {
          syncsThatFail--;
          throw new IOException("Input/output error");
        }
      }

      @Override
      public void close() {
        // nothing is held
      }

      private void demandWithin(long at, int length) throws IOException {
        if (at < 0 || at + length > content.length) {
          throw new EOFException("Past the end of " + name);
        }
      }
    };
  }
}
