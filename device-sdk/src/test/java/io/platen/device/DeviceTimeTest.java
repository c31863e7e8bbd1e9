package io.platen.device;

import static io.platen.device.testing.OneDevice.ENTRY;
import static io.platen.device.testing.OneDevice.config;
import static io.platen.device.testing.OneDevice.server;
import static io.platen.protocol.Requirement.PLT_LNK_050;
import static io.platen.protocol.Requirement.PLT_LNK_053;
import static io.platen.protocol.Requirement.PLT_LNK_055;
import static io.platen.protocol.Requirement.PLT_RPT_015;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.link.DeviceClock;
import io.platen.device.testing.Heard;
import io.platen.device.testing.ServerDates;
import io.platen.device.testing.TestPrinters;
import io.platen.device.testing.TestServer;
import io.platen.device.testing.TestStorage;
import io.platen.device.testing.VirtualTime;
import io.platen.protocol.Verifies;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.report.Report;
import io.platen.protocol.report.Report.ClockQuality;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What times a device reports whose clock is wrong. */
class DeviceTimeTest {
  private static final Instant TRUE_TIME = Instant.parse("2027-03-04T10:00:00Z");

  private final TestStorage storage = new TestStorage();
  private final Heard heard = new Heard();
  private final TestServer server = server().withEntries(ENTRY);

  @AfterEach
  void stopServer() {
    server.close();
  }

  private Device device(VirtualTime own, Instant serverTime) throws IOException {
    TestPrinters printers = new TestPrinters(own).put("10.0.0.5", "SN-12345A", 100);
    URI host = server.address();
    return Device.open(
        config(storage, printers, own, host).connector(new ServerDates(() -> serverTime)).build(),
        heard);
  }

  @ParameterizedTest(name = "a clock that shows {0}")
  @ValueSource(strings = {"1970-01-01T00:00:07Z", "2027-03-04T08:00:00Z", "2077-01-01T00:00:00Z"})
  @Verifies(positive = PLT_LNK_053, negative = PLT_LNK_050)
  void reports_the_servers_time_where_its_own_is_wrong(Instant wrong) throws Exception {
    // given
    try (Device device = device(new VirtualTime(wrong), TRUE_TIME)) {
      // when
      device.runOnce();

      // then
      Report report = server.reports().get(0);
      assertThat(report.clock()).isEqualTo(ClockQuality.SERVER);
      assertThat(report.created()).isEqualTo(TRUE_TIME);
      assertThat(report.printers().get(0).read()).isEqualTo(TRUE_TIME);
      assertThat(heard.lines()).contains("clock corrected " + Duration.between(wrong, TRUE_TIME));
    }
  }

  @Test
  @Verifies(positive = PLT_LNK_050)
  void reports_its_own_time_where_that_is_right() throws Exception {
    // given
    Instant almost = TRUE_TIME.minusSeconds(20);
    try (Device device = device(new VirtualTime(almost), TRUE_TIME)) {
      // when
      device.runOnce();

      // then
      Report report = server.reports().get(0);
      assertThat(report.clock()).isEqualTo(ClockQuality.SYNCHRONISED);
      assertThat(report.created()).isEqualTo(almost);
    }
  }

  @Test
  @Verifies(positive = PLT_LNK_055, negative = PLT_LNK_050)
  void says_that_its_clock_was_never_set_and_loses_no_report_when_it_is() throws Exception {
    // given: a first report from 1970, without any server
    VirtualTime own = new VirtualTime(Instant.EPOCH);
    try (Device device = device(own, DeviceClock.BUILT.minusSeconds(1))) {
      server.instead(
          exchange -> {
            boolean upload = exchange.getRequestMethod().equals("POST");
            if (upload) {
              TestServer.problem(exchange, ProblemType.UNAVAILABLE);
            }
            return upload;
          });
      device.runOnce();
    }
    server.instead(null);

    // when
    try (Device device = device(own, TRUE_TIME)) {
      device.runOnce();
    }

    // then
    assertThat(server.reports().get(0).clock()).isEqualTo(ClockQuality.UNSET);
    assertThat(server.reports().get(0).created()).isBefore(DeviceClock.BUILT);
    assertThat(server.reports().get(1).created()).isEqualTo(TRUE_TIME);
    assertThat(heard.lines()).noneMatch(line -> line.startsWith("lost"));
  }

  @Test
  @Verifies(negative = PLT_RPT_015)
  void sends_full_again_after_its_clock_ran_far_ahead() throws Exception {
    // given: in 2077 the last full report lies so far ahead that none would ever be due
    VirtualTime ahead = new VirtualTime(Instant.parse("2077-01-01T00:00:00Z"));
    try (Device device = device(ahead, Instant.parse("2077-01-01T00:00:00Z"))) {
      device.runOnce();
    }

    // when
    try (Device device = device(new VirtualTime(TRUE_TIME), TRUE_TIME)) {
      device.runOnce();
    }

    // then
    assertThat(server.reports()).extracting(Report::kind).containsOnly(Report.Kind.FULL);
    assertThat(server.reports()).hasSize(2);
  }
}
