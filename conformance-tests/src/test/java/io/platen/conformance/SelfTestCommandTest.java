package io.platen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.conformance.engine.Verdict;
import io.platen.conformance.mutants.SelfTest.Kill;
import io.platen.conformance.peers.DeviceFault;
import io.platen.conformance.peers.Fault;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelfTestCommandTest {
  private static final Kill CAUGHT =
      new Kill(Fault.TAKES_COMMENTS, Verdict.FAIL, List.of("xml.refuses_a_comment"));
  private static final Kill MISSED = new Kill(DeviceFault.COUNTS_BY_TWO, Verdict.FAIL, List.of());

  private final StringWriter out = new StringWriter();

  @Test
  void ends_with_1_and_names_a_fault_that_was_missed() {
    // when
    int status = conclude(CAUGHT, MISSED);
    // then
    assertThat(status).isEqualTo(1);
    assertThat(out.toString())
        .contains("1 of 2 faults caught", "they break 2 requirements")
        .contains("MISSED COUNTS_BY_TWO PLT-RPT-006")
        .doesNotContain("MISSED TAKES_COMMENTS");
  }

  @Test
  void ends_with_0_when_all_were_caught() {
    assertThat(conclude(CAUGHT)).isZero();
    assertThat(out.toString()).contains("1 of 1 faults caught").doesNotContain("MISSED");
  }

  private int conclude(Kill... kills) {
    return SelfTestCommand.conclude(List.of(), List.of(kills), new PrintWriter(out, true));
  }
}
