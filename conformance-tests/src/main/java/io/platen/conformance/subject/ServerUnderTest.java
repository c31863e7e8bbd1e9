package io.platen.conformance.subject;

import io.platen.conformance.wire.Body;
import io.platen.conformance.wire.DnsClient;
import io.platen.conformance.wire.Exchange;
import io.platen.conformance.wire.Hello;
import io.platen.conformance.wire.HttpsClient;
import io.platen.conformance.wire.Identity;
import io.platen.conformance.wire.LiveChannel;
import io.platen.conformance.wire.LiveClient;
import io.platen.conformance.wire.Outcome.Away;
import io.platen.conformance.wire.Request;
import io.platen.conformance.wire.Response;
import io.platen.protocol.codec.SyncCodec;
import io.platen.protocol.enrolment.ActivationCode;
import io.platen.protocol.enrolment.EstBody;
import io.platen.protocol.live.LiveClose;
import io.platen.protocol.sync.Heartbeat;
import io.platen.protocol.xml.ProtocolException;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** The suite's hand on the server for one test; it keeps every exchange for the transcript. */
public final class ServerUnderTest implements Subject {
  public static final String MEDIA_TYPE = "application/vnd.platen+xml";

  private final Target target;
  private final HttpsClient client;
  private final LiveClient live;
  private final Duration patience;
  private final Instant now;
  private final Trials trials;
  private final List<Exchange> exchanges = new ArrayList<>();

  /**
   * @param patience how long an answer may take
   * @param now the time that reports of this test carry
   */
  public ServerUnderTest(Target target, Duration patience, Instant now) {
    this(target, patience, now, Trials.DEFAULT);
  }

  public ServerUnderTest(Target target, Duration patience, Instant now, Trials trials) {
    this.target = target;
    this.trials = trials;
    this.client = new HttpsClient(target.authorities(), patience);
    this.live = new LiveClient(target.authorities(), patience);
    this.patience = patience;
    this.now = now;
  }

  /** Sends a document as the valid device to the first update host. */
  public Exchange report(String document) {
    return send(Request.post(reports(), MEDIA_TYPE, Body.of(document)));
  }

  /** Sends as the valid device. */
  public Exchange send(Request request) {
    return send(identity(Persona.VALID), request);
  }

  public Exchange send(@Nullable Identity identity, Request request) {
    return send(identity, Hello.TLS_1_3, request);
  }

  /**
   * @throws Unmet where nobody listens, so that an absent server is never taken for one that
   *     refuses
   */
  public Exchange send(@Nullable Identity identity, Hello hello, Request request) {
    Exchange exchange = client.exchange(identity, hello, request);
    exchanges.add(exchange);
    demandThere(exchange);
    return exchange;
  }

  private static void demandThere(Exchange exchange) {
    if (exchange.outcome() instanceof Away away) {
      throw new Unmet("The server cannot be reached at " + away.why());
    }
  }

  /**
   * Sends as the valid device without a trace in the transcript, for what is sent by the thousand.
   */
  public Exchange probe(Request request) {
    return client.exchange(identity(Persona.VALID), Hello.TLS_1_3, request);
  }

  /**
   * The first probe of many.
   *
   * @throws Unmet where nobody listens; later on, that is what has become of the server
   */
  public Exchange firstProbe(Request request) {
    Exchange exchange = probe(request);
    demandThere(exchange);
    return exchange;
  }

  /** Puts an exchange into the transcript after all. */
  public void keep(Exchange exchange) {
    exchanges.add(exchange);
  }

  /** How far tests beyond single sentences go. */
  public Trials trials() {
    return trials;
  }

  /** Memory and threads of the server, where it can be told. */
  public Footprint footprint() {
    return target.footprint();
  }

  /** Sends all at once, each on a connection of its own; the exchanges are in the same order. */
  public List<Exchange> sendAtOnce(@Nullable Identity identity, List<Request> requests) {
    ExecutorService threads = Executors.newFixedThreadPool(requests.size());
    try {
      List<Callable<Exchange>> calls = new ArrayList<>();
      for (Request each : requests) {
        calls.add(() -> client.exchange(identity, Hello.TLS_1_3, each));
      }
      for (Future<Exchange> each : threads.invokeAll(calls)) {
        exchanges.add(each.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unmet("The suite was ended");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
    return List.copyOf(exchanges.subList(exchanges.size() - requests.size(), exchanges.size()));
  }

  /** The certificate of that name; a test that needs one that is not configured is skipped. */
  public Identity identity(Persona persona) {
    Identity identity = target.identities().get(persona);
    if (identity == null) {
      throw new Unmet(
          "The configuration names no "
              + persona.key()
              + ".certificate and "
              + persona.key()
              + ".key");
    }
    return identity;
  }

  public UUID device() {
    return target.device();
  }

  public UUID revokedDevice() {
    return target
        .revokedDevice()
        .orElseThrow(() -> new Unmet("The configuration names no revoked.device.id"));
  }

  /** Those that devices of this server pin. */
  public List<X509Certificate> authorities() {
    return target.authorities();
  }

  public Instant now() {
    return now;
  }

  public URI reports() {
    return path(target.update1(), "/update/v1/reports");
  }

  public URI reportsOfSecondHost() {
    return path(configured("update2.url", target.update2()), "/update/v1/reports");
  }

  public URI sync() {
    return path(target.download(), "/download/v1/sync");
  }

  public URI syncOfSecondHost() {
    return path(configured("download2.url", target.download2()), "/download/v1/sync");
  }

  public URI diagnosis() {
    return path(enrolment(), "/.well-known/platen/diagnosis");
  }

  public URI onUpdateHost(String path) {
    return path(target.update1(), path);
  }

  public URI onDownloadHost(String path) {
    return path(target.download(), path);
  }

  public URI onEnrolmentHost(String path) {
    return path(enrolment(), path);
  }

  /** An operation of EST. */
  public URI est(String operation) {
    return path(enrolment(), EstBody.PATH + operation);
  }

  /** An activation code that nobody has used. */
  public ActivationCode newCode() {
    return target.codes().take();
  }

  /** The name server for heartbeats. */
  public DnsClient registry() {
    return new DnsClient(
        target
            .registry()
            .orElseThrow(() -> new Unmet("The configuration names no heartbeat.address")),
        patience);
  }

  /** How the valid device shall tell that it lives. */
  public Heartbeat heartbeat() {
    Optional<Response> answer = send(Request.get(sync())).outcome().answer();
    try {
      Heartbeat told =
          answer.isEmpty() ? null : SyncCodec.read(answer.get().body().bytes()).heartbeat();
      if (told != null) {
        return told;
      }
    } catch (ProtocolException e) {
      throw new Unmet("The sync document cannot be read: " + e.getMessage());
    }
    throw new Unmet("The sync document names no zone for heartbeats");
  }

  /** Those who run the server. */
  public Operator operator() {
    Operator.Means means =
        target
            .operator()
            .orElseThrow(
                () -> new Unmet("The configuration names no operator.url and operator.token"));
    return new Operator(means, client);
  }

  /** A channel of the device in its best form; nothing was said over it yet. */
  public LiveChannel webSocket(Persona persona) {
    return live.webSocket(
        identity(persona), onUpdateHost("/update/v1/live"), LiveClose.SUBPROTOCOL);
  }

  /**
   * @param last the highest counter of a command that the device names
   */
  public LiveChannel events(long last) {
    return live.events(
        identity(Persona.VALID), onUpdateHost("/update/v1/live/events?last=" + last));
  }

  /** How long one answer may take. */
  public Duration patience() {
    return patience;
  }

  /** The repository that the server mirrors. */
  public Target.Updates updates() {
    return target
        .updates()
        .orElseThrow(
            () -> new Unmet("The configuration names no updates.repository and updates.root"));
  }

  @Override
  public List<Exchange> exchanges() {
    return List.copyOf(exchanges);
  }

  private URI enrolment() {
    return configured("est.url", target.enrolment());
  }

  private static URI configured(String key, Optional<URI> url) {
    return url.orElseThrow(() -> new Unmet("The configuration names no " + key));
  }

  /** A host may stand behind a prefix of a proxy, so the path is added to what is configured. */
  private static URI path(URI base, String path) {
    String text = base.toString();
    return URI.create((text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + path);
  }
}
