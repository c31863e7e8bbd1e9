package io.platen.reference.demo;

import io.platen.reference.stack.DeviceIdentity;
import io.platen.reference.stack.FactoryAuthority;
import io.platen.reference.stack.ServerApi;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The devices that the conformance suite plays, beside the demo's own: one that is welcome, with a
 * certificate that is good, one whose time is over and one of an authority that the server does not
 * know; and one that was cut off, with a good certificate.
 */
final class SuiteIdentities {
  private final ServerApi api;
  private final FactoryAuthority factory;
  private final Instant now;

  SuiteIdentities(ServerApi api, FactoryAuthority factory, Instant now) {
    this.api = api;
    this.factory = factory;
    this.now = now;
  }

  /** By the names that the suite's configuration gives them. */
  Map<String, DeviceIdentity> make() throws InterruptedException {
    UUID welcome = api.createDevice("Conformance suite");
    UUID cutOff = api.createDevice("Conformance suite, cut off");
    api.post("/devices/" + cutOff + "/deactivate", null);
    FactoryAuthority stranger = FactoryAuthority.make("An authority nobody knows", now);
    Map<String, DeviceIdentity> identities = new LinkedHashMap<>();
    identities.put("valid", factory.issue(welcome));
    identities.put("expired", factory.issueExpired(welcome));
    identities.put("foreign", stranger.issue(welcome));
    identities.put("revoked", factory.issue(cutOff));
    identities.put("unknown", factory.issue(UUID.randomUUID()));
    return identities;
  }
}
