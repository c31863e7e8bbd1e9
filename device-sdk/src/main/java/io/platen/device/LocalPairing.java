package io.platen.device;

import io.platen.device.printer.local.LocalAgents;
import io.platen.device.printer.local.LocalAgents.RefusedException;
import io.platen.device.printer.local.LocalIdentity;
import io.platen.device.printer.local.Pairings;
import io.platen.protocol.local.PairingCode;
import java.io.IOException;
import java.util.List;

/** Finds local agents and pairs a device with them (chapter LPA); the device may run meanwhile. */
public final class LocalPairing {
  private final Pairings pairings;
  private final LocalAgents agents;

  private LocalPairing(Pairings pairings, LocalAgents agents) {
    this.pairings = pairings;
    this.agents = agents;
  }

  /**
   * That of a device.
   *
   * @throws IOException when its folder cannot be used
   */
  public static LocalPairing of(DeviceConfig config) throws IOException {
    return new LocalPairing(config.pairings(), config.localAgents());
  }

  /** Whether a local agent answers there. */
  public boolean find(String host, int port) throws IOException, InterruptedException {
    return agents.find(host, port).isPresent();
  }

  /**
   * Pairs with the agent that shows this code; from the next cycle on the device reads its
   * printers.
   *
   * @throws RefusedException when the agent refuses, or does not know the code itself
   */
  public void pair(String host, int port, PairingCode code)
      throws IOException, InterruptedException, RefusedException {
    LocalIdentity own = pairings.identity();
    pairings.add(own, agents.pair(own, host, port, code));
  }

  /** Hosts of the agents that the device is paired with. */
  public List<String> hosts() throws IOException {
    return pairings.list().stream().map(Pairings.Peer::host).toList();
  }

  /** Forgets an agent; false where there was none. */
  public boolean forget(String host) throws IOException {
    return pairings.remove(host);
  }
}
