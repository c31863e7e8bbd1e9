package io.platen.reference.powercut;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What was done to a disk, and what the device had promised at each moment.
 *
 * @param before the disk as it was found
 * @param operations of the disk, in order
 * @param promises in order
 */
record Life(DiskImage before, List<DiskOperation> operations, List<Promise> promises) {
  Life {
    operations = List.copyOf(operations);
    promises = List.copyOf(promises);
  }

  /**
   * What holds from an operation on.
   *
   * @param operation how many operations were done
   * @param memory what the device had durably remembered
   * @param received how many reports the server had taken
   * @param round of readings that was the last
   */
  record Promise(int operation, Memory memory, int received, long round) {}

  /** What holds when {@code operations} were done. */
  int promiseAt(int operations) {
    int found = 0;
    while (found + 1 < promises.size() && promises.get(found + 1).operation() <= operations) {
      found++;
    }
    return found;
  }

  /** What may be remembered instead, because a change was under way. */
  Memory next(int promise) {
    return promises.get(Math.min(promise + 1, promises.size() - 1)).memory();
  }

  /** Which lines of code ask something onto the disk. */
  Set<String> syncSites() {
    Set<String> sites = new TreeSet<>();
    for (DiskOperation each : operations) {
      if (each instanceof DiskOperation.Sync sync) {
        sites.add(sync.site());
      }
    }
    return sites;
  }

  /** How many operations were done when this line of code asked for the first time. */
  int firstSyncOf(String site) {
    int first = 0;
    while (!isSyncOf(operations.get(first), site)) {
      first++;
    }
    return first;
  }

  /** The same, had this line of code not asked for it; promises keep their places. */
  Life withoutSyncsOf(String site) {
    List<DiskOperation> changed = new ArrayList<>();
    for (DiskOperation each : operations) {
      changed.add(isSyncOf(each, site) ? new DiskOperation.Nothing() : each);
    }
    return new Life(before, changed, promises);
  }

  private static boolean isSyncOf(DiskOperation operation, String site) {
    return operation instanceof DiskOperation.Sync sync && sync.site().equals(site);
  }
}
