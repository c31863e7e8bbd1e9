package io.platen.reference.powercut;

import io.platen.device.port.BootControl;
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
  private static final String WORKS = "";
  private static final String DOES_NOT_WORK = "2";

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
    for (String broken : List.of(WORKS, DOES_NOT_WORK)) {
      lives.add(Recorded.of(UpdateLife.factory(), broken));
    }
  }

  /**
   * @param broken the version that does not work; empty where all do
   */
  private record Recorded(Life life, UpdateCheck check, String broken) {
    static Recorded of(DiskImage before, String broken) throws IOException {
      try {
        UpdateLife device = UpdateLife.on(before, broken);
        device.noteAll();
        if (device.status().last() == null) {
          device.offer("2");
        }
        device.live();
        device.reported();
        device.offer(broken.isEmpty() ? "3" : broken);
        device.live();
        return new Recorded(
            device.recorded(before), new UpdateCheck(device.promises(), broken), broken);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
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
              + (each.broken().isEmpty() ? "all work" : "one does not work, and is given up")
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
                liveOn(recorded, left, "cut " + cut);
                progress.accept("Cut " + cut + ": " + states + " states, " + bad + " bad");
              }
              return true;
            });
  }

  private void liveOn(Recorded first, DiskImage left, String where) {
    livedOn++;
    try {
      Recorded second = Recorded.of(left, first.broken());
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
