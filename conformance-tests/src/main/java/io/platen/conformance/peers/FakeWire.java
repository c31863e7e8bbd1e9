package io.platen.conformance.peers;

import io.platen.conformance.wire.Exchange;
import io.platen.conformance.wire.Hello;
import io.platen.conformance.wire.HttpsClient;
import io.platen.conformance.wire.Outcome;
import io.platen.conformance.wire.Request;
import io.platen.conformance.wire.Response;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How the fake device sends, and which host of a pair it sends to. */
final class FakeWire {
  private static final int FAILURES_TO_TURN = 2;

  private FakeDeviceSetup setup;
  private HttpsClient client;
  private final Optional<DeviceFault> fault;
  private final Duration patience;
  private int host;
  private int failures;

  FakeWire(FakeDeviceSetup setup, Duration patience, Optional<DeviceFault> fault) {
    this.setup = setup;
    this.fault = fault;
    this.patience = patience;
    this.client = client();
  }

  private HttpsClient client() {
    boolean careless =
        FakeDevice.has(
            fault,
            DeviceFault.TRUSTS_EVERY_AUTHORITY,
            DeviceFault.IGNORES_THE_NAME,
            DeviceFault.TALKS_TO_WHOM_IT_REFUSES);
    return careless
        ? HttpsClient.careless(patience)
        : new HttpsClient(setup.authorities(), patience);
  }

  /** From now on it shows what this has, and trusts whom this has. */
  void use(FakeDeviceSetup other) {
    setup = other;
    client = client();
  }

  /** The host of a pair that is the turn of. */
  URI at(List<URI> pair, String path) {
    return URI.create(pair.get(host) + path);
  }

  /** Sends once; two failures in a row turn it to the other host (PLT-LNK-010). */
  Optional<Response> send(Request request) {
    if (FakeDevice.has(fault, DeviceFault.TALKS_TO_NOBODY)) {
      return Optional.empty();
    }
    Exchange exchange = client.exchange(setup.own().orElse(null), Hello.TLS_1_3, request);
    if (exchange.outcome() instanceof Outcome.Refused
        && FakeDevice.has(fault, DeviceFault.SPEAKS_TLS_1_2)) {
      exchange = client.exchange(setup.own().orElse(null), Hello.TLS_1_2, request);
    }
    Optional<Response> answer = exchange.outcome().answer();
    Optional<String> location =
        answer.filter(each -> each.status() == 307).flatMap(each -> each.header("Location"));
    if (location.isPresent() && FakeDevice.has(fault, DeviceFault.FOLLOWS_REDIRECTS)) {
      URI there = URI.create(location.get());
      return send(new Request(request.method(), there, request.headers(), request.body()));
    }
    count(answer);
    return answer;
  }

  private void count(Optional<Response> answer) {
    boolean failed = answer.map(Response::status).orElse(500) >= 500;
    failures = failed ? failures + 1 : 0;
    if (failures >= FAILURES_TO_TURN
        && !FakeDevice.has(fault, DeviceFault.STAYS_WITH_A_DEAD_HOST)) {
      host = 1 - host;
      failures = 0;
    }
  }
}
