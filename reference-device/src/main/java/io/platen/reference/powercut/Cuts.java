package io.platen.reference.powercut;

import io.platen.reference.powercut.DiskOperation.NamesSynced;
import io.platen.reference.powercut.DiskOperation.Nothing;
import io.platen.reference.powercut.DiskOperation.Synced;
import io.platen.reference.powercut.DiskOperation.Written;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** All disks that a loss of power may leave, at each operation of a life. */
final class Cuts {
  private final Life life;
  private final DiskImage durable;
  private final List<DiskOperation> content = new ArrayList<>();
  private final List<DiskOperation> names = new ArrayList<>();
  private final Set<Long> seen = new HashSet<>();
  private int promise = -1;

  Cuts(Life life) {
    this.life = life;
    this.durable = life.before().copy();
  }

  /** Cuts before each operation, and after the last one. Stops where the visitor has enough. */
  void visit(Visitor visitor) {
    visitFrom(0, visitor);
  }

  /** The same, but cuts only where so many operations are done. */
  void visitFrom(int first, Visitor visitor) {
    for (int cut = 0; cut <= life.operations().size(); cut++) {
      if (cut >= first && !visitAt(cut, visitor)) {
        return;
      }
      if (cut < life.operations().size()) {
        take(life.operations().get(cut));
      }
    }
  }

  /** The same disk under the same promise is one state, however often it comes about. */
  private boolean visitAt(int cut, Visitor visitor) {
    int now = life.promiseAt(cut);
    if (now != promise) {
      seen.clear();
      promise = now;
    }
    for (List<DiskOperation> ofNames : Fates.ofNames(names)) {
      for (List<DiskOperation> ofContent : Fates.ofContent(content, cut)) {
        DiskImage left = durable.copy();
        ofNames.forEach(each -> each.applyTo(left));
        ofContent.forEach(each -> each.applyTo(left));
        if (seen.add(left.fingerprint()) && !visitor.visit(cut, promise, left)) {
          return false;
        }
      }
    }
    return true;
  }

  private void take(DiskOperation operation) {
    if (operation instanceof NamesSynced) {
      names.forEach(each -> each.applyTo(durable));
      names.clear();
    } else if (operation instanceof Synced synced) {
      content.stream().filter(each -> isOf(each, synced.file())).forEach(e -> e.applyTo(durable));
      content.removeIf(each -> isOf(each, synced.file()));
    } else if (operation.isOfNames()) {
      names.add(operation);
    } else if (!(operation instanceof Nothing)) {
      content.add(operation);
    }
  }

  private static boolean isOf(DiskOperation operation, int file) {
    return operation instanceof Written written
        ? written.file() == file
        : ((DiskOperation.CutOff) operation).file() == file;
  }

  /** Sees what is left. */
  interface Visitor {
    /**
     * @param cut how many operations were done
     * @param promise the index of what holds
     * @return false where it needs no more
     */
    boolean visit(int cut, int promise, DiskImage left);
  }
}
