package io.platen.server.ingest.entity;

import static io.platen.server.ingest.entity.ReportPlace.APPLY;
import static io.platen.server.ingest.entity.ReportPlace.BASE_UNKNOWN;
import static io.platen.server.ingest.entity.ReportPlace.HISTORY;
import static io.platen.server.ingest.entity.ReportPlace.OVERLAY;
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

  /** The highest sequence is 7, and the state was last the device's own at 7. */
  private static final ReportPlace.Stored CLEAN = new ReportPlace.Stored(OLD, 7, 7, false);

  /** The highest is 7, but since 5 parts were laid over the state. */
  private static final ReportPlace.Stored BLURRED = new ReportPlace.Stored(OLD, 7, 5, true);

  static Stream<Arguments> cases() {
    return Stream.of(
        argumentSet("first, full", null, full(1), false, false, APPLY),
        argumentSet("first, delta", null, delta(2, 1), false, false, BASE_UNKNOWN),
        argumentSet("next, full", CLEAN, full(8), true, false, APPLY),
        argumentSet("gap, full", CLEAN, full(19), true, false, APPLY),
        argumentSet("next, delta on the state", CLEAN, delta(8, 7), true, true, APPLY),
        argumentSet("delta on an older base", CLEAN, delta(8, 6), true, true, OVERLAY),
        argumentSet("delta on a lost base", CLEAN, delta(8, 6), true, false, BASE_UNKNOWN),
        argumentSet("delta on a base to come", CLEAN, delta(10, 9), true, false, BASE_UNKNOWN),
        argumentSet("blurred, full", BLURRED, full(8), true, false, APPLY),
        argumentSet("blurred, delta on the top", BLURRED, delta(8, 7), true, true, BASE_UNKNOWN),
        argumentSet("blurred, delta on the last exact", BLURRED, delta(8, 5), true, true, OVERLAY),
        argumentSet("older, full", CLEAN, full(6), true, false, HISTORY),
        argumentSet("older, delta", CLEAN, delta(6, 2), true, false, HISTORY),
        argumentSet("new epoch, full", CLEAN, anew(full(1)), false, false, APPLY),
        argumentSet("new epoch, delta", CLEAN, anew(delta(2, 1)), false, false, BASE_UNKNOWN),
        argumentSet("straggler of another epoch", CLEAN, anew(full(3)), true, false, HISTORY));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void places_a_report(
      ReportPlace.Stored stored,
      TestReport report,
      boolean epochSeen,
      boolean baseSeen,
      ReportPlace expected) {
    // given
    ReportPlace.Seen seen =
        new ReportPlace.Seen() {
          @Override
          public boolean epoch() {
            return epochSeen;
          }

          @Override
          public boolean base() {
            return baseSeen;
          }
        };

    // when
    ReportPlace place = ReportPlace.of(stored, report.build(), seen);

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
