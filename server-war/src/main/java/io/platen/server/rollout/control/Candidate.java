package io.platen.server.rollout.control;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A device that was looked at for a rollout.
 *
 * @param objection why it is not in; null where it is
 * @param detail the figure or name that the objection is about; null where there is none
 */
public record Candidate(
    UUID device, String name, @Nullable Objection objection, @Nullable String detail) {

  /** Why a device is not in a rollout. */
  public enum Objection {
    /** It is not let in here. */
    INACTIVE,
    /** It has never said what it runs. */
    NEVER_SAID,
    /** It trusts another OEM's metadata. */
    OTHER_REPOSITORY,
    OTHER_HARDWARE,
    OTHER_REVISION,
    /** It has no slots for a component. */
    NO_SLOTS,
    /** It has confirmed a higher security counter. */
    BELOW_FLOOR,
    RUNS_ALREADY,
    /** It came back from this release before (PLT-UPD-203). */
    RETURNED_BEFORE,
    /** Another rollout has it in its hands. */
    IN_ANOTHER
  }

  boolean isIn() {
    return objection == null;
  }
}
