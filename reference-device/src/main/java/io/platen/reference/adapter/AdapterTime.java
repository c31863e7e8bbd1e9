package io.platen.reference.adapter;

import io.platen.device.port.Scheduler;
import io.platen.device.port.ThreadScheduler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * The clock of a device under test: that of the machine, ahead by what the suite has let pass.
 * Waits of the device pass at once and move it on as well; what the device plans for later is done
 * when the suite lets so much time pass. How far it is ahead stands in a file.
 */
final class AdapterTime implements InstantSource {
  private static final ThreadLocal<Boolean> LASTING = ThreadLocal.withInitial(() -> false);

  /** When the time of what this thread does is over. */
  private static final ThreadLocal<Instant> END = ThreadLocal.withInitial(() -> Instant.MAX);

  private static final Duration FOR_EVER = Duration.ofDays(36_500);

  private final InstantSource machine = InstantSource.system();
  private final Path file;
  private final List<Due> later = new ArrayList<>();
  private final List<Duration> waits = new ArrayList<>();
  private final Consumer<Throwable> faults;
  private Duration ahead;
  private int running;

  /**
   * @param faults told what work of the device ended by, where it did not end by itself
   */
  AdapterTime(Path file, Consumer<Throwable> faults) throws IOException {
    this.file = file;
    this.faults = faults;
    this.ahead =
        Files.exists(file) ? Duration.parse(Files.readString(file).strip()) : Duration.ZERO;
  }

  @Override
  public synchronized Instant instant() {
    return machine.instant().plus(ahead);
  }

  /** Time passes, and what falls due in it begins. */
  synchronized void advance(Duration time) {
    ahead = ahead.plus(time);
    try {
      Files.writeString(file, ahead.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Instant now = instant();
    List<Due> due =
        later.stream()
            .filter(each -> !each.at().isAfter(now))
            .sorted(Comparator.comparing(Due::at))
            .toList();
    later.removeAll(due);
    due.forEach(each -> each.on().begin(each.work()));
  }

  /** The same, where what falls due is done at its time, and before anything that comes later. */
  void pass(Duration time) throws InterruptedException {
    Duration then = ahead().plus(time);
    for (Optional<Instant> due = nextDue(then); due.isPresent(); due = nextDue(then)) {
      Duration until = Duration.between(instant(), due.get());
      advance(until.isNegative() ? Duration.ZERO : until);
      awaitRest();
    }
    Duration left = then.minus(ahead());
    if (!time.isNegative() && left.isNegative()) {
      return; // what was done has taken longer
    }
    advance(left);
    awaitRest();
  }

  private synchronized Duration ahead() {
    return ahead;
  }

  private synchronized Optional<Instant> nextDue(Duration mostAhead) {
    Instant latest = machine.instant().plus(mostAhead);
    return later.stream()
        .map(Due::at)
        .filter(each -> !each.isAfter(latest))
        .min(Comparator.naturalOrder());
  }

  /** What the device has waited for since this was asked last, in order. */
  synchronized List<Duration> takeWaits() {
    List<Duration> all = List.copyOf(waits);
    waits.clear();
    return all;
  }

  /** Waits until nothing is done any more, but for what is planned for later. */
  synchronized void awaitRest() throws InterruptedException {
    while (running > 0) {
      wait();
    }
  }

  private synchronized void began() {
    running++;
  }

  private synchronized void ended() {
    running--;
    notifyAll();
  }

  /** For one device, which closes it. */
  Scheduler scheduler() {
    return new Swift(new ThreadScheduler("platen-device"));
  }

  private record Due(Instant at, Swift on, Runnable work) {}

  /** Threads as ever, and waits that cost no time. */
  private final class Swift implements Scheduler {
    private final Scheduler threads;
    private volatile boolean closed;

    Swift(Scheduler threads) {
      this.threads = threads;
    }

    @Override
    public Duration elapsed() {
      return Duration.between(Instant.EPOCH, instant());
    }

    @Override
    public Task after(Duration delay, Runnable work) {
      if (closed) {
        throw new IllegalStateException("The device is closed");
      }
      if (delay.isZero() || delay.isNegative()) {
        return begin(work);
      }
      synchronized (AdapterTime.this) {
        Due due = new Due(instant().plus(delay), this, work);
        later.add(due);
        return () -> forget(due);
      }
    }

    private void forget(Due due) {
      synchronized (AdapterTime.this) {
        later.remove(due);
      }
    }

    /** It cannot be cancelled any more: so much a task may say of itself. */
    private Task begin(Runnable work) {
      if (closed) {
        return () -> {};
      }
      began();
      threads.after(
          Duration.ZERO,
          () -> {
            try {
              run(work);
            } finally {
              ended();
            }
          });
      return () -> {};
    }

    private void run(Runnable work) {
      try {
        work.run();
      } catch (RuntimeException | Error e) {
        tell(e);
        throw e;
      }
    }

    /** What fails while the device is closed is no fault. */
    private void tell(Throwable fault) {
      if (!closed) {
        faults.accept(fault);
      }
    }

    @Override
    public void pause(Duration time) throws InterruptedException {
      if (closed) {
        throw new InterruptedException("The device is closed");
      }
      if (LASTING.get()) {
        await(time);
        return;
      }
      synchronized (AdapterTime.this) {
        waits.add(time);
      }
      Duration left = left();
      advance(time.compareTo(left) < 0 ? time : left);
      if (Thread.interrupted() || left().isZero()) {
        throw new InterruptedException("It is cancelled, or its time is over");
      }
    }

    private Duration left() {
      Duration left =
          END.get().equals(Instant.MAX) ? FOR_EVER : Duration.between(instant(), END.get());
      return left.isNegative() ? Duration.ZERO : left;
    }

    /** What lasts waits until the suite lets the time pass: else it would run away with it. */
    private void await(Duration time) throws InterruptedException {
      CountDownLatch over = new CountDownLatch(1);
      Due due = new Due(instant().plus(time), this, over::countDown);
      synchronized (AdapterTime.this) {
        later.add(due);
      }
      over.await();
    }

    @Override
    public <T> void sideBySide(List<Part<T>> parts, Consumer<T> taken) throws InterruptedException {
      threads.sideBySide(parts, taken);
    }

    @Override
    public <T> Optional<T> within(Duration limit, Part<T> part) throws InterruptedException {
      Instant end = instant().plus(limit);
      return threads.within(limit, () -> until(end, part)).flatMap(found -> found);
    }

    /** Waits cost no time, but they end with it. */
    private <T> Optional<T> until(Instant end, Part<T> part) throws InterruptedException {
      END.set(end);
      try {
        return Optional.of(part.run());
      } catch (InterruptedException e) {
        if (instant().isBefore(end)) {
          throw e;
        }
        return Optional.empty();
      } finally {
        END.remove();
      }
    }

    @Override
    public void beside(String name, Lasting work) {
      threads.beside(
          name,
          () -> {
            LASTING.set(true);
            try {
              work.run();
            } catch (RuntimeException | Error e) {
              tell(e);
              throw e;
            }
          });
    }

    @Override
    public void close() {
      closed = true;
      threads.close();
      synchronized (AdapterTime.this) {
        later.removeIf(each -> each.on() == this);
      }
    }
  }
}
