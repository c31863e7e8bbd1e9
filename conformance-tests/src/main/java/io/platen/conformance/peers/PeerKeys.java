package io.platen.conformance.peers;

import io.platen.conformance.wire.Identity;
import java.util.List;
import java.util.UUID;

/**
 * All authorities and certificates of a fake server and of those who connect to it. Making keys
 * costs more than all the rest of a test, so many fake servers share them.
 *
 * @param device the id of the device record that is active
 * @param deactivated the id of the one that is not
 */
public record PeerKeys(
    PeerPki servers,
    PeerPki devices,
    Identity server,
    Identity sealing,
    UUID device,
    UUID deactivated,
    List<Named> personas) {

  public PeerKeys {
    personas = List.copyOf(personas);
  }

  /** An identity under the name that the suite's configuration has for it. */
  public record Named(String name, Identity identity) {}

  public static PeerKeys make() {
    PeerPki servers = PeerPki.named("Servers of the fake");
    PeerPki devices = PeerPki.named("Devices of the fake");
    PeerPki strangers = PeerPki.named("Strangers");
    UUID device = UUID.randomUUID();
    UUID deactivated = UUID.randomUUID();
    return new PeerKeys(
        servers,
        devices,
        servers.server(),
        servers.sealing("fake-server"),
        device,
        deactivated,
        List.of(
            new Named("valid", devices.device(device.toString())),
            new Named("expired", devices.expiredDevice(device.toString())),
            new Named("foreign", strangers.device(device.toString())),
            new Named("revoked", devices.device(deactivated.toString())),
            new Named("unknown", devices.device(UUID.randomUUID().toString()))));
  }
}
