package io.platen.protocol.order;

import io.platen.protocol.assignment.AssignmentKey;
import io.platen.protocol.codec.CommandCodec;
import io.platen.protocol.codec.SignedForm;
import io.platen.protocol.command.Command;
import io.platen.protocol.command.CommandReason;
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
import org.jspecify.annotations.Nullable;

/** What a device looks at before it does what a command says (chapter CMD, "Before it is done"). */
public final class CommandCheck {
  /** Of the signed file. */
  public static final String ROLE = "command";

  private static final SignatureCheck SIGNATURES = new JdkSignatures();
  private static final String SIGNATURE = "PLT-CMD-001";

  private final UUID device;
  private final List<X509Certificate> authorities;
  private final @Nullable X509Certificate own;

  /**
   * @param device who is asked
   * @param authorities those that the device trusts from its enrolment
   */
  public CommandCheck(UUID device, List<X509Certificate> authorities) {
    this(device, authorities, null);
  }

  /**
   * @param device who is asked
   * @param authorities those that the device trusts from its enrolment
   * @param own the device's certificate: who has issued it may command, too; null without one
   */
  public CommandCheck(
      UUID device, List<X509Certificate> authorities, @Nullable X509Certificate own) {
    this.device = device;
    this.authorities = List.copyOf(authorities);
    this.own = own;
  }

  /**
   * @param file signed, as it came
   * @param certificates of keys that may have signed it, and of their authorities, as they came
   * @param now by the device's time
   * @return what is asked, of this device and now
   * @throws CommandRefusedException when it must not be done
   */
  public Command check(byte[] file, List<X509Certificate> certificates, Instant now)
      throws CommandRefusedException {
    // Step 1: nobody looks into what no trusted key has signed. [PLT-CMD-001]
    byte[] content = signed(file, certificates, now);
    Command command = read(content);
    // Step 2: for this device? [PLT-CMD-002]
    if (!command.device().equals(device)) {
      throw new CommandRefusedException(
          CommandReason.FOREIGN,
          "PLT-CMD-002",
          "The command is for the device " + command.device(),
          command);
    }
    // Step 3: in time? [PLT-CMD-003]
    if (!now.isBefore(command.expires())) {
      throw new CommandRefusedException(
          CommandReason.EXPIRED,
          "PLT-CMD-003",
          "The command was good until " + command.expires() + ", and now it is " + now,
          command);
    }
    return command;
  }

  private byte[] signed(byte[] file, List<X509Certificate> certificates, Instant now)
      throws CommandRefusedException {
    try {
      SignedFile opened = SignedForm.read(ROLE, file);
      List<X509Certificate> trusted = new ArrayList<>(authorities);
      if (own != null) {
        trusted.addAll(OwnIssuer.among(certificates, own, now));
      }
      List<String> violations = new ArrayList<>();
      for (X509Certificate each : certificates) {
        Optional<String> violation = violation(each, trusted, now);
        Optional<byte[]> content =
            violation.isEmpty()
                ? opened.contentSignedBy(AssignmentKey.of(each), SIGNATURES)
                : Optional.empty();
        if (content.isPresent()) {
          return content.get();
        }
        violation.ifPresent(violations::add);
      }
      throw unsigned(
          violations.isEmpty()
              ? "No key whose certificate came along has signed the command"
              : String.join("; ", violations));
    } catch (MetadataException e) {
      throw unsigned(String.valueOf(e.getMessage()));
    }
  }

  private static Optional<String> violation(
      X509Certificate certificate, List<X509Certificate> trusted, Instant now) {
    return AssignmentKey.violation(certificate, trusted)
        .or(
            () ->
                now.isAfter(certificate.getNotAfter().toInstant())
                    ? Optional.of(
                        "Its certificate ended at " + certificate.getNotAfter().toInstant())
                    : Optional.empty());
  }

  private static Command read(byte[] content) throws CommandRefusedException {
    try {
      return CommandCodec.read(content);
    } catch (ProtocolException e) {
      throw unsigned(String.valueOf(e.getMessage()));
    }
  }

  private static CommandRefusedException unsigned(String message) {
    return new CommandRefusedException(CommandReason.SIGNATURE, SIGNATURE, message, null);
  }
}
