package io.platen.conformance.peers;

import io.platen.conformance.wire.Identity;
import io.platen.protocol.codec.ProblemCodec;
import io.platen.protocol.enrolment.ActivationCode;
import io.platen.protocol.problem.Problem;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.xml.ProtocolException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the fake server answers, and the one thing that it gets wrong: who is let in, and which
 * chapter's part answers.
 */
public final class FakeProtocol {
  static final String SECOND_HOST = "/second";
  private static final int LIMIT = 256 * 1024;

  private final UUID device;
  private final Set<UUID> resting = ConcurrentHashMap.newKeySet();
  private final UUID deactivated;
  private final Optional<Fault> fault;
  private final FakeProfiles profiles;
  private final FakeAssignments assignments;
  private final Supplier<FakeUpdates> updates;
  private final FakeReports reports;
  private final FakeSyncDocument sync;
  private final FakeEst est;
  private final FakeLive live;
  private final FakeOperator operator;

  /**
   * Two authorities.
   *
   * @param servers that devices pin; it vouches for keys of commands, too
   * @param devices that gives devices their certificates
   */
  public record Authorities(PeerPki servers, PeerPki devices) {}

  /**
   * @param sealing what devices seal for
   */
  public FakeProtocol(
      UUID device,
      UUID deactivated,
      Authorities authorities,
      Identity sealing,
      Optional<Fault> fault) {
    this.est = new FakeEst(authorities.devices(), this, fault);
    this.device = device;
    this.deactivated = deactivated;
    this.fault = fault;
    this.profiles = new FakeProfiles(fault);
    this.assignments = new FakeAssignments(authorities.devices(), fault);
    this.updates = FakeUpdates.later(fault);
    FakeOpener opener = new FakeOpener(sealing);
    this.reports = new FakeReports(device, this, opener, fault);
    this.sync = new FakeSyncDocument(profiles, assignments, reports, fault);
    FakeCommands commands = new FakeCommands(authorities.servers(), fault);
    this.live = new FakeLive(commands, opener, this, fault);
    this.operator = new FakeOperator(commands, live, this, fault);
  }

  /** What devices that trust the mirrored repository have built in. */
  byte[] updatesRoot() {
    return updates.get().root();
  }

  /** One more activation code, for a device of its own. */
  void add(ActivationCode code) {
    est.add(code);
  }

  Answer onEnrolmentListener(Incoming asked) throws IOException {
    Optional<String> commonName = asked.shown().map(FakeProtocol::commonName);
    String path = asked.uri().getPath();
    if (path.startsWith(FakeEst.PATH)) {
      return est.answer(asked);
    }
    if (path.startsWith(FakeOperator.PATH)) {
      return operator.answer(asked);
    }
    if (path.equals("/.well-known/platen/diagnosis") && !has(Fault.HIDES_DIAGNOSIS)) {
      return diagnosis(commonName.orElse(""));
    }
    if (has(Fault.ANSWERS_EVERYWHERE)) {
      return onDeviceListener(asked, Optional.of(device.toString()));
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

  Answer onDeviceHost(Incoming asked) throws IOException {
    Optional<X509Certificate> shown = asked.shown();
    String passedOn = asked.headers().getFirst("Client-Cert");
    if (has(Fault.TAKES_ANYBODY_FOR_A_PROXY) && passedOn != null) {
      shown = Optional.of(certificate(passedOn));
    }
    if (shown.isPresent() && !est.lets(shown.get())) {
      return problem(ProblemType.CERTIFICATE_UNKNOWN, "PLT-ENR-019", "Another took its place");
    }
    return onDeviceListener(asked, shown.map(FakeProtocol::commonName));
  }

  private Answer onDeviceListener(Incoming asked, Optional<String> commonName) throws IOException {
    // The second update host is the first one behind a prefix.
    String whole = asked.uri().getPath();
    String host = whole.startsWith(SECOND_HOST) ? SECOND_HOST : "";
    String path = whole.substring(host.length());
    boolean channel = path.startsWith(FakeLive.PATH);
    if (commonName.filter(this::rests).isPresent()
        && !(channel && has(Fault.OPENS_CHANNELS_FOR_THE_DEACTIVATED))) {
      return problem(ProblemType.DEVICE_INACTIVE, null, "Ask the diagnosis on the enrolment host");
    }
    if (!has(Fault.KNOWS_EVERY_DEVICE) && commonName.filter(name -> !isKnown(name)).isPresent()) {
      return problem(ProblemType.CERTIFICATE_UNKNOWN, "PLT-TLS-007", "No such record");
    }
    if (has(Fault.HANGS_UP)) {
      throw new IOException("Nothing more to say");
    }
    if (channel || path.equals(FakeLive.RESULTS)) {
      return live.answer(asked, path, UUID.fromString(commonName.orElseThrow()));
    }
    return switch (path) {
      case "/update/v1/reports" ->
          asked.method().equals("POST")
              ? reports.answer(asked, commonName.orElse(""), host)
              : problem(ProblemType.METHOD_NOT_ALLOWED, null, "Reports are posted");
      case FakeSyncDocument.PATH -> sync.answer(asked, commonName.orElse(""));
      case FakeAssignments.PATH -> assignment(asked, commonName.orElse(""));
      default ->
          Optional.of(path)
              .filter(name -> name.startsWith(FakeProfiles.PATH))
              .flatMap(name -> profiles.find(name, asked.uri().getQuery()))
              .or(() -> updates.get().find(path, asked.headers()))
              .orElseGet(() -> problem(ProblemType.NOT_FOUND, null, "No such path: " + path));
    };
  }

  private boolean rests(String name) {
    return !has(Fault.IGNORES_DEACTIVATION)
        && (name.equals(deactivated.toString())
            || resting.stream().anyMatch(each -> name.equals(each.toString())));
  }

  /** An operator has said whether a device is active. */
  void activate(UUID id, boolean active) {
    if (active) {
      resting.remove(id);
    } else {
      resting.add(id);
    }
  }

  private boolean isKnown(String name) {
    return name.equals(device.toString()) || name.equals(deactivated.toString()) || est.knows(name);
  }

  private Answer assignment(Incoming asked, String commonName) throws IOException {
    byte[] question = asked.body().readNBytes(LIMIT);
    try {
      return assignments.answer(question, commonName, asked.uri().getQuery());
    } catch (ProtocolException e) {
      return problem(e.type(), e.requirement(), String.valueOf(e.getMessage()));
    }
  }

  /** The enrolment of this server. */
  FakeEst est() {
    return est;
  }

  /** The channels of this server. */
  FakeLive live() {
    return live;
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
