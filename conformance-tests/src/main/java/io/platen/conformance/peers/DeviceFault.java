package io.platen.conformance.peers;

import static io.platen.protocol.Requirement.PLT_ENR_040;
import static io.platen.protocol.Requirement.PLT_ENR_041;
import static io.platen.protocol.Requirement.PLT_ENR_042;
import static io.platen.protocol.Requirement.PLT_ENR_044;
import static io.platen.protocol.Requirement.PLT_ENR_045;
import static io.platen.protocol.Requirement.PLT_ENR_046;
import static io.platen.protocol.Requirement.PLT_ENR_047;
import static io.platen.protocol.Requirement.PLT_ENR_048;
import static io.platen.protocol.Requirement.PLT_ENR_049;
import static io.platen.protocol.Requirement.PLT_ENR_051;
import static io.platen.protocol.Requirement.PLT_ENR_052;
import static io.platen.protocol.Requirement.PLT_ENR_053;
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
import static io.platen.protocol.Requirement.PLT_SEA_001;
import static io.platen.protocol.Requirement.PLT_SEA_003;
import static io.platen.protocol.Requirement.PLT_SEA_004;
import static io.platen.protocol.Requirement.PLT_SEA_006;
import static io.platen.protocol.Requirement.PLT_SEA_010;
import static io.platen.protocol.Requirement.PLT_SEA_011;
import static io.platen.protocol.Requirement.PLT_SEA_012;
import static io.platen.protocol.Requirement.PLT_SEA_013;
import static io.platen.protocol.Requirement.PLT_SYN_001;
import static io.platen.protocol.Requirement.PLT_SYN_005;
import static io.platen.protocol.Requirement.PLT_SYN_008;
import static io.platen.protocol.Requirement.PLT_SYN_011;
import static io.platen.protocol.Requirement.PLT_SYN_012;
import static io.platen.protocol.Requirement.PLT_SYN_013;
import static io.platen.protocol.Requirement.PLT_TLS_010;
import static io.platen.protocol.Requirement.PLT_TLS_011;
import static io.platen.protocol.Requirement.PLT_TLS_012;
import static io.platen.protocol.Requirement.PLT_TLS_020;
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
  NEEDS_A_PROBLEM_DOCUMENT(PLT_GEN_009),
  STARTS_UNDER_ANY_NAME(PLT_TLS_020),
  SENDS_MISTYPED_CODES(PLT_ENR_040),
  REUSES_ITS_KEY(PLT_ENR_041),
  MAKES_A_KEY_A_TRY(PLT_ENR_041),
  SENDS_ITS_CODE_TO_ANYBODY(PLT_ENR_042),
  TAKES_ANY_CERTIFICATE(PLT_ENR_044),
  TAKES_NO_CERTIFICATE(PLT_ENR_044),
  SHOWS_OTHER_WORDS(PLT_ENR_045),
  ASKS_TOO_EARLY(PLT_ENR_046),
  MAKES_A_NEW_REQUEST(PLT_ENR_046),
  FORGETS_ITS_OLD_CERTIFICATE(PLT_ENR_047),
  NEVER_RENEWS(PLT_ENR_048),
  ENROLS_AGAIN(PLT_ENR_049),
  NEVER_ASKS_FOR_AUTHORITIES(PLT_ENR_051),
  TAKES_ANY_AUTHORITIES(PLT_ENR_052),
  IGNORES_THE_KIND_OF_KEY(PLT_ENR_053),
  SEALS_WHEN_IT_SENDS(PLT_SEA_001),
  UNSEALS_AGAIN(PLT_SEA_003),
  SENDS_OPEN_WHAT_WAITED(PLT_SEA_003),
  SEALS_FOR_ANYBODY(PLT_SEA_004),
  SEALS_FOR_THE_LAST(PLT_SEA_006),
  SEALS_WITHOUT_A_HEADER(PLT_SEA_010),
  SIGNS_BY_SHA_384(PLT_SEA_011),
  ENCRYPTS_BY_CBC(PLT_SEA_012),
  CALLS_ENVELOPES_DOCUMENTS(PLT_SEA_013);

  private final Requirement requirement;

  DeviceFault(Requirement requirement) {
    this.requirement = requirement;
  }

  @Override
  public Requirement requirement() {
    return requirement;
  }
}
