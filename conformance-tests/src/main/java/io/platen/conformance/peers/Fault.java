package io.platen.conformance.peers;

import static io.platen.protocol.Requirement.PLT_ALR_030;
import static io.platen.protocol.Requirement.PLT_ALR_031;
import static io.platen.protocol.Requirement.PLT_ENR_001;
import static io.platen.protocol.Requirement.PLT_ENR_002;
import static io.platen.protocol.Requirement.PLT_ENR_003;
import static io.platen.protocol.Requirement.PLT_ENR_004;
import static io.platen.protocol.Requirement.PLT_ENR_005;
import static io.platen.protocol.Requirement.PLT_ENR_006;
import static io.platen.protocol.Requirement.PLT_ENR_007;
import static io.platen.protocol.Requirement.PLT_ENR_008;
import static io.platen.protocol.Requirement.PLT_ENR_013;
import static io.platen.protocol.Requirement.PLT_ENR_014;
import static io.platen.protocol.Requirement.PLT_ENR_015;
import static io.platen.protocol.Requirement.PLT_ENR_016;
import static io.platen.protocol.Requirement.PLT_ENR_017;
import static io.platen.protocol.Requirement.PLT_ENR_018;
import static io.platen.protocol.Requirement.PLT_ENR_019;
import static io.platen.protocol.Requirement.PLT_ENR_021;
import static io.platen.protocol.Requirement.PLT_ENR_024;
import static io.platen.protocol.Requirement.PLT_GEN_001;
import static io.platen.protocol.Requirement.PLT_GEN_002;
import static io.platen.protocol.Requirement.PLT_GEN_003;
import static io.platen.protocol.Requirement.PLT_GEN_004;
import static io.platen.protocol.Requirement.PLT_GEN_010;
import static io.platen.protocol.Requirement.PLT_HBT_020;
import static io.platen.protocol.Requirement.PLT_HBT_021;
import static io.platen.protocol.Requirement.PLT_HBT_022;
import static io.platen.protocol.Requirement.PLT_HBT_023;
import static io.platen.protocol.Requirement.PLT_HBT_024;
import static io.platen.protocol.Requirement.PLT_HBT_025;
import static io.platen.protocol.Requirement.PLT_HBT_026;
import static io.platen.protocol.Requirement.PLT_HBT_027;
import static io.platen.protocol.Requirement.PLT_HBT_029;
import static io.platen.protocol.Requirement.PLT_HBT_030;
import static io.platen.protocol.Requirement.PLT_HBT_031;
import static io.platen.protocol.Requirement.PLT_HBT_033;
import static io.platen.protocol.Requirement.PLT_LNK_001;
import static io.platen.protocol.Requirement.PLT_LNK_002;
import static io.platen.protocol.Requirement.PLT_LNK_003;
import static io.platen.protocol.Requirement.PLT_LNK_004;
import static io.platen.protocol.Requirement.PLT_LNK_005;
import static io.platen.protocol.Requirement.PLT_LNK_051;
import static io.platen.protocol.Requirement.PLT_LNK_052;
import static io.platen.protocol.Requirement.PLT_LPA_030;
import static io.platen.protocol.Requirement.PLT_RPT_003;
import static io.platen.protocol.Requirement.PLT_RPT_004;
import static io.platen.protocol.Requirement.PLT_RPT_007;
import static io.platen.protocol.Requirement.PLT_RPT_008;
import static io.platen.protocol.Requirement.PLT_RPT_009;
import static io.platen.protocol.Requirement.PLT_RPT_011;
import static io.platen.protocol.Requirement.PLT_RPT_013;
import static io.platen.protocol.Requirement.PLT_RPT_018;
import static io.platen.protocol.Requirement.PLT_RPT_019;
import static io.platen.protocol.Requirement.PLT_RPT_022;
import static io.platen.protocol.Requirement.PLT_RPT_025;
import static io.platen.protocol.Requirement.PLT_RPT_026;
import static io.platen.protocol.Requirement.PLT_RPT_041;
import static io.platen.protocol.Requirement.PLT_SEA_020;
import static io.platen.protocol.Requirement.PLT_SEA_021;
import static io.platen.protocol.Requirement.PLT_SEA_022;
import static io.platen.protocol.Requirement.PLT_SEA_023;
import static io.platen.protocol.Requirement.PLT_SEA_024;
import static io.platen.protocol.Requirement.PLT_SEA_025;
import static io.platen.protocol.Requirement.PLT_SEA_026;
import static io.platen.protocol.Requirement.PLT_SEA_027;
import static io.platen.protocol.Requirement.PLT_SEA_031;
import static io.platen.protocol.Requirement.PLT_SYN_002;
import static io.platen.protocol.Requirement.PLT_SYN_003;
import static io.platen.protocol.Requirement.PLT_SYN_004;
import static io.platen.protocol.Requirement.PLT_SYN_040;
import static io.platen.protocol.Requirement.PLT_SYN_041;
import static io.platen.protocol.Requirement.PLT_TLS_001;
import static io.platen.protocol.Requirement.PLT_TLS_002;
import static io.platen.protocol.Requirement.PLT_TLS_003;
import static io.platen.protocol.Requirement.PLT_TLS_004;
import static io.platen.protocol.Requirement.PLT_TLS_005;
import static io.platen.protocol.Requirement.PLT_TLS_006;
import static io.platen.protocol.Requirement.PLT_TLS_007;
import static io.platen.protocol.Requirement.PLT_TLS_008;
import static io.platen.protocol.Requirement.PLT_TLS_030;
import static io.platen.protocol.Requirement.PLT_TLS_034;
import static io.platen.protocol.Requirement.PLT_TLS_047;
import static io.platen.protocol.Requirement.PLT_TLS_054;
import static io.platen.protocol.Requirement.PLT_TLS_057;
import static io.platen.protocol.Requirement.PLT_UPD_400;
import static io.platen.protocol.Requirement.PLT_UPD_401;
import static io.platen.protocol.Requirement.PLT_UPD_402;
import static io.platen.protocol.Requirement.PLT_UPD_403;
import static io.platen.protocol.Requirement.PLT_UPD_404;
import static io.platen.protocol.Requirement.PLT_UPD_405;
import static io.platen.protocol.Requirement.PLT_UPD_406;
import static io.platen.protocol.Requirement.PLT_UPD_407;
import static io.platen.protocol.Requirement.PLT_UPD_408;
import static io.platen.protocol.Requirement.PLT_UPD_430;
import static io.platen.protocol.Requirement.PLT_UPD_431;
import static io.platen.protocol.Requirement.PLT_XML_001;
import static io.platen.protocol.Requirement.PLT_XML_002;
import static io.platen.protocol.Requirement.PLT_XML_003;
import static io.platen.protocol.Requirement.PLT_XML_004;
import static io.platen.protocol.Requirement.PLT_XML_005;
import static io.platen.protocol.Requirement.PLT_XML_006;
import static io.platen.protocol.Requirement.PLT_XML_007;
import static io.platen.protocol.Requirement.PLT_XML_008;
import static io.platen.protocol.Requirement.PLT_XML_009;
import static io.platen.protocol.Requirement.PLT_XML_010;
import static io.platen.protocol.Requirement.PLT_XML_011;
import static io.platen.protocol.Requirement.PLT_XML_012;
import static io.platen.protocol.Requirement.PLT_XML_013;
import static io.platen.protocol.Requirement.PLT_XML_014;
import static io.platen.protocol.Requirement.PLT_XML_015;
import static io.platen.protocol.Requirement.PLT_XML_016;
import static io.platen.protocol.Requirement.PLT_XML_017;
import static io.platen.protocol.Requirement.PLT_XML_018;
import static io.platen.protocol.Requirement.PLT_XML_019;
import static io.platen.protocol.Requirement.PLT_XML_020;
import static io.platen.protocol.Requirement.PLT_XML_021;

import io.platen.protocol.Requirement;

/**
 * One thing that a {@link FakeServer} does wrong, with the requirement whose test must go red.
 * Several may break together; the one named here must be among them.
 */
public enum Fault implements Mutation {
  NEEDS_NO_CERTIFICATE(PLT_TLS_001),
  TRUSTS_EVERY_AUTHORITY(PLT_TLS_004),
  TAKES_EXPIRED_CERTIFICATES(PLT_TLS_005),
  SPEAKS_TLS_1_2(PLT_TLS_002),
  ENROLS_BY_TLS_1_2(PLT_TLS_057),
  TAKES_ANY_SUITE_OF_TLS_1_2(PLT_TLS_054),
  HAS_NO_TLS_1_2(PLT_TLS_054),
  IGNORES_DEACTIVATION(PLT_TLS_008),
  BELIEVES_HEADERS(PLT_TLS_006),
  TAKES_ANYBODY_FOR_A_PROXY(PLT_TLS_047),
  KNOWS_EVERY_DEVICE(PLT_TLS_007),
  HIDES_DIAGNOSIS(PLT_TLS_030),
  DIAGNOSES_NOTHING(PLT_TLS_034),
  DIAGNOSES_THE_HEALTHY(PLT_TLS_034),
  ANSWERS_EVERYWHERE(PLT_TLS_003),
  HIDES_ITS_AUTHORITY(PLT_ENR_001),
  HIDES_REQUEST_ATTRIBUTES(PLT_ENR_002),
  WRAPS_BASE64(PLT_ENR_003),
  TAKES_ONE_LINE_ONLY(PLT_ENR_003),
  TAKES_NO_CODE(PLT_ENR_004),
  TAKES_ANY_CODE(PLT_ENR_004),
  TAKES_WRONG_SECRETS(PLT_ENR_005),
  TELLS_WRONG_CODES_FROM_UNKNOWN(PLT_ENR_005),
  GIVES_ANOTHER_CERTIFICATE(PLT_ENR_006),
  TAKES_CODES_TWICE(PLT_ENR_007),
  COUNTS_NO_TRIES(PLT_ENR_008),
  BURNS_CODES_AT_ONCE(PLT_ENR_008),
  TAKES_BORROWED_KEYS(PLT_ENR_013),
  TAKES_ANY_CURVE(PLT_ENR_014),
  GIVES_PRIVILEGES(PLT_ENR_015),
  TAKES_OTHER_NAMES(PLT_ENR_016),
  KEEPS_THE_NAME_ASKED_FOR(PLT_ENR_017),
  RENEWS_NOTHING(PLT_ENR_018),
  RENEWS_FOR_STRANGERS(PLT_ENR_018),
  CUTS_OLD_CERTIFICATES_OFF(PLT_ENR_019),
  KEEPS_OLD_CERTIFICATES(PLT_ENR_019),
  RENEWS_FOR_THE_DEACTIVATED(PLT_ENR_021),
  RENEWS_FOR_OLD_KEYS(PLT_ENR_024),
  GIVES_EMPTY_RECEIPTS(PLT_RPT_004),
  REFUSES_EVERY_REPORT(PLT_RPT_004),
  GIVES_RECEIPTS_FOR_REFUSALS(PLT_RPT_004),
  FORGETS_WHAT_IT_RECEIVED(PLT_RPT_008),
  REFUSES_THE_SAME_REPORT_AGAIN(PLT_RPT_007),
  TAKES_DELTAS_WITHOUT_BASE(PLT_RPT_013),
  TAKES_DELTAS_ON_FULL_REPORTS_ONLY(PLT_RPT_013),
  TAKES_NO_DELTAS(PLT_RPT_018),
  TAKES_ONE_REPORT_AN_EPOCH(PLT_RPT_008),
  IS_ALONE(PLT_RPT_009),
  TAKES_REPORTS_OF_OTHERS(PLT_RPT_003),
  KNOWS_NO_GZIP(PLT_LNK_001),
  TAKES_LARGE_BODIES(PLT_LNK_002),
  INFLATES_WITHOUT_END(PLT_LNK_003),
  FAILS_ON_BROKEN_GZIP(PLT_LNK_004),
  TAKES_ANY_MEDIA_TYPE(PLT_LNK_005),
  COUNTS_REFUSED_REPORTS(PLT_RPT_026),
  KEEPS_A_MEMORY_FOR_EACH_HOST(PLT_RPT_009),
  REFUSES_LATER_MINORS(PLT_XML_019),
  REFUSES_OTHER_NAMESPACES(PLT_XML_020),
  REFUSES_UNKNOWN_TOKENS(PLT_GEN_010),
  REFUSES_WRONG_TIMES(PLT_LNK_051),
  TAKES_ANYTHING(PLT_XML_001),
  TAKES_UTF_16(PLT_XML_002),
  TAKES_BROKEN_UTF_8(PLT_XML_003),
  TAKES_DOCUMENT_TYPES(PLT_XML_004),
  TAKES_PROCESSING_INSTRUCTIONS(PLT_XML_005),
  TAKES_COMMENTS(PLT_XML_006),
  PARSES_BEFORE_IT_COUNTS(PLT_XML_007),
  TAKES_DEEP_DOCUMENTS(PLT_XML_008),
  TAKES_MANY_ATTRIBUTES(PLT_XML_009),
  TAKES_LONG_NAMES(PLT_XML_010),
  TAKES_MANY_TAGS(PLT_XML_011),
  TAKES_MANY_CHILDREN(PLT_XML_012),
  TAKES_LONG_VALUES(PLT_XML_013),
  TAKES_LONG_TEXTS(PLT_XML_014),
  TAKES_MANY_NAMESPACES(PLT_XML_015),
  TAKES_WHAT_THE_SCHEMA_FORBIDS(PLT_XML_016),
  TAKES_ANY_VERSION(PLT_XML_017),
  IGNORES_MUST_UNDERSTAND(PLT_XML_018),
  FETCHES_WHAT_IS_NAMED(PLT_XML_021),
  TAKES_WRONG_BASES(PLT_RPT_011),
  TAKES_FULL_REPORTS_THAT_REMOVE(PLT_RPT_018),
  TAKES_PRINTERS_TWICE(PLT_RPT_019),
  TAKES_ROWS_TWICE(PLT_RPT_022),
  TAKES_IMPOSSIBLE_LOSSES(PLT_RPT_025),
  TAKES_VALUES_OF_THE_FUTURE(PLT_RPT_041),
  SENDS_BROKEN_SYNC(PLT_SYN_002),
  GIVES_NO_TAG(PLT_SYN_003),
  SYNCS_WHO_IS_ASKED_FOR(PLT_SYN_002),
  GIVES_EACH_ANSWER_A_TAG(PLT_SYN_003),
  SENDS_SYNC_AGAIN(PLT_SYN_004),
  GIVES_OTHER_PROFILES(PLT_SYN_040),
  GIVES_THE_PROFILE_THAT_IS_ASKED_FOR(PLT_SYN_040),
  HAS_NO_PROFILES(PLT_SYN_041),
  GIVES_PROFILES_UNDER_ANY_NAME(PLT_SYN_041),
  WRITES_METADATA_ANEW(PLT_UPD_400),
  TELLS_OF_WHAT_IT_LACKS(PLT_UPD_408),
  GIVES_OTHER_OBJECTS(PLT_UPD_401),
  GIVES_OBJECTS_UNDER_ANY_NAME(PLT_UPD_401),
  IGNORES_RANGES(PLT_UPD_402),
  GIVES_OBJECTS_NO_TAG(PLT_UPD_403),
  IGNORES_IF_RANGE(PLT_UPD_404),
  GIVES_ALL_FOR_NOTHING(PLT_UPD_405),
  CHANGES_EDITIONS(PLT_UPD_406),
  LETS_CACHES_KEEP_TIMESTAMPS(PLT_UPD_407),
  NAMES_NO_SEALING_CERTIFICATE(PLT_SEA_031),
  OPENS_NO_SEALED_REPORTS(PLT_SEA_020),
  COUNTS_EACH_ENVELOPE(PLT_SEA_020),
  TAKES_ENVELOPES_OF_ANY_FORM(PLT_SEA_021),
  TAKES_CHANGED_ENVELOPES(PLT_SEA_022),
  TAKES_ENVELOPES_FOR_OTHERS(PLT_SEA_023),
  TAKES_UNSIGNED_ENVELOPES(PLT_SEA_024),
  IGNORES_AUDIENCES(PLT_SEA_025),
  IGNORES_DEVICES_IN_HEADERS(PLT_SEA_026),
  TAKES_HEADERS_OF_OTHER_DOCUMENTS(PLT_SEA_027),
  ASSIGNS_TO_WHO_IS_ASKED_FOR(PLT_UPD_430),
  ANSWERS_ANOTHER_QUESTION(PLT_UPD_430),
  ASSIGNS_UNDER_A_KEY_UNNAMED(PLT_UPD_431),
  ASSIGNS_UNDER_A_DEVICES_CERTIFICATE(PLT_UPD_431),
  ANSWERS_FOR_ALL_ZONES(PLT_HBT_020),
  ASKS_OTHERS(PLT_HBT_021),
  SAYS_NOTHING_OF_STRANGERS(PLT_HBT_022),
  HEARS_FORGED_HEARTBEATS(PLT_HBT_023),
  HEARS_REPLAYED_HEARTBEATS(PLT_HBT_024),
  KNOWS_FEW_HEARTBEATS_AHEAD(PLT_HBT_025),
  SENDS_MUCH(PLT_HBT_026),
  ENDS_CONNECTIONS_AFTER_ONE_NAME(PLT_HBT_027),
  KNOWS_LOWER_CASE_ONLY(PLT_HBT_029),
  KEEPS_QUIET_ABOUT_BROKEN_NAMES(PLT_HBT_030),
  ANSWERS_ANSWERS(PLT_HBT_030),
  LETS_ANSWERS_BE_KEPT(PLT_HBT_031),
  STOPS_RESOLVERS_ON_THE_WAY(PLT_HBT_033),
  TAKES_ALERTS_AT_ITS_TIMES_ONLY(PLT_ALR_030),
  REFUSES_ALERTS_OF_A_STORM(PLT_ALR_030),
  TAKES_TRAPS_WITHOUT_ALERTS(PLT_ALR_031),
  REFUSES_PRINTERS_OF_AGENTS(PLT_LPA_030),
  TAKES_ANY_AGENT(PLT_LPA_030),
  HANGS_UP(PLT_LNK_052),
  SENDS_PROBLEMS_AS_HTML(PLT_GEN_001),
  CALLS_REFUSALS_RETRYABLE(PLT_GEN_002),
  NAMES_NO_REQUIREMENT(PLT_GEN_003),
  SHOWS_STACK_TRACES(PLT_GEN_004);

  private final Requirement requirement;

  Fault(Requirement requirement) {
    this.requirement = requirement;
  }

  @Override
  public Requirement requirement() {
    return requirement;
  }
}
