package io.platen.reference.fleet;

import io.platen.device.port.SharedThreads;
import io.platen.reference.fleet.FleetMember.Common;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** So many devices: they begin a few at a time, work on their own, and end together. */
final class Fleet implements AutoCloseable {
  private static final int AT_ONCE = 8;

  private final SharedThreads threads;
  private final List<FleetMember> members;
  private final ExecutorService few =
      Executors.newFixedThreadPool(
          AT_ONCE,
          work -> {
            Thread thread = new Thread(work, "fleet-few");
            thread.setDaemon(true);
            return thread;
          });

  /** Gives the next activation code. */
  @FunctionalInterface
  interface Codes {
    /**
     * @throws io.platen.reference.CommandFailure where there is none
     */
    String next(int number) throws InterruptedException;
  }

  Fleet(int devices, Common common) {
    this.threads = common.threads();
    this.members =
        IntStream.rangeClosed(1, devices)
            .mapToObj(number -> new FleetMember(number, common))
            .toList();
  }

  /** One after the other, as a file of codes is read. */
  static Codes of(List<String> codes) {
    Iterator<String> left = codes.iterator();
    return number -> {
      synchronized (left) {
        if (!left.hasNext()) {
          throw new io.platen.reference.CommandFailure(
              "--codes has none left for device " + number + "; give one a line");
        }
        return left.next();
      }
    };
  }

  /**
   * Has all of them enrolled and at work.
   *
   * @return how many work now
   */
  int start(Codes codes) throws InterruptedException {
    List<Callable<Boolean>> starts = new ArrayList<>();
    for (FleetMember each : members) {
      starts.add(
          () -> {
            if (each.needsCode()) {
              each.code(codes.next(each.number()));
            }
            return each.start();
          });
    }
    int begun = 0;
    for (Future<Boolean> each : few.invokeAll(starts)) {
      begun += hasBegun(each) ? 1 : 0;
    }
    return begun;
  }

  private static boolean hasBegun(Future<Boolean> started) throws InterruptedException {
    try {
      return started.get();
    } catch (CancellationException e) {
      return false; // it is being stopped
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("A device could not begin", e);
    }
  }

  /** Ends all, several at once, and returns when no thread of theirs is left. */
  @Override
  public void close() {
    few.shutdownNow();
    ExecutorService closing = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Callable<Void>> ends = new ArrayList<>();
      for (FleetMember each : members) {
        ends.add(
            () -> {
              each.close();
              return null;
            });
      }
      closing.invokeAll(ends);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      closing.shutdownNow();
      threads.close();
    }
  }
}
