package io.platen.protocol.seal.forge;

import io.platen.protocol.Requirement;
import io.platen.protocol.problem.ProblemType;

/** What can be wrong with an envelope, and how it is refused. */
public enum Flaw {
  CUT_OFF(ProblemType.SEAL_MALFORMED, Requirement.PLT_SEA_021),
  WITH_BYTES_AFTER_ITS_END(ProblemType.SEAL_MALFORMED, Requirement.PLT_SEA_021),
  IN_INDEFINITE_LENGTHS(ProblemType.SEAL_MALFORMED, Requirement.PLT_SEA_021),
  NOT_SIGNED(ProblemType.SEAL_MALFORMED, Requirement.PLT_SEA_021),
  ONLY_SIGNED(ProblemType.SEAL_MALFORMED, Requirement.PLT_SEA_021),
  ENCRYPTED_BY_CBC(ProblemType.SEAL_MALFORMED, Requirement.PLT_SEA_021),
  ENCRYPTED_BY_AES_128(ProblemType.SEAL_MALFORMED, Requirement.PLT_SEA_021),
  KEY_DERIVED_BY_SHA_1(ProblemType.SEAL_MALFORMED, Requirement.PLT_SEA_021),
  FOR_AN_RSA_KEY(ProblemType.SEAL_MALFORMED, Requirement.PLT_SEA_021),
  FOR_TWO_RECIPIENTS(ProblemType.SEAL_MALFORMED, Requirement.PLT_SEA_021),
  WITH_AUTHENTICATED_ATTRIBUTES(ProblemType.SEAL_MALFORMED, Requirement.PLT_SEA_021),
  SIGNED_BY_TWO(ProblemType.SEAL_MALFORMED, Requirement.PLT_SEA_021),
  WITHOUT_SIGNED_ATTRIBUTES(ProblemType.SEAL_MALFORMED, Requirement.PLT_SEA_021),
  WITH_CERTIFICATES_INSIDE(ProblemType.SEAL_MALFORMED, Requirement.PLT_SEA_021),
  SIGNED_WITH_SHA_384(ProblemType.SEAL_MALFORMED, Requirement.PLT_SEA_021),
  WITHOUT_A_HEADER(ProblemType.SEAL_MALFORMED, Requirement.PLT_SEA_021),
  WITH_A_BROKEN_HEADER(ProblemType.SEAL_MALFORMED, Requirement.PLT_SEA_021),
  FLIPPED_BIT(ProblemType.SEAL_BROKEN, Requirement.PLT_SEA_022),
  FLIPPED_KEY_BIT(ProblemType.SEAL_BROKEN, Requirement.PLT_SEA_022),
  FOR_ANOTHER_SERVERS_KEY(ProblemType.SEALING_KEY_UNKNOWN, Requirement.PLT_SEA_023),
  SIGNED_BY_A_STRANGER(ProblemType.SIGNATURE_INVALID, Requirement.PLT_SEA_024),
  SIGNED_IN_ANOTHERS_NAME(ProblemType.SIGNATURE_INVALID, Requirement.PLT_SEA_024),
  CHANGED_AFTER_SIGNING(ProblemType.SIGNATURE_INVALID, Requirement.PLT_SEA_024),
  FOR_ANOTHER_AUDIENCE(ProblemType.WRONG_AUDIENCE, Requirement.PLT_SEA_025),
  NAMES_ANOTHER_DEVICE(ProblemType.DEVICE_MISMATCH, Requirement.PLT_SEA_026);

  private final ProblemType problem;
  private final Requirement requirement;

  Flaw(ProblemType problem, Requirement requirement) {
    this.problem = problem;
    this.requirement = requirement;
  }

  public ProblemType problem() {
    return problem;
  }

  public Requirement requirement() {
    return requirement;
  }
}
