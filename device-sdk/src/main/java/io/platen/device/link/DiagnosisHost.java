package io.platen.device.link;

import io.platen.device.port.Keys;
import io.platen.protocol.Limit;
import io.platen.protocol.problem.Problem;
import io.platen.protocol.problem.ProblemType;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * The enrolment host, which tells a device why the others end its connections: TLS itself gives a
 * client that was refused no reason. [PLT-TLS-032]
 */
public final class DiagnosisHost implements AutoCloseable {
  private static final String PATH = ".well-known/platen/diagnosis";

  private final Link link;
  private final Link bare;
  private final Keys keys;
  private final URI host;

  /**
   * @param link one of its own: what time this host says corrects nothing (PLT-LNK-054)
   * @param keys those of the link
   */
  public DiagnosisHost(Link link, Keys keys, URI host) {
    this.link = link;
    this.bare = link.withoutCertificate();
    this.keys = keys;
    this.host = host;
  }

  public URI host() {
    return host;
  }

  /** Asks once, and where this host ends TLS too, once more without the certificate. */
  public CutOffReason ask() {
    try {
      return understand(get(link));
    } catch (LinkFailedException e) {
      return e.failure().isLikeRefusal()
          ? askWithoutCertificate(e.failure())
          : new CutOffReason.Unknown(e.failure());
    }
  }

  private Answer get(Link by) throws LinkFailedException {
    return by.get(host, PATH, Optional.empty(), (int) Limit.ANSWER_BYTES.value());
  }

  /** [PLT-TLS-035] An answer to a stranger shows that it is the certificate that is refused. */
  private CutOffReason askWithoutCertificate(LinkFailure refusal) {
    try {
      return understand(get(bare)) instanceof CutOffReason.CutOff
          ? new CutOffReason.CutOff(certificateRefused(keys.load().certificate()))
          : new CutOffReason.Unknown(refusal);
    } catch (LinkFailedException | GeneralSecurityException e) {
      return new CutOffReason.Unknown(refusal);
    }
  }

  private static Problem certificateRefused(X509Certificate own) {
    return new Problem(
        ProblemType.CERTIFICATE_UNKNOWN,
        "The server refuses this device's certificate, which is valid from "
            + own.getNotBefore().toInstant()
            + " to "
            + own.getNotAfter().toInstant()
            + " and comes from "
            + own.getIssuerX500Principal().getName()
            + "; renew it, or have the server trust its authority",
        null,
        null,
        null);
  }

  private static CutOffReason understand(Answer answer) {
    if (answer.status() == 204) {
      return new CutOffReason.LetIn();
    }
    Optional<Problem> problem =
        Uploads.problem(answer)
            .filter(found -> answer.status() == 200 && isAboutTheDevice(found.type()));
    return problem.isPresent()
        ? new CutOffReason.CutOff(problem.get())
        : new CutOffReason.Unknown(Uploads.failure(answer));
  }

  private static boolean isAboutTheDevice(ProblemType type) {
    return type == ProblemType.DEVICE_INACTIVE || type == ProblemType.CERTIFICATE_UNKNOWN;
  }

  /** Ends a question that is under way. */
  @Override
  public void close() {
    link.close();
    bare.close();
  }
}
