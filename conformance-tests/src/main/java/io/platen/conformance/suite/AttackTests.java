package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_LNK_002;
import static io.platen.protocol.Requirement.PLT_LNK_003;
import static io.platen.protocol.Requirement.PLT_LNK_004;
import static io.platen.protocol.Requirement.PLT_LNK_005;
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
import static io.platen.protocol.Requirement.PLT_XML_020;
import static io.platen.protocol.Requirement.PLT_XML_021;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.subject.ServerUnderTest;
import io.platen.protocol.Verifies;
import java.io.IOException;

/**
 * The corpus of attacks, sent whole: each case gets its answer, and the server goes on answering.
 * What is attacked, and how, stands in {@code attacks.xml} of the specification.
 */
final class AttackTests {
  @Verifies(negative = PLT_XML_001)
  void refuses_what_is_not_well_formed(ServerUnderTest server, Checks checks) {
    new AttackPlay(server, checks).play(PLT_XML_001);
  }

  @Verifies(negative = PLT_XML_002)
  void refuses_other_encodings(ServerUnderTest server, Checks checks) {
    new AttackPlay(server, checks).play(PLT_XML_002);
  }

  @Verifies(negative = PLT_XML_003)
  void refuses_what_only_looks_like_utf_8(ServerUnderTest server, Checks checks) {
    new AttackPlay(server, checks).play(PLT_XML_003);
  }

  @Verifies(negative = PLT_XML_004)
  void refuses_every_document_type(ServerUnderTest server, Checks checks) {
    new AttackPlay(server, checks).play(PLT_XML_004);
  }

  @Verifies(negative = PLT_XML_005)
  void refuses_every_processing_instruction(ServerUnderTest server, Checks checks) {
    new AttackPlay(server, checks).play(PLT_XML_005);
  }

  @Verifies(negative = PLT_XML_006)
  void refuses_every_comment(ServerUnderTest server, Checks checks) {
    new AttackPlay(server, checks).play(PLT_XML_006);
  }

  @Verifies(positive = PLT_XML_007, negative = PLT_XML_007)
  void takes_the_largest_document_and_none_larger(ServerUnderTest server, Checks checks) {
    new AttackPlay(server, checks).play(PLT_XML_007);
  }

  @Verifies(positive = PLT_XML_008, negative = PLT_XML_008)
  void takes_the_deepest_document_and_none_deeper(ServerUnderTest server, Checks checks) {
    new AttackPlay(server, checks).play(PLT_XML_008);
  }

  @Verifies(positive = PLT_XML_009, negative = PLT_XML_009)
  void takes_the_most_attributes_and_no_more(ServerUnderTest server, Checks checks) {
    new AttackPlay(server, checks).play(PLT_XML_009);
  }

  @Verifies(positive = PLT_XML_010, negative = PLT_XML_010)
  void takes_the_longest_names_and_no_longer_ones(ServerUnderTest server, Checks checks) {
    new AttackPlay(server, checks).play(PLT_XML_010);
  }

  @Verifies(positive = PLT_XML_011, negative = PLT_XML_011)
  void takes_the_most_tags_and_no_more(ServerUnderTest server, Checks checks) {
    new AttackPlay(server, checks).play(PLT_XML_011);
  }

  @Verifies(positive = PLT_XML_012, negative = PLT_XML_012)
  void takes_the_most_children_and_no_more(ServerUnderTest server, Checks checks) {
    new AttackPlay(server, checks).play(PLT_XML_012);
  }

  @Verifies(positive = PLT_XML_013, negative = PLT_XML_013)
  void takes_the_longest_value_and_no_longer_one(ServerUnderTest server, Checks checks) {
    new AttackPlay(server, checks).play(PLT_XML_013);
  }

  @Verifies(positive = PLT_XML_014, negative = PLT_XML_014)
  void takes_the_longest_text_and_no_longer_one(ServerUnderTest server, Checks checks) {
    new AttackPlay(server, checks).play(PLT_XML_014);
  }

  @Verifies(positive = PLT_XML_015, negative = PLT_XML_015)
  void takes_the_most_namespaces_and_no_more(ServerUnderTest server, Checks checks) {
    new AttackPlay(server, checks).play(PLT_XML_015);
  }

  @Verifies(negative = PLT_XML_016)
  void refuses_what_only_looks_like_the_schema(ServerUnderTest server, Checks checks) {
    new AttackPlay(server, checks).play(PLT_XML_016);
  }

  @Verifies(positive = PLT_XML_020)
  void takes_what_only_looks_like_an_attack(ServerUnderTest server, Checks checks) {
    new AttackPlay(server, checks).play(PLT_XML_020);
  }

  @Verifies(negative = PLT_LNK_002)
  void refuses_bodies_without_end(ServerUnderTest server, Checks checks) {
    new AttackPlay(server, checks).play(PLT_LNK_002);
  }

  @Verifies(positive = PLT_LNK_003, negative = PLT_LNK_003)
  void takes_the_largest_packed_document_and_no_bomb(ServerUnderTest server, Checks checks) {
    new AttackPlay(server, checks).play(PLT_LNK_003);
  }

  @Verifies(negative = PLT_LNK_004)
  void refuses_every_broken_gzip(ServerUnderTest server, Checks checks) {
    new AttackPlay(server, checks).play(PLT_LNK_004);
  }

  @Verifies(negative = PLT_LNK_005)
  void refuses_unknown_content_codings(ServerUnderTest server, Checks checks) {
    new AttackPlay(server, checks).play(PLT_LNK_005);
  }

  @Verifies(negative = PLT_XML_021)
  void fetches_nothing_that_a_document_names(ServerUnderTest server, Checks checks)
      throws IOException {
    try (Callback callback = Callback.towards(server.reports())) {
      new AttackPlay(server, checks).playNaming(callback);
    }
  }
}
