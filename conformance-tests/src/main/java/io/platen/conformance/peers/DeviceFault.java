package io.platen.conformance.peers;

import static io.platen.protocol.Requirement.PLT_GEN_009;
import static io.platen.protocol.Requirement.PLT_LNK_010;
import static io.platen.protocol.Requirement.PLT_LNK_021;
import static io.platen.protocol.Requirement.PLT_LNK_022;
import static io.platen.protocol.Requirement.PLT_LNK_023;
import static io.platen.protocol.Requirement.PLT_LNK_030;
import static io.platen.protocol.Requirement.PLT_RPT_002;
import static io.platen.protocol.Requirement.PLT_RPT_006;
import static io.platen.protocol.Requirement.PLT_RPT_010;
import static io.platen.protocol.Requirement.PLT_RPT_014;
import static io.platen.protocol.Requirement.PLT_SYN_001;
import static io.platen.protocol.Requirement.PLT_SYN_005;
import static io.platen.protocol.Requirement.PLT_SYN_008;
import static io.platen.protocol.Requirement.PLT_SYN_011;
import static io.platen.protocol.Requirement.PLT_SYN_012;
import static io.platen.protocol.Requirement.PLT_SYN_013;
import static io.platen.protocol.Requirement.PLT_TLS_010;
import static io.platen.protocol.Requirement.PLT_TLS_011;
import static io.platen.protocol.Requirement.PLT_TLS_012;
import static io.platen.protocol.Requirement.PLT_TLS_041;

import io.platen.protocol.Requirement;

/** One thing that the fake device does wrong, and the sentence that it breaks by that. */
public enum DeviceFault implements Mutation {
  TALKS_TO_NOBODY(PLT_TLS_010),
  TRUSTS_EVERY_AUTHORITY(PLT_TLS_010),
  IGNORES_THE_NAME(PLT_TLS_011),
  SPEAKS_TLS_1_2(PLT_TLS_012),
  TALKS_TO_WHOM_IT_REFUSES(PLT_TLS_041),
  SYNCS_ONCE(PLT_SYN_001),
  SENDS_NO_TAG(PLT_SYN_005),
  INVENTS_A_TAG(PLT_SYN_005),
  BELIEVES_ANY_304(PLT_SYN_008),
  TAKES_DOCUMENTS_BEYOND_THE_TABLE(PLT_SYN_011),
  CRASHES_ON_WRONG_DOCUMENTS(PLT_SYN_011),
  FORGETS_ITS_DOCUMENT(PLT_SYN_012),
  TAKES_DOCUMENTS_OF_OTHERS(PLT_SYN_013),
  TAKES_NO_SECOND_DOCUMENT(PLT_SYN_013),
  PUTS_ITS_REPORTS(PLT_RPT_002),
  COUNTS_BY_TWO(PLT_RPT_006),
  WRITES_REPORTS_ANEW(PLT_RPT_010),
  STAYS_WITH_DELTAS(PLT_RPT_014),
  STAYS_WITH_A_DEAD_HOST(PLT_LNK_010),
  TAKES_ANY_200(PLT_LNK_021),
  TAKES_NO_RECEIPT(PLT_LNK_021),
  REPEATS_WHAT_WAS_REFUSED(PLT_LNK_022),
  DROPS_WHAT_GOT_NO_ANSWER(PLT_LNK_023),
  FOLLOWS_REDIRECTS(PLT_LNK_030),
  NEEDS_A_PROBLEM_DOCUMENT(PLT_GEN_009);

  private final Requirement requirement;

  DeviceFault(Requirement requirement) {
    this.requirement = requirement;
  }

  @Override
  public Requirement requirement() {
    return requirement;
  }
}
