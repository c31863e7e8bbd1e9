package io.platen.conformance.peers;

import io.platen.conformance.adapter.Reply;
import io.platen.conformance.adapter.Reply.Outcome;
import io.platen.conformance.wire.Body;
import io.platen.conformance.wire.Hello;
import io.platen.conformance.wire.HttpsClient;
import io.platen.conformance.wire.Identity;
import io.platen.conformance.wire.Request;
import io.platen.conformance.wire.Response;
import io.platen.protocol.enrolment.ActivationCode;
import io.platen.protocol.enrolment.EstBody;
import io.platen.protocol.enrolment.KeyPrint;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.jspecify.annotations.Nullable;

/** How the fake device gets a certificate for a code, and the next one for that. */
final class FakeEnrolment {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";

  /** How csrattrs names a key on P-256: the object identifier of the curve, in DER. */
  private static final String P_256 = "06082a8648ce3d030107";

  private final URI host;
  private final List<X509Certificate> authorities;
  private final Optional<DeviceFault> fault;
  private final InstantSource clock;
  private @Nullable KeyPair asking;
  private @Nullable String request;
  private Instant notBefore = Instant.MIN;

  FakeEnrolment(
      URI host,
      List<X509Certificate> authorities,
      Optional<DeviceFault> fault,
      InstantSource clock) {
    this.host = host;
    this.authorities = List.copyOf(authorities);
    this.fault = fault;
    this.clock = clock;
  }

  /** What came of asking: an identity, or what the adapter says. */
  record Asked(Optional<Identity> got, Reply reply) {
    /** Whether it is told to ask again. */
    boolean waits() {
      return reply.members().containsKey("words");
    }
  }

  /** Asks for a certificate for this key. */
  void use(KeyPair key) {
    asking = key;
  }

  Asked enrol(String typed) {
    Optional<ActivationCode> code = ActivationCode.parse(typed);
    if (code.isEmpty() && !has(DeviceFault.SENDS_MISTYPED_CODES)) {
      return failed(Outcome.REFUSED, "PLT-ENR-040: that code was mistyped");
    }
    if (clock.instant().isBefore(notBefore) && !has(DeviceFault.ASKS_TOO_EARLY)) {
      return waits();
    }
    String plain = typed.replace("-", "");
    String basic =
        code.map(each -> each.selector() + ":" + each.secret())
            .orElse(plain.substring(0, 4) + ":" + plain.substring(4));
    return ask(
        null,
        post("simpleenroll")
            .with(
                "Authorization",
                "Basic "
                    + Base64.getEncoder()
                        .encodeToString(basic.getBytes(StandardCharsets.US_ASCII))));
  }

  /** What it has not kept is gone. */
  void restart() {
    if (has(DeviceFault.LOSES_ITS_KEY)) {
      asking = null;
      request = null;
    }
  }

  Asked renew(Identity own) {
    return ask(own, post("simplereenroll"));
  }

  /** Whom the server wants to be trusted; nobody where it does not say so. */
  List<X509Certificate> authorities(@Nullable Identity own) {
    Optional<Response> answer = send(own, Request.get(at("cacerts")));
    try {
      return answer.isPresent() && answer.get().status() == 200
          ? EstBody.readCertificates(answer.get().body().bytes())
          : List.of();
    } catch (GeneralSecurityException e) {
      return List.of();
    }
  }

  private Asked ask(@Nullable Identity own, Request asked) {
    if (!wantsP256(own) && !has(DeviceFault.IGNORES_THE_KIND_OF_KEY)) {
      return failed(Outcome.REFUSED, "PLT-ENR-053: the server wants keys of another kind");
    }
    Optional<Response> answer = send(own, asked);
    int status = answer.map(Response::status).orElse(-1);
    if (status == 202) {
      long seconds = answer.get().header("Retry-After").map(Long::parseLong).orElse(60L);
      notBefore = clock.instant().plusSeconds(seconds);
      return waits();
    }
    if (status == 200) {
      return taken(answer.orElseThrow());
    }
    boolean refused = status >= 400 && status < 500;
    if ((refused && !has(DeviceFault.REUSES_ITS_KEY)) || has(DeviceFault.MAKES_A_KEY_A_TRY)) {
      asking = null;
    }
    return failed(Outcome.FAILED, "no certificate: " + status);
  }

  private Asked taken(Response answer) {
    try {
      KeyPair key = key();
      X509Certificate got = EstBody.readCertificates(answer.body().bytes()).get(0);
      List<String> purposes = got.getExtendedKeyUsage();
      boolean fits =
          got.getPublicKey().equals(key.getPublic())
              && purposes != null
              && purposes.contains(CLIENT_AUTH);
      boolean goesAsItIs = fits || has(DeviceFault.TAKES_ANY_CERTIFICATE);
      if (!goesAsItIs || has(DeviceFault.TAKES_NO_CERTIFICATE)) {
        return failed(Outcome.REFUSED, "PLT-ENR-044: not for this key and this use");
      }
      asking = has(DeviceFault.REUSES_ITS_KEY) ? key : null;
      Identity own = new Identity("device", List.of(got), key.getPrivate());
      return new Asked(Optional.of(own), Reply.of(Outcome.DONE, ""));
    } catch (GeneralSecurityException e) {
      return failed(Outcome.REFUSED, "no certificate in it");
    }
  }

  private Asked waits() {
    String words = KeyPrint.of(key().getPublic()).words();
    String shown = has(DeviceFault.SHOWS_OTHER_WORDS) ? "babab babab babab babab" : words;
    return new Asked(
        Optional.empty(),
        new Reply(Outcome.FAILED, "waits", Map.of("outcome", "failed", "words", shown)));
  }

  private static Asked failed(Outcome outcome, String why) {
    return new Asked(Optional.empty(), Reply.of(outcome, why));
  }

  private boolean wantsP256(@Nullable Identity own) {
    Optional<Response> answer = send(own, Request.get(at("csrattrs")));
    if (answer.isEmpty() || answer.get().status() != 200) {
      return true;
    }
    try {
      byte[] named = EstBody.decode(answer.get().body().bytes());
      return java.util.HexFormat.of().formatHex(named).contains(P_256);
    } catch (GeneralSecurityException e) {
      return true;
    }
  }

  private KeyPair key() {
    KeyPair now = asking;
    if (now == null) {
      try {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        now = generator.generateKeyPair();
        asking = now;
        request = null;
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
    return now;
  }

  private Request post(String operation) {
    KeyPair key = key();
    String body = request;
    if (body == null || has(DeviceFault.MAKES_A_NEW_REQUEST)) {
      asking = has(DeviceFault.MAKES_A_NEW_REQUEST) ? null : key;
      body = made(key());
      request = body;
    }
    return Request.post(at(operation), EstBody.REQUEST, Body.of(body));
  }

  private static String made(KeyPair key) {
    try {
      byte[] der =
          new JcaPKCS10CertificationRequestBuilder(new X500Name(""), key.getPublic())
              .build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate()))
              .getEncoded();
      return new String(EstBody.encode(der), StandardCharsets.US_ASCII);
    } catch (IOException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private URI at(String operation) {
    return host.resolve(EstBody.PATH + operation);
  }

  private Optional<Response> send(@Nullable Identity own, Request sent) {
    HttpsClient client =
        FakeDevice.has(
                fault,
                DeviceFault.SENDS_ITS_CODE_TO_ANYBODY,
                DeviceFault.GOES_TO_ANY_SERVER,
                DeviceFault.TAKES_ANY_PIN)
            ? HttpsClient.careless(PATIENCE)
            : new HttpsClient(authorities, PATIENCE);
    return client.exchange(own, Hello.TLS_1_3, sent).outcome().answer();
  }

  private boolean has(DeviceFault one) {
    return FakeDevice.has(fault, one);
  }
}
