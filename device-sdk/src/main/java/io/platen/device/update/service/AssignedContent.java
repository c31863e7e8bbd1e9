package io.platen.device.update.service;

import io.platen.device.link.Backoff;
import io.platen.device.port.Scheduler;
import io.platen.device.port.SlotStorage.Slot;
import io.platen.device.port.Storage;
import io.platen.device.update.Content;
import io.platen.device.update.content.ContentOrder;
import io.platen.device.update.content.ContentSource;
import io.platen.device.update.content.ContentUpdate;
import io.platen.device.update.content.DataBudget;
import io.platen.device.update.content.Downloads;
import io.platen.device.update.content.HeldBackException;
import io.platen.protocol.Limit;
import io.platen.protocol.content.Sha256;
import io.platen.protocol.release.ComponentName;
import io.platen.protocol.release.Order;
import io.platen.protocol.release.Release.Component;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Content from where the newest assignment says, with the pair packs that it offers. What is known
 * of hosts, and how long it was fetched already, outlasts assignments of the same release.
 */
public final class AssignedContent implements Content {
  private static final Duration MOST = Limit.UPDATE_HOURS.duration();

  private final ContentSource source;
  private final Scheduler scheduler;
  private final Supplier<Backoff> backoff;
  private final Storage storage;
  private @Nullable Chosen chosen;
  private @Nullable Fetched fetched;

  public AssignedContent(
      ContentSource source, Scheduler scheduler, Supplier<Backoff> backoff, Storage storage) {
    this.source = source;
    this.scheduler = scheduler;
    this.backoff = backoff;
    this.storage = storage;
  }

  /**
   * Where from, and what helps.
   *
   * @param until since some moment, when the assignment ends; null where it does not say so
   */
  private record Chosen(
      List<URI> hosts,
      List<Order.Pair> pairs,
      Running running,
      DataBudget budget,
      @Nullable Duration until) {}

  /** What there was of a release so far. */
  private static final class Fetched {
    private final String release;
    private final Downloads downloads;

    /** Time in which it was fetched: what rests, or waits for a budget, takes none. */
    private Duration took = Duration.ZERO;

    private Fetched(String release, Downloads downloads) {
      this.release = release;
      this.downloads = downloads;
    }
  }

  /** What runs of a component, as it was measured: SHA-256 in hexadecimal, or empty. */
  @FunctionalInterface
  public interface Running {
    String sha256(ComponentName component) throws IOException;
  }

  /**
   * From now on by this.
   *
   * @param hosts the preferred first
   * @param running what runs, for which a pair pack must have been made
   * @param left until the server wants it no more; null where it does not say so
   */
  public void by(
      Order.Install order,
      List<URI> hosts,
      Running running,
      DataBudget budget,
      @Nullable Duration left) {
    Duration until = left == null ? null : scheduler.elapsed().plus(left);
    chosen = new Chosen(hosts, order.pairs(), running, budget, until);
    Fetched before = fetched;
    if (before == null || !before.release.equals(order.release())) {
      fetched =
          new Fetched(
              order.release(),
              new Downloads(hosts, source, budget, scheduler, backoff.get(), MOST));
    }
  }

  @Override
  public void bring(Component part, Slot into, Slot running, Progress progress)
      throws IOException, ContentException, InterruptedException {
    Chosen now = chosen;
    Fetched before = fetched;
    if (now == null || before == null) {
      throw new IOException("Nothing is assigned");
    }
    ContentOrder order =
        new ContentOrder(
            Sha256.parse(part.chunks().sha256()), part.chunks().length(), pair(part, now));
    Duration begun = scheduler.elapsed();
    before.downloads.goOn(now.hosts(), now.budget(), patience(before, now, begun));
    try {
      new ContentUpdate(before.downloads, storage).bring(order, into, running, progress::at);
    } catch (HeldBackException e) {
      // [PLT-UPD-074]
      if (e.reason() == HeldBackException.Reason.DEADLINE) {
        throw new ContentException(String.valueOf(e.getMessage()));
      }
      throw e;
    } catch (io.platen.protocol.content.ContentException e) {
      throw new ContentException(String.valueOf(e.getMessage()));
    } finally {
      before.took = before.took.plus(scheduler.elapsed()).minus(begun);
    }
  }

  private static Duration patience(Fetched before, Chosen now, Duration elapsed) {
    Duration left = MOST.minus(before.took);
    Duration until = now.until();
    return until == null || until.minus(elapsed).compareTo(left) > 0 ? left : until.minus(elapsed);
  }

  private static Optional<ContentOrder.Pair> pair(Component part, Chosen now) throws IOException {
    String old = now.running().sha256(part.name());
    return now.pairs().stream()
        .filter(each -> each.component() == part.name() && each.old().equals(old))
        .findFirst()
        .map(
            each ->
                new ContentOrder.Pair(Sha256.parse(each.pack().sha256()), each.pack().length()));
  }
}
