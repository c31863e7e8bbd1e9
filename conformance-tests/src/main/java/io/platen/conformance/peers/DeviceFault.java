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
import static io.platen.protocol.Requirement.PLT_LNK_020;
import static io.platen.protocol.Requirement.PLT_LNK_021;
import static io.platen.protocol.Requirement.PLT_LNK_022;
import static io.platen.protocol.Requirement.PLT_LNK_023;
import static io.platen.protocol.Requirement.PLT_LNK_024;
import static io.platen.protocol.Requirement.PLT_LNK_030;
import static io.platen.protocol.Requirement.PLT_RPT_002;
import static io.platen.protocol.Requirement.PLT_RPT_006;
import static io.platen.protocol.Requirement.PLT_RPT_010;
import static io.platen.protocol.Requirement.PLT_RPT_012;
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
import static io.platen.protocol.Requirement.PLT_UPD_001;
import static io.platen.protocol.Requirement.PLT_UPD_002;
import static io.platen.protocol.Requirement.PLT_UPD_003;
import static io.platen.protocol.Requirement.PLT_UPD_004;
import static io.platen.protocol.Requirement.PLT_UPD_005;
import static io.platen.protocol.Requirement.PLT_UPD_006;
import static io.platen.protocol.Requirement.PLT_UPD_009;
import static io.platen.protocol.Requirement.PLT_UPD_010;
import static io.platen.protocol.Requirement.PLT_UPD_011;
import static io.platen.protocol.Requirement.PLT_UPD_012;
import static io.platen.protocol.Requirement.PLT_UPD_013;
import static io.platen.protocol.Requirement.PLT_UPD_014;
import static io.platen.protocol.Requirement.PLT_UPD_020;
import static io.platen.protocol.Requirement.PLT_UPD_021;
import static io.platen.protocol.Requirement.PLT_UPD_022;
import static io.platen.protocol.Requirement.PLT_UPD_023;
import static io.platen.protocol.Requirement.PLT_UPD_030;
import static io.platen.protocol.Requirement.PLT_UPD_031;
import static io.platen.protocol.Requirement.PLT_UPD_032;
import static io.platen.protocol.Requirement.PLT_UPD_033;
import static io.platen.protocol.Requirement.PLT_UPD_040;
import static io.platen.protocol.Requirement.PLT_UPD_041;
import static io.platen.protocol.Requirement.PLT_UPD_042;
import static io.platen.protocol.Requirement.PLT_UPD_043;
import static io.platen.protocol.Requirement.PLT_UPD_060;
import static io.platen.protocol.Requirement.PLT_UPD_062;
import static io.platen.protocol.Requirement.PLT_UPD_100;
import static io.platen.protocol.Requirement.PLT_UPD_101;
import static io.platen.protocol.Requirement.PLT_UPD_102;
import static io.platen.protocol.Requirement.PLT_UPD_103;
import static io.platen.protocol.Requirement.PLT_UPD_104;
import static io.platen.protocol.Requirement.PLT_UPD_105;
import static io.platen.protocol.Requirement.PLT_UPD_300;
import static io.platen.protocol.Requirement.PLT_UPD_301;
import static io.platen.protocol.Requirement.PLT_UPD_302;
import static io.platen.protocol.Requirement.PLT_UPD_303;
import static io.platen.protocol.Requirement.PLT_UPD_304;
import static io.platen.protocol.Requirement.PLT_UPD_305;
import static io.platen.protocol.Requirement.PLT_UPD_306;
import static io.platen.protocol.Requirement.PLT_UPD_308;
import static io.platen.protocol.Requirement.PLT_UPD_309;
import static io.platen.protocol.Requirement.PLT_XML_030;
import static io.platen.protocol.Requirement.PLT_XML_031;
import static io.platen.protocol.Requirement.PLT_XML_033;

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
  KEEPS_THE_LAST_REPORT_ONLY(PLT_LNK_020),
  GIVES_UP_WHEN_IT_IS_CUT_OFF(PLT_LNK_024),
  SENDS_DELTAS_AHEAD(PLT_RPT_012),
  TAKES_NO_304(PLT_SYN_008),
  SENDS_COMMENTS(PLT_XML_030),
  TAKES_ODD_XML(PLT_XML_031),
  TAKES_NO_DOCUMENTS(PLT_XML_031),
  REFUSES_LATER_MINOR_VERSIONS(PLT_XML_033),
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
  CALLS_ENVELOPES_DOCUMENTS(PLT_SEA_013),
  TAKES_WHAT_IS_NO_SIGNED_FILE(PLT_UPD_001),
  TAKES_WHAT_A_STRANGER_SIGNED(PLT_UPD_002),
  INSTALLS_NOTHING(PLT_UPD_002),
  COUNTS_A_KEY_TWICE(PLT_UPD_003),
  STUMBLES_OVER_STRANGE_SIGNATURES(PLT_UPD_004),
  TAKES_ANY_VERSION(PLT_UPD_005),
  READS_ON_BEYOND_A_LIMIT(PLT_UPD_006),
  DOES_WITHOUT_A_FILE(PLT_UPD_009),
  STAYS_WITH_ITS_ROOT(PLT_UPD_010),
  TAKES_A_ROOT_OF_A_STRANGER(PLT_UPD_011),
  TAKES_A_ROOT_OF_ANOTHER_VERSION(PLT_UPD_012),
  TAKES_AN_EXPIRED_ROOT(PLT_UPD_013),
  KEEPS_A_TIMESTAMP_OF_OLD_KEYS(PLT_UPD_014),
  TAKES_AN_EARLIER_TIMESTAMP(PLT_UPD_020),
  TAKES_ANOTHER_OF_THE_SAME_VERSION(PLT_UPD_021),
  TAKES_A_TIMESTAMP_OF_AN_EARLIER_SNAPSHOT(PLT_UPD_022),
  TAKES_AN_EXPIRED_TIMESTAMP(PLT_UPD_023),
  TAKES_A_SNAPSHOT_OF_OTHER_BYTES(PLT_UPD_030),
  TAKES_A_SNAPSHOT_OF_ANOTHER_VERSION(PLT_UPD_031),
  TAKES_A_SNAPSHOT_THAT_STEPS_BACK(PLT_UPD_032),
  TAKES_AN_EXPIRED_SNAPSHOT(PLT_UPD_033),
  USES_A_ROLE_THAT_NOBODY_NAMES(PLT_UPD_040),
  TAKES_TARGETS_OF_OTHER_BYTES(PLT_UPD_041),
  TAKES_TARGETS_OF_ANOTHER_VERSION(PLT_UPD_042),
  TAKES_EXPIRED_TARGETS(PLT_UPD_043),
  TAKES_ANY_CHUNK_LIST(PLT_UPD_060),
  FETCHES_WHAT_IS_TOO_LONG(PLT_UPD_062),
  FETCHES_NO_CONTENT(PLT_UPD_062),
  TAKES_ANY_RELEASE_DOCUMENT(PLT_UPD_100),
  TAKES_RELEASES_FOR_OTHER_HARDWARE(PLT_UPD_101),
  GOES_BELOW_ITS_FLOOR(PLT_UPD_102),
  FORGETS_ITS_DATA(PLT_UPD_103),
  DOES_WITHOUT_WHAT_IS_REQUIRED(PLT_UPD_104),
  INSTALLS_WHAT_FITS_OF_A_RELEASE(PLT_UPD_105),
  REUSES_ITS_NONCE(PLT_UPD_300),
  TAKES_ANSWERS_TO_OTHER_QUESTIONS(PLT_UPD_301),
  TAKES_ASSIGNMENTS_OF_OTHERS(PLT_UPD_302),
  TAKES_ASSIGNMENTS_OF_STRANGERS(PLT_UPD_303),
  OBEYS_NOBODY(PLT_UPD_303),
  TAKES_ASSIGNMENTS_OUT_OF_TIME(PLT_UPD_304),
  TAKES_LONG_ASSIGNMENTS(PLT_UPD_305),
  GOES_BY_ITS_OWN_TIME(PLT_UPD_306),
  INSTALLS_WHAT_NO_METADATA_NAMES(PLT_UPD_308),
  FETCHES_WITHOUT_AN_ORDER(PLT_UPD_309);

  private final Requirement requirement;

  DeviceFault(Requirement requirement) {
    this.requirement = requirement;
  }

  @Override
  public Requirement requirement() {
    return requirement;
  }
}
