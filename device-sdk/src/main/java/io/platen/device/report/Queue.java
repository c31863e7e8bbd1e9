package io.platen.device.report;

import io.platen.device.store.DeviceStore;
import io.platen.device.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The reports that wait in the store, the oldest first. */
final class Queue {
  private final DeviceStore store;

  Queue(DeviceStore store) {
    this.store = store;
  }

  int size() throws StoreException {
    return store.sequences().size();
  }

  List<Long> sequences() throws StoreException {
    return store.sequences();
  }

  OptionalLong first() throws StoreException {
    return store.firstSequence();
  }

  boolean has(long sequence) throws StoreException {
    return store.findReport(sequence).isPresent();
  }

  Entry entry(long sequence) throws StoreException {
    Optional<byte[]> stored = store.findReport(sequence);
    return Entry.parse(
        stored.orElseThrow(() -> new IllegalStateException("No report " + sequence + " waits")));
  }

  List<Queued> all() throws StoreException {
    List<Queued> all = new ArrayList<>();
    for (long sequence : sequences()) {
      all.add(new Queued(sequence, entry(sequence)));
    }
    return all;
  }

  /** A report in its place. */
  record Queued(long sequence, Entry entry) {}
}
