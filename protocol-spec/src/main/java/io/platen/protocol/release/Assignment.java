package io.platen.protocol.release;

import java.time.Instant;
import java.util.UUID;

/**
 * What one device shall install, as the server signs it (chapter UPD, "The assignment"). It only
 * chooses: what a release is stands in the OEM's metadata.
 *
 * @param device whom it concerns
 * @param nonce of the question that it answers
 * @param time by the server's clock
 * @param repository the OEM whose release it names
 */
public record Assignment(UUID device, Nonce nonce, Instant time, String repository, Order order) {
  /** The role under which it is signed. */
  public static final String ROLE = "assignment";

  /** Its media type. */
  public static final String MEDIA_TYPE = "application/platen-assignment";
}
