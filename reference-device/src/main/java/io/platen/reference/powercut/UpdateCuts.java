package io.platen.reference.powercut;

import io.platen.device.port.BootControl;
import io.platen.reference.powercut.ModelMaker.Edition;
import io.platen.reference.powercut.UpdateLife.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Updates of bootloader, operating system and application, cut at each operation of the disk: one
 * that works, and one that does not. Some of what is left is lived on, and cut at each operation
 * again.
 */
public final class UpdateCuts {
  private static final int FAULTS_KEPT = 10;
  private static final Kind WORKS = new Kind("", true);
  private static final Kind DOES_NOT_WORK = new Kind("2", true);

  private final int lifeOnEvery;
  private final List<String> faults = new ArrayList<>();
  private final List<Recorded> lives = new ArrayList<>();
  private long states;
  private long bad;
  private int livedOn;

  /**
   * @param lifeOnEvery one in so many states is lived on; 0 for none
   */
  public UpdateCuts(int lifeOnEvery) throws IOException {
    this.lifeOnEvery = lifeOnEvery;
    UpdatePromise none = UpdatePromise.NONE;
    lives.add(Recorded.of(UpdateLife.factory(), WORKS, none));
    lives.add(Recorded.of(UpdateLife.factory(), DOES_NOT_WORK, none));
  }

  private record Recorded(Life life, UpdateCheck check, List<UpdatePromise> promises, Kind kind) {
    /**
     * @param since what the device was before
     */
    static Recorded of(DiskImage before, Kind kind, UpdatePromise since) throws IOException {
      UpdateLife device = UpdateLife.noted(before, kind, since);
      try {
        live(device, kind, since);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
      List<UpdatePromise> promises = device.promises();
      return new Recorded(device.recorded(before), new UpdateCheck(promises, kind), promises, kind);
    }

    private static void live(UpdateLife device, Kind kind, UpdatePromise since)
        throws IOException, InterruptedException {
      if (since.equals(UpdatePromise.NONE)) {
        device.live();
        device.offer("2", Edition.FIRST, Edition.NEXT);
      } else if (device.status().last() == null) {
        device.offer("2", Edition.KEYS_CHANGED);
      }
      device.live();
      device.reported();
      device.offer(kind.broken().isEmpty() ? "3" : kind.broken(), Edition.KEYS_CHANGED);
      device.live();
    }

    Optional<String> faultWithout(String site) {
      List<String> found = new ArrayList<>();
      new Cuts(life.withoutSyncsOf(site))
          .visitFrom(
              life.firstSyncOf(site),
              (cut, promise, left) -> {
                check.fault(promise, left).ifPresent(found::add);
                return found.isEmpty();
              });
      return found.stream().findFirst();
    }
  }

  /** Which lines of the device's code ask something onto the disk. */
  public Set<String> syncSites() {
    Set<String> sites = new TreeSet<>();
    lives.forEach(each -> sites.addAll(each.life().syncSites()));
    return sites;
  }

  /** Tries one in so many states; {@code progress} hears a line now and then. */
  public PowerCuts.Result run(int oneIn, Consumer<String> progress) {
    int operations = 0;
    for (Recorded each : lives) {
      int of = each.life().operations().size();
      operations += of;
      progress.accept(
          "Updates of which "
              + (each.kind().broken().isEmpty() ? "all work" : "one does not work, and is given up")
              + ", "
              + of
              + " operations of the disk, "
              + BootControl.STARTS
              + " starts a trial; cutting at each");
      visit(each, oneIn, progress);
    }
    return new PowerCuts.Result(operations, livedOn, states, bad, faults);
  }

  private void visit(Recorded recorded, int oneIn, Consumer<String> progress) {
    long[] visited = {0};
    new Cuts(recorded.life())
        .visit(
            (cut, promise, left) -> {
              if (visited[0]++ % oneIn != 0) {
                return true;
              }
              boolean good = isGood(recorded.check().fault(promise, left), "cut " + cut);
              if (good && lifeOnEvery > 0 && states % lifeOnEvery == 0) {
                liveOn(recorded, promise, left, "cut " + cut);
                progress.accept("Cut " + cut + ": " + states + " states, " + bad + " bad");
              }
              return true;
            });
  }

  private void liveOn(Recorded first, int promised, DiskImage left, String where) {
    livedOn++;
    try {
      Recorded second = Recorded.of(left, first.kind(), first.promises().get(promised));
      new Cuts(second.life())
          .visit(
              (cut, promise, leftAgain) -> {
                isGood(second.check().fault(promise, leftAgain), where + ", then cut " + cut);
                return true;
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isGood(Optional<String> fault, String where) {
    states++;
    if (fault.isPresent()) {
      bad++;
      if (faults.size() < FAULTS_KEPT) {
        faults.add("update, " + where + ": " + fault.get());
      }
    }
    return fault.isEmpty();
  }

  /**
   * What breaks when one line of the device's code does not ask for its sync.
   *
   * @param site one of {@link #syncSites}
   * @return the first fault; empty where that sync is of no use
   */
  public Optional<String> faultWithout(String site) {
    return lives.stream()
        .filter(each -> each.life().syncSites().contains(site))
        .map(each -> each.faultWithout(site))
        .flatMap(Optional::stream)
        .findFirst();
  }
}
