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
 * Content from where the newest assignment says, with the pair packs that it offers. Who gave wrong
 * bytes, and how long it was fetched already, outlasts assignments of the same release; what hosts
 * asked for outlasts the release.
 */
public final class AssignedContent implements Content {
  private static final Duration MOST = Limit.UPDATE_HOURS.duration();

  private final ContentSource source;
  private final Scheduler scheduler;
  private final Supplier<Backoff> backoff;
  private final Storage storage;
  private @Nullable Chosen chosen;
  private @Nullable Downloads downloads;
  private @Nullable String release;

  /** Time in which the release was fetched: what rests, or waits for a budget, takes none. */
  private Duration took = Duration.ZERO;

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
    if (downloads == null) {
      downloads = new Downloads(hosts, source, budget, scheduler, backoff.get(), MOST);
    }
    if (!order.release().equals(release)) {
      forget();
      release = order.release();
    }
  }

  /** The update has ended: the next one, of the same release too, is another. */
  public void forget() {
    release = null;
    took = Duration.ZERO;
    if (downloads != null) {
      downloads.forget();
    }
  }

  @Override
  public void bring(Component part, Slot into, Slot running, Progress progress)
      throws IOException, ContentException, InterruptedException {
    Chosen now = chosen;
    Downloads from = downloads;
    if (now == null || from == null) {
      throw new IOException("Nothing is assigned");
    }
    ContentOrder order =
        new ContentOrder(
            Sha256.parse(part.chunks().sha256()), part.chunks().length(), pair(part, now));
    Duration begun = scheduler.elapsed().minus(from.rested());
    long had = from.fetched();
    boolean waited = false;
    from.goOn(now.hosts(), now.budget(), MOST.minus(took), now.until());
    try {
      from.demandOpen();
      new ContentUpdate(from, storage).bring(order, into, running, progress::at);
    } catch (HeldBackException e) {
      waited = from.fetched() == had;
      // [PLT-UPD-074]
      if (e.reason() == HeldBackException.Reason.DEADLINE) {
        throw new ContentException(String.valueOf(e.getMessage()));
      }
      throw e;
    } catch (io.platen.protocol.content.ContentException e) {
      throw new ContentException(String.valueOf(e.getMessage()));
    } finally {
      if (!waited) {
        took = took.plus(scheduler.elapsed()).minus(from.rested()).minus(begun);
      }
    }
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
