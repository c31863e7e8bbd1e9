package io.platen.reference.powercut;

/** One thing that was done to a disk; files have numbers, as inodes do, apart from their names. */
sealed interface DiskOperation {
  void applyTo(DiskImage disk);

  /** Whether it concerns which files there are, and not what is in them. */
  default boolean isOfNames() {
    return false;
  }

  record Made(String name, int file) implements DiskOperation {
    @Override
    public void applyTo(DiskImage disk) {
      disk.name(name, file);
    }

    @Override
    public boolean isOfNames() {
      return true;
    }
  }

  record Renamed(String from, String to, int file) implements DiskOperation {
    @Override
    public void applyTo(DiskImage disk) {
      disk.rename(from, to, file);
    }

    @Override
    public boolean isOfNames() {
      return true;
    }
  }

  record Deleted(String name) implements DiskOperation {
    @Override
    public void applyTo(DiskImage disk) {
      disk.forget(name);
    }

    @Override
    public boolean isOfNames() {
      return true;
    }
  }

  /** Octets at a place of a file. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Written(int file, int position, byte[] octets) implements DiskOperation {
    @Override
    public void applyTo(DiskImage disk) {
      disk.write(file, position, octets);
    }

    int end() {
      return position + octets.length;
    }
  }

  record CutOff(int file, int size) implements DiskOperation {
    @Override
    public void applyTo(DiskImage disk) {
      disk.cutOff(file, size);
    }
  }

  /** The size came onto the disk and the octets did not: zeros stand there. */
  record Lengthened(int file, int size) implements DiskOperation {
    @Override
    public void applyTo(DiskImage disk) {
      disk.lengthen(file, size);
    }
  }

  /** In the place of a sync that was left out. */
  record Nothing() implements DiskOperation {
    @Override
    public void applyTo(DiskImage disk) {
      // nothing
    }
  }

  /** Something was asked onto the disk, by {@code site} of the code. */
  sealed interface Sync extends DiskOperation {
    String site();

    @Override
    default void applyTo(DiskImage disk) {
      // changes nothing that a process could see
    }
  }

  record Synced(int file, String site) implements Sync {}

  record NamesSynced(String site) implements Sync {}
}
