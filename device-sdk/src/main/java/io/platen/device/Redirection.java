package io.platen.device;

import io.platen.device.command.CommandHandler.Outcome;
import io.platen.device.command.CommandHandler.Progress;
import io.platen.device.identity.LocalKey;
import io.platen.device.link.DeviceClock;
import io.platen.device.link.Link;
import io.platen.device.port.Scheduler;
import io.platen.device.redirect.Home;
import io.platen.device.redirect.NotFollowedException;
import io.platen.device.redirect.RedirectOrder;
import io.platen.device.redirect.Trial;
import io.platen.device.store.StoreException;
import io.platen.protocol.command.Command;
import io.platen.protocol.command.CommandReason;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Takes the device to another server (chapter CMD, "Another server"). */
final class Redirection {
  /** Less than that before its end a redirect is not completed: its server could not hear of it. */
  private static final Duration MARGIN = Duration.ofSeconds(5);

  private final DeviceConfig config;
  private final LocalKey key;
  private final DeviceClock clock;
  private final Scheduler scheduler;
  private final Backlog backlog;

  /** Reports that wait for the server that the device has. */
  interface Backlog {
    /** Sends all that waits. */
    CycleOutcome upload() throws InterruptedException, StoreException;
  }

  /**
   * @param clock that no new server puts right
   */
  Redirection(
      DeviceConfig config, LocalKey key, DeviceClock clock, Scheduler scheduler, Backlog backlog) {
    this.config = config;
    this.key = key;
    this.clock = clock;
    this.scheduler = scheduler;
    this.backlog = backlog;
  }

  /**
   * @param then what has the device begin with its new server
   */
  Outcome follow(Command command, Progress progress, Runnable then) throws InterruptedException {
    RedirectOrder order;
    try {
      order = RedirectOrder.of(command);
    } catch (IllegalArgumentException e) {
      return Outcome.failed(CommandReason.PARAMETERS, String.valueOf(e.getMessage()));
    }
    config.vault().hold();
    boolean followed = false;
    try {
      UUID device = follow(command, order, progress);
      followed = true;
      return Outcome.doneThen(
          "It goes over to " + order.server().download().get(0) + " and is " + device + " there",
          then);
    } catch (NotFollowedException e) {
      return Outcome.failed(e.reason(), e.detail());
    } catch (IOException e) {
      return Outcome.failed(CommandReason.FAULT, String.valueOf(e.getMessage()));
    } finally {
      if (!followed) {
        config.vault().release();
      }
    }
  }

  private UUID follow(Command command, RedirectOrder order, Progress progress)
      throws InterruptedException, IOException, NotFollowedException {
    // Step 1: what waits is for this server, and goes first. [PLT-CMD-019]
    demandNothingWaits();
    String place = Home.nextPlace(config.storage());
    AtomicLong told = new AtomicLong();
    Trial trial =
        new Trial(
            new Trial.Parts(
                config.storage(),
                key,
                config.vault(),
                keys -> new Link(keys, config.proxy(), config.connector(), clock),
                clock,
                scheduler,
                config.random()),
            order,
            place,
            message -> progress.at(told.incrementAndGet(), 0, message));
    boolean followed = false;
    try {
      UUID device = trial.run();
      demandNothingWaits();
      if (clock.instant().plus(MARGIN).isAfter(command.expires())) {
        throw new NotFollowedException(CommandReason.DEADLINE, "There is no time left to go over");
      }
      // Step 5: from here on it is the new server's. [PLT-CMD-018]
      home(command, order, place).write(config.storage());
      followed = true;
      return device;
    } finally {
      if (!followed) {
        Home.wipe(config.storage(), place);
      }
    }
  }

  private Home home(Command command, RedirectOrder order, String place) {
    @Nullable Home now = config.home();
    Home.Former former =
        new Home.Former(
            now == null ? "" : now.place(), config.updateHosts(), command.id(), clock.instant());
    return new Home(place, order.server(), config.print(), former);
  }

  private void demandNothingWaits()
      throws InterruptedException, StoreException, NotFollowedException {
    CycleOutcome sent = backlog.upload();
    Optional<String> why =
        switch (sent.kind()) {
          case DONE -> Optional.empty();
          case WAITING, CUT_OFF, STORE_FAILED ->
              Optional.of(sent.waiting() + " reports wait for the server that it would leave");
        };
    if (why.isPresent()) {
      throw new NotFollowedException(CommandReason.UNREACHABLE, why.get());
    }
  }
}
