package io.platen.device;

import io.platen.device.command.LeftResults;
import io.platen.device.command.WaitingPiece;
import io.platen.device.identity.LocalKey;
import io.platen.device.identity.Names;
import io.platen.device.link.Attempts;
import io.platen.device.link.Backoff;
import io.platen.device.link.DeviceClock;
import io.platen.device.link.Hosts;
import io.platen.device.link.Link;
import io.platen.device.link.UploadOutcome;
import io.platen.device.link.Uploads;
import io.platen.device.live.ResultPost;
import io.platen.device.port.Keys;
import io.platen.device.port.Scheduler;
import io.platen.device.redirect.Home;
import io.platen.device.redirect.PlacedStorage;
import io.platen.device.report.LastSent;
import io.platen.device.report.Outbox;
import io.platen.device.report.Seals;
import io.platen.device.report.Uploader;
import io.platen.device.store.DeviceStore;
import io.platen.protocol.live.LiveMessage;
import io.platen.protocol.problem.Problem;
import io.platen.protocol.sync.Policy;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Gives the server that a redirect has left what is owed to it, and then forgets it: keys,
 * certificate and all. [PLT-CMD-019] What cannot be given in a week, or is not wanted, is told at
 * the device and dropped.
 */
final class FormerServer {
  private static final Duration LONGEST = Duration.ofDays(7);

  private final DeviceConfig config;
  private final Home home;
  private final LocalKey key;
  private final DeviceClock clock;
  private final Scheduler scheduler;
  private final DeviceListener listener;
  private Home.@Nullable Former former;

  /**
   * @param clock that this server does not put right any more
   */
  FormerServer(
      DeviceConfig config,
      Home home,
      LocalKey key,
      DeviceClock clock,
      Scheduler scheduler,
      DeviceListener listener) {
    this.config = config;
    this.home = home;
    this.key = key;
    this.clock = clock;
    this.scheduler = scheduler;
    this.listener = listener;
    this.former = home.former();
  }

  /** Tries once; the next cycle tries again. */
  void deliver() throws InterruptedException {
    Home.Former owed = former;
    if (owed == null) {
      return;
    }
    PlacedStorage place = new PlacedStorage(config.storage(), owed.place());
    try {
      Optional<Keys> keys = config.formerKeys();
      if (keys.isEmpty() || !DeviceStore.exists(place)) {
        forget(owed);
        return;
      }
      deliver(owed, keys.get(), place);
    } catch (GeneralSecurityException e) {
      giveUp(owed, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      if (ResultPost.isUnwanted(e) || isOver(owed)) {
        giveUp(owed, String.valueOf(e.getMessage()));
      }
    }
  }

  private boolean isOver(Home.Former owed) {
    return clock.instant().isAfter(owed.since().plus(LONGEST));
  }

  private void deliver(Home.Former owed, Keys keys, PlacedStorage place)
      throws IOException, GeneralSecurityException, InterruptedException {
    UUID device =
        Names.id(keys.load().certificate())
            .orElseThrow(() -> new GeneralSecurityException("The certificate names no device"));
    try (Link link = new Link(keys, config.proxy(), config.connector(), clock).mutual();
        DeviceStore store = DeviceStore.open(place, key, config.random())) {
      Seals seals = new Seals(store, keys, config.random());
      LeftResults results = new LeftResults(store, seals::document, device, clock, owed.command());
      Outbox outbox = new Outbox(store, device, owed.command(), config.built(), seals);
      post(owed, results, link);
      Optional<UploadOutcome> stopped = uploader(owed, outbox, link).drain(Policy.DEFAULT.limits());
      if (stopped.isPresent()) {
        throw ResultPost.stopped(stopped.get());
      }
    }
    forget(owed);
  }

  private static void post(Home.Former owed, LeftResults results, Link link) throws IOException {
    List<URI> hosts = owed.update();
    IOException failed = null;
    for (URI host : hosts) {
      try {
        for (WaitingPiece piece : results.waiting()) {
          if (ResultPost.send(link, host, piece) instanceof LiveMessage.Taken word) {
            results.taken(word);
          }
        }
        return;
      } catch (IOException e) {
        failed = e;
      }
    }
    if (failed != null) {
      throw failed;
    }
  }

  private Uploader uploader(Home.Former owed, Outbox outbox, Link link) {
    Attempts attempts =
        new Attempts(
            new Hosts(owed.update(), config.random()),
            new Backoff(config.random()),
            scheduler,
            clock,
            (host, failure) -> {});
    return new Uploader(
        outbox,
        new Uploads(link),
        attempts,
        new LastSent(config.storage(), key),
        clock,
        new Uploader.Listener() {
          @Override
          public void uploaded(long sequence) {}

          @Override
          public void refused(long sequence, Problem problem) {
            listener.problem("The server before refuses report " + sequence + ": " + problem);
          }
        });
  }

  private void giveUp(Home.Former owed, String why) {
    listener.problem("What was left for the server before is dropped: " + why);
    try {
      forget(owed);
    } catch (IOException e) {
      listener.problem("What was kept of the server before cannot be wiped: " + e.getMessage());
    }
  }

  /** Its files go first: cut off in between, the next start finds none and ends here. */
  private void forget(Home.Former owed) throws IOException {
    Home.wipe(config.storage(), owed.place());
    home.withoutFormer().write(config.storage());
    former = null;
    config.vault().release();
  }
}
