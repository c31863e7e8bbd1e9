package io.platen.conformance.peers;

import io.platen.conformance.wire.Identity;
import io.platen.conformance.wire.Request;
import io.platen.conformance.wire.Response;
import io.platen.protocol.command.Command;
import io.platen.protocol.command.CommandReason;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.security.KeyPair;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the fake device goes over to another server, and what it gets wrong. */
final class FakeRedirect {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final List<String> PROBES = List.of(ScriptedServer.SYNC, GroundOrders.POLL);

  private final FakeDeviceSetup setup;
  private final FakeOutbox outbox;
  private final FakeTime time;
  private final Optional<DeviceFault> fault;
  private @Nullable FakeEnrolment enrolment;
  private @Nullable FakeDeviceSetup home;

  FakeRedirect(
      FakeDeviceSetup setup, FakeOutbox outbox, FakeTime time, Optional<DeviceFault> fault) {
    this.setup = setup;
    this.outbox = outbox;
    this.time = time;
    this.fault = fault;
  }

  /** The next one starts anew. */
  void begin() {
    enrolment = null;
  }

  /** Where it led to. */
  Optional<FakeDeviceSetup> home() {
    return Optional.ofNullable(home);
  }

  /** One more try: why it has failed for good; empty where it has not. */
  Optional<CommandReason> follow(Command command) {
    // Step 1 [PLT-CMD-019]
    if (!outbox.send() && !has(DeviceFault.LEAVES_REPORTS_BEHIND)) {
      return Optional.of(CommandReason.UNREACHABLE);
    }
    FakeDeviceSetup next = next(command);
    FakeEnrolment asking = enrolment;
    if (asking == null) {
      asking = new FakeEnrolment(next.enrolment(), next.authorities(), fault, time);
      if (has(DeviceFault.KEEPS_ITS_KEY)) {
        asking.use(pair(setup.own().orElseThrow()));
      }
      enrolment = asking;
    }
    // Steps 2 and 3 [PLT-CMD-016] [PLT-CMD-017]
    FakeEnrolment.Asked asked = asking.enrol(parameter(command, "code"));
    if (asked.got().isEmpty()) {
      return asked.waits() ? Optional.empty() : Optional.of(CommandReason.TURNED_AWAY);
    }
    FakeDeviceSetup there = next.as(asked.got().get());
    // Step 4 [PLT-CMD-018]
    if (!isLetIn(there) && !has(DeviceFault.GOES_OVER_UNSEEN)) {
      return Optional.of(CommandReason.TURNED_AWAY);
    }
    home = there; // Step 5
    return Optional.empty();
  }

  private static KeyPair pair(Identity own) {
    return new KeyPair(own.chain().get(0).getPublicKey(), own.key());
  }

  private boolean isLetIn(FakeDeviceSetup there) {
    FakeWire wire = new FakeWire(there, PATIENCE, time, fault);
    return PROBES.stream()
        .allMatch(
            path -> {
              String query = path.equals(GroundOrders.POLL) ? "?last=0&wait=0" : "";
              Optional<Response> answer = wire.send(Request.get(wire.at(path + query)));
              return answer.filter(each -> each.status() < 300).isPresent();
            });
  }

  private FakeDeviceSetup next(Command command) {
    return setup.at(
        hosts(command, "update"),
        hosts(command, "download"),
        URI.create(parameter(command, "enrolment")),
        authority(parameter(command, "authority")));
  }

  private static List<URI> hosts(Command command, String name) {
    List<String> named = List.of(parameter(command, name).split(" ", -1));
    return List.of(URI.create(named.get(0)), URI.create(named.get(named.size() - 1)));
  }

  private static X509Certificate authority(String base64) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
    } catch (CertificateException e) {
      throw new IllegalArgumentException("authority is no certificate", e);
    }
  }

  private static String parameter(Command command, String name) {
    return command.parameter(name).orElse("");
  }

  private boolean has(DeviceFault one) {
    return FakeDevice.has(fault, one);
  }
}
