package io.platen.protocol.assignment;

import io.platen.protocol.Limit;
import io.platen.protocol.assignment.AssignmentException.Reason;
import io.platen.protocol.codec.AssignmentCodec;
import io.platen.protocol.codec.SignedForm;
import io.platen.protocol.release.Assignment;
import io.platen.protocol.release.Nonce;
import io.platen.protocol.update.JdkSignatures;
import io.platen.protocol.update.MetadataException;
import io.platen.protocol.update.SignatureCheck;
import io.platen.protocol.update.SignedFile;
import io.platen.protocol.xml.ProtocolException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Whether an assignment is the answer to one question of one device. For one question: its nonce
 * counts once.
 *
 * @param certificates under which assignments are signed, as the sync document names them
 * @param authorities that the device trusts since it was enrolled
 */
public record AssignmentCheck(
    UUID device,
    String repository,
    Nonce nonce,
    List<X509Certificate> certificates,
    List<X509Certificate> authorities) {
  private static final SignatureCheck SIGNATURES = new JdkSignatures();

  public AssignmentCheck {
    certificates = List.copyOf(certificates);
    authorities = List.copyOf(authorities);
  }

  /**
   * @throws AssignmentException when the device must not do as it says
   */
  public Assignment accept(byte[] file) throws AssignmentException {
    // [PLT-UPD-305]
    if (file.length > Limit.ASSIGNMENT_BYTES.value()) {
      throw new AssignmentException(
          Reason.TOO_LARGE, "PLT-UPD-305", "It has " + file.length + " bytes");
    }
    // [PLT-UPD-001] [PLT-UPD-303] Nobody looks into it before a signature holds.
    Signed signed = signed(open(file));
    Assignment assignment = signed.assignment();
    // [PLT-UPD-302]
    if (!assignment.device().equals(device)) {
      throw new AssignmentException(
          Reason.DEVICE,
          "PLT-UPD-302",
          "It is for the device " + assignment.device() + ", and this is " + device);
    }
    if (!assignment.repository().equals(repository)) {
      throw new AssignmentException(
          Reason.REPOSITORY,
          "PLT-UPD-302",
          "It is about the repository " + assignment.repository() + ", and not " + repository);
    }
    // [PLT-UPD-301]
    if (!assignment.nonce().equals(nonce)) {
      throw new AssignmentException(
          Reason.NONCE, "PLT-UPD-301", "It answers another question: its nonce is not ours");
    }
    // [PLT-UPD-304] By its own time: the device's clock may be wrong.
    demandValid(signed.certificate(), assignment.time());
    return assignment;
  }

  private static SignedFile open(byte[] file) throws AssignmentException {
    try {
      return SignedForm.read(Assignment.ROLE, file);
    } catch (MetadataException e) {
      throw malformed(e);
    }
  }

  private static Assignment read(byte[] content) throws AssignmentException {
    try {
      return AssignmentCodec.read(content);
    } catch (ProtocolException e) {
      throw malformed(e);
    }
  }

  private static AssignmentException malformed(Exception cause) {
    AssignmentException refusal =
        new AssignmentException(
            Reason.MALFORMED, "PLT-UPD-303", "This is no assignment: " + cause.getMessage());
    refusal.initCause(cause);
    return refusal;
  }

  private record Signed(Assignment assignment, X509Certificate certificate) {}

  private Signed signed(SignedFile file) throws AssignmentException {
    List<String> why = new ArrayList<>();
    for (X509Certificate each : certificates) {
      Optional<String> violation = AssignmentKey.violation(each, authorities);
      if (violation.isPresent()) {
        why.add(violation.get());
        continue;
      }
      Optional<byte[]> content = file.contentSignedBy(AssignmentKey.of(each), SIGNATURES);
      if (content.isPresent()) {
        return new Signed(read(content.get()), each);
      }
    }
    why.add("No key that assigns updates has signed it");
    throw new AssignmentException(Reason.SIGNATURE, "PLT-UPD-303", String.join("; ", why));
  }

  private static void demandValid(X509Certificate certificate, Instant time)
      throws AssignmentException {
    if (time.isBefore(certificate.getNotBefore().toInstant())
        || time.isAfter(certificate.getNotAfter().toInstant())) {
      throw new AssignmentException(
          Reason.TIME,
          "PLT-UPD-304",
          "It is of "
              + time
              + ", and the certificate of its key holds from "
              + certificate.getNotBefore().toInstant()
              + " to "
              + certificate.getNotAfter().toInstant());
    }
  }
}
