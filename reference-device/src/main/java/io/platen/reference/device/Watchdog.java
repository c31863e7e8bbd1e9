package io.platen.reference.device;

import io.platen.device.DeviceHealth;
import io.platen.device.port.Scheduler;
import io.platen.device.port.ThreadScheduler;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Feeds systemd's watchdog from the device's own health, for as long as that is well: else systemd
 * ends the process and starts it anew. Does nothing where systemd has not asked for it, by
 * NOTIFY_SOCKET and WATCHDOG_USEC in the environment (sd_watchdog_enabled(3)).
 */
final class Watchdog implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Watchdog.class.getName());

  /** While a device enrols there is nothing yet that could stand still. */
  private static final DeviceHealth NONE_YET = new DeviceHealth(List.of());

  private final Optional<ServiceManager> manager;
  private final Optional<Duration> every;
  private final Scheduler scheduler;
  private volatile Supplier<DeviceHealth> health = () -> NONE_YET;
  private boolean begun;
  private boolean stopping;

  /**
   * @param every how often it is fed; empty where it is not asked for
   */
  Watchdog(Optional<ServiceManager> manager, Optional<Duration> every, Scheduler scheduler) {
    this.manager = manager;
    this.every = every;
    this.scheduler = scheduler;
  }

  /** As systemd's environment asks for it. */
  static Watchdog of(Map<String, String> environment) {
    Optional<ServiceManager> manager =
        Optional.ofNullable(environment.get("NOTIFY_SOCKET")).map(ServiceManager::systemd);
    return new Watchdog(
        manager,
        manager.flatMap(unused -> every(environment, ProcessHandle.current().pid())),
        new ThreadScheduler("platen-watchdog"));
  }

  /** Half of what is allowed, where it is this process that is watched over. */
  static Optional<Duration> every(Map<String, String> environment, long pid) {
    String own = environment.getOrDefault("WATCHDOG_PID", Long.toString(pid));
    return Optional.ofNullable(environment.get("WATCHDOG_USEC"))
        .filter(micros -> own.equals(Long.toString(pid)))
        .filter(micros -> micros.matches("[1-9][0-9]{0,17}"))
        .map(micros -> Duration.of(Long.parseLong(micros), ChronoUnit.MICROS).dividedBy(2));
  }

  /** The process is at work, and has no device yet; from now on the watchdog is fed. */
  void ready() {
    health = () -> NONE_YET;
    tell("READY=1", "STATUS=Starting");
    if (manager.isPresent() && !begun) {
      begun = true;
      every.ifPresent(unused -> scheduler.after(Duration.ZERO, this::feed));
    }
  }

  /** From now on it counts whether this device is well. */
  void watch(Supplier<DeviceHealth> device) {
    health = device;
    tell("STATUS=Working");
  }

  private void feed() {
    DeviceHealth now = health.get();
    if (now.isAlive()) {
      tell("WATCHDOG=1");
    } else {
      String why = String.join("; ", now.faults());
      LOG.log(Level.ERROR, "The watchdog is not fed: {0}", why);
      tell("STATUS=" + why);
    }
    next();
  }

  private synchronized void next() {
    if (!stopping) {
      scheduler.after(every.orElseThrow(), this::feed);
    }
  }

  private void tell(String... assignments) {
    if (manager.isEmpty()) {
      return;
    }
    try {
      manager.get().tell(assignments);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "systemd cannot be told " + String.join(" ", assignments), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** It stops: nobody watches any more. */
  @Override
  public void close() {
    synchronized (this) {
      if (stopping) {
        return;
      }
      stopping = true;
    }
    scheduler.close();
    tell("STOPPING=1");
  }
}
