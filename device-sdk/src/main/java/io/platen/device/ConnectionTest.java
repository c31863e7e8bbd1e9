package io.platen.device;

import io.platen.device.link.ConnectionSteps;
import io.platen.device.link.CutOffReason;
import io.platen.device.link.DeviceClock;
import io.platen.device.link.DiagnosisHost;
import io.platen.device.link.HostsSeen;
import io.platen.device.link.Link;
import io.platen.device.port.Interfaces;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tries the way to each host step by step: link, address, name, connect, proxy, tls, server. Says
 * of the first that fails why, and what to do.
 */
public final class ConnectionTest {
  private ConnectionTest() {}

  /**
   * Tries all hosts of the configuration. Sends nothing that the server stores.
   *
   * @return whether every step at every host passed
   */
  public static boolean run(DeviceConfig config, Listener listener) {
    Map<URI, String> hosts = new LinkedHashMap<>();
    config.updateHosts().forEach(host -> hosts.put(host, "update/v1/reports"));
    config.downloadHosts().forEach(host -> hosts.put(host, "download/v1/sync"));
    boolean good = true;
    HostsSeen seen = new HostsSeen(config.hosts());
    try (Link link = link(config).mutual().watchedBy(seen)) {
      ConnectionSteps steps =
          new ConnectionSteps(link, config.proxy(), Interfaces::ofThisMachine, listener::step);
      for (Map.Entry<URI, String> host : hosts.entrySet()) {
        good &= steps.run(host.getKey(), host.getValue());
      }
    }
    if (!good) {
      config.enrolmentHost().ifPresent(host -> diagnose(config, host, listener));
    }
    return good;
  }

  private static Link link(DeviceConfig config) {
    DeviceClock clock = DeviceClock.alone(config.clock(), config.built());
    return new Link(config.keys(), config.proxy(), config.connector(), clock);
  }

  /** What the server itself says of this device's certificate. */
  private static void diagnose(DeviceConfig config, URI host, Listener listener) {
    try (DiagnosisHost enrolment = new DiagnosisHost(link(config), config.keys(), host)) {
      enrolment.ask().match(new Told(host, listener));
    }
  }

  private record Told(URI host, Listener listener) implements CutOffReason.Cases<Boolean> {
    @Override
    public Boolean cutOff(CutOffReason.CutOff reason) {
      return step(false, ConnectionSteps.text(reason.problem()));
    }

    @Override
    public Boolean letIn(CutOffReason.LetIn reason) {
      return step(true, "the server would let this device in: look for what is on the way");
    }

    @Override
    public Boolean unknown(CutOffReason.Unknown reason) {
      return step(false, reason.why().what() + ". " + reason.why().advice());
    }

    private boolean step(boolean passed, String what) {
      listener.step(host, "diagnosis", passed, what);
      return passed;
    }
  }

  /** Hears how each step went; {@code what} says what to do where it failed. */
  @FunctionalInterface
  public interface Listener {
    void step(URI host, String step, boolean passed, String what);
  }
}
