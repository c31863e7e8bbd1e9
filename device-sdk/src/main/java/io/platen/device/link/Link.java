package io.platen.device.link;

import io.platen.device.port.Keys;
import io.platen.protocol.Limit;
import io.platen.protocol.problem.ProblemType;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Variant;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.glassfish.jersey.client.spi.ConnectorProvider;
import org.jspecify.annotations.Nullable;

/**
 * One request, one answer, over mutual TLS 1.3. Connections are kept; after a failure they are made
 * anew, with the keys as they are then. Used by one thread; {@link #close} may come from another
 * and ends what runs.
 */
public final class Link implements AutoCloseable {
  /** Bodies of protocol documents. */
  public static final String PLATEN_XML = "application/vnd.platen+xml";

  /** RFC 9457. */
  public static final String PROBLEM_XML = "application/problem+xml";

  /** RFC 8551 section 3.2. */
  private static final MediaType SEALED =
      new MediaType("application", "pkcs7-mime", Map.of("smime-type", "authEnveloped-data"));

  private final Keys keys;
  private final @Nullable ProxySettings proxy;
  private final ConnectorProvider connector;
  private final Lines lines;
  private final DeviceClock clock;
  private final AnswerReader answers;
  private final boolean showsCertificate;
  private final @Nullable String pin;
  private final long enough;
  private final boolean mutual;
  private final LinkWatch watch;

  /** Not the link itself, which others hold for a whole request: {@link #close} must not wait. */
  private final Object state = new Object();

  private @Nullable Client client;
  private @Nullable Connected connected;
  private boolean closed;

  /** With a clock of its own, which its hosts put right. */
  public Link(
      Keys keys, @Nullable ProxySettings proxy, ConnectorProvider connector, InstantSource clock) {
    this(keys, proxy, connector, new DeviceClock(clock));
  }

  /**
   * @param clock is told the time of each answer
   */
  public Link(
      Keys keys, @Nullable ProxySettings proxy, ConnectorProvider connector, DeviceClock clock) {
    this(
        keys, proxy, connector, clock, true, null, false, Long.MAX_VALUE, new HostsSeen(List.of()));
  }

  private Link(
      Keys keys,
      @Nullable ProxySettings proxy,
      ConnectorProvider connector,
      DeviceClock clock,
      boolean showsCertificate,
      @Nullable String pin,
      boolean mutual,
      long enough,
      LinkWatch watch) {
    this.pin = pin;
    this.mutual = mutual;
    this.enough = enough;
    this.watch = watch;
    this.showsCertificate = showsCertificate;
    this.keys = keys;
    this.proxy = proxy;
    this.connector = connector;
    this.lines = new Lines(connector);
    this.clock = clock;
    this.answers = new AnswerReader(clock);
  }

  /** The same, for a host that needs no certificate of its clients: it is shown none. */
  Link withoutCertificate() {
    return new Link(keys, proxy, connector, clock, false, null, false, enough, watch);
  }

  /** The same, to update and download hosts: they must ask for the certificate. [PLT-TLS-042] */
  public Link mutual() {
    return new Link(keys, proxy, connector, clock, showsCertificate, pin, true, enough, watch);
  }

  /** The same, which tells how each request went. */
  public Link watchedBy(LinkWatch other) {
    return new Link(keys, proxy, connector, clock, showsCertificate, pin, mutual, enough, other);
  }

  /**
   * The same with connections of its own, for answers that take long: they are waited for as long
   * as enough of them comes. [PLT-UPD-071]
   */
  public Link forObjects() {
    long least = Limit.LEAST_RATE.value() * HttpClients.ANSWER.toSeconds();
    return new Link(keys, proxy, connector, clock, showsCertificate, pin, mutual, least, watch);
  }

  /** The same with other keys and authorities, to try them out: nobody is told how it went. */
  public Link with(Keys others) {
    LinkWatch nobody = new HostsSeen(List.of());
    return new Link(
        others, proxy, connector, clock, showsCertificate, null, mutual, enough, nobody);
  }

  /**
   * The same, for a server whose authority is known by its pin only. [PLT-ENR-050]
   *
   * @param authority {@link io.platen.protocol.enrolment.KeyPrint#pin()}
   */
  public Link trustingPin(String authority) {
    return new Link(
        keys, proxy, connector, clock, showsCertificate, authority, mutual, enough, watch);
  }

  /** The authority that the pin was found to mean, once a server has answered. */
  public Optional<java.security.cert.X509Certificate> foundAuthority() {
    synchronized (state) {
      Connected current = connected;
      return current == null ? Optional.empty() : current.trust().found();
    }
  }

  /**
   * The next request goes by certificate and authorities as they are now, where they have changed:
   * without that, a connection that works would outlive an authority that was taken away.
   */
  public void refresh() {
    Connected current;
    synchronized (state) {
      current = connected;
    }
    try {
      if (current != null && !current.isBy(keys.load())) {
        disconnect();
      }
    } catch (GeneralSecurityException e) {
      // Files that are just being written: the next failure, or the next cycle, looks again.
    }
  }

  /** The next request makes a new connection, with the keys as they are then. */
  public void reconnect() {
    disconnect();
  }

  /** Sends a document that is packed with gzip already. */
  public Answer post(URI host, String path, byte[] gzipBody, int maxAnswer)
      throws LinkFailedException {
    Variant type = new Variant(MediaType.valueOf(PLATEN_XML), (String) null, "gzip");
    return post(host, path, Entity.entity(gzipBody, type), maxAnswer);
  }

  /** [PLT-SEA-013] Sends an envelope. */
  public Answer postSealed(URI host, String path, byte[] envelope, int maxAnswer)
      throws LinkFailedException {
    return post(host, path, Entity.entity(envelope, SEALED), maxAnswer);
  }

  private Answer post(URI host, String path, Entity<byte[]> body, int maxAnswer)
      throws LinkFailedException {
    return exchange(host, maxAnswer, client -> request(client, host, path).buildPost(body));
  }

  /**
   * What is posted that is no document of the protocol.
   *
   * @param authorization for the header of that name
   * @param wanted media type of the answer
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Posted(String type, byte[] body, Optional<String> authorization, String wanted) {}

  /** Sends what is no document of the protocol. */
  public Answer post(URI host, String path, Posted posted, int maxAnswer)
      throws LinkFailedException {
    return exchange(
        host,
        maxAnswer,
        client -> {
          Invocation.Builder request =
              client.target(host).path(path).request(posted.wanted(), PROBLEM_XML);
          posted
              .authorization()
              .ifPresent(value -> request.header(HttpHeaders.AUTHORIZATION, value));
          return request.buildPost(Entity.entity(posted.body(), posted.type()));
        });
  }

  /** Fetches what is no document of the protocol. */
  public Answer get(URI host, String path, String wanted, int maxAnswer)
      throws LinkFailedException {
    return exchange(
        host,
        maxAnswer,
        client -> client.target(host).path(path).request(wanted, PROBLEM_XML).buildGet());
  }

  /** Fetches a document, unless it is the one with that tag. */
  public Answer get(URI host, String path, Optional<String> etag, int maxAnswer)
      throws LinkFailedException {
    return exchange(
        host,
        maxAnswer,
        client -> {
          Invocation.Builder request = request(client, host, path);
          etag.ifPresent(tag -> request.header(HttpHeaders.IF_NONE_MATCH, tag));
          return request.buildGet();
        });
  }

  /**
   * Asks for a part of an object (RFC 9110 section 14.2) and returns before it has come.
   *
   * @param from the first byte
   * @param to the byte after the last
   * @throws LinkFailedException when the answer is anything but just that part
   */
  public PartialAnswer open(URI host, String path, long from, long to) throws LinkFailedException {
    String range = "bytes=" + from + "-" + (to - 1);
    try {
      Response response =
          connect()
              .client()
              .target(host)
              .path(path)
              .request(MediaType.APPLICATION_OCTET_STREAM, PROBLEM_XML)
              .header("Range", range)
              .get();
      return PartialAnswer.of(host, response, from, to, clock.instant(), this::failed);
    } catch (IOException | GeneralSecurityException e) {
      throw failed(host, e);
    } catch (RuntimeException e) {
      throw failed(host, trouble(e));
    }
  }

  /**
   * The same with connections of its own, for answers that last: what counts is that some comes.
   */
  public Link forStreams() {
    return new Link(keys, proxy, connector, clock, showsCertificate, pin, mutual, 1, watch);
  }

  /**
   * Opens a stream of server-sent events and returns when its head has come.
   *
   * @param path with its query, from the first slash on
   * @param longest line in bytes
   * @throws LinkFailedException when what answers is no such stream
   */
  public EventStream events(URI host, String path, int longest) throws LinkFailedException {
    try {
      Response response =
          connect().client().target(at(host, path)).request("text/event-stream", PROBLEM_XML).get();
      return EventStream.of(host, response, longest, this::failed);
    } catch (IOException | GeneralSecurityException e) {
      throw failed(host, e);
    } catch (RuntimeException e) {
      throw failed(host, trouble(e));
    }
  }

  /** Fetches a document by a path with a query. */
  public Answer ask(URI host, String path, int maxAnswer) throws LinkFailedException {
    return exchange(
        host,
        maxAnswer,
        client -> client.target(at(host, path)).request(PLATEN_XML, PROBLEM_XML).buildGet());
  }

  private static URI at(URI host, String path) {
    String text = host.toString();
    return URI.create((text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + path);
  }

  private LinkFailedException failed(URI host, Exception e) {
    if (e instanceof LinkFailedException known) {
      return known; // an answer, though not of use: the connection is as good as before
    }
    Connected current;
    synchronized (state) {
      current = connected;
    }
    LinkFailure failure = Diagnosis.of(host, e, refused(current), own(current), watch);
    disconnect();
    watch.failed(failure);
    return new LinkFailedException(failure, e);
  }

  private static Invocation.Builder request(Client client, URI host, String path) {
    return client.target(host).path(path).request(PLATEN_XML, PROBLEM_XML);
  }

  private Answer exchange(URI host, int maxAnswer, Prepared prepared) throws LinkFailedException {
    Connected current = null;
    try {
      current = connect();
      Instant sent = clock.own();
      try (Response response = prepared.with(current.client()).invoke()) {
        Instant received = clock.own();
        Answer answer = demandSeen(answers.read(host, response, maxAnswer));
        PinnedTrust trust = current.trust();
        answer
            .date()
            .filter(date -> trust.isTimely(host, date))
            .ifPresent(date -> clock.heard(date, sent, received));
        watch.answered(host);
        return answer;
      }
    } catch (IOException | GeneralSecurityException e) {
      throw broken(host, current, e);
    } catch (RuntimeException e) {
      throw broken(host, current, trouble(e));
    }
  }

  private LinkFailedException broken(URI host, @Nullable Connected current, Exception e) {
    LinkFailure failure =
        e instanceof LinkFailedException known
            ? known.failure()
            : Diagnosis.of(host, e, refused(current), own(current), watch);
    disconnect();
    watch.failed(failure);
    return new LinkFailedException(failure, e);
  }

  /** A client that is closed in the middle of a request says so in ways of its own. */
  private Exception trouble(RuntimeException e) {
    if (e instanceof ProcessingException) {
      return e;
    }
    synchronized (state) {
      if (closed) {
        return new IOException("The device is being closed", e);
      }
    }
    throw e;
  }

  private static Optional<RefusedChain> refused(@Nullable Connected current) {
    return current == null ? Optional.empty() : current.trust().takeRefused();
  }

  private static java.security.cert.@Nullable X509Certificate own(@Nullable Connected current) {
    return current == null || current.material().chain().isEmpty()
        ? null
        : current.material().certificate();
  }

  private Connected connect() throws IOException, GeneralSecurityException {
    synchronized (state) {
      if (closed) {
        throw new IOException("The device is being closed");
      }
      Connected current = connected;
      if (current == null) {
        current = connected();
        connected = current;
      }
      return current;
    }
  }

  private Connected connected() throws IOException, GeneralSecurityException {
    Keys.Material material = keys.load();
    PinnedTrust trust =
        pin == null
            ? new PinnedTrust(material.authorities(), clock)
            : PinnedTrust.byPin(pin, clock);
    boolean shows = showsCertificate && !material.chain().isEmpty();
    SSLContext tls = shows ? HttpClients.tls(material, trust) : HttpClients.tls(trust);
    HttpClients.Security security = new HttpClients.Security(tls, mutual && shows, enough);
    lines.open(HttpClients.connections(security, proxy, clock::elapsed));
    Client made = client == null ? HttpClients.client(lines) : client;
    client = made;
    return new Connected(made, trust, material);
  }

  /** What stands before the server has not passed the certificate on. */
  private static Answer demandSeen(Answer answer) throws LinkFailedException {
    if (answer.status() == 403
        && Uploads.problem(answer)
            .filter(found -> found.type() == ProblemType.CERTIFICATE_STRIPPED)
            .isPresent()) {
      throw new LinkFailedException(
          new LinkFailure(
              answer.host(),
              LinkFailure.Kind.CERTIFICATE_STRIPPED,
              "the server has not seen the device's certificate",
              "Something on the way opens TLS, or the proxy before the server does not pass the"
                  + " certificate on: have it do so, or exempt this host"),
          null);
    }
    return answer;
  }

  /** Ends what runs and all connections; every request from now on fails. */
  @Override
  public void close() {
    Client made;
    synchronized (state) {
      closed = true;
      made = client;
    }
    disconnect();
    if (made != null) {
      made.close();
    }
  }

  /** Ends all connections; the next request makes new ones. */
  private void disconnect() {
    synchronized (state) {
      connected = null;
    }
    lines.end();
  }

  private interface Prepared {
    Invocation with(Client client);
  }

  private record Connected(Client client, PinnedTrust trust, Keys.Material material) {
    boolean isBy(Keys.Material now) {
      return material.chain().equals(now.chain())
          && material.authorities().equals(now.authorities());
    }
  }
}
