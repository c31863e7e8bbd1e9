package io.platen.reference.simulation;

import io.platen.device.port.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.h2.store.fs.FileBaseDefault;

/**
 * A disk in memory. When the power goes, of what was not asked onto it some is there and some is
 * not: names each by themselves, content whole, torn, by sectors, or as zeros.
 */
class TearingDisk implements Storage {
  private final Power power;
  private final Map<String, TornFile> names;
  private final Map<String, TornFile> durableNames;
  private final List<NameChange> unsynced = new ArrayList<>();

  /** An empty one. */
  TearingDisk(Power power) {
    this(power, new TreeMap<>());
  }

  TearingDisk(Power power, Map<String, TornFile> names) {
    this.power = power;
    this.names = names;
    this.durableNames = new TreeMap<>(names);
  }

  /** The same disk at another start: after a loss of power, or after an ordinary end. */
  TearingDisk restarted(Power next, boolean powerWasLost, Draw draw) {
    if (!powerWasLost) {
      names.values().forEach(TornFile::unlock);
      TearingDisk same = made(next, names);
      same.durableNames.clear();
      same.durableNames.putAll(durableNames);
      same.unsynced.addAll(unsynced);
      return same;
    }
    Map<String, TornFile> left = new TreeMap<>(durableNames);
    unsynced.stream().filter(each -> draw.happens(0.5)).forEach(each -> each.applyTo(left));
    left.values().stream().distinct().forEach(file -> file.tear(draw));
    return made(next, left);
  }

  /** Another of the same kind. */
  TearingDisk made(Power next, Map<String, TornFile> files) {
    return new TearingDisk(next, files);
  }

  /** A name that came, went, or went from one to the other. */
  private record NameChange(String from, String to, TornFile file) {
    void applyTo(Map<String, TornFile> names) {
      if (!from.isEmpty()) {
        names.remove(from, file);
      }
      if (!to.isEmpty()) {
        names.put(to, file);
      }
    }
  }

  private void change(NameChange change) {
    power.diskWorks();
    change.applyTo(names);
    unsynced.add(change);
  }

  @Override
  public Optional<byte[]> read(String name) {
    power.demand();
    return Optional.ofNullable(names.get(name)).map(TornFile::content);
  }

  @Override
  public FileChannel open(String name) {
    if (!exists(name)) {
      change(new NameChange("", name, new TornFile()));
    }
    return new Channel(names.get(name));
  }

  @Override
  public long size(String name) {
    power.demand();
    TornFile file = names.get(name);
    return file == null ? 0 : file.size();
  }

  @Override
  public boolean exists(String name) {
    power.demand();
    return names.containsKey(name);
  }

  @Override
  public void rename(String name, String newName) throws IOException {
    power.demand();
    TornFile file = names.get(name);
    if (file == null) {
      throw new IOException(name + " is not there");
    }
    change(new NameChange(name, newName, file));
  }

  @Override
  public void delete(String name) {
    if (exists(name)) {
      change(new NameChange(name, "", names.get(name)));
    }
  }

  @Override
  public void syncNames() {
    power.diskWorks();
    durableNames.clear();
    durableNames.putAll(names);
    unsynced.clear();
  }

  /** Asks a file's content onto the disk. */
  void sync(TornFile file) {
    file.sync();
  }

  private final class Channel extends FileBaseDefault {
    private final TornFile file;
    private boolean holdsLock;

    Channel(TornFile file) {
      this.file = file;
    }

    @Override
    public long size() {
      power.demand();
      return file.size();
    }

    @Override
    public synchronized int read(ByteBuffer target, long position) {
      power.demand();
      return file.read(target, (int) position);
    }

    @Override
    public synchronized int write(ByteBuffer source, long position) {
      power.diskWorks();
      byte[] octets = new byte[source.remaining()];
      source.get(octets);
      file.write((int) position, octets);
      return octets.length;
    }

    @Override
    protected void implTruncate(long size) {
      power.diskWorks();
      file.truncate((int) size);
    }

    @Override
    public void force(boolean metadata) {
      power.diskWorks();
      sync(file);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) {
      holdsLock = file.lock();
      return holdsLock ? new Lock(this, position, size, shared) : null;
    }

    @Override
    protected void implCloseChannel() {
      unlock();
    }

    private void unlock() {
      if (holdsLock) {
        file.unlock();
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
