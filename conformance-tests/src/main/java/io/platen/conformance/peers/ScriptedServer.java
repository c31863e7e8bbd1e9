package io.platen.conformance.peers;

import com.sun.net.httpserver.HttpExchange;
import io.platen.conformance.peers.FakeProtocol.Answer;
import io.platen.conformance.wire.Body;
import io.platen.conformance.wire.Exchange;
import io.platen.conformance.wire.Identity;
import io.platen.conformance.wire.Outcome;
import io.platen.conformance.wire.Request;
import io.platen.conformance.wire.Request.Header;
import io.platen.conformance.wire.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * A server for a device under test: it keeps to the protocol but where a test scripts another
 * answer, and tells what it saw.
 */
public final class ScriptedServer implements AutoCloseable {
  public static final String SYNC = "/download/v1/sync";
  public static final String REPORTS = "/update/v1/reports";

  private static final int MOST = 4 * 1024 * 1024;

  private final Map<String, Reaction> script = new ConcurrentHashMap<>();
  private final List<Exchange> seen = new ArrayList<>();
  private final Consumer<Exchange> journal;
  private final FakeProtocol protocol;
  private final FakeServer server;

  /**
   * @param own what it shows
   * @param tls the versions that it speaks
   * @param journal told of each exchange
   */
  ScriptedServer(
      Identity own,
      PeerPki devices,
      FakeProtocol protocol,
      List<String> tls,
      Consumer<Exchange> journal) {
    this.protocol = protocol;
    this.journal = journal;
    this.server =
        new FakeServer(own, devices, this::onDevices, this::onEnrolment, tls, Optional.empty());
  }

  /** From now on a path is answered like this. */
  public ScriptedServer when(String path, Reaction reaction) {
    script.put(path, reaction);
    return this;
  }

  /** From now on a path is answered as the protocol has it. */
  public ScriptedServer behave(String path) {
    script.remove(path);
    return this;
  }

  /** What came to a path, in order. */
  public synchronized List<Exchange> seen(String path) {
    return seen.stream().filter(each -> each.request().uri().getPath().equals(path)).toList();
  }

  /** All that came. */
  public synchronized List<Exchange> seen() {
    return List.copyOf(seen);
  }

  public URI deviceUrl() {
    return server.deviceUrl();
  }

  public URI enrolmentUrl() {
    return server.enrolmentUrl();
  }

  @Override
  public void close() {
    server.close();
  }

  private Answer onDevices(HttpExchange exchange, Optional<X509Certificate> shown)
      throws IOException {
    return answer(deviceUrl(), exchange, shown, protocol::onDeviceHost);
  }

  private Answer onEnrolment(HttpExchange exchange, Optional<X509Certificate> shown)
      throws IOException {
    return answer(enrolmentUrl(), exchange, shown, protocol::onEnrolmentListener);
  }

  private Answer answer(
      URI base,
      HttpExchange exchange,
      Optional<X509Certificate> shown,
      FakeServer.Answerer protocol)
      throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MOST);
    exchange.setStreams(new ByteArrayInputStream(body), null);
    Reaction scripted = script.get(exchange.getRequestURI().getPath());
    Answer answer = scripted == null ? protocol.answer(exchange, shown) : scripted.answer();
    note(request(base, exchange, body), shown, answer);
    return answer;
  }

  private synchronized void note(Request request, Optional<X509Certificate> shown, Answer answer) {
    String who =
        shown.map(each -> "certificate " + each.getSubjectX500Principal()).orElse("no certificate");
    List<Header> headers =
        answer.headers().entrySet().stream()
            .map(each -> new Header(each.getKey(), each.getValue()))
            .toList();
    Response response = new Response(answer.status(), "", headers, Body.of(answer.body()));
    Exchange exchange = new Exchange(who, "TLS", request, new Outcome.Answered(response));
    seen.add(exchange);
    journal.accept(exchange);
  }

  private static Request request(URI base, HttpExchange exchange, byte[] body) {
    List<Header> headers = new ArrayList<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> values.forEach(each -> headers.add(new Header(name, each))));
    URI uri = URI.create(base + exchange.getRequestURI().toString());
    return new Request(exchange.getRequestMethod(), uri, headers, Body.of(body));
  }
}
