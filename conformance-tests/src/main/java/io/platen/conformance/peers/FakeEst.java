package io.platen.conformance.peers;

import io.platen.conformance.peers.FakeProtocol.Answer;
import io.platen.protocol.enrolment.ActivationCode;
import io.platen.protocol.enrolment.EstBody;
import io.platen.protocol.enrolment.KeyPrint;
import io.platen.protocol.problem.ProblemType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.jspecify.annotations.Nullable;

/** The enrolment of the fake server: a handful of codes, each for a device of its own. */
final class FakeEst {
  private static final int TRIES = 5;

  private final PeerPki authority;
  private final FakeProtocol protocol;
  private final Optional<Fault> fault;
  private final Map<String, Code> codes = new ConcurrentHashMap<>();

  /** Certificates by the print of their key. */
  private final Map<KeyPrint, X509Certificate> issued = new ConcurrentHashMap<>();

  /** What takes the place of a certificate, once it has come. */
  private final Map<X509Certificate, X509Certificate> replaces = new ConcurrentHashMap<>();

  private final Map<X509Certificate, Boolean> superseded = new ConcurrentHashMap<>();

  FakeEst(PeerPki authority, FakeProtocol protocol, Optional<Fault> fault) {
    this.authority = authority;
    this.protocol = protocol;
    this.fault = fault;
  }

  private static final class Code {
    private final ActivationCode code;
    private final UUID device = UUID.randomUUID();
    private int wrong;
    private @Nullable KeyPrint key;

    Code(ActivationCode code) {
      this.code = code;
    }
  }

  /** One more code for one more device. */
  void add(ActivationCode code) {
    codes.put(code.selector(), new Code(code));
  }

  boolean knows(String device) {
    return codes.values().stream().anyMatch(each -> each.device.toString().equals(device));
  }

  /**
   * A device has come to a host for devices with this certificate; false where it counts no more.
   */
  boolean lets(X509Certificate certificate) {
    X509Certificate old = replaces.get(certificate);
    if (old != null && !has(Fault.KEEPS_OLD_CERTIFICATES)) {
      superseded.put(old, true);
    }
    return !superseded.containsKey(certificate);
  }

  static final String PATH = "/.well-known/est/";

  synchronized Answer answer(Incoming asked) throws IOException {
    String whole = asked.uri().getPath();
    // Some clients know no label.
    String path = whole.substring((whole.startsWith(EstBody.PATH) ? EstBody.PATH : PATH).length());
    try {
      return switch (path) {
        case "cacerts" ->
            has(Fault.HIDES_ITS_AUTHORITY)
                ? problem(ProblemType.NOT_FOUND, null)
                : certificates(List.of(authority.certificate()));
        case "csrattrs" ->
            Answer.of(
                has(Fault.HIDES_REQUEST_ATTRIBUTES) ? 500 : 200,
                EstBody.ATTRIBUTES,
                EstBody.encode(attributes()));
        case "simpleenroll" -> enrol(asked);
        case "simplereenroll" -> renew(asked, asked.shown().orElse(null));
        default -> problem(ProblemType.NOT_FOUND, null);
      };
    } catch (GeneralSecurityException e) {
      return problem(ProblemType.REQUEST_REFUSED, "PLT-ENR-003");
    }
  }

  private static byte[] attributes() throws IOException {
    DERSequence key =
        new DERSequence(
            new ASN1Encodable[] {
              X9ObjectIdentifiers.id_ecPublicKey, new DERSet(SECObjectIdentifiers.secp256r1)
            });
    return new DERSequence(new ASN1Encodable[] {key, X9ObjectIdentifiers.ecdsa_with_SHA256})
        .getEncoded();
  }

  private Answer enrol(Incoming asked) throws IOException, GeneralSecurityException {
    Optional<ActivationCode> typed = typed(asked);
    Code found = typed.map(each -> codes.get(each.selector())).orElse(null);
    if (typed.isEmpty() || found == null) {
      return has(Fault.TAKES_ANY_CODE)
          ? given(UUID.randomUUID(), checked(asked, UUID.randomUUID()))
          : problem(ProblemType.CODE_REFUSED, "PLT-ENR-005");
    }
    boolean right = found.code.equals(typed.get()) || has(Fault.TAKES_WRONG_SECRETS);
    int most = has(Fault.BURNS_CODES_AT_ONCE) ? 1 : TRIES;
    boolean burnt = found.wrong >= most && !has(Fault.COUNTS_NO_TRIES);
    if (has(Fault.TAKES_NO_CODE) || !right || burnt) {
      found.wrong++;
      return has(Fault.TELLS_WRONG_CODES_FROM_UNKNOWN)
          ? protocol.problem(ProblemType.CODE_REFUSED, "PLT-ENR-005", "The secret is wrong")
          : problem(ProblemType.CODE_REFUSED, "PLT-ENR-005");
    }
    FakeRequest request = checked(asked, found.device);
    if (request.refusal() != null) {
      return problem(ProblemType.REQUEST_REFUSED, request.refusal());
    }
    KeyPrint key = request.print();
    if (found.key != null && !found.key.equals(key) && !has(Fault.TAKES_CODES_TWICE)) {
      return problem(ProblemType.CODE_USED, "PLT-ENR-007");
    }
    found.key = key;
    return given(found.device, request);
  }

  private Answer renew(Incoming asked, @Nullable X509Certificate shown)
      throws IOException, GeneralSecurityException {
    if (shown == null) {
      return has(Fault.RENEWS_FOR_STRANGERS)
          ? given(UUID.randomUUID(), checked(asked, UUID.randomUUID()))
          : problem(ProblemType.CERTIFICATE_UNKNOWN, "PLT-ENR-018");
    }
    UUID device =
        UUID.fromString(shown.getSubjectX500Principal().getName().replaceFirst("^CN=", ""));
    if (protocol.isDeactivated(device) && !has(Fault.RENEWS_FOR_THE_DEACTIVATED)) {
      return problem(ProblemType.DEVICE_INACTIVE, "PLT-ENR-021");
    }
    FakeRequest request = checked(asked, device);
    if (request.refusal() != null || has(Fault.RENEWS_NOTHING)) {
      return problem(ProblemType.REQUEST_REFUSED, request.refusal());
    }
    if (request.print().equals(KeyPrint.of(shown.getPublicKey()))
        && !has(Fault.RENEWS_FOR_OLD_KEYS)) {
      return problem(ProblemType.REQUEST_REFUSED, "PLT-ENR-024");
    }
    Answer answer = given(device, request);
    X509Certificate next = issued.get(request.print());
    if (next != null && !next.equals(shown)) {
      replaces.put(next, shown);
      if (has(Fault.CUTS_OLD_CERTIFICATES_OFF)) {
        superseded.put(shown, true);
      }
    }
    return answer;
  }

  private FakeRequest checked(Incoming asked, UUID device)
      throws IOException, GeneralSecurityException {
    byte[] body = asked.body().readAllBytes();
    if (has(Fault.TAKES_ONE_LINE_ONLY)
        && new String(body, StandardCharsets.US_ASCII).contains("\n")) {
      throw new GeneralSecurityException("More than one line");
    }
    return FakeRequest.check(EstBody.decode(body), device, fault);
  }

  private Answer given(UUID device, FakeRequest request)
      throws GeneralSecurityException, IOException {
    if (has(Fault.GIVES_ANOTHER_CERTIFICATE)) {
      issued.remove(request.print());
    }
    String name = has(Fault.KEEPS_THE_NAME_ASKED_FOR) ? request.subject() : "CN=" + device;
    X509Certificate certificate =
        issued.computeIfAbsent(request.print(), key -> authority.issueFor(name, request.key()));
    return certificates(List.of(certificate));
  }

  private static Optional<ActivationCode> typed(Incoming asked) {
    String header = asked.headers().getFirst("Authorization");
    if (header == null || !header.startsWith("Basic ")) {
      return Optional.empty();
    }
    String text =
        new String(Base64.getDecoder().decode(header.substring(6)), StandardCharsets.UTF_8);
    String[] parts = text.split(":", 2);
    return parts.length == 2 ? ActivationCode.parse(parts[0], parts[1]) : Optional.empty();
  }

  private Answer certificates(List<X509Certificate> certificates) throws GeneralSecurityException {
    byte[] body = EstBody.certificates(certificates);
    if (has(Fault.WRAPS_BASE64)) {
      body = Base64.getMimeEncoder().encode(Base64.getDecoder().decode(body));
    }
    return Answer.of(200, EstBody.CERTIFICATES + "; smime-type=certs-only", body);
  }

  private Answer problem(ProblemType type, @Nullable String requirement) {
    return protocol.problem(type, requirement, "Look at the chapter on enrolment");
  }

  private boolean has(Fault... any) {
    return fault.filter(each -> Arrays.asList(any).contains(each)).isPresent();
  }
}
