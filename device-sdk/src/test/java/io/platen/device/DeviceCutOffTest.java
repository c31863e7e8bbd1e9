package io.platen.device;

import static io.platen.device.testing.OneDevice.AUTHORITY;
import static io.platen.device.testing.OneDevice.ENTRY;
import static io.platen.device.testing.OneDevice.ID;
import static io.platen.device.testing.OneDevice.config;
import static io.platen.protocol.Requirement.PLT_LNK_024;
import static io.platen.protocol.Requirement.PLT_LNK_054;
import static io.platen.protocol.Requirement.PLT_TLS_032;
import static io.platen.protocol.Requirement.PLT_TLS_033;
import static io.platen.protocol.Requirement.PLT_TLS_035;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.testing.Heard;
import io.platen.device.testing.ServerDates;
import io.platen.device.testing.TestAuthority;
import io.platen.device.testing.TestPrinters;
import io.platen.device.testing.TestServer;
import io.platen.device.testing.TestStorage;
import io.platen.device.testing.VirtualTime;
import io.platen.protocol.Verifies;
import io.platen.protocol.codec.ProblemCodec;
import io.platen.protocol.problem.Problem;
import io.platen.protocol.problem.ProblemType;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A device whose connections end in TLS, and what it makes of the enrolment host's word. */
class DeviceCutOffTest {
  private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");
  private static final TestAuthority FOREIGN = new TestAuthority("foreign authority");
  private static final String DIAGNOSIS = "GET /.well-known/platen/diagnosis";

  private final VirtualTime time = new VirtualTime(START);
  private final TestStorage storage = new TestStorage();
  private final TestPrinters printers = new TestPrinters(time).put("10.0.0.5", "SN-12345A", 100);
  private final Heard heard = new Heard();

  /** Refuses every certificate of the device's authority. */
  private final TestServer refusing = server(FOREIGN);

  private final TestServer enrolment = server(AUTHORITY);

  @AfterEach
  void stopServers() {
    refusing.close();
    enrolment.close();
  }

  private static TestServer server(TestAuthority trusted) {
    return new TestServer(AUTHORITY.server(), trusted.certificate(), ID).withEntries(ENTRY);
  }

  private Device device(@Nullable URI enrolmentHost, URI... hosts) throws IOException {
    return Device.open(
        config(storage, printers, time, hosts)
            .enrolmentHost(enrolmentHost)
            .connector(new ServerDates(() -> time.instant().plus(Duration.ofDays(40))))
            .build(),
        heard);
  }

  private Device device() throws IOException {
    return device(enrolment.address(), refusing.address());
  }

  private void diagnosisIs(ProblemType type, String detail) {
    enrolment.instead(
        exchange -> {
          Problem problem = new Problem(type, detail, null, null, null);
          TestServer.respond(exchange, 200, "application/problem+xml", ProblemCodec.write(problem));
          return true;
        });
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(names = {"DEVICE_INACTIVE", "CERTIFICATE_UNKNOWN"})
  @Verifies(positive = {PLT_TLS_032, PLT_TLS_033})
  void hears_the_reason_from_the_enrolment_host_and_tells_it(ProblemType type) throws Exception {
    // given
    diagnosisIs(type, "An operator has put it aside");
    try (Device device = device()) {
      // when
      CycleOutcome outcome = device.runOnce();

      // then
      assertThat(outcome.kind()).isEqualTo(CycleOutcome.Kind.CUT_OFF);
      assertThat(heard.lines()).contains("cut off " + type);
      assertThat(enrolment.requests()).containsExactly(DIAGNOSIS);
      assertThat(DeviceStatus.read(storage).orElseThrow().lastProblem())
          .contains("An operator has put it aside");
    }
  }

  @Test
  @Verifies(positive = PLT_TLS_035)
  void knows_that_its_certificate_is_refused_where_only_strangers_get_an_answer() throws Exception {
    // given: the enrolment host knows the device's authority as little as the others do
    try (TestServer wanting =
        new TestServer(AUTHORITY.server(), FOREIGN.certificate(), ID, false)) {
      wanting.instead(
          exchange -> {
            Problem problem =
                new Problem(ProblemType.CERTIFICATE_UNKNOWN, "No certificate", null, null, null);
            TestServer.respond(
                exchange, 200, "application/problem+xml", ProblemCodec.write(problem));
            return true;
          });
      try (Device device = device(wanting.address(), refusing.address())) {
        // when
        CycleOutcome outcome = device.runOnce();

        // then
        assertThat(outcome.kind()).isEqualTo(CycleOutcome.Kind.CUT_OFF);
        assertThat(DeviceStatus.read(storage).orElseThrow().lastProblem())
            .contains("refuses this device's certificate", "CN=test authority");
      }
    }
  }

  @Test
  @Verifies(negative = PLT_TLS_035)
  void works_on_where_strangers_get_no_answer_either() throws Exception {
    // given: the enrolment host ends TLS with and without a certificate
    try (Device device = device(refusing.address(), refusing.address())) {
      // when
      CycleOutcome outcome = device.runOnce();

      // then
      assertThat(outcome.kind()).isNotEqualTo(CycleOutcome.Kind.CUT_OFF);
    }
  }

  @Test
  @Verifies(positive = PLT_LNK_024)
  void sleeps_for_a_day_and_asks_again_then() throws Exception {
    // given
    diagnosisIs(ProblemType.DEVICE_INACTIVE, "Device is deactivated");
    try (Device device = device()) {
      device.start();

      // when
      time.advance(Duration.ofDays(3).plusHours(1));

      // then
      assertThat(enrolment.requests()).hasSize(4);
      assertThat(heard.lines()).noneMatch(line -> line.startsWith("stored"));
    }
  }

  @Test
  void says_that_something_is_on_the_way_where_the_server_would_let_it_in() throws Exception {
    // given
    enrolment.instead(
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          return true;
        });
    try (Device device = device()) {
      // when
      CycleOutcome outcome = device.runOnce();

      // then
      assertThat(outcome.kind()).isNotEqualTo(CycleOutcome.Kind.CUT_OFF);
      assertThat(heard.problems()).first().asString().contains("would let this device in");
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(names = {"NOT_FOUND", "UNAVAILABLE"})
  @Verifies(negative = PLT_TLS_033)
  void works_on_where_nobody_knows_the_reason(ProblemType type) throws Exception {
    // given
    enrolment.instead(
        exchange -> {
          TestServer.problem(exchange, type);
          return true;
        });
    try (Device device = device()) {
      // when
      CycleOutcome outcome = device.runOnce();

      // then
      assertThat(outcome.kind()).isNotEqualTo(CycleOutcome.Kind.CUT_OFF);
      assertThat(heard.problems()).first().asString().contains("No reason is known");
    }
  }

  @Test
  void says_only_that_it_was_refused_where_it_knows_no_enrolment_host() throws Exception {
    // given
    try (Device device = device(null, refusing.address())) {
      // when
      device.runOnce();

      // then
      assertThat(heard.problems()).first().asString().startsWith("problem Sync failed");
    }
  }

  @Test
  @Verifies(negative = PLT_TLS_032)
  void asks_nobody_where_the_server_cannot_be_reached() throws Exception {
    // given
    refusing.close();
    try (Device device = device()) {
      // when
      device.runOnce();

      // then
      assertThat(enrolment.requests()).isEmpty();
    }
  }

  @Test
  @Verifies(positive = PLT_TLS_032)
  void asks_though_the_other_host_is_down() throws Exception {
    // given
    diagnosisIs(ProblemType.DEVICE_INACTIVE, "Device is deactivated");
    TestServer down = server(AUTHORITY);
    down.close();
    try (Device device = device(enrolment.address(), refusing.address(), down.address())) {
      // when
      CycleOutcome outcome = device.runOnce();

      // then
      assertThat(outcome.kind()).isEqualTo(CycleOutcome.Kind.CUT_OFF);
    }
  }

  @Test
  @Verifies(positive = PLT_LNK_054)
  void does_not_set_its_time_by_the_enrolment_host() throws Exception {
    // given: all answers say a time that is 40 days ahead, and this is the only one
    enrolment.instead(
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          return true;
        });
    try (Device device = device()) {
      // when
      device.runOnce();
    }

    // then
    assertThat(enrolment.requests()).containsExactly(DIAGNOSIS);
    assertThat(heard.lines()).noneMatch(line -> line.startsWith("clock corrected"));
  }
}
