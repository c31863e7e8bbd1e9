package io.platen.device.link;

import io.platen.protocol.Limit;
import io.platen.protocol.problem.Problem;
import io.platen.protocol.problem.ProblemType;
import java.net.URI;
import java.util.Optional;

/**
 * The enrolment host, which tells a device why the others end its connections: TLS itself gives a
 * client that was refused no reason. [PLT-TLS-032]
 */
public final class DiagnosisHost implements AutoCloseable {
  private static final String PATH = ".well-known/platen/diagnosis";

  private final Link link;
  private final URI host;

  /**
   * @param link one of its own: what time this host says corrects nothing (PLT-LNK-054)
   */
  public DiagnosisHost(Link link, URI host) {
    this.link = link;
    this.host = host;
  }

  public URI host() {
    return host;
  }

  /** Asks once; there is one such host. */
  public CutOffReason ask() {
    try {
      return understand(link.get(host, PATH, Optional.empty(), (int) Limit.ANSWER_BYTES.value()));
    } catch (LinkFailedException e) {
      return new CutOffReason.Unknown(e.failure());
    }
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
  }
}
