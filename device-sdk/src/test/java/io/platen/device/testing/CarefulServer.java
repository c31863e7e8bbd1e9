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
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntSupplier;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Enrolment and hosts for devices that forgive nothing: a code is for one key, and a certificate
 * counts until the next one has come. It keeps what it committed in order, so that a test can have
 * it as it was at any moment.
 */
public final class CarefulServer implements TestServer.Handler {
  private static final Duration LIFE = Duration.ofDays(365 * 73);

  private final TestAuthority authority;
  private final UUID device;
  private final ActivationCode code;
  private final IntSupplier moment;
  private final List<Commit> commits = new ArrayList<>();
  private final Map<PublicKey, X509Certificate> given = new LinkedHashMap<>();
  private final Set<X509Certificate> seen = new HashSet<>();
  private final Set<X509Certificate> superseded = new HashSet<>();
  private PublicKey codeKey;
  private int lost;
  private List<X509Certificate> named;
  private byte[] wanted;

  /**
   * @param moment how far the device's disk has come, asked at each commit
   */
  public CarefulServer(
      TestAuthority authority, UUID device, ActivationCode code, IntSupplier moment) {
    this.authority = authority;
    this.device = device;
    this.code = code;
    this.moment = moment;
    this.named = List.of(authority.certificate());
  }

  private enum Kind {
    ENROLLED,
    RENEWED,
    SEEN
  }

  private record Commit(Kind kind, int moment, X509Certificate certificate) {}

  /** The server as it was after its first commits, on a copy. */
  public CarefulServer afterCommits(int count) {
    CarefulServer copy = new CarefulServer(authority, device, code, moment);
    commits.subList(0, count).forEach(copy::apply);
    return copy;
  }

  /**
   * How many commits the server can have made when the device's disk was there: all that came
   * before, and each of those at that very moment, whose answer the device never heard.
   */
  public List<Integer> commitsPossibleAt(int disk) {
    int least = (int) commits.stream().filter(each -> each.moment() < disk).count();
    int most = (int) commits.stream().filter(each -> each.moment() <= disk).count();
    List<Integer> possible = new ArrayList<>();
    for (int count = least; count <= most; count++) {
      possible.add(count);
    }
    return possible;
  }

  /** So many certificates are given, and their answers never come. */
  public synchronized CarefulServer losing(int answers) {
    lost = answers;
    return this;
  }

  /** Devices are told to trust these. */
  public synchronized CarefulServer naming(X509Certificate... authorities) {
    named = List.of(authorities);
    return this;
  }

  /** Requests are to have this, as DER; not said unless set. */
  public synchronized CarefulServer wanting(byte[] attributes) {
    wanted = attributes;
    return this;
  }

  /** How many certificates it has given for its one code. */
  public synchronized long enrolled() {
    return commits.stream().filter(each -> each.kind() == Kind.ENROLLED).count();
  }

  /** How many it has given for others. */
  public synchronized long renewed() {
    return commits.stream().filter(each -> each.kind() == Kind.RENEWED).count();
  }

  private void commit(Kind kind, X509Certificate certificate) {
    apply(new Commit(kind, moment.getAsInt(), certificate));
  }

  private void apply(Commit each) {
    commits.add(each);
    X509Certificate certificate = each.certificate();
    if (each.kind() == Kind.SEEN) {
      given.values().stream().filter(other -> !other.equals(certificate)).forEach(superseded::add);
      seen.add(certificate);
      return;
    }
    if (each.kind() == Kind.ENROLLED) {
      codeKey = certificate.getPublicKey();
    }
    // What nobody has used is forgotten when another takes its place.
    given.values().stream().filter(other -> !seen.contains(other)).forEach(superseded::add);
    given.put(certificate.getPublicKey(), certificate);
  }

  @Override
  public synchronized boolean handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    X509Certificate shown = shown(exchange);
    if (!path.startsWith(EstBody.PATH)) {
      return keepsOut(exchange, shown);
    }
    try {
      switch (path.substring(EstBody.PATH.length())) {
        case "cacerts" -> respond(exchange, named);
        case "csrattrs" -> attributes(exchange);
        case "simpleenroll" -> enrol(exchange);
        case "simplereenroll" -> renew(exchange, shown);
        default -> TestServer.problem(exchange, ProblemType.NOT_FOUND);
      }
      return true;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static X509Certificate shown(HttpExchange exchange) {
    try {
      return (X509Certificate) ((HttpsExchange) exchange).getSSLSession().getPeerCertificates()[0];
    } catch (SSLPeerUnverifiedException e) {
      return null;
    }
  }

  private boolean counts(X509Certificate shown) {
    return shown != null && given.containsValue(shown) && !superseded.contains(shown);
  }

  private boolean keepsOut(HttpExchange exchange, X509Certificate shown) throws IOException {
    if (!counts(shown)) {
      TestServer.problem(exchange, ProblemType.CERTIFICATE_UNKNOWN);
      return true;
    }
    if (!seen.contains(shown)) {
      commit(Kind.SEEN, shown);
    }
    return false;
  }

  private void enrol(HttpExchange exchange) throws IOException, GeneralSecurityException {
    String wanted = code.selector() + ":" + code.secret();
    String expected =
        "Basic " + Base64.getEncoder().encodeToString(wanted.getBytes(StandardCharsets.US_ASCII));
    if (!expected.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      TestServer.problem(exchange, ProblemType.CODE_REFUSED);
      return;
    }
    PublicKey key = EstServer.key(exchange);
    if (codeKey != null && !codeKey.equals(key)) {
      TestServer.problem(exchange, ProblemType.CODE_USED);
      return;
    }
    if (codeKey == null) {
      commit(Kind.ENROLLED, authority.issue(device, key, TestAuthority.FROM, LIFE));
    }
    answer(exchange, given.get(key));
  }

  private void renew(HttpExchange exchange, X509Certificate shown)
      throws IOException, GeneralSecurityException {
    PublicKey key = EstServer.key(exchange);
    if (!counts(shown) || key.equals(shown.getPublicKey())) {
      TestServer.problem(exchange, ProblemType.CERTIFICATE_UNKNOWN);
      return;
    }
    if (!seen.contains(shown)) {
      commit(Kind.SEEN, shown);
    }
    X509Certificate before = given.get(key);
    if (before != null && superseded.contains(before)) {
      TestServer.problem(exchange, ProblemType.REQUEST_REFUSED);
      return;
    }
    if (before == null) {
      commit(Kind.RENEWED, authority.issue(device, key, TestAuthority.FROM, LIFE));
    }
    answer(exchange, given.get(key));
  }

  private void answer(HttpExchange exchange, X509Certificate certificate)
      throws IOException, GeneralSecurityException {
    if (lost > 0) {
      lost--;
      throw new IOException("The answer is lost");
    }
    respond(exchange, List.of(certificate));
  }

  private void attributes(HttpExchange exchange) throws IOException {
    if (wanted == null) {
      TestServer.problem(exchange, ProblemType.NOT_FOUND);
      return;
    }
    TestServer.respond(exchange, 200, EstBody.ATTRIBUTES, EstBody.encode(wanted));
  }

  private static void respond(HttpExchange exchange, List<X509Certificate> certificates)
      throws IOException, GeneralSecurityException {
    TestServer.respond(exchange, 200, EstBody.CERTIFICATES, EstBody.certificates(certificates));
  }
}
