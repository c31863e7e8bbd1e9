package io.platen.device.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import io.platen.protocol.enrolment.ActivationCode;
import io.platen.protocol.enrolment.EstBody;
import io.platen.protocol.problem.ProblemType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;

/**
 * The enrolment of a {@link TestServer}: one code, one device, and a memory of the keys that were
 * given certificates. A test may let it lose answers, wait for a person, or give what is wrong.
 */
public final class EstServer implements TestServer.Handler {
  private static final String PATH = EstBody.PATH;

  private final TestAuthority authority;
  private final UUID device;
  private final ActivationCode code;
  private final Supplier<Instant> clock;
  private final Map<PublicKey, X509Certificate> issued = new HashMap<>();
  private final List<PublicKey> asked = new ArrayList<>();
  private final List<Instant> times = new ArrayList<>();
  private int pending;
  private int lost;
  private Duration life = Duration.ofDays(365 * 73);
  private Optional<X509Certificate> instead = Optional.empty();

  public EstServer(
      TestAuthority authority, UUID device, ActivationCode code, Supplier<Instant> clock) {
    this.authority = authority;
    this.device = device;
    this.code = code;
    this.clock = clock;
  }

  /** So many answers say that a person has to look first. */
  public EstServer pending(int answers) {
    pending = answers;
    return this;
  }

  /** So many certificates are issued, and their answers never come. */
  public synchronized EstServer losing(int answers) {
    lost = answers;
    return this;
  }

  /** Certificates end so long after the beginning of 2025. */
  public EstServer lasting(Duration each) {
    life = each;
    return this;
  }

  /** This is what every key is given. */
  public EstServer giving(X509Certificate certificate) {
    instead = Optional.of(certificate);
    return this;
  }

  /** The keys that certificates were asked for, in order, also those that got none. */
  public synchronized List<PublicKey> asked() {
    return List.copyOf(asked);
  }

  /** When they were asked for. */
  public synchronized List<Instant> times() {
    return List.copyOf(times);
  }

  public synchronized int issued() {
    return issued.size();
  }

  /** The certificate that a key was given. */
  public synchronized X509Certificate certificate(PublicKey key) {
    return issued.get(key);
  }

  @Override
  public synchronized boolean handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (!path.startsWith(PATH)) {
      return false;
    }
    try {
      switch (path.substring(PATH.length())) {
        case "cacerts" ->
            TestServer.respond(
                exchange,
                200,
                EstBody.CERTIFICATES,
                EstBody.certificates(List.of(authority.certificate())));
        case "simpleenroll" -> enrol(exchange);
        case "simplereenroll" -> issue(exchange);
        default -> TestServer.problem(exchange, ProblemType.NOT_FOUND);
      }
      return true;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void enrol(HttpExchange exchange) throws IOException, GeneralSecurityException {
    String wanted = code.selector() + ":" + code.secret();
    String header = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    byte[] said = Base64.getDecoder().decode(header.replaceFirst("^Basic |^null$", ""));
    boolean factory = header.equals("null") && isShown(exchange);
    if (!factory && !new String(said, StandardCharsets.US_ASCII).equals(wanted)) {
      TestServer.problem(exchange, ProblemType.CODE_REFUSED);
      return;
    }
    issue(exchange);
  }

  private static boolean isShown(HttpExchange exchange) {
    try {
      return ((HttpsExchange) exchange).getSSLSession().getPeerCertificates().length > 0;
    } catch (javax.net.ssl.SSLPeerUnverifiedException e) {
      return false;
    }
  }

  /** The key that a request asks a certificate for. */
  static PublicKey key(HttpExchange exchange) throws IOException, GeneralSecurityException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    return new JcaPKCS10CertificationRequest(EstBody.decode(body)).getPublicKey();
  }

  private void issue(HttpExchange exchange) throws IOException, GeneralSecurityException {
    PublicKey key = key(exchange);
    asked.add(key);
    times.add(clock.get());
    if (pending > 0) {
      pending--;
      exchange.getResponseHeaders().set("Retry-After", "30");
      exchange.sendResponseHeaders(202, -1);
      return;
    }
    X509Certificate certificate =
        instead.orElseGet(
            () ->
                issued.computeIfAbsent(
                    key, each -> authority.issue(device, each, TestAuthority.FROM, life)));
    if (lost > 0) {
      lost--;
      throw new IOException("The answer is lost");
    }
    TestServer.respond(
        exchange, 200, EstBody.CERTIFICATES, EstBody.certificates(List.of(certificate)));
  }
}
