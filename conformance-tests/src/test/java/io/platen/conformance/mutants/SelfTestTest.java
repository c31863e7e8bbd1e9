package io.platen.conformance.mutants;

import static io.platen.protocol.Requirement.PLT_GEN_001;
import static io.platen.protocol.Requirement.PLT_XML_006;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.conformance.engine.Catalogue;
import io.platen.conformance.engine.Checks;
import io.platen.conformance.peers.Fault;
import io.platen.conformance.subject.ServerUnderTest;
import io.platen.conformance.suite.ServerSuite;
import io.platen.conformance.wire.Exchange;
import io.platen.protocol.Verifies;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The test of the test of the tests: a suite that is blind is told so. */
class SelfTestTest {
  @TempDir private Path folder;

  @Test
  void calls_a_fault_missed_that_no_test_sees() throws Exception {
    // when
    SelfTest.Kill kill = selfTest(Blind.class).kill(Fault.TAKES_COMMENTS);

    // then
    assertThat(kill.isKilled()).isFalse();
  }

  @Test
  void calls_a_fault_missed_that_only_a_check_of_another_id_sees() throws Exception {
    // when
    SelfTest.Kill kill = selfTest(OfAnotherId.class).kill(Fault.TAKES_COMMENTS);

    // then
    assertThat(kill.isKilled()).isFalse();
  }

  @Test
  void calls_a_fault_missed_when_the_test_breaks_instead() throws Exception {
    // when
    SelfTest.Kill kill = selfTest(Broken.class).kill(Fault.TAKES_COMMENTS);

    // then
    assertThat(kill.isKilled()).isFalse();
  }

  @Test
  void tells_of_tests_that_accuse_a_server_that_is_right() throws Exception {
    assertThat(selfTest(Accuser.class).falseAlarms())
        .extracting(alarm -> alarm.test().name())
        .containsExactly("accuser.accuses_everybody");
  }

  private SelfTest selfTest(Class<?> tests) {
    return new SelfTest(Catalogue.of(List.of(tests)), ServerSuite.profiles(), folder);
  }

  static final class Blind {
    @Verifies(negative = PLT_XML_006)
    void looks_at_nothing(ServerUnderTest server, Checks checks) {
      checks.that(PLT_XML_006, true, server.report("<!-- c --><report/>"), "", "");
    }
  }

  static final class OfAnotherId {
    @Verifies(negative = {PLT_XML_006, PLT_GEN_001})
    void fails_for_another_reason(ServerUnderTest server, Checks checks) {
      Exchange exchange = server.report("<!-- c --><report/>");
      checks.that(PLT_XML_006, true, exchange, "", "");
      checks.that(PLT_GEN_001, false, exchange, "", "");
    }
  }

  static final class Broken {
    @Verifies(negative = PLT_XML_006)
    void breaks(ServerUnderTest server, Checks checks) {
      checks.need(Integer.parseInt("as a fault of the suite does") > 0, "");
    }
  }

  static final class Accuser {
    @Verifies(negative = PLT_XML_006)
    void accuses_everybody(ServerUnderTest server, Checks checks) {
      checks.that(PLT_XML_006, false, server.report("<report/>"), "", "");
    }
  }
}
