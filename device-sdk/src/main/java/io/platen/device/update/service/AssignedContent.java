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

/** Content from where the newest assignment says, with the pair packs that it offers. */
final class AssignedContent implements Content {
  private final ContentSource source;
  private final Scheduler scheduler;
  private final Supplier<Backoff> backoff;
  private final Storage storage;
  private @Nullable Chosen chosen;

  AssignedContent(
      ContentSource source, Scheduler scheduler, Supplier<Backoff> backoff, Storage storage) {
    this.source = source;
    this.scheduler = scheduler;
    this.backoff = backoff;
    this.storage = storage;
  }

  /** Where from, and what helps. */
  private record Chosen(Downloads downloads, List<Order.Pair> pairs, Running running) {}

  /** What runs of a component, as it was measured: SHA-256 in hexadecimal, or empty. */
  @FunctionalInterface
  interface Running {
    String sha256(ComponentName component) throws IOException;
  }

  /** From now on by this. */
  void by(
      List<URI> hosts,
      List<Order.Pair> pairs,
      Running running,
      DataBudget budget,
      Duration patience) {
    chosen =
        new Chosen(
            new Downloads(hosts, source, budget, scheduler, backoff.get(), patience),
            pairs,
            running);
  }

  @Override
  public void bring(Component part, Slot into, Slot running, Progress progress)
      throws IOException, ContentException, InterruptedException {
    Chosen now = chosen;
    if (now == null) {
      throw new IOException("Nothing is assigned");
    }
    ContentOrder order =
        new ContentOrder(
            Sha256.parse(part.chunks().sha256()), part.chunks().length(), pair(part, now));
    try {
      new ContentUpdate(now.downloads(), storage).bring(order, into, running, progress::at);
    } catch (HeldBackException e) {
      // [PLT-UPD-074]
      if (e.reason() == HeldBackException.Reason.DEADLINE) {
        throw new ContentException(String.valueOf(e.getMessage()));
      }
      throw e;
    } catch (io.platen.protocol.content.ContentException e) {
      throw new ContentException(String.valueOf(e.getMessage()));
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
