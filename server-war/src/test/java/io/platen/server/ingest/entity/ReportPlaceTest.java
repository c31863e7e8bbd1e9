package io.platen.server.ingest.entity;

import static io.platen.server.ingest.entity.ReportPlace.APPLY;
import static io.platen.server.ingest.entity.ReportPlace.BASE_UNKNOWN;
import static io.platen.server.ingest.entity.ReportPlace.HISTORY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.platen.server.testing.TestFleet;
import io.platen.server.testing.TestReport;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReportPlaceTest {
  private static final UUID OLD = TestReport.EPOCH;

  private static final ReportPlace.Stored STORED = new ReportPlace.Stored(OLD, 7);

  static Stream<Arguments> cases() {
    return Stream.of(
        argumentSet("first, full", null, full(1), false, APPLY),
        argumentSet("first, delta", null, delta(2, 1), false, BASE_UNKNOWN),
        argumentSet("next, full", STORED, full(8), true, APPLY),
        argumentSet("gap, full", STORED, full(19), true, APPLY),
        argumentSet("next, delta on the state", STORED, delta(8, 7), true, APPLY),
        argumentSet("gap, delta on the state", STORED, delta(11, 7), true, APPLY),
        argumentSet("delta on an older base", STORED, delta(8, 6), true, BASE_UNKNOWN),
        argumentSet("delta on a base to come", STORED, delta(10, 9), true, BASE_UNKNOWN),
        argumentSet("older, full", STORED, full(6), true, HISTORY),
        argumentSet("older, delta", STORED, delta(6, 2), true, BASE_UNKNOWN),
        argumentSet("new epoch, full", STORED, anew(full(1)), false, APPLY),
        argumentSet("new epoch, delta", STORED, anew(delta(8, 7)), false, BASE_UNKNOWN),
        argumentSet("straggler of another epoch", STORED, anew(full(3)), true, HISTORY));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void places_a_report(
      ReportPlace.Stored stored, TestReport report, boolean epochSeen, ReportPlace expected) {
    // when
    ReportPlace place = ReportPlace.of(stored, report.build(), () -> epochSeen);

    // then
    assertThat(place).isEqualTo(expected);
  }

  private static TestReport full(long sequence) {
    return TestReport.report(TestFleet.DEVICE, sequence);
  }

  private static TestReport delta(long sequence, long base) {
    return full(sequence).on(base);
  }

  private static TestReport anew(TestReport report) {
    return report.inEpoch(TestReport.NEXT_EPOCH);
  }
}
