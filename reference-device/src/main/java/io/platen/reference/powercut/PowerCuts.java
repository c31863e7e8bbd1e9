package io.platen.reference.powercut;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One life of an outbox, cut at each operation of its disk; some of what is left is lived on, and
 * cut at each operation again.
 */
public final class PowerCuts {
  private static final int FAULTS_KEPT = 10;
  private static final int ROUNDS_AFTER = 12;

  private final Life life;
  private final ModelServer server;
  private final int lifeOnEvery;
  private final List<String> faults = new ArrayList<>();
  private long states;
  private long bad;
  private int livedOn;

  /**
   * @param rounds of readings in the first life
   * @param lifeOnEvery one in so many states is lived on; 0 for none
   */
  public PowerCuts(int rounds, int lifeOnEvery) throws IOException {
    this.server = new ModelServer();
    this.life = recorded(OutboxLife.begin(new DiskImage(), server, 0), rounds);
    this.lifeOnEvery = lifeOnEvery;
  }

  private static Life recorded(OutboxLife life, int rounds) throws IOException {
    Workload.live(life, rounds);
    life.demandServerKnowsAll();
    return life.recorded();
  }

  /** Which lines of the device's code ask something onto the disk. */
  public Set<String> syncSites() {
    return life.syncSites();
  }

  /** Tries all states. */
  public Result run(Consumer<String> progress) {
    return run(1, progress);
  }

  /**
   * Tries one in so many states.
   *
   * @param progress hears a line now and then
   */
  public Result run(int oneIn, Consumer<String> progress) {
    long[] visited = {0};
    PromiseCheck check = new PromiseCheck(life, server);
    int operations = life.operations().size();
    progress.accept("One life, " + operations + " operations of its disk; cutting at each");
    new Cuts(life)
        .visit(
            (cut, promise, left) -> {
              if (visited[0]++ % oneIn != 0) {
                return true;
              }
              boolean good = isGood(check.fault(promise, left), "cut " + cut);
              if (good && lifeOnEvery > 0 && states % lifeOnEvery == 0) {
                liveOn(check, promise, left, "cut " + cut);
                progress.accept(
                    "Cut "
                        + cut
                        + " of "
                        + operations
                        + ": "
                        + states
                        + " states, "
                        + bad
                        + " bad");
              }
              return true;
            });
    return new Result(operations, livedOn, states, bad, faults);
  }

  private boolean isGood(Optional<String> fault, String where) {
    states++;
    if (fault.isPresent()) {
      bad++;
      if (faults.size() < FAULTS_KEPT) {
        faults.add(where + ": " + fault.get());
      }
    }
    return fault.isEmpty();
  }

  private void liveOn(PromiseCheck check, int promise, DiskImage left, String where) {
    livedOn++;
    try {
      ModelServer then = check.serverAt(promise);
      long round = life.promises().get(promise).round();
      Life second = recorded(OutboxLife.begin(left, then, round), ROUNDS_AFTER);
      PromiseCheck again = new PromiseCheck(second, then);
      new Cuts(second)
          .visit(
              (cut, promised, leftAgain) -> {
                isGood(again.fault(promised, leftAgain), where + ", then cut " + cut);
                return true;
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What breaks when one line of the device's code does not ask for its sync.
   *
   * @param site one of {@link #syncSites}
   * @return the first fault; empty where that sync is of no use
   */
  public Optional<String> faultWithout(String site) {
    Life changed = life.withoutSyncsOf(site);
    PromiseCheck check = new PromiseCheck(changed, server);
    List<String> found = new ArrayList<>();
    new Cuts(changed)
        .visitFrom(
            life.firstSyncOf(site),
            (cut, promise, left) -> {
              check.fault(promise, left).ifPresent(found::add);
              return found.isEmpty();
            });
    return found.stream().findFirst();
  }

  /**
   * What came of it.
   *
   * @param operations of the disk in the first life
   * @param livedOn how many of the states were lived on
   * @param states that were tried, those of second lives too
   * @param bad how many of them broke a promise
   * @param faults the first of them
   */
  public record Result(int operations, int livedOn, long states, long bad, List<String> faults) {
    public Result {
      faults = List.copyOf(faults);
    }
  }
}
