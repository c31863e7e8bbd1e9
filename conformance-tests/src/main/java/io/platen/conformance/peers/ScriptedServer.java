package io.platen.conformance.peers;

import io.platen.conformance.peers.LoopbackHost.Asking;
import io.platen.conformance.wire.Body;
import io.platen.conformance.wire.Exchange;
import io.platen.conformance.wire.Identity;
import io.platen.conformance.wire.Outcome;
import io.platen.conformance.wire.Request;
import io.platen.conformance.wire.Request.Header;
import io.platen.conformance.wire.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A server for a device under test: it keeps to the protocol but where a test scripts another
 * answer, and tells what it saw.
 */
public final class ScriptedServer implements AutoCloseable {
  public static final String SYNC = "/download/v1/sync";
  public static final String REPORTS = "/update/v1/reports";

  private final Map<String, Responder> script = new ConcurrentHashMap<>();
  private final List<Exchange> seen = new ArrayList<>();
  private final Consumer<Exchange> journal;
  private final FakeProtocol protocol;
  private final LoopbackHost devices;
  private final LoopbackHost enrolment;
  private volatile Function<Asked, Optional<Reaction>> shelf = asked -> Optional.empty();
  private @Nullable X509Certificate lastShown;

  /** Answers in the place of the protocol. */
  @FunctionalInterface
  public interface Responder {
    /**
     * @param right what the protocol has for it; to ask for it has the effects of the request
     */
    Reaction answer(Asked asked, Supplier<Reaction> right);
  }

  /** A request, and who sent it. */
  public record Asked(Request request, Optional<X509Certificate> shown) {}

  /** What a host shows and speaks. */
  record Kind(Identity own, List<String> tls, boolean asks) {
    Asking asking() {
      return asks ? Asking.NEEDS : Asking.NOT;
    }
  }

  /**
   * @param authority of devices
   * @param journal told of each exchange
   */
  ScriptedServer(
      Kind kind,
      PeerPki authority,
      FakeProtocol protocol,
      Consumer<Exchange> journal,
      InstantSource clock) {
    this.protocol = protocol;
    this.journal = journal;
    this.devices =
        new LoopbackHost(
            kind.own(), authority.certificate(), kind.tls(), kind.asking(), this::onDevices, clock);
    this.enrolment =
        new LoopbackHost(
            kind.own(),
            authority.certificate(),
            kind.tls(),
            Asking.WANTS,
            this::onEnrolment,
            clock);
  }

  /** From now on a path is answered like this. */
  public ScriptedServer when(String path, Reaction reaction) {
    return when(path, (asked, right) -> reaction);
  }

  /** The same for who looks at the request. */
  public ScriptedServer when(String path, Responder responder) {
    script.put(path, responder);
    return this;
  }

  /** From now on a path is answered as the protocol has it. */
  public ScriptedServer behave(String path) {
    script.remove(path);
    return this;
  }

  /** From now on what this has goes before what the protocol has. */
  void stock(Function<Asked, Optional<Reaction>> other) {
    shelf = other;
  }

  /** From now on TLS ends with whoever shows a certificate to the hosts for devices. */
  public ScriptedServer refuse(boolean all) {
    devices.refuse(all);
    return this;
  }

  /** The same of the enrolment host. */
  public ScriptedServer refuseAtEnrolment(boolean all) {
    enrolment.refuse(all);
    return this;
  }

  /** From now on its hosts for devices send these bytes in the place of TLS; none: TLS again. */
  public ScriptedServer garble(byte[] instead) {
    devices.garble(instead);
    return this;
  }

  /** From now on its hosts for devices are of this kind, and speak TLS. */
  void become(Kind kind) {
    devices.garble(new byte[0]);
    devices.become(kind.own(), kind.tls(), kind.asking());
  }

  /** Goes on over its hosts for devices after an answer that changes the protocol. */
  void talkBy(Talker other) {
    devices.talkBy(other);
  }

  /** What came to a path, in order. */
  public synchronized List<Exchange> seen(String path) {
    return seen.stream().filter(each -> each.request().uri().getPath().equals(path)).toList();
  }

  /** All that came. */
  public synchronized List<Exchange> seen() {
    return List.copyOf(seen);
  }

  /** The certificate that came last to the hosts for devices. */
  public synchronized Optional<X509Certificate> lastShown() {
    return Optional.ofNullable(lastShown);
  }

  public URI deviceUrl() {
    return devices.url();
  }

  public URI enrolmentUrl() {
    return enrolment.url();
  }

  @Override
  public void close() {
    devices.close();
    enrolment.close();
  }

  private Reaction onDevices(HeldExchange exchange, Optional<X509Certificate> shown)
      throws IOException {
    return answer(deviceUrl(), exchange, shown, protocol::onDeviceHost);
  }

  private Reaction onEnrolment(HeldExchange exchange, Optional<X509Certificate> shown)
      throws IOException {
    return answer(enrolmentUrl(), exchange, shown, protocol::onEnrolmentListener);
  }

  private Reaction answer(
      URI base,
      HeldExchange exchange,
      Optional<X509Certificate> shown,
      FakeServer.Answerer protocol)
      throws IOException {
    Responder scripted = script.get(exchange.getRequestURI().getPath());
    Request request = request(base, exchange);
    Asked asked = new Asked(request, shown);
    Supplier<Reaction> right = () -> shelf.apply(asked).orElseGet(() -> right(exchange, protocol));
    Reaction answer = scripted == null ? right.get() : scripted.answer(asked, right);
    note(request, shown, answer);
    return answer;
  }

  private static Reaction right(HeldExchange exchange, FakeServer.Answerer protocol) {
    try {
      return Reaction.of(protocol.answer(Incoming.of(exchange)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized void note(
      Request request, Optional<X509Certificate> shown, Reaction answer) {
    String who =
        shown
            .map(
                each ->
                    "certificate "
                        + each.getSerialNumber()
                        + " of "
                        + each.getSubjectX500Principal())
            .orElse("no certificate");
    Exchange exchange = new Exchange(who, "TLS", request, outcome(answer));
    seen.add(exchange);
    lastShown = shown.orElse(lastShown);
    journal.accept(exchange);
  }

  private static Outcome outcome(Reaction answer) {
    if (answer.way() == Reaction.Way.HANG_UP) {
      return new Outcome.Refused("the suite ended the connection, as the test has it");
    }
    List<Header> headers =
        answer.headers().entrySet().stream()
            .map(each -> new Header(each.getKey(), each.getValue()))
            .toList();
    return new Outcome.Answered(new Response(answer.status(), "", headers, answer.body()));
  }

  private static Request request(URI base, HeldExchange exchange) {
    List<Header> headers = new ArrayList<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> values.forEach(each -> headers.add(new Header(name, each))));
    URI uri = URI.create(base + exchange.getRequestURI().toString());
    return new Request(exchange.getRequestMethod(), uri, headers, Body.of(exchange.body()));
  }
}
