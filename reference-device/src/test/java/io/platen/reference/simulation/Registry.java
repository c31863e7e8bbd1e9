package io.platen.reference.simulation;

import io.platen.protocol.enrolment.KeyPrint;
import io.platen.protocol.problem.ProblemType;
import io.platen.server.enrolment.control.CertificateRequest;
import io.platen.server.problem.ProblemException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/**
 * Which certificates a device has been given, and which of them count: the same rules as the
 * server's rows of certificates, in memory.
 */
final class Registry {
  private final Map<UUID, List<Kept>> kept = new HashMap<>();
  private final Duration life;
  private final Draw draw;

  /**
   * @param life of a certificate
   */
  Registry(Duration life, Draw draw) {
    this.life = life;
    this.draw = draw;
  }

  private static final class Kept {
    private final KeyPrint key;
    private final X509Certificate certificate;
    private boolean used;
    private boolean superseded;

    Kept(KeyPrint key, X509Certificate certificate) {
      this.key = key;
      this.certificate = certificate;
    }
  }

  private List<Kept> of(UUID device) {
    return kept.computeIfAbsent(device, each -> new ArrayList<>());
  }

  /** It has its certificate from elsewhere. */
  void knows(GivenKeys given) {
    X509Certificate certificate = given.material().certificate();
    of(given.device()).add(new Kept(KeyPrint.of(certificate.getPublicKey()), certificate));
  }

  /** Whether a device is known by what it shows; the first time makes those before it worthless. */
  boolean admits(UUID device, X509Certificate shown) {
    Optional<Kept> found =
        of(device).stream().filter(each -> each.certificate.equals(shown)).findFirst();
    found.filter(each -> !each.superseded).ifPresent(each -> used(device, each));
    return found.isPresent() && !found.get().superseded;
  }

  /** [PLT-ENR-019] Those that were issued before it count no more. */
  private void used(UUID device, Kept shown) {
    if (shown.used) {
      return;
    }
    shown.used = true;
    List<Kept> all = of(device);
    all.subList(0, all.indexOf(shown)).forEach(each -> each.superseded = true);
  }

  /** The first certificate; the same key gets the same. */
  X509Certificate enrol(UUID device, byte[] request, Instant now) {
    CertificateRequest checked = CertificateRequest.check(request);
    Optional<X509Certificate> before = before(device, checked.print());
    if (before.isPresent()) {
      return before.get();
    }
    of(device).forEach(each -> each.superseded = true);
    return issue(device, checked, now);
  }

  /** The next one. */
  X509Certificate renew(UUID device, X509Certificate shown, byte[] request, Instant now) {
    if (!admits(device, shown)) {
      throw new ProblemException(ProblemType.CERTIFICATE_UNKNOWN, "Not known by that", null);
    }
    CertificateRequest checked = CertificateRequest.check(request);
    if (checked.print().equals(KeyPrint.of(shown.getPublicKey()))) {
      throw new ProblemException(ProblemType.REQUEST_REFUSED, "The key is the same", null);
    }
    Optional<X509Certificate> before = before(device, checked.print());
    if (before.isPresent()) {
      return before.get();
    }
    of(device).stream().filter(each -> !each.used).forEach(each -> each.superseded = true);
    return issue(device, checked, now);
  }

  private Optional<X509Certificate> before(UUID device, KeyPrint key) {
    Optional<Kept> found = of(device).stream().filter(each -> each.key.equals(key)).findFirst();
    if (found.isPresent() && found.get().superseded) {
      throw new ProblemException(ProblemType.REQUEST_REFUSED, "Another took its place", null);
    }
    return found.map(each -> each.certificate);
  }

  private X509Certificate issue(UUID device, CertificateRequest request, Instant now) {
    X509Certificate certificate =
        Authority.ONE.issue(
            device.toString(),
            request.key(),
            now.minus(Duration.ofHours(1)),
            life,
            draw,
            KeyPurposeId.id_kp_clientAuth);
    of(device).add(new Kept(request.print(), certificate));
    return certificate;
  }
}
