package io.platen.device.update.service;

import io.platen.device.port.Storage;
import io.platen.device.update.UpdateStatus;
import io.platen.device.update.content.DataBudget;
import io.platen.device.update.content.HeldBackException;
import io.platen.device.update.content.StoredBudget;
import io.platen.protocol.assignment.AssignmentException;
import io.platen.protocol.release.Assignment;
import io.platen.protocol.release.ComponentName;
import io.platen.protocol.release.Order;
import io.platen.protocol.release.Release;
import io.platen.protocol.update.MetadataException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What the server wants, and with what of the network it is done. */
final class Orders implements AutoCloseable {
  private static final Duration DAY = Duration.ofDays(1);

  private final AssignmentClient client;
  private final DownloadHosts hosts;
  private final ReleaseFinder finder;
  private final AssignedContent content;
  private final Storage storage;
  private final InstantSource clock;
  private final AutoCloseable links;
  private final AtomicReference<@Nullable Wishes> due = new AtomicReference<>();
  private Runnable onProgress = () -> {};
  private @Nullable String permitted;

  /**
   * @param links ends all connections
   */
  Orders(
      AssignmentClient client,
      DownloadHosts hosts,
      ReleaseFinder finder,
      AssignedContent content,
      Storage storage,
      InstantSource clock,
      AutoCloseable links) {
    this.client = client;
    this.hosts = hosts;
    this.finder = finder;
    this.content = content;
    this.storage = storage;
    this.clock = clock;
    this.links = links;
  }

  /** From any thread: the server is to be asked, and what is being fetched waits for that. */
  void ask(Wishes wishes) {
    due.set(wishes);
  }

  Optional<Wishes> takeDue() {
    return Optional.ofNullable(due.getAndSet(null));
  }

  void onProgress(Runnable run) {
    onProgress = run;
  }

  Optional<Assignment> assignment(Wishes wishes) throws IOException, AssignmentException {
    hosts.refresh();
    hosts.adopt(wishes.named());
    return client.ask(wishes.updates().certificates(), wishes.authorities());
  }

  Release find(Order.Install order, Instant time)
      throws MetadataException, ReleaseFinder.UnfitException, IOException {
    return finder.find(order.release(), time);
  }

  void permitNothing() {
    permitted = null;
  }

  boolean permits(String release) {
    return release.equals(permitted);
  }

  /** The release may be fetched, from its mirrors and the download hosts. */
  void permit(Order.Install order, Wishes wishes, Instant time, UpdateStatus status)
      throws IOException {
    List<URI> from = new ArrayList<>(order.mirrors());
    from.addAll(wishes.hosts());
    Instant deadline = order.deadline();
    Duration left = deadline == null ? null : Duration.between(time, deadline);
    content.by(order, from, component -> sha256(status, component), budget(wishes), left);
    permitted = order.release();
  }

  /** What was permitted has ended: what was known of it is of no use to the next one. */
  void forget() {
    permitted = null;
    content.forget();
  }

  private static String sha256(UpdateStatus status, ComponentName component) {
    return status.components().stream()
        .filter(each -> each.component() == component)
        .map(each -> each.installed().sha256())
        .findFirst()
        .orElse("");
  }

  private DataBudget budget(Wishes wishes) throws IOException {
    Long bytes = wishes.updates().bytesPerDay();
    DataBudget policy =
        bytes == null ? DataBudget.UNLIMITED : new StoredBudget(storage, clock, bytes, DAY);
    return new DataBudget() {
      @Override
      public long left() throws IOException {
        if (due.get() != null) {
          throw HeldBackException.forNews();
        }
        return policy.left();
      }

      @Override
      public void spend(long bytes) throws IOException {
        policy.spend(bytes);
        onProgress.run();
      }
    };
  }

  @Override
  public void close() {
    try {
      links.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
