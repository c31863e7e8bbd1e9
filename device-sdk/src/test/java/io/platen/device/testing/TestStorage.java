package io.platen.device.testing;

import io.platen.device.port.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.h2.store.fs.FileBaseDefault;

/**
 * A disk in memory that can be full, and that can lose power. It keeps what would be there after a
 * loss of power ({@code durable}) apart from what processes see, and every write in order, so that
 * a test can stop the world at each of them.
 */
public final class TestStorage implements Storage {
  private final Map<String, Content> files = new TreeMap<>();
  private final List<Operation> operations = new ArrayList<>();
  private int failAt = Integer.MAX_VALUE;
  private int counted;
  private boolean syncsFail;

  /** What may have become of writes that were not yet asked onto the disk. */
  public enum Unsynced {
    DROPPED,
    KEPT,
    LAST_TORN,
    ONLY_LAST
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Operation(
      String file, long position, byte[] written, long truncatedTo, Kind kind) {}

  private enum Kind {
    WRITE,
    TRUNCATE,
    SYNC,
    REPLACE
  }

  private static final class Content {
    private byte[] bytes = new byte[0];
    private boolean locked;

    void write(long position, byte[] data) {
      int end = (int) position + data.length;
      if (end > bytes.length) {
        bytes = Arrays.copyOf(bytes, end);
      }
      System.arraycopy(data, 0, bytes, (int) position, data.length);
    }

    void truncate(long size) {
      if (size < bytes.length) {
        bytes = Arrays.copyOf(bytes, (int) size);
      }
    }
  }

  /** From the n-th write on, counted from 1, the disk is full. */
  public void fullFromWrite(int n) {
    counted = 0;
    failAt = n;
  }

  /** Whether a write has been refused since. */
  public boolean wasFull() {
    return counted >= failAt;
  }

  public void roomAgain() {
    failAt = Integer.MAX_VALUE;
  }

  /** What is asked onto the disk does not come there, and the disk says so. */
  public void failSyncs(boolean fails) {
    syncsFail = fails;
  }

  /** How often the disk was asked, and did as it was asked. */
  public long syncs() {
    return operations.stream().filter(each -> each.kind() == Kind.SYNC).count();
  }

  /** The most octets that were written at once. */
  public int largestWrite() {
    return operations.stream()
        .filter(each -> each.kind() == Kind.WRITE)
        .mapToInt(each -> each.written().length)
        .max()
        .orElse(0);
  }

  /** How many octets were written, all in all. */
  public long written() {
    return operations.stream().mapToLong(each -> each.written().length).sum();
  }

  /** How many operations have changed or synced something. */
  public int operations() {
    return operations.size();
  }

  /** What somebody has who takes the disk: the files by their names. */
  public Map<String, byte[]> contents() {
    Map<String, byte[]> all = new TreeMap<>();
    files.forEach((name, content) -> all.put(name, content.bytes.clone()));
    return all;
  }

  /** The disk as it is after a loss of power just before operation {@code n}. */
  public TestStorage afterCrash(int n, Unsynced fate) {
    TestStorage after = new TestStorage();
    Map<String, List<Operation>> pending = new TreeMap<>();
    for (Operation each : operations.subList(0, n)) {
      List<Operation> waiting = pending.computeIfAbsent(each.file(), name -> new ArrayList<>());
      if (each.kind() == Kind.SYNC || each.kind() == Kind.REPLACE) {
        waiting.forEach(after::apply);
        waiting.clear();
        after.apply(each);
      } else {
        waiting.add(each);
      }
    }
    pending.values().forEach(waiting -> after.applySome(waiting, fate));
    return after;
  }

  private void applySome(List<Operation> waiting, Unsynced fate) {
    if (waiting.isEmpty() || fate == Unsynced.DROPPED) {
      return;
    }
    Operation last = waiting.get(waiting.size() - 1);
    if (fate != Unsynced.ONLY_LAST) {
      waiting.subList(0, waiting.size() - 1).forEach(this::apply);
    }
    if (fate == Unsynced.LAST_TORN && last.kind() == Kind.WRITE) {
      byte[] half = Arrays.copyOf(last.written(), last.written().length / 2);
      apply(new Operation(last.file(), last.position(), half, 0, Kind.WRITE));
    } else {
      apply(last);
    }
  }

  private void apply(Operation each) {
    Content content = files.computeIfAbsent(each.file(), name -> new Content());
    switch (each.kind()) {
      case WRITE -> content.write(each.position(), each.written());
      case TRUNCATE -> content.truncate(each.truncatedTo());
      case REPLACE -> {
        content.bytes = each.written().clone();
      }
      case SYNC -> {
        // what was pending is applied by the caller
      }
    }
  }

  private void demandRoom() throws IOException {
    counted++;
    if (counted >= failAt) {
      throw new IOException("No space left on device");
    }
  }

  @Override
  public Optional<byte[]> read(String name) {
    return Optional.ofNullable(files.get(name)).map(content -> content.bytes.clone());
  }

  @Override
  public void write(String name, byte[] bytes) throws IOException {
    demandRoom();
    Operation replace = new Operation(name, 0, bytes.clone(), 0, Kind.REPLACE);
    operations.add(replace);
    apply(replace);
  }

  @Override
  public FileChannel open(String name) {
    return new Channel(name, files.computeIfAbsent(name, unused -> new Content()));
  }

  @Override
  public long size(String name) {
    return exists(name) ? files.get(name).bytes.length : 0;
  }

  @Override
  public boolean exists(String name) {
    return files.containsKey(name);
  }

  @Override
  public void rename(String name, String newName) throws IOException {
    Content content = files.remove(name);
    if (content == null) {
      throw new IOException(name + " is not there");
    }
    operations.add(new Operation(newName, 0, content.bytes.clone(), 0, Kind.REPLACE));
    files.put(newName, content);
  }

  @Override
  public void delete(String name) {
    files.remove(name);
  }

  @Override
  public void syncNames() {
    // names are durable at once here
  }

  /** A file as processes see it. */
  private final class Channel extends FileBaseDefault {
    private final String name;
    private final Content content;
    private boolean holdsLock;

    Channel(String name, Content content) {
      this.name = name;
      this.content = content;
    }

    @Override
    public long size() {
      return content.bytes.length;
    }

    @Override
    public synchronized int read(ByteBuffer target, long position) {
      if (position >= content.bytes.length) {
        return -1;
      }
      int length = (int) Math.min(target.remaining(), content.bytes.length - position);
      target.put(content.bytes, (int) position, length);
      return length;
    }

    @Override
    public synchronized int write(ByteBuffer source, long position) throws IOException {
      demandRoom();
      byte[] data = new byte[source.remaining()];
      source.get(data);
      operations.add(new Operation(name, position, data, 0, Kind.WRITE));
      content.write(position, data);
      return data.length;
    }

    @Override
    protected void implTruncate(long size) {
      operations.add(new Operation(name, 0, new byte[0], size, Kind.TRUNCATE));
      content.truncate(size);
    }

    @Override
    public void force(boolean metadata) throws IOException {
      if (syncsFail) {
        throw new IOException("Input/output error");
      }
      operations.add(new Operation(name, 0, new byte[0], 0, Kind.SYNC));
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) {
      if (content.locked) {
        return null;
      }
      content.locked = true;
      holdsLock = true;
      return new FileLock(this, position, size, shared) {
        @Override
        public boolean isValid() {
          return holdsLock;
        }

        @Override
        public void release() {
          unlock();
        }
      };
    }

    private void unlock() {
      if (holdsLock) {
        content.locked = false;
        holdsLock = false;
      }
    }

    @Override
    protected void implCloseChannel() {
      unlock();
    }
  }
}
