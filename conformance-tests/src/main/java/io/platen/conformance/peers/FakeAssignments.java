package io.platen.conformance.peers;

import io.platen.conformance.peers.FakeProtocol.Answer;
import io.platen.conformance.wire.Identity;
import io.platen.protocol.assignment.AssignmentSigner;
import io.platen.protocol.codec.AssignmentCodec;
import io.platen.protocol.release.Assignment;
import io.platen.protocol.release.AssignmentRequest;
import io.platen.protocol.release.Nonce;
import io.platen.protocol.release.Order;
import io.platen.protocol.sync.SyncDocument.Updates;
import io.platen.protocol.xml.ProtocolException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How the fake server tells devices that there is nothing to install. */
final class FakeAssignments {
  static final String PATH = "/download/v1/updates/assignment";

  private final Identity named;
  private final Identity signing;
  private final Optional<Fault> fault;

  FakeAssignments(PeerPki authority, Optional<Fault> fault) {
    this.fault = fault;
    this.named =
        has(Fault.ASSIGNS_UNDER_A_DEVICES_CERTIFICATE)
            ? authority.device(UUID.randomUUID().toString())
            : authority.assigning("Assignments");
    this.signing = has(Fault.ASSIGNS_UNDER_A_KEY_UNNAMED) ? authority.assigning("Other") : named;
  }

  Updates told() {
    return new Updates(named.chain(), null);
  }

  Answer answer(byte[] question, String device, @Nullable String query) throws ProtocolException {
    AssignmentRequest request = AssignmentCodec.readRequest(question);
    String asked =
        query != null && has(Fault.ASSIGNS_TO_WHO_IS_ASKED_FOR)
            ? query.substring("device=".length())
            : device;
    Assignment assignment =
        new Assignment(
            UUID.fromString(asked),
            has(Fault.ANSWERS_ANOTHER_QUESTION)
                ? Nonce.of(new byte[Nonce.LENGTH])
                : request.nonce(),
            Instant.now(),
            request.repository(),
            new Order.Nothing());
    try {
      byte[] file = new AssignmentSigner(signing.chain().get(0), signing.key()).sign(assignment);
      return Answer.of(200, Assignment.MEDIA_TYPE, file);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean has(Fault one) {
    return fault.filter(one::equals).isPresent();
  }
}
