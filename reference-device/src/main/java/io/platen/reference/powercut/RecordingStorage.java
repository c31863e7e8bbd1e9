package io.platen.reference.powercut;

import io.platen.device.port.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import org.h2.store.fs.FileBaseDefault;
import org.jspecify.annotations.Nullable;

/** A disk in memory that keeps a record of all that is done to it. */
final class RecordingStorage implements Storage {
  private final DiskImage disk;
  private final List<DiskOperation> operations = new ArrayList<>();
  private final Supplier<String> site;
  private Set<Integer> locked = new HashSet<>();
  private int nextFile;

  RecordingStorage(DiskImage disk) {
    this(disk, SyncSite::ofCaller);
  }

  /**
   * @param site says which line of code asks something onto the disk
   */
  RecordingStorage(DiskImage disk, Supplier<String> site) {
    this.site = site;
    this.disk = disk.copy();
    this.nextFile = disk.nextFile();
  }

  List<DiskOperation> operations() {
    return operations;
  }

  /** Its locks die with a process. */
  void processDied() {
    locked = new HashSet<>();
  }

  private void perform(DiskOperation operation) {
    operations.add(operation);
    operation.applyTo(disk);
  }

  @Override
  public Optional<byte[]> read(String name) {
    OptionalInt file = disk.find(name);
    return file.isPresent() ? Optional.of(disk.content(file.getAsInt()).clone()) : Optional.empty();
  }

  @Override
  public FileChannel open(String name) {
    if (!exists(name)) {
      perform(new DiskOperation.Made(name, nextFile++));
    }
    return new Channel(disk.find(name).orElseThrow());
  }

  @Override
  public long size(String name) {
    OptionalInt file = disk.find(name);
    return file.isPresent() ? disk.content(file.getAsInt()).length : 0;
  }

  @Override
  public boolean exists(String name) {
    return disk.find(name).isPresent();
  }

  @Override
  public void rename(String name, String newName) throws IOException {
    int file = disk.find(name).orElseThrow(() -> new IOException(name + " is not there"));
    perform(new DiskOperation.Renamed(name, newName, file));
  }

  @Override
  public void delete(String name) {
    if (exists(name)) {
      perform(new DiskOperation.Deleted(name));
    }
  }

  @Override
  public void syncNames() {
    perform(new DiskOperation.NamesSynced(site.get()));
  }

  private final class Channel extends FileBaseDefault {
    private final int file;
    private final Set<Integer> locks = locked;
    private boolean holdsLock;

    Channel(int file) {
      this.file = file;
    }

    @Override
    public long size() {
      return disk.content(file).length;
    }

    @Override
    public synchronized int read(ByteBuffer target, long position) {
      byte[] content = disk.content(file);
      if (position >= content.length) {
        return -1;
      }
      int length = (int) Math.min(target.remaining(), content.length - position);
      target.put(content, (int) position, length);
      return length;
    }

    @Override
    public synchronized int write(ByteBuffer source, long position) {
      byte[] octets = new byte[source.remaining()];
      source.get(octets);
      perform(new DiskOperation.Written(file, (int) position, octets));
      return octets.length;
    }

    @Override
    protected void implTruncate(long size) {
      perform(new DiskOperation.CutOff(file, (int) size));
    }

    @Override
    public void force(boolean metadata) {
      perform(new DiskOperation.Synced(file, site.get()));
    }

    @Override
    public @Nullable FileLock tryLock(long position, long size, boolean shared) {
      holdsLock = locks.add(file);
      return holdsLock ? new Lock(this, position, size, shared) : null;
    }

    @Override
    protected void implCloseChannel() {
      unlock();
    }

    private void unlock() {
      if (holdsLock) {
        locks.remove(file);
        holdsLock = false;
      }
    }
  }

  private static final class Lock extends FileLock {
    private final Channel of;

    Lock(Channel of, long position, long size, boolean shared) {
      super(of, position, size, shared);
      this.of = of;
    }

    @Override
    public boolean isValid() {
      return of.holdsLock;
    }

    @Override
    public void release() {
      of.unlock();
    }
  }
}
