package io.platen.conformance.peers;

import com.sun.net.httpserver.HttpExchange;
import io.platen.conformance.wire.Identity;
import io.platen.protocol.codec.ProblemCodec;
import io.platen.protocol.codec.ReceiptCodec;
import io.platen.protocol.codec.ReportCodec;
import io.platen.protocol.codec.SyncCodec;
import io.platen.protocol.enrolment.ActivationCode;
import io.platen.protocol.enrolment.EstBody;
import io.platen.protocol.heartbeat.HeartbeatKeys;
import io.platen.protocol.problem.Problem;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.report.Receipt;
import io.platen.protocol.report.Report;
import io.platen.protocol.seal.Opener;
import io.platen.protocol.sync.Heartbeat;
import io.platen.protocol.sync.Policy;
import io.platen.protocol.sync.SyncDocument;
import io.platen.protocol.xml.BoundedGzip;
import io.platen.protocol.xml.ProtocolException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the fake server answers, and the one thing that it gets wrong. */
public final class FakeProtocol {
  private static final String DOCUMENT = "application/vnd.platen+xml";
  static final String SECOND_HOST = "/second";
  static final Heartbeat HEARTBEAT =
      new Heartbeat("hb.example", Duration.ofHours(1), new byte[HeartbeatKeys.SECRET_BYTES]);
  private static final int LIMIT = 256 * 1024;
  private static final byte[] EMPTY = {};
  private static final int STORM = 10;

  private final UUID device;
  private final UUID deactivated;
  private final Optional<Fault> fault;
  private final FakeProfiles profiles;
  private final FakeAssignments assignments;
  private final FakeUpdates updates;
  private final FakeOpener opener;
  private final Set<UUID> envelopes = ConcurrentHashMap.newKeySet();
  private int answers;
  private final FakeEst est;
  private final Map<String, byte[]> received = new ConcurrentHashMap<>();

  /**
   * @param authority that gives devices their certificates
   * @param sealing what devices seal for
   */
  public FakeProtocol(
      UUID device, UUID deactivated, PeerPki authority, Identity sealing, Optional<Fault> fault) {
    this.est = new FakeEst(authority, this, fault);
    this.opener = new FakeOpener(sealing);
    this.device = device;
    this.deactivated = deactivated;
    this.fault = fault;
    this.profiles = new FakeProfiles(fault);
    this.assignments = new FakeAssignments(authority, fault);
    this.updates = new FakeUpdates(fault);
  }

  /** What devices that trust the mirrored repository have built in. */
  byte[] updatesRoot() {
    return updates.root();
  }

  /** One more activation code, for a device of its own. */
  void add(ActivationCode code) {
    est.add(code);
  }

  Answer onEnrolmentListener(HttpExchange exchange, Optional<X509Certificate> shown)
      throws IOException {
    Optional<String> commonName = shown.map(FakeProtocol::commonName);
    String path = exchange.getRequestURI().getPath();
    if (path.startsWith(EstBody.PATH)) {
      return est.answer(exchange, shown.orElse(null));
    }
    if (path.equals("/.well-known/platen/diagnosis") && !has(Fault.HIDES_DIAGNOSIS)) {
      return diagnosis(commonName.orElse(""));
    }
    if (has(Fault.ANSWERS_EVERYWHERE)) {
      return onDeviceListener(exchange, Optional.of(device.toString()));
    }
    return problem(ProblemType.NOT_FOUND, null, "No such path on the enrolment host");
  }

  private Answer diagnosis(String name) {
    boolean welcome = name.equals(device.toString()) && !has(Fault.DIAGNOSES_THE_HEALTHY);
    if (welcome || has(Fault.DIAGNOSES_NOTHING)) {
      return new Answer(204, Map.of(), new byte[0]);
    }
    boolean inactive = name.equals(deactivated.toString());
    ProblemType type = inactive ? ProblemType.DEVICE_INACTIVE : ProblemType.CERTIFICATE_UNKNOWN;
    Answer problem = problem(type, null, "What a host for devices would say");
    return new Answer(200, problem.headers(), problem.body());
  }

  private static X509Certificate certificate(String field) throws IOException {
    byte[] der = Base64.getDecoder().decode(field.substring(1, field.length() - 1));
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException e) {
      throw new IOException(e);
    }
  }

  private static String commonName(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().getName().replaceFirst("^CN=", "");
  }

  Answer onDeviceHost(HttpExchange exchange, Optional<X509Certificate> byTls) throws IOException {
    Optional<X509Certificate> shown = byTls;
    String passedOn = exchange.getRequestHeaders().getFirst("Client-Cert");
    if (has(Fault.TAKES_ANYBODY_FOR_A_PROXY) && passedOn != null) {
      shown = Optional.of(certificate(passedOn));
    }
    if (shown.isPresent() && !est.lets(shown.get())) {
      return problem(ProblemType.CERTIFICATE_UNKNOWN, "PLT-ENR-019", "Another took its place");
    }
    return onDeviceListener(exchange, shown.map(FakeProtocol::commonName));
  }

  private Answer onDeviceListener(HttpExchange exchange, Optional<String> commonName)
      throws IOException {
    if (!has(Fault.IGNORES_DEACTIVATION)
        && commonName.filter(deactivated.toString()::equals).isPresent()) {
      return problem(ProblemType.DEVICE_INACTIVE, null, "Ask the diagnosis on the enrolment host");
    }
    if (!has(Fault.KNOWS_EVERY_DEVICE) && commonName.filter(name -> !isKnown(name)).isPresent()) {
      return problem(ProblemType.CERTIFICATE_UNKNOWN, "PLT-TLS-007", "No such record");
    }
    if (has(Fault.HANGS_UP)) {
      throw new IOException("Nothing more to say");
    }
    // The second update host is the first one behind a prefix.
    String asked = exchange.getRequestURI().getPath();
    String host = asked.startsWith(SECOND_HOST) ? SECOND_HOST : "";
    String path = asked.substring(host.length());
    String method = exchange.getRequestMethod();
    return switch (path) {
      case "/update/v1/reports" ->
          method.equals("POST")
              ? reports(exchange, commonName.orElse(""), host)
              : problem(ProblemType.METHOD_NOT_ALLOWED, null, "Reports are posted");
      case "/download/v1/sync" -> sync(exchange, commonName.orElse(""));
      case FakeAssignments.PATH -> assignment(exchange, commonName.orElse(""));
      default ->
          Optional.of(path)
              .filter(name -> name.startsWith(FakeProfiles.PATH))
              .flatMap(name -> profiles.find(name, exchange.getRequestURI().getQuery()))
              .or(() -> updates.find(path, exchange.getRequestHeaders()))
              .orElseGet(() -> problem(ProblemType.NOT_FOUND, null, "No such path: " + path));
    };
  }

  private boolean isKnown(String name) {
    return name.equals(device.toString()) || name.equals(deactivated.toString()) || est.knows(name);
  }

  private Answer sync(HttpExchange exchange, String commonName) {
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    String of =
        has(Fault.SYNCS_WHO_IS_ASKED_FOR) && query.startsWith("device=")
            ? query.substring("device=".length())
            : commonName;
    byte[] document =
        SyncCodec.write(
            new SyncDocument(
                    UUID.fromString(of),
                    null,
                    Policy.DEFAULT,
                    List.of(),
                    List.of(profiles.listed()),
                    has(Fault.NAMES_NO_SEALING_CERTIFICATE) ? null : opener.told(),
                    assignments.told())
                .beating(HEARTBEAT));
    if (has(Fault.SENDS_BROKEN_SYNC)) {
      String text = new String(document, StandardCharsets.UTF_8);
      document = text.replace("bodyBytes=\"", "bodyBytes=\"-").getBytes(StandardCharsets.UTF_8);
    }
    int digest = has(Fault.GIVES_EACH_ANSWER_A_TAG) ? answers++ : Arrays.hashCode(document);
    String tag = "\"" + Integer.toHexString(digest) + "\"";
    if (has(Fault.GIVES_NO_TAG)) {
      return Answer.of(200, DOCUMENT, document);
    }
    if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))
        && !has(Fault.SENDS_SYNC_AGAIN)) {
      return new Answer(304, Map.of("ETag", tag), new byte[0]);
    }
    return new Answer(200, Map.of("Content-Type", DOCUMENT, "ETag", tag), document);
  }

  private Answer assignment(HttpExchange exchange, String commonName) throws IOException {
    byte[] question = exchange.getRequestBody().readNBytes(LIMIT);
    try {
      return assignments.answer(question, commonName, exchange.getRequestURI().getQuery());
    } catch (ProtocolException e) {
      return problem(e.type(), e.requirement(), String.valueOf(e.getMessage()));
    }
  }

  private Answer reports(HttpExchange exchange, String commonName, String host) throws IOException {
    String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
    String coding = exchange.getRequestHeaders().getFirst("Content-Encoding");
    boolean gzip = "gzip".equals(coding);
    boolean sealed = type.startsWith(FakeOpener.MEDIA_TYPE) && !has(Fault.OPENS_NO_SEALED_REPORTS);
    boolean known = (sealed || type.equals(DOCUMENT)) && (coding == null || gzip);
    if ((!known && !has(Fault.TAKES_ANY_MEDIA_TYPE)) || (gzip && has(Fault.KNOWS_NO_GZIP))) {
      return problem(ProblemType.UNSUPPORTED_MEDIA_TYPE, null, type + ", " + coding);
    }
    long length = announced(exchange);
    byte[] sent = length > LIMIT ? EMPTY : exchange.getRequestBody().readNBytes(LIMIT + 1);
    if (length > LIMIT || sent.length > LIMIT) {
      return tooLarge(Fault.TAKES_LARGE_BODIES);
    }
    String claim = exchange.getRequestHeaders().getFirst("X-Client-DN");
    boolean believed = has(Fault.BELIEVES_HEADERS) && claim != null;
    try {
      byte[] body = gzip ? BoundedGzip.inflate(sent, LIMIT) : sent;
      if (sealed) {
        return sealed(exchange, body, commonName, host);
      }
      return report(body, believed ? claim.replace("CN=", "") : commonName, host);
    } catch (ProtocolException e) {
      if ("PLT-LNK-003".equals(e.requirement())) {
        return tooLarge(Fault.INFLATES_WITHOUT_END);
      }
      return has(Fault.FAILS_ON_BROKEN_GZIP) && "PLT-LNK-004".equals(e.requirement())
          ? problem(ProblemType.INTERNAL, null, "The server failed")
          : problem(e.type(), e.requirement(), String.valueOf(e.getMessage()));
    }
  }

  private Answer sealed(HttpExchange exchange, byte[] envelope, String commonName, String host)
      throws IOException, ProtocolException {
    try {
      Opener.Opened opened = opener.open(exchange, envelope, commonName);
      byte[] body = BoundedGzip.inflate(opened.packed(), LIMIT);
      FakeOpener.compare(opened.header(), ReportCodec.read(body));
      return has(Fault.COUNTS_EACH_ENVELOPE) && !envelopes.add(opened.header().epoch())
          ? reused()
          : report(body, commonName, host);
    } catch (ProtocolException e) {
      if (isBlindTo(e)) {
        return Answer.of(200, DOCUMENT, ReceiptCodec.write(new Receipt(device, device, 1)));
      }
      throw e;
    }
  }

  /** Takes what breaks this rule. */
  private boolean isBlindTo(ProtocolException e) {
    return fault.filter(one -> one.requirement().id().equals(e.requirement())).isPresent();
  }

  /** The length that a body is said to have; 0 where nothing is said. */
  private static long announced(HttpExchange exchange) {
    String length = exchange.getRequestHeaders().getFirst("Content-Length");
    return length == null ? 0 : Long.parseLong(length);
  }

  private Answer tooLarge(Fault taking) {
    if (has(Fault.PARSES_BEFORE_IT_COUNTS)) {
      return problem(ProblemType.MALFORMED, "PLT-XML-001", "The end of the report is missing");
    }
    return has(taking)
        ? Answer.of(200, DOCUMENT, ReceiptCodec.write(new Receipt(device, device, 1)))
        : problem(ProblemType.TOO_LARGE, null, "At most " + LIMIT + " bytes");
  }

  private Answer report(byte[] body, String commonName, String host) throws ProtocolException {
    String text = new String(body, StandardCharsets.UTF_8);
    if (has(Fault.FETCHES_WHAT_IS_NAMED)) {
      fetch(text);
    }
    if (has(Fault.TAKES_ANY_AGENT) && text.contains("<via>")) {
      return Answer.of(200, DOCUMENT, ReceiptCodec.write(new Receipt(device, device, 1)));
    }
    if (has(Fault.REFUSES_PRINTERS_OF_AGENTS) && text.contains("<via>")) {
      return problem(ProblemType.SCHEMA_VIOLATION, "PLT-XML-016", "More than this server knows");
    }
    if (has(Fault.REFUSES_EVERY_REPORT)) {
      return problem(ProblemType.SCHEMA_VIOLATION, "PLT-XML-016", "Not today");
    }
    if ((has(Fault.REFUSES_OTHER_NAMESPACES) && text.contains("xmlns:x="))
        || (has(Fault.REFUSES_LATER_MINORS) && text.contains(" v=\"1.7\""))
        || (has(Fault.REFUSES_UNKNOWN_TOKENS) && text.contains("x-conformance"))) {
      return problem(ProblemType.SCHEMA_VIOLATION, "PLT-XML-016", "More than this server knows");
    }
    try {
      return stored(body, ReportCodec.read(body), commonName, host);
    } catch (ProtocolException e) {
      if (has(Fault.COUNTS_REFUSED_REPORTS)) {
        received.put(keyOf(text, host), body);
      }
      if (isBlindTo(e)) {
        return Answer.of(200, DOCUMENT, ReceiptCodec.write(new Receipt(device, device, 1)));
      }
      throw e;
    }
  }

  /** Goes to the first place of the document that it can reach. */
  private static void fetch(String text) {
    Matcher place = Pattern.compile("http://([0-9.]+):([0-9]+)/").matcher(text);
    if (place.find()) {
      try (Socket socket = new Socket(place.group(1), Integer.parseInt(place.group(2)))) {
        socket.shutdownOutput();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private Answer stored(byte[] body, Report report, String commonName, String host) {
    if (has(Fault.IS_ALONE) && !host.isEmpty()) {
      return problem(ProblemType.UNAVAILABLE, null, "There is no second host");
    }
    if (!report.device().toString().equals(commonName) && !has(Fault.TAKES_REPORTS_OF_OTHERS)) {
      return problem(ProblemType.DEVICE_MISMATCH, "PLT-RPT-003", "Not " + commonName);
    }
    if (has(Fault.REFUSES_WRONG_TIMES) && report.created().isBefore(Instant.ofEpochSecond(1))) {
      return problem(ProblemType.SCHEMA_VIOLATION, "PLT-XML-016", "A report of long ago");
    }
    String key = key(report.epoch().toString(), report.sequence(), host);
    byte[] before = received.get(key);
    if (before != null && !has(Fault.FORGETS_WHAT_IT_RECEIVED)) {
      return Arrays.equals(before, body) && !has(Fault.REFUSES_THE_SAME_REPORT_AGAIN)
          ? receipt(report)
          : reused();
    }
    if (isRefusedByFault(report)) {
      return problem(ProblemType.SCHEMA_VIOLATION, "PLT-RPT-011", "One report is enough");
    }
    if (report.kind() == Report.Kind.DELTA && !basedOnWhatIsKnown(report, host)) {
      if (has(Fault.COUNTS_REFUSED_REPORTS)) {
        received.put(key, body);
      }
      return has(Fault.GIVES_RECEIPTS_FOR_REFUSALS)
          ? receipt(report)
          : problem(ProblemType.BASE_UNKNOWN, "PLT-RPT-013", "Send a full report");
    }
    received.put(key, body);
    return receipt(report);
  }

  private boolean isRefusedByFault(Report report) {
    boolean delta = report.kind() == Report.Kind.DELTA;
    boolean onDelta = delta && report.base() != null && report.base() > 1 && report.base() < 41;
    boolean alert = report.printers().stream().anyMatch(printer -> printer.traps() > 0);
    return (delta && has(Fault.TAKES_NO_DELTAS))
        || (alert && has(Fault.TAKES_ALERTS_AT_ITS_TIMES_ONLY))
        || (alert && has(Fault.REFUSES_ALERTS_OF_A_STORM) && report.sequence() > STORM)
        || (onDelta && has(Fault.TAKES_DELTAS_ON_FULL_REPORTS_ONLY))
        || (has(Fault.TAKES_ONE_REPORT_AN_EPOCH)
            && received.keySet().stream().anyMatch(k -> k.startsWith(report.epoch().toString())));
  }

  private Answer reused() {
    String detail =
        has(Fault.SHOWS_STACK_TRACES)
            ? "java.lang.IllegalStateException: used\n\tat io.example.Store.put(Store.java:17)"
            : "Used before with another body";
    String requirement = has(Fault.NAMES_NO_REQUIREMENT) ? null : "PLT-RPT-008";
    Answer answer = problem(ProblemType.SEQUENCE_REUSED, requirement, detail);
    if (!has(Fault.CALLS_REFUSALS_RETRYABLE)) {
      return answer;
    }
    String text = new String(answer.body(), StandardCharsets.UTF_8);
    String wrong = text.replace("retryable>false<", "retryable>true<");
    return new Answer(answer.status(), answer.headers(), wrong.getBytes(StandardCharsets.UTF_8));
  }

  private boolean basedOnWhatIsKnown(Report report, String host) {
    long base = report.base() == null ? 0 : report.base();
    return has(Fault.TAKES_DELTAS_WITHOUT_BASE)
        || received.containsKey(key(report.epoch().toString(), base, host));
  }

  private Answer receipt(Report report) {
    Receipt receipt = new Receipt(report.device(), report.epoch(), report.sequence());
    return has(Fault.GIVES_EMPTY_RECEIPTS)
        ? new Answer(200, Map.of(), new byte[0])
        : Answer.of(200, DOCUMENT, ReceiptCodec.write(receipt));
  }

  private String key(String epoch, long sequence, String host) {
    return epoch + " " + sequence + (has(Fault.KEEPS_A_MEMORY_FOR_EACH_HOST) ? host : "");
  }

  /** For what could not be read. */
  private String keyOf(String text, String host) {
    return key(text.replaceFirst("(?s).* epoch=\"([^\"]*)\".*", "$1"), 1, host);
  }

  /** The enrolment of this server. */
  FakeEst est() {
    return est;
  }

  boolean isDeactivated(UUID id) {
    return deactivated.equals(id);
  }

  Answer problem(ProblemType type, @Nullable String requirement, String detail) {
    if (has(Fault.SENDS_PROBLEMS_AS_HTML)) {
      return Answer.of(type.status(), "text/html", detail.getBytes(StandardCharsets.UTF_8));
    }
    Problem problem = new Problem(type, detail, null, null, requirement);
    return Answer.of(type.status(), "application/problem+xml", ProblemCodec.write(problem));
  }

  private boolean has(Fault one) {
    return fault.filter(one::equals).isPresent();
  }

  /** Status, header fields and body of an answer. */
  @SuppressWarnings("ArrayRecordComponent")
  record Answer(int status, Map<String, String> headers, byte[] body) {
    static Answer of(int status, String mediaType, byte[] body) {
      return new Answer(status, Map.of("Content-Type", mediaType), body);
    }
  }
}
