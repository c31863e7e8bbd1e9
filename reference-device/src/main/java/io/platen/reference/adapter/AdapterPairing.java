package io.platen.reference.adapter;

import io.platen.device.DeviceConfig;
import io.platen.device.LocalPairing;
import io.platen.device.printer.local.LocalAgents;
import io.platen.protocol.local.PairingCode;
import io.platen.reference.adapter.AdapterAnswer.Outcome;
import java.io.IOException;
import java.util.Optional;

/** Pairs the device under test with a local agent, as somebody at the site does. */
final class AdapterPairing {
  private final LocalPairing pairing;

  AdapterPairing(DeviceConfig config) throws IOException {
    this.pairing = LocalPairing.of(config);
  }

  /**
   * @param where host and port
   * @param typed the code that the agent shows
   */
  AdapterAnswer pair(String where, String typed) throws InterruptedException {
    int colon = where.lastIndexOf(':');
    String host = where.substring(0, colon);
    int port = Integer.parseInt(where.substring(colon + 1));
    Optional<PairingCode> code = PairingCode.parse(typed);
    try {
      if (code.isEmpty() || !pairing.find(host, port)) {
        return new AdapterAnswer(Outcome.FAILED, "no agent answers at " + where);
      }
      pairing.pair(host, port, code.get());
      return AdapterAnswer.done();
    } catch (LocalAgents.RefusedException e) {
      return new AdapterAnswer(Outcome.REFUSED, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return new AdapterAnswer(Outcome.FAILED, String.valueOf(e.getMessage()));
    }
  }
}
