package io.platen.reference.simulation;

import io.platen.device.Device;
import io.platen.device.DeviceConfig;
import io.platen.device.Enrolment;
import io.platen.device.OpenConfig;
import io.platen.device.port.Keys;
import io.platen.protocol.enrolment.ActivationCode;
import io.platen.reference.simulation.Weather.Hosts;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

/** A device at a site: the SDK's own code, whose power may go at any moment. */
final class Box {
  /** After its power has gone. */
  static final Duration LONGEST_OFF = Duration.ofMinutes(40);

  private static final Instant BUILT = Instant.parse("2026-11-01T00:00:00Z");
  private static final String CODE = ActivationCode.draw(new Draw(0)).text();

  private final UUID id;
  private final String name;
  private final Site site;
  private final World world;
  private final Keys given;
  private final Draw draw;
  private final Parts parts;
  private final Ledger ledger;
  private TearingDisk disk;
  private boolean lostPower;
  private Power power = new Power(() -> {});
  private Device device;
  private DeviceConfig config;
  private Flash flash;
  private int starts;

  /**
   * @param given key and certificate from files; null where it enrols
   */
  Box(UUID id, Keys given, Site site, Draw draw, Parts parts) {
    this.id = id;
    this.name = "device " + id.toString().substring(0, 4);
    this.site = site;
    this.world = site.world();
    this.given = given;
    this.draw = draw;
    this.parts = parts;
    this.ledger = new Ledger(id, name, site);
  }

  int cycles() {
    return ledger.cycles();
  }

  int starts() {
    return starts;
  }

  void powerOn() {
    starts++;
    Power fresh = new Power(this::lost);
    power = fresh;
    boolean isNew = disk == null;
    disk = isNew ? parts.disk(fresh) : disk.restarted(fresh, lostPower, draw);
    lostPower = false;
    site.clock().powered(draw);
    world.note(name, "starts at " + site.clock().instant());
    try {
      if (isUpdated()) {
        startFirmware(isNew);
      }
      start();
    } catch (IOException | RuntimeException e) {
      if (fresh.isOn() && !world.isOver()) {
        world.violated(name + " does not start: " + e);
      }
    } catch (InterruptedException e) {
      // it was to stop before it had started
    }
  }

  private boolean isUpdated() {
    return !site.release().isEmpty();
  }

  private void startFirmware(boolean isNew) throws IOException {
    if (isNew) {
      Flash.fill(disk);
    }
    flash = Flash.started(disk, components -> restart(), parts);
    ledger.demandWhole(flash);
  }

  /** All of it starts anew, in order: what it has written stays. */
  private void restart() {
    Power old = power;
    world.after(
        Duration.ofSeconds(20),
        () -> {
          if (old.isOn()) {
            world.note(name, "restarts");
            close();
            old.end();
            world.after(Duration.ofSeconds(20), this::powerOn);
          }
        });
  }

  private void start() throws IOException, InterruptedException {
    config = configured();
    if (Enrolment.isNeeded(config)) {
      try (Enrolment enrolment = Enrolment.of(config, new Enrolment.Listener() {})) {
        Enrolment.Result result = enrolment.run();
        if (result.refusal() != null) {
          world.violated(name + " may not enrol: " + result.refusal());
          return;
        }
      }
      config = configured();
    }
    device = Device.open(config, ledger.ears(power, OpenConfig.keys(config)));
    device.start();
  }

  private DeviceConfig configured() {
    Power mine = power;
    Wire.Carrier network = request -> site.network().exchange(request, mine);
    DeviceConfig.Builder builder =
        DeviceConfig.builder()
            .storage(disk)
            .enrolmentHost(host(Hosts.ENROLMENT))
            .updateHosts(host(Hosts.UPDATE1), host(Hosts.UPDATE2))
            .downloadHosts(host(Hosts.DOWNLOAD1), host(Hosts.DOWNLOAD2))
            .connector(new Wire(id, world, parts.carrier(network), this::keys))
            .scheduler(() -> parts.scheduler(new SimulatedScheduler(world, mine)))
            .clock(site.clock())
            .updates(isUpdated() ? flash.settings() : null)
            .built(BUILT)
            .zone(ZoneOffset.UTC)
            .live(false)
            .finder(site.printers())
            .reader(site.printers());
    identified(builder);
    return OpenConfig.drawing(builder, parts.draw(draw)).build();
  }

  private void identified(DeviceConfig.Builder builder) {
    if (given == null) {
      builder.authority(Authority.ONE.pem()).activation(CODE);
    } else {
      builder.device(id.toString()).keys(given);
    }
  }

  private Keys keys() {
    return config == null ? given : OpenConfig.keys(config);
  }

  private static URI host(String host) {
    return URI.create("https://" + host);
  }

  /** The power goes now, and comes back after a while. */
  void cut() {
    power.cut();
  }

  /** It goes in the middle of what the disk does soon. */
  void cutAtDisk(int operations) {
    power.goesAfter(operations);
  }

  /** From now on it does not go any more. */
  void calm() {
    power.goesAfter(Integer.MAX_VALUE);
  }

  private void lost() {
    world.note(name, "loses power");
    lostPower = true;
    close();
    world.after(draw.between(Duration.ofSeconds(2), LONGEST_OFF), this::powerOn);
  }

  /** What a run leaves behind in the JVM. */
  void close() {
    Device open = device;
    device = null;
    if (open != null) {
      try {
        open.close();
      } catch (RuntimeException | PowerLossError e) {
        // without power nothing ends in order
      }
    }
  }

  /** All that is to hold once nothing has gone wrong for long enough. */
  void demandDone() {
    if (device == null) {
      world.violated(name + " does not run");
      return;
    }
    ledger.demandDone(keys());
    if (isUpdated()) {
      try {
        // As it is found at the next start.
        TearingDisk next = disk.restarted(new Power(() -> {}), false, draw);
        ledger.demandFirmware(Flash.started(next, asked -> {}, parts));
      } catch (IOException e) {
        world.violated(name + "'s slots cannot be read: " + e);
      }
    }
  }
}
