package io.platen.conformance.peers;

import io.platen.conformance.wire.Hello;
import io.platen.conformance.wire.HttpsClient;
import io.platen.conformance.wire.Outcome;
import io.platen.conformance.wire.Request;
import io.platen.conformance.wire.Response;
import io.platen.protocol.Limit;
import io.platen.protocol.codec.ProblemCodec;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.sync.SyncDocument.Hosts;
import io.platen.protocol.xml.ProtocolException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the fake device sends, and which host of a pair it sends to. */
final class FakeWire {
  private static final long TOO_MUCH = 64L * 1024 * 1024;

  private final Optional<DeviceFault> fault;
  private final Duration patience;
  private final FakeTime time;
  private final FakeHosts updates;
  private final FakeHosts downloads;
  private final Optional<FakeTunnel> tunnel;
  private FakeDeviceSetup setup;
  private HttpsClient client;
  private final FakeObstacles obstacles;

  FakeWire(FakeDeviceSetup setup, Duration patience, FakeTime time, Optional<DeviceFault> fault) {
    this.setup = setup;
    this.fault = fault;
    this.patience = patience;
    this.time = time;
    this.updates = new FakeHosts(setup.updates(), fault);
    this.downloads = new FakeHosts(setup.downloads(), fault);
    this.tunnel =
        has(DeviceFault.KNOWS_NO_PROXY)
            ? Optional.empty()
            : setup.proxy().map(each -> new FakeTunnel(each, fault));
    this.obstacles = new FakeObstacles(setup, time, patience, fault);
    this.client = client();
  }

  private HttpsClient client() {
    boolean careless =
        FakeDevice.has(
            fault,
            DeviceFault.TRUSTS_EVERY_AUTHORITY,
            DeviceFault.IGNORES_THE_NAME,
            DeviceFault.TALKS_TO_WHOM_IT_REFUSES);
    HttpsClient made =
        careless
            ? HttpsClient.careless(patience)
            : new HttpsClient(setup.authorities(), patience).at(time::forCertificates);
    // [PLT-TLS-042]
    HttpsClient asked = has(DeviceFault.TALKS_TO_HOSTS_THAT_ASK_NOTHING) ? made : made.mutual();
    HttpsClient reads = has(DeviceFault.READS_WITHOUT_END) ? asked.draining(TOO_MUCH) : asked;
    return tunnel.isPresent() ? reads.by(tunnel.get()) : reads;
  }

  /** From now on it shows what this has, and trusts whom this has. */
  void use(FakeDeviceSetup other) {
    setup = other;
    client = client();
  }

  /** What keeps it from its hosts. */
  FakeObstacles obstacles() {
    return obstacles;
  }

  /** What a sync document names; null for nothing. */
  void adopt(@Nullable Hosts named) {
    updates.adopt(named == null ? List.of() : named.update());
    downloads.adopt(named == null ? List.of() : named.download());
  }

  /** The device was started anew. */
  void restart() {
    updates.restart();
    downloads.restart();
  }

  /** A path of the host whose turn it is. */
  URI at(String path) {
    return URI.create(hosts(path).choose(time.instant()) + path);
  }

  private FakeHosts hosts(String path) {
    return path.startsWith("/update/") ? updates : downloads;
  }

  /** Sends once; failures turn it to another host. */
  Optional<Response> send(Request request) {
    if (has(DeviceFault.TALKS_TO_NOBODY)) {
      return Optional.empty();
    }
    Optional<Response> answer = once(request);
    for (int i = 0; i < 3 && has(DeviceFault.KNOCKS_AT_THE_PROXY) && wasRefused(); i++) {
      answer = once(request);
    }
    Optional<String> location =
        answer.filter(each -> each.status() == 307).flatMap(each -> each.header("Location"));
    if (location.isPresent() && has(DeviceFault.FOLLOWS_REDIRECTS)) {
      return send(at(request, URI.create(location.get())));
    }
    return judged(request, answer);
  }

  private boolean wasRefused() {
    return tunnel.filter(FakeTunnel::takeRefused).isPresent();
  }

  private Optional<Response> once(Request request) {
    if (has(DeviceFault.SENDS_TO_BOTH_HOSTS)) {
      beside(request);
    }
    Outcome outcome = client.exchange(setup.own().orElse(null), Hello.TLS_1_3, request).outcome();
    if (outcome instanceof Outcome.Refused && has(DeviceFault.SPEAKS_TLS_1_2)) {
      outcome = client.exchange(setup.own().orElse(null), Hello.TLS_1_2, request).outcome();
    }
    Optional<Response> answer = outcome.answer();
    answer
        .flatMap(each -> each.header("Date"))
        .ifPresent(date -> time.heard(date, setup.authorities()));
    if (tunnel.isEmpty() && setup.own().isPresent()) {
      URI host = request.uri().resolve("/");
      answer.ifPresentOrElse(each -> obstacles.answered(host), () -> obstacles.failed(host));
    }
    return answer;
  }

  /** The same to all other hosts, at once. */
  private void beside(Request request) {
    List<URI> all = setup.updates();
    String path = request.uri().getRawPath();
    all.stream()
        .map(each -> URI.create(each + path))
        .filter(each -> !each.equals(request.uri()) && path.startsWith("/update/"))
        .forEach(
            each ->
                new Thread(
                        () ->
                            client.exchange(
                                setup.own().orElse(null), Hello.TLS_1_3, at(request, each)))
                    .start());
  }

  private static Request at(Request request, URI other) {
    return new Request(request.method(), other, request.headers(), request.body());
  }

  /** What the answer, or that there is none, says of the host. */
  private Optional<Response> judged(Request request, Optional<Response> answer) {
    String path = request.uri().getRawPath();
    String whole = request.uri().toString();
    URI host = URI.create(whole.substring(0, whole.indexOf(path)));
    int status = answer.map(Response::status).orElse(500);
    if (status >= 500 || (status == 404 && path.startsWith("/update/"))) {
      boolean probe = hosts(path).failed(host, time.instant());
      return probe ? send(at(request, at(path))) : answer;
    } else if (answer.filter(FakeWire::stops).isPresent()
        && hosts(path).doubts(host, time.instant())) {
      return send(at(request, at(path)));
    } else {
      hosts(path).answered(host);
    }
    return answer;
  }

  /** What came of a part of an object; nothing where nothing did. */
  byte[] part(URI host, String path, long from, long to, int most) {
    Request request =
        Request.get(URI.create(host + path)).with("Range", "bytes=" + from + "-" + (to - 1));
    try {
      return client.part(setup.own().orElse(null), request, most, leastRate());
    } catch (IOException e) {
      return new byte[0];
    }
  }

  /** [PLT-UPD-071] */
  private long leastRate() {
    return has(DeviceFault.WAITS_FOR_THE_SLOW) ? 0 : Limit.LEAST_RATE.value();
  }

  /** Whether a host answers, and not by a fault of its own. */
  boolean isThere(String url) {
    Request request = Request.get(URI.create(url));
    return client
        .exchange(setup.own().orElse(null), Hello.TLS_1_3, request)
        .outcome()
        .answer()
        .filter(each -> each.status() < 500)
        .isPresent();
  }

  /**
   * [PLT-TLS-032] Asks the enrolment host why nobody answers.
   *
   * @return whether it says that the device may not work
   */
  boolean askWhy() {
    if (tunnel.isPresent() || has(DeviceFault.TALKS_TO_NOBODY)) {
      return false;
    }
    boolean any = setup.downloads().stream().anyMatch(each -> isThere(each + "/"));
    boolean asks = !any || has(DeviceFault.ASKS_WHY_AT_ONCE);
    return asks
        && !has(DeviceFault.NEVER_ASKS_WHY)
        && new FakeDiagnosis(setup.enrolment(), client, fault).stops(setup.own().orElseThrow());
  }

  /** Whether it says that the device may not work. */
  static boolean stops(Response answer) {
    try {
      return answer.status() == 403
          && ProblemCodec.read(answer.body().bytes()).type() == ProblemType.DEVICE_INACTIVE;
    } catch (ProtocolException e) {
      return false;
    }
  }

  private boolean has(DeviceFault one) {
    return FakeDevice.has(fault, one);
  }
}
