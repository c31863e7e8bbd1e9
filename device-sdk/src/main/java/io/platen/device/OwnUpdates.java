package io.platen.device;

import io.platen.device.link.Attempts;
import io.platen.device.link.DeviceClock;
import io.platen.device.link.Link;
import io.platen.device.link.LinkFailure;
import io.platen.device.port.Scheduler;
import io.platen.device.report.UpdateNews;
import io.platen.device.sync.Sync;
import io.platen.device.update.Health;
import io.platen.device.update.Probe;
import io.platen.device.update.Probes;
import io.platen.device.update.UpdateSettings;
import io.platen.device.update.UpdateStatus;
import io.platen.device.update.service.Services;
import io.platen.device.update.service.UpdateService;
import io.platen.device.update.service.Wishes;
import io.platen.protocol.report.UpdateState;
import io.platen.protocol.sync.SyncDocument;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The updates of the device itself, beside its cycles: they have a thread of their own, and what
 * they tell is told on the device's. Without settings for them there are none.
 */
final class OwnUpdates implements AutoCloseable {
  /** Between two looks at whether what is on trial is well, at most. */
  private static final Duration EVERY = Duration.ofSeconds(10);

  private final DeviceConfig config;
  private final DeviceListener listener;
  private final Scheduler main;
  private final Runnable tellServer;
  private final UpdateNews news = new UpdateNews(this::acknowledged);
  private final @Nullable UpdateService service;
  private volatile boolean started;
  private final WayToServer way;
  private volatile boolean worked;

  /**
   * @param link whose connections are copied, none shared
   * @param attempts makes one for hosts
   * @param main runs what listens, and {@code tellServer}
   * @param tellServer sends what is new of the device itself
   */
  OwnUpdates(
      DeviceConfig config,
      DeviceListener listener,
      Link link,
      Function<Scheduler, Attempts> attempts,
      DeviceClock clock,
      Scheduler main,
      Runnable tellServer) {
    this.config = config;
    this.listener = listener;
    this.main = main;
    this.tellServer = tellServer;
    this.way = new WayToServer(config.storage(), this::areOnTrial);
    this.service =
        config.updates().map(settings -> service(settings, link, attempts, clock)).orElse(null);
    if (service != null && !config.outside().updates()) {
      service.closeToReleases();
    }
  }

  /** What cannot be read of updates must not keep the device from its printers. */
  private @Nullable UpdateService service(
      UpdateSettings settings,
      Link link,
      Function<Scheduler, Attempts> attempts,
      DeviceClock clock) {
    Scheduler own = config.newScheduler();
    try {
      return new Services(
              config.device(),
              settings,
              health(settings),
              link.mutual(),
              attempts.apply(own),
              own,
              clock,
              config.built(),
              config.storage(),
              config.random())
          .service(news, new Told());
    } catch (IOException e) {
      own.close();
      listener.problem("The device does not update itself: " + e.getMessage());
      return null;
    }
  }

  private Health health(UpdateSettings settings) {
    List<Probe> probes = new ArrayList<>();
    probes.add(Probes.service(() -> worked));
    probes.add(Probes.network(() -> way.isReached() || isNetwork()));
    probes.add(way);
    probes.add(Probes.disk(config.storage()));
    probes.addAll(settings.probes());
    Duration tenth = settings.trial().dividedBy(10);
    return new Health(probes, settings.trial(), tenth.compareTo(EVERY) < 0 ? tenth : EVERY);
  }

  /** An address that somebody gave; whether names are found shows at the way to the server. */
  private boolean isNetwork() {
    try {
      return config.interfaces().list().stream()
          .anyMatch(port -> port.up() && !port.usable().isEmpty());
    } catch (IOException e) {
      return false;
    }
  }

  /** What reports tell of them. */
  UpdateNews news() {
    return news;
  }

  /** From here on they work, and tell what they do; a single cycle does without them. */
  void start() {
    if (service != null) {
      started = true;
      service.start();
    }
  }

  /** A cycle begins, also of a device that was not started. */
  void cycling() {
    if (service != null && !started) {
      try {
        service.tellUnstarted();
      } catch (IOException e) {
        listener.problem("How updates stand cannot be read: " + e.getMessage());
      }
    }
  }

  /** Whether what runs has to prove itself, and time counts. */
  boolean areOnTrial() {
    return service != null && service.isOnTrial();
  }

  /** A download host has answered. */
  void synced(Sync sync) {
    sync.answeredBy().ifPresent(host -> note(() -> way.reached(host)));
    SyncDocument.Updates updates = sync.updates();
    if (service == null || updates == null || !started) {
      return;
    }
    List<URI> named = sync.hosts().download();
    try {
      service.synced(
          new Wishes(
              updates,
              config.keys().load().authorities(),
              named,
              named.isEmpty() ? config.downloadHosts() : named));
    } catch (GeneralSecurityException e) {
      listener.problem("Whom to believe updates cannot be read: " + e.getMessage());
    }
  }

  void notReached(LinkFailure why) {
    note(() -> way.failed(why));
  }

  private interface Note {
    void write() throws IOException;
  }

  /** Only updates want to know it: without them nothing is written. */
  private void note(Note note) {
    if (service == null) {
      return;
    }
    try {
      note.write();
    } catch (IOException e) {
      listener.problem("Whether the server was reached cannot be kept: " + e.getMessage());
    }
  }

  /** A cycle was done: the device's own service works. */
  void cycled() {
    boolean first = !worked;
    worked = true;
    if (first && started && service != null) {
      service.look();
    }
  }

  void agree(String release) {
    if (service != null) {
      service.agree(release);
    }
  }

  private void acknowledged(UpdateState.Result result) {
    if (service != null) {
      service.acknowledged(result);
    }
  }

  private void soon(Runnable work) {
    try {
      main.after(Duration.ZERO, work);
    } catch (IllegalStateException | RejectedExecutionException e) {
      // The device is being closed: nobody listens any more.
    }
  }

  /** On the device's thread, as all that a listener hears. */
  private final class Told implements UpdateService.Listener {
    @Override
    public void changed(UpdateStatus status) {
      soon(
          () -> {
            listener.update(status);
            tellServer.run();
          });
    }

    @Override
    public void consentAsked(String release) {
      soon(() -> listener.consentAsked(release));
    }

    @Override
    public void problem(String message) {
      soon(() -> listener.problem(message));
    }
  }

  @Override
  public void close() {
    if (service != null) {
      service.close();
    }
  }
}
