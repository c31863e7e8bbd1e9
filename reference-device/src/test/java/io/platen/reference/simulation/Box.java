package io.platen.reference.simulation;

import io.platen.device.Device;
import io.platen.device.DeviceConfig;
import io.platen.device.DeviceListener;
import io.platen.device.Enrolment;
import io.platen.device.OpenConfig;
import io.platen.device.port.Keys;
import io.platen.device.update.UpdateStatus;
import io.platen.protocol.enrolment.ActivationCode;
import io.platen.protocol.problem.Problem;
import io.platen.protocol.release.ComponentName;
import io.platen.protocol.report.Report.Lost;
import io.platen.protocol.report.UpdateState;
import io.platen.reference.simulation.Weather.Hosts;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** A device at a site: the SDK's own code, whose power may go at any moment. */
final class Box {
  private static final Instant BUILT = Instant.parse("2026-11-01T00:00:00Z");
  private static final String CODE = ActivationCode.draw(new Draw(0)).text();

  private final UUID id;
  private final String name;
  private final World world;
  private final Network network;
  private final FleetServer server;
  private final Printers printers;
  private final String release;
  private final Draw draw;
  private final Parts parts;
  private final Set<Long> stored = new TreeSet<>();
  private final Set<Long> acknowledged = new TreeSet<>();
  private final RealTimeClock clock;
  private TearingDisk disk;
  private boolean lostPower;
  private Power power = new Power(() -> {});
  private Device device;
  private DeviceConfig config;
  private Flash flash;
  private int waiting;
  private int starts;
  private int cycles;

  Box(UUID id, Site site, Draw draw, Parts parts) {
    this.id = id;
    this.name = "device " + id.toString().substring(0, 4);
    this.world = site.world();
    this.network = site.network();
    this.server = site.server();
    this.clock = site.clock();
    this.printers = site.printers();
    this.release = site.release();
    this.draw = draw;
    this.parts = parts;
  }

  UUID id() {
    return id;
  }

  int cycles() {
    return cycles;
  }

  int starts() {
    return starts;
  }

  /** How many reports lay in the outbox when a cycle ended last. */
  int waiting() {
    return waiting;
  }

  void powerOn() {
    starts++;
    Power fresh = new Power(this::lost);
    power = fresh;
    boolean isNew = disk == null;
    disk = isNew ? parts.disk(fresh) : disk.restarted(fresh, lostPower, draw);
    lostPower = false;
    clock.powered(draw);
    world.note(name, "starts at " + clock.instant());
    try {
      if (!release.isEmpty()) {
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

  private void startFirmware(boolean isNew) throws IOException {
    if (isNew) {
      Flash.fill(disk);
    }
    flash = Flash.started(disk, components -> restart(), parts);
    for (ComponentName each : ComponentName.values()) {
      String runs = flash.runs(each);
      world.note(name, "runs " + each.token() + " " + runs);
      if (runs.isEmpty()) {
        world.violated(name + " is bricked: its " + each.token() + " is torn");
      }
    }
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
    device = Device.open(config, new Ears());
    device.start();
  }

  private DeviceConfig configured() {
    Power mine = power;
    Wire wire =
        new Wire(id, world, parts.carrier(request -> network.exchange(request, mine)), this::keys);
    DeviceConfig.Builder builder =
        DeviceConfig.builder()
            .authority(Authority.ONE.pem())
            .storage(disk)
            .activation(CODE)
            .enrolmentHost(host(Hosts.ENROLMENT))
            .updateHosts(host(Hosts.UPDATE1), host(Hosts.UPDATE2))
            .downloadHosts(host(Hosts.DOWNLOAD1), host(Hosts.DOWNLOAD2))
            .connector(wire)
            .scheduler(() -> parts.scheduler(new SimulatedScheduler(world, mine)))
            .clock(clock)
            .updates(release.isEmpty() ? null : flash.settings())
            .built(BUILT)
            .zone(ZoneOffset.UTC)
            .live(false)
            .finder(printers)
            .reader(printers);
    return OpenConfig.drawing(builder, parts.draw(draw)).build();
  }

  private Keys keys() {
    return config == null ? null : OpenConfig.keys(config);
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

  private void lost() {
    world.note(name, "loses power");
    lostPower = true;
    close();
    world.after(draw.between(Duration.ofSeconds(2), Duration.ofMinutes(40)), this::powerOn);
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
    ServerMemory memory = server.memory(id);
    if (waiting > 0) {
      world.violated(name + " still has " + waiting + " reports in its outbox");
    }
    for (long sequence : stored) {
      if (!memory.has(sequence) && !memory.isToldLost(sequence)) {
        world.violated(name + "'s report " + sequence + " was stored, and is lost");
      }
    }
    List<Long> known = memory.pages().values().stream().sorted().toList();
    if (!known.equals(printers.truth())) {
      world.violated("of " + name + " the server knows " + known + ", not " + printers.truth());
    }
    if (memory.epochs() > 1) {
      world.violated(name + " has begun anew");
    }
    if (memory.stored() != memory.size()) {
      world.violated("of " + name + " a report was stored twice");
    }
    demandCertificate();
    demandFirmware(memory.result());
  }

  /** An update has ended, the server knows how, and that is what runs. */
  private void demandFirmware(UpdateState.Result result) {
    if (release.isEmpty()) {
      return;
    }
    if (result == null) {
      world.violated(name + "'s update has not ended, or nobody knows how");
      return;
    }
    boolean installed = result.outcome() == UpdateState.Outcome.CONFIRMED;
    if (installed && release.equals(Maker.BROKEN)) {
      world.violated(name + " stays with firmware that does not work");
    }
    String wanted = installed ? release : Maker.FACTORY;
    try {
      // As it is found at the next start.
      Flash found =
          Flash.started(disk.restarted(new Power(() -> {}), false, draw), asked -> {}, parts);
      for (ComponentName each : ComponentName.values()) {
        if (!found.runs(each).equals(wanted) || found.isOnTrial(each)) {
          world.violated(
              name + "'s " + each.token() + " is " + found.runs(each) + " after " + result);
        }
      }
    } catch (IOException e) {
      world.violated(name + "'s slots cannot be read: " + e);
    }
  }

  private void demandCertificate() {
    try {
      Instant end = keys().load().certificate().getNotAfter().toInstant();
      if (!world.instant().isBefore(end)) {
        world.violated(name + "'s certificate has ended at " + end);
      }
    } catch (GeneralSecurityException e) {
      world.violated(name + " has no certificate: " + e);
    }
  }

  private final class Ears implements DeviceListener {
    private final Power mine = power;

    @Override
    public void reportStored(long sequence, int count, int changed) {
      if (mine.isOn()) {
        world.note(name, "stored " + sequence);
        stored.add(sequence);
        waiting = Math.max(1, waiting);
      }
    }

    @Override
    public void uploaded(long sequence) {
      if (!mine.isOn()) {
        return;
      }
      world.note(name, "uploaded " + sequence);
      if (!server.memory(id).has(sequence)) {
        world.violated(name + " believes that report " + sequence + " is there, and it is not");
      }
      if (!acknowledged.add(sequence) && !stored.contains(sequence)) {
        world.violated(name + " never stored report " + sequence);
      }
    }

    @Override
    public void refused(long sequence, Problem problem) {
      world.violated(name + "'s report " + sequence + " is refused: " + problem);
    }

    @Override
    public void cutOff(Problem problem) {
      world.violated(name + " is cut off: " + problem);
    }

    @Override
    public void lost(List<Lost> ranges) {
      world.note(name, "lost " + ranges);
    }

    @Override
    public void update(UpdateStatus status) {
      world.note(name, "updates: " + status.stage());
    }

    @Override
    public void renewed(Instant until) {
      world.note(name, "renewed until " + until);
    }

    @Override
    public void problem(String message) {
      if (mine.isOn() && !world.isOver()) {
        world.note(name, "problem " + message);
        if (message.contains("began anew") || message.contains("The cycle failed")) {
          world.violated(name + ": " + message);
        }
      }
    }

    @Override
    public void waiting(int reports, Instant next) {
      if (mine.isOn()) {
        cycles++;
        waiting = reports;
        world.note(name, "waits with " + reports + " until " + next);
        if (device != null) {
          demandCertificate();
        }
      }
    }
  }
}
