package io.platen.device.identity;

import io.platen.device.link.Answer;
import io.platen.device.link.Link;
import io.platen.device.link.LinkFailedException;
import io.platen.device.link.LinkFailure;
import io.platen.device.link.Uploads;
import io.platen.device.port.Keys;
import io.platen.protocol.enrolment.ActivationCode;
import io.platen.protocol.enrolment.EstBody;
import io.platen.protocol.problem.Problem;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** The client's side of EST (RFC 7030), one request at a time. */
public final class EstClient implements AutoCloseable {
  private static final String PATH = ".well-known/est/platen/";
  private static final int LONGEST_ANSWER = 64 * 1024;
  private static final Duration PENDING = Duration.ofMinutes(1);
  private static final Duration FAILED = Duration.ofSeconds(10);

  private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";

  private final Link link;
  private final URI host;

  public EstClient(Link link, URI host) {
    this.link = link;
    this.host = host;
  }

  public URI host() {
    return host;
  }

  /** The next request makes a new connection, with the keys and authorities as they are then. */
  public void reconnect() {
    link.reconnect();
  }

  /** Whom the server tells its devices to trust. It shows that the server can be reached, too. */
  public List<X509Certificate> authorities() throws LinkFailedException {
    return authorities(link);
  }

  /** The same, from a server that only these authorities vouch for. */
  public List<X509Certificate> authorities(Keys.Material trusting) throws LinkFailedException {
    try (Link other = link.with(() -> trusting)) {
      return authorities(other);
    }
  }

  private List<X509Certificate> authorities(Link by) throws LinkFailedException {
    Answer answer = by.get(host, PATH + "cacerts", EstBody.CERTIFICATES, LONGEST_ANSWER);
    try {
      if (answer.status() == 200) {
        return EstBody.readCertificates(answer.body());
      }
    } catch (GeneralSecurityException e) {
      throw new LinkFailedException(unusable("the authorities cannot be read"), e);
    }
    throw new LinkFailedException(Uploads.failure(answer), null);
  }

  /**
   * Asks for the first certificate.
   *
   * @param code empty where the device shows its factory certificate alone
   * @param subject in RFC 2253 form; empty where the device does not know its id
   */
  public EstOutcome enrol(KeyPair key, String subject, Optional<ActivationCode> code, Instant now) {
    return ask("simpleenroll", key, subject, code.map(EstClient::basic), now);
  }

  /** Asks for the next one; the link shows the one that the device has. */
  public EstOutcome renew(KeyPair key, String subject, Instant now) {
    return ask("simplereenroll", key, subject, Optional.empty(), now);
  }

  private static String basic(ActivationCode code) {
    String text = code.selector() + ":" + code.secret();
    return "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }

  private EstOutcome ask(
      String operation, KeyPair key, String subject, Optional<String> authorization, Instant now) {
    try {
      Optional<LinkFailure> unfit = unfit();
      if (unfit.isPresent()) {
        return new EstOutcome.Failed(unfit.get(), FAILED);
      }
      byte[] request = EstBody.encode(request(key, subject));
      Answer answer =
          link.post(
              host,
              PATH + operation,
              new Link.Posted(EstBody.REQUEST, request, authorization, EstBody.CERTIFICATES),
              LONGEST_ANSWER);
      return understand(answer, key, now);
    } catch (LinkFailedException e) {
      return new EstOutcome.Failed(e.failure(), FAILED);
    }
  }

  /**
   * [PLT-ENR-053] Why this device makes no key that the server takes; empty where it does. A server
   * need not say (RFC 7030 section 4.5.2).
   */
  private Optional<LinkFailure> unfit() throws LinkFailedException {
    Answer answer = link.get(host, PATH + "csrattrs", EstBody.ATTRIBUTES, LONGEST_ANSWER);
    if (answer.status() != 200) {
      return Optional.empty();
    }
    try {
      return WantedKey.of(EstBody.decode(answer.body())).takesP256()
          ? Optional.empty()
          : Optional.of(
              new LinkFailure(
                  host,
                  LinkFailure.Kind.ANSWER_UNUSABLE,
                  "the server wants a key of another kind than P-256",
                  "Let it take P-256, or update the device"));
    } catch (GeneralSecurityException e) {
      return Optional.of(unusable("what requests may hold cannot be read"));
    }
  }

  private static byte[] request(KeyPair key, String subject) {
    try {
      return new JcaPKCS10CertificationRequestBuilder(new X500Name(subject), key.getPublic())
          .build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate()))
          .getEncoded();
    } catch (OperatorCreationException | IOException e) {
      throw new IllegalStateException("The key of this device cannot sign", e);
    }
  }

  private EstOutcome understand(Answer answer, KeyPair key, Instant now) {
    Optional<Problem> problem = Uploads.problem(answer);
    Optional<Duration> wish = Uploads.wish(answer, problem, now);
    return switch (answer.status()) {
      case 200 -> issued(answer, key);
      case 202 -> new EstOutcome.Pending(wish.orElse(PENDING));
      case 400, 401, 403, 409, 410, 413, 415, 422 ->
          problem
              .<EstOutcome>map(EstOutcome.Refused::new)
              .orElseGet(() -> new EstOutcome.Failed(Uploads.failure(answer), FAILED));
      default -> new EstOutcome.Failed(Uploads.failure(answer), wish.orElse(FAILED));
    };
  }

  /** [PLT-ENR-044] A certificate for another key, or for nothing that the device does, is none. */
  private EstOutcome issued(Answer answer, KeyPair key) {
    try {
      List<X509Certificate> chain = EstBody.readCertificates(answer.body());
      X509Certificate own = chain.get(0);
      List<String> usages = own.getExtendedKeyUsage();
      if (own.getPublicKey().equals(key.getPublic())
          && Names.id(own).isPresent()
          && (usages == null || usages.contains(CLIENT_AUTH))) {
        return new EstOutcome.Issued(chain);
      }
    } catch (GeneralSecurityException e) {
      return new EstOutcome.Failed(unusable("the certificate cannot be read"), FAILED);
    }
    return new EstOutcome.Failed(unusable("the certificate is not for this device"), FAILED);
  }

  private LinkFailure unusable(String what) {
    return new LinkFailure(
        host,
        LinkFailure.Kind.ANSWER_UNUSABLE,
        what,
        "Something else than the server may have answered");
  }

  @Override
  public void close() {
    link.close();
  }
}
