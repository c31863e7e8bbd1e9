package io.platen.device;

import io.platen.device.printer.PrinterSnapshot;
import io.platen.device.printer.local.LocalAgents;
import io.platen.device.printer.local.LocalAgents.RefusedException;
import io.platen.device.printer.local.LocalIdentity;
import io.platen.device.printer.local.Pairings;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the printers of all local agents that the device is paired with, and of no others; one that
 * gives nothing costs the others nothing. [PLT-LPA-023] [PLT-LPA-025]
 */
final class LocalReading {
  private final Pairings pairings;
  private final LocalAgents agents;
  private final DeviceListener listener;

  LocalReading(Pairings pairings, LocalAgents agents, DeviceListener listener) {
    this.pairings = pairings;
    this.agents = agents;
    this.listener = listener;
  }

  /**
   * @throws InterruptedException when the device stops
   */
  List<PrinterSnapshot> read(Instant now) throws InterruptedException {
    List<PrinterSnapshot> all = new ArrayList<>();
    try {
      List<Pairings.Peer> peers = pairings.list();
      if (!peers.isEmpty()) {
        LocalIdentity own = pairings.identity();
        for (Pairings.Peer agent : peers) {
          all.addAll(read(own, agent, now));
        }
      }
    } catch (IOException | RuntimeException e) {
      listener.problem("Local agents are not asked: " + e.getMessage());
    }
    return all;
  }

  private List<PrinterSnapshot> read(LocalIdentity own, Pairings.Peer agent, Instant now)
      throws InterruptedException {
    try {
      List<PrinterSnapshot> snapshots = agents.read(own, agent, now);
      snapshots.forEach(listener::printerRead);
      return snapshots;
    } catch (RefusedException e) {
      listener.problem("The local agent gives nothing: " + e.getMessage());
    } catch (IOException | RuntimeException e) {
      listener.problem(
          "The local agent at " + agent.host() + " does not answer: " + e.getMessage());
    }
    return List.of();
  }
}
