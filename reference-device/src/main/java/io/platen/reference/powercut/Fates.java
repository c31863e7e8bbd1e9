package io.platen.reference.powercut;

import io.platen.reference.powercut.DiskOperation.Lengthened;
import io.platen.reference.powercut.DiskOperation.Written;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;

/** What may have become of operations that were not synced when the power went. */
final class Fates {
  private static final int SECTOR = 512;
  private static final int MIXES = 6;

  private static final int MOST_SECTORS = 12;

  /** So many renames and the like are taken in all combinations; more of them never wait. */
  private static final int MOST_NAMES = 8;

  private Fates() {}

  /** Names are changed in one step each, or not; any of them may be lost. */
  static List<List<DiskOperation>> ofNames(List<DiskOperation> waiting) {
    if (waiting.size() > MOST_NAMES) {
      throw new IllegalStateException(waiting.size() + " names are not synced");
    }
    List<List<DiskOperation>> fates = new ArrayList<>();
    for (int kept = 0; kept < 1 << waiting.size(); kept++) {
      List<DiskOperation> fate = new ArrayList<>();
      for (int i = 0; i < waiting.size(); i++) {
        if ((kept >> i & 1) == 1) {
          fate.add(waiting.get(i));
        }
      }
      fates.add(fate);
    }
    return fates;
  }

  /**
   * Lost, kept, one of them overtaken by the others or overtaking them, torn, zeros, sectors.
   *
   * @param seed chooses sectors
   */
  static List<List<DiskOperation>> ofContent(List<DiskOperation> waiting, long seed) {
    List<List<DiskOperation>> fates = new ArrayList<>();
    fates.add(List.of());
    if (waiting.isEmpty()) {
      return fates;
    }
    fates.add(waiting);
    for (int i = 0; i < waiting.size(); i++) {
      fates.add(List.of(waiting.get(i)));
      fates.add(without(waiting, i));
    }
    torn(waiting, fates);
    fates.add(waiting.stream().map(Fates::zeros).toList());
    sectors(waiting, fates, sector -> sector % 2 == 0);
    sectors(waiting, fates, sector -> sector % 2 == 1);
    holes(waiting, fates);
    for (int mix = 1; mix <= MIXES; mix++) {
      SplittableRandom random = new SplittableRandom(seed * MIXES + mix);
      sectors(waiting, fates, sector -> random.nextBoolean());
    }
    return fates;
  }

  private static List<DiskOperation> without(List<DiskOperation> waiting, int index) {
    List<DiskOperation> others = new ArrayList<>(waiting);
    others.remove(index);
    return others;
  }

  /** The last one ends after 1 octet, in the middle, or just before its end. */
  private static void torn(List<DiskOperation> waiting, List<List<DiskOperation>> fates) {
    int last = waiting.size() - 1;
    if (!(waiting.get(last) instanceof Written written)) {
      return;
    }
    int length = written.octets().length;
    for (int left : new int[] {1, length / 2, length - 1}) {
      Written part =
          new Written(written.file(), written.position(), Arrays.copyOf(written.octets(), left));
      List<DiskOperation> afterOthers = new ArrayList<>(waiting.subList(0, last));
      afterOthers.add(part);
      fates.add(afterOthers);
      fates.add(List.of(part));
    }
  }

  private static DiskOperation zeros(DiskOperation operation) {
    return operation instanceof Written written
        ? new Lengthened(written.file(), written.end())
        : operation;
  }

  /** All came onto the disk but one sector: each in turn, or some of them where there are many. */
  private static void holes(List<DiskOperation> waiting, List<List<DiskOperation>> fates) {
    for (DiskOperation each : waiting) {
      if (each instanceof Written written) {
        int first = written.position() / SECTOR;
        int count = (written.end() - 1) / SECTOR - first + 1;
        for (int i = 0; i < count; i += 1 + count / MOST_SECTORS) {
          int lost = first + i;
          sectors(waiting, fates, sector -> sector != lost);
        }
      }
    }
  }

  /** Only some sectors of each write came onto the disk. */
  private static void sectors(
      List<DiskOperation> waiting, List<List<DiskOperation>> fates, IntPredicate kept) {
    List<DiskOperation> fate = new ArrayList<>();
    for (DiskOperation each : waiting) {
      if (each instanceof Written written) {
        addSectors(written, kept, fate);
      } else {
        fate.add(each);
      }
    }
    fates.add(fate);
  }

  private static void addSectors(Written written, IntPredicate kept, List<DiskOperation> fate) {
    int from = written.position();
    while (from < written.end()) {
      int to = Math.min(written.end(), (from / SECTOR + 1) * SECTOR);
      if (kept.test(from / SECTOR)) {
        byte[] octets =
            Arrays.copyOfRange(
                written.octets(), from - written.position(), to - written.position());
        fate.add(new Written(written.file(), from, octets));
      }
      from = to;
    }
  }
}
