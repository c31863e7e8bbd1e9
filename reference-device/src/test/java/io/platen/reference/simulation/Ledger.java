package io.platen.reference.simulation;

import io.platen.device.DeviceListener;
import io.platen.device.port.Keys;
import io.platen.device.update.UpdateStatus;
import io.platen.protocol.problem.Problem;
import io.platen.protocol.release.ComponentName;
import io.platen.protocol.report.Report.Lost;
import io.platen.protocol.report.UpdateState;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** What a device has said of itself, over all its starts, and whether that holds. */
final class Ledger {
  private final UUID id;
  private final String name;
  private final Site site;
  private final World world;
  private final Set<Long> stored = new TreeSet<>();
  private int waiting;
  private int cycles;

  Ledger(UUID id, String name, Site site) {
    this.id = id;
    this.name = name;
    this.site = site;
    this.world = site.world();
  }

  int cycles() {
    return cycles;
  }

  /** Hears a device while it has power. */
  DeviceListener ears(Power power, Keys keys) {
    return new Ears(power, keys);
  }

  private ServerMemory memory() {
    return site.server().memory(id);
  }

  /** All that is to hold once nothing has gone wrong for long enough. */
  void demandDone(Keys keys) {
    if (waiting > 0) {
      world.violated(name + " still has " + waiting + " reports in its outbox");
    }
    for (long sequence : stored) {
      if (!memory().has(sequence) && !memory().isToldLost(sequence)) {
        world.violated(name + "'s report " + sequence + " was stored, and is lost");
      }
    }
    List<Long> known = memory().pages().values().stream().sorted().toList();
    List<Long> truth = site.printers().truth();
    if (!known.equals(truth)) {
      world.violated("of " + name + " the server knows " + known + ", not " + truth);
    }
    if (memory().epochs() > 1) {
      world.violated(name + " has begun anew");
    }
    if (memory().stored() != memory().size()) {
      world.violated("of " + name + " a report was stored twice");
    }
    demandCertificate(keys);
  }

  private void demandCertificate(Keys keys) {
    try {
      Instant end = keys.load().certificate().getNotAfter().toInstant();
      if (!world.instant().isBefore(end)) {
        world.violated(name + "'s certificate has ended at " + end);
      }
    } catch (GeneralSecurityException e) {
      world.violated(name + " has no certificate: " + e);
    }
  }

  /** An update has ended, the server knows how, and that is what runs. */
  void demandFirmware(Flash found) throws IOException {
    UpdateState.Result result = memory().result();
    if (result == null) {
      world.violated(name + "'s update has not ended, or nobody knows how");
      return;
    }
    boolean installed = result.outcome() == UpdateState.Outcome.CONFIRMED;
    if (installed && site.release().equals(Maker.BROKEN)) {
      world.violated(name + " stays with firmware that does not work");
    }
    String wanted = installed ? site.release() : Maker.FACTORY;
    for (ComponentName each : ComponentName.values()) {
      if (!found.runs(each).equals(wanted) || found.isOnTrial(each)) {
        world.violated(
            name + "'s " + each.token() + " is " + found.runs(each) + " after " + result);
      }
    }
  }

  /** What starts is whole. */
  void demandWhole(Flash flash) throws IOException {
    for (ComponentName each : ComponentName.values()) {
      String runs = flash.runs(each);
      world.note(name, "runs " + each.token() + " " + runs);
      if (runs.isEmpty()) {
        world.violated(name + " is bricked: its " + each.token() + " is torn");
      }
    }
  }

  private final class Ears implements DeviceListener {
    private final Power power;
    private final Keys keys;

    Ears(Power power, Keys keys) {
      this.power = power;
      this.keys = keys;
    }

    @Override
    public void reportStored(long sequence, int count, int changed) {
      if (power.isOn()) {
        world.note(name, "stored " + sequence);
        stored.add(sequence);
        waiting = Math.max(1, waiting);
      }
    }

    @Override
    public void uploaded(long sequence) {
      if (power.isOn()) {
        world.note(name, "uploaded " + sequence);
        if (!memory().has(sequence)) {
          world.violated(name + " believes that report " + sequence + " is there, and it is not");
        }
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
      if (power.isOn() && !world.isOver()) {
        world.note(name, "problem " + message);
        if (message.contains("began anew") || message.contains("The cycle failed")) {
          world.violated(name + ": " + message);
        }
      }
    }

    @Override
    public void waiting(int reports, Instant next) {
      if (power.isOn()) {
        cycles++;
        waiting = reports;
        world.note(name, "waits with " + reports + " until " + next);
        demandCertificate(keys);
      }
    }
  }
}
