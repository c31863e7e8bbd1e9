package io.platen.device.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.platen.protocol.codec.ProblemCodec;
import io.platen.protocol.codec.ReceiptCodec;
import io.platen.protocol.codec.ReportCodec;
import io.platen.protocol.codec.SyncCodec;
import io.platen.protocol.problem.Problem;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.report.Receipt;
import io.platen.protocol.report.Report;
import io.platen.protocol.sync.DiscoveryEntry;
import io.platen.protocol.sync.ListedProfile;
import io.platen.protocol.sync.Policy;
import io.platen.protocol.sync.SyncDocument;
import io.platen.protocol.xml.ProtocolException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/**
 * Plays update and download host over real mutual TLS 1.3. It keeps what it acknowledged, refuses a
 * delta whose base it lacks, and does what a test tells it instead.
 */
public final class TestServer implements AutoCloseable {
  private final HttpsServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Report> reports = new CopyOnWriteArrayList<>();
  private final Set<Integer> clientPorts = new CopyOnWriteArraySet<>();
  private final List<String> types = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile SyncDocument document;
  private volatile Map<ListedProfile, byte[]> profiles = Map.of();
  private volatile TestOpener opener;
  private volatile Handler instead;

  /** Answers in place of the server. */
  public interface Handler {
    /** Whether it has answered; else the server does as usual. */
    boolean handle(HttpExchange exchange) throws IOException;
  }

  public TestServer(TestAuthority.Issued own, X509Certificate deviceAuthority, UUID device) {
    this(own, deviceAuthority, device, Asks.NEEDS);
  }

  /** Whether a server asks its clients for a certificate. */
  public enum Asks {
    NEEDS,
    WANTS,
    NEVER
  }

  /**
   * @param needsCertificate false for one that wants it only, as an enrolment host
   */
  public TestServer(
      TestAuthority.Issued own,
      X509Certificate deviceAuthority,
      UUID device,
      boolean needsCertificate) {
    this(own, deviceAuthority, device, needsCertificate ? Asks.NEEDS : Asks.WANTS);
  }

  /** Like something that opens TLS where it never asks. */
  public TestServer(
      TestAuthority.Issued own, X509Certificate deviceAuthority, UUID device, Asks asks) {
    document = new SyncDocument(device, null, Policy.DEFAULT, List.of());
    try {
      server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      SSLContext tls = tls(own, deviceAuthority);
      server.setHttpsConfigurator(
          new HttpsConfigurator(tls) {
            @Override
            public void configure(HttpsParameters parameters) {
              SSLParameters ssl = getSSLContext().getDefaultSSLParameters();
              ssl.setWantClientAuth(asks == Asks.WANTS);
              if (asks == Asks.NEEDS) {
                ssl.setNeedClientAuth(true);
              }
              ssl.setProtocols(new String[] {"TLSv1.3"});
              parameters.setSSLParameters(ssl);
            }
          });
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  /** For servers that are made in another way. */
  public static SSLContext tls(TestAuthority.Issued own, X509Certificate deviceAuthority)
      throws GeneralSecurityException, IOException {
    char[] password = "only in memory".toCharArray();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    keys.setKeyEntry("server", own.key(), password, own.chain().toArray(new Certificate[0]));
    KeyManagerFactory keyManagers = KeyManagerFactory.getInstance("PKIX");
    keyManagers.init(keys, password);
    KeyStore trust = KeyStore.getInstance("PKCS12");
    trust.load(null, null);
    trust.setCertificateEntry("devices", deviceAuthority);
    TrustManagerFactory trustManagers = TrustManagerFactory.getInstance("PKIX");
    trustManagers.init(trust);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
    return context;
  }

  public URI address() {
    return URI.create("https://localhost:" + server.getAddress().getPort());
  }

  public TestServer withEntries(DiscoveryEntry... entries) {
    return with(new SyncDocument(document.device(), null, document.policy(), List.of(entries)));
  }

  public TestServer withPolicy(Policy policy) {
    return with(new SyncDocument(document.device(), null, policy, document.entries()));
  }

  /** Lists these printer profiles, and gives them to whoever asks. */
  public TestServer withProfiles(Map<ListedProfile, byte[]> listed) {
    profiles = Map.copyOf(listed);
    return with(
        new SyncDocument(
            document.device(),
            null,
            document.policy(),
            document.entries(),
            List.copyOf(listed.keySet())));
  }

  /** Names these sealing certificates, the first as its own, and opens what was sealed for it. */
  public TestServer sealing(TestAuthority.Issued... own) {
    opener = new TestOpener(own[0]);
    return with(
        document.sealed(
            new SyncDocument.Sealing(
                false, Stream.of(own).map(TestAuthority.Issued::certificate).toList())));
  }

  /** Names none any more, and opens as before. */
  public TestServer namingNoSealing() {
    return with(document.sealed(null));
  }

  public TestServer with(SyncDocument other) {
    document = other;
    return this;
  }

  /** From now on this answers; null for the server itself. */
  public void instead(Handler handler) {
    instead = handler;
  }

  /** Forgets all reports, as a server does that was restored from an old backup. */
  public void forget() {
    reports.clear();
  }

  /** What was acknowledged, in order. */
  public List<Report> reports() {
    return Collections.unmodifiableList(new ArrayList<>(reports));
  }

  /** Methods and paths of all requests that arrived. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** The media types of the reports that arrived. */
  public List<String> types() {
    return List.copyOf(types);
  }

  /** The device's end of each connection that carried a request. */
  public Set<Integer> clientPorts() {
    return new TreeSet<>(clientPorts);
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
    clientPorts.add(exchange.getRemoteAddress().getPort());
    try (exchange) {
      Handler other = instead;
      if (other != null && other.handle(exchange)) {
        return;
      }
      switch (exchange.getRequestURI().getPath()) {
        case "/update/v1/reports" -> report(exchange);
        case "/download/v1/sync" -> sync(exchange);
        default -> profile(exchange);
      }
    }
  }

  private void profile(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    for (Map.Entry<ListedProfile, byte[]> each : profiles.entrySet()) {
      if (path.equals("/download/v1/profiles/" + each.getKey().sha256())) {
        respond(exchange, 200, "application/vnd.platen+xml", each.getValue());
        return;
      }
    }
    problem(exchange, ProblemType.NOT_FOUND);
  }

  private void report(HttpExchange exchange) throws IOException {
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    types.add(type);
    Report report = type.contains("pkcs7") ? opener.read(exchange) : read(exchange);
    if (!subject(exchange).equals("CN=" + report.device())) {
      problem(exchange, ProblemType.DEVICE_MISMATCH);
    } else if (isKnown(report)) {
      receipt(exchange, report);
    } else if (report.base() != null
        && reports.stream().noneMatch(known -> known.sequence() == report.base())) {
      problem(exchange, ProblemType.BASE_UNKNOWN);
    } else {
      reports.add(report);
      receipt(exchange, report);
    }
  }

  private boolean isKnown(Report report) {
    return reports.stream()
        .anyMatch(
            known -> known.epoch().equals(report.epoch()) && known.sequence() == report.sequence());
  }

  public static Report read(HttpExchange exchange) {
    try {
      byte[] body = exchange.getRequestBody().readAllBytes();
      return ReportCodec.read(new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes());
    } catch (ProtocolException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String subject(HttpExchange exchange) throws IOException {
    return ((HttpsExchange) exchange).getSSLSession().getPeerPrincipal().getName();
  }

  private void receipt(HttpExchange exchange, Report report) throws IOException {
    respond(
        exchange,
        200,
        "application/vnd.platen+xml",
        ReceiptCodec.write(new Receipt(report.device(), report.epoch(), report.sequence())));
  }

  private void sync(HttpExchange exchange) throws IOException {
    byte[] xml = SyncCodec.write(document);
    String tag = "\"" + java.util.Arrays.hashCode(xml) + "\"";
    exchange.getResponseHeaders().set("ETag", tag);
    if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
      exchange.sendResponseHeaders(304, -1);
    } else {
      respond(exchange, 200, "application/vnd.platen+xml", xml);
    }
  }

  public static void problem(HttpExchange exchange, ProblemType type) throws IOException {
    exchange.getRequestBody().readAllBytes();
    respond(
        exchange,
        type.status(),
        "application/problem+xml",
        ProblemCodec.write(new Problem(type, "said by the test", null, null, null)));
  }

  public static void respond(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
