package io.platen.device.link;

import static io.platen.protocol.Requirement.PLT_LNK_056;
import static io.platen.protocol.Requirement.PLT_TLS_014;
import static io.platen.protocol.Requirement.PLT_TLS_015;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.platen.device.port.Keys;
import io.platen.device.testing.ServerDates;
import io.platen.device.testing.TestAuthority;
import io.platen.device.testing.TestServer;
import io.platen.device.testing.VirtualTime;
import io.platen.protocol.Verifies;
import io.platen.protocol.report.Report.ClockQuality;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** At what time a server's certificate is checked, by devices whose clocks are wrong. */
class CertificateTimeTest {
  private static final UUID ID = UUID.fromString("0b7e3c1e-9f43-4d0a-8a55-5f3a7e1c2d01");
  private static final TestAuthority AUTHORITY = new TestAuthority("test authority");
  private static final String SYNC = "download/v1/sync";
  private static final Instant TRUE_TIME = Instant.parse("2027-03-04T10:00:00Z");
  private static final Instant NEVER_SET = Instant.parse("1970-01-01T00:00:07Z");
  private static final Instant FAR_AHEAD = Instant.parse("2099-06-01T00:00:00Z");

  private final TestAuthority.Issued issued = AUTHORITY.device(ID);
  private TestServer server;

  @AfterEach
  void stop() {
    server.close();
  }

  private void serverWithCertificate(Instant from, Instant to) {
    server = new TestServer(AUTHORITY.server(from, to, "localhost"), AUTHORITY.certificate(), ID);
  }

  private Link link(DeviceClock clock) {
    return link(clock, TRUE_TIME);
  }

  private Link link(DeviceClock clock, Instant said) {
    Keys keys =
        () -> new Keys.Material(issued.key(), issued.chain(), List.of(AUTHORITY.certificate()));
    return new Link(keys, null, new ServerDates(() -> said), clock);
  }

  private Answer get(Link link) throws LinkFailedException {
    return link.get(server.address(), SYNC, Optional.empty(), 100_000);
  }

  private LinkFailure refusal(Link link) {
    LinkFailedException thrown = catchThrowableOfType(LinkFailedException.class, () -> get(link));
    assertThat(thrown).as("a refusal").isNotNull();
    return thrown.failure();
  }

  @Test
  @Verifies(positive = PLT_TLS_015)
  void tolerates_a_certificate_that_is_not_yet_valid_while_its_clock_was_never_set()
      throws Exception {
    // given: issued long after this software was built
    serverWithCertificate(TRUE_TIME.minus(Duration.ofDays(1)), TRUE_TIME.plus(Duration.ofDays(1)));
    try (Link link = link(new DeviceClock(new VirtualTime(NEVER_SET)))) {
      // when
      Answer answer = get(link);

      // then
      assertThat(answer.status()).isEqualTo(200);
    }
  }

  @Test
  @Verifies(negative = PLT_TLS_014)
  void refuses_one_that_expired_before_the_software_was_built_whatever_its_clock_shows() {
    // given: by the clock alone this one would be valid
    serverWithCertificate(Instant.EPOCH, DeviceClock.BUILT.minusSeconds(1));
    try (Link link = link(new DeviceClock(new VirtualTime(NEVER_SET)))) {
      // when
      LinkFailure failure = refusal(link);

      // then
      assertThat(failure.kind()).isEqualTo(LinkFailure.Kind.SERVER_CERTIFICATE_EXPIRED);
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  @Verifies(positive = PLT_TLS_014, negative = PLT_TLS_015)
  void refuses_one_that_is_not_yet_valid_where_its_clock_was_set() {
    // given
    serverWithCertificate(TRUE_TIME, TRUE_TIME.plus(Duration.ofDays(1)));
    try (Link link = link(new DeviceClock(new VirtualTime(TRUE_TIME.minusSeconds(1))))) {
      // when
      LinkFailure failure = refusal(link);

      // then
      assertThat(failure.kind()).isEqualTo(LinkFailure.Kind.SERVER_CERTIFICATE_EARLY);
    }
  }

  @Test
  @Verifies(negative = PLT_TLS_015)
  void tolerates_nothing_any_more_once_a_server_has_told_the_time() throws Exception {
    // given
    serverWithCertificate(TRUE_TIME.minus(Duration.ofDays(1)), TRUE_TIME.plus(Duration.ofDays(1)));
    DeviceClock clock = new DeviceClock(new VirtualTime(NEVER_SET));
    try (Link link = link(clock)) {
      get(link);
    }
    server.close();
    serverWithCertificate(TRUE_TIME.plus(Duration.ofDays(1)), TRUE_TIME.plus(Duration.ofDays(2)));
    try (Link link = link(clock)) {
      // when
      LinkFailure failure = refusal(link);

      // then
      assertThat(failure.kind()).isEqualTo(LinkFailure.Kind.SERVER_CERTIFICATE_EARLY);
    }
  }

  @Test
  void refuses_what_has_expired_by_a_clock_that_runs_ahead_and_says_to_look_at_the_clock() {
    // given
    serverWithCertificate(TRUE_TIME.minus(Duration.ofDays(1)), TRUE_TIME.plus(Duration.ofDays(1)));
    try (Link link = link(new DeviceClock(new VirtualTime(FAR_AHEAD)))) {
      // when
      LinkFailure failure = refusal(link);

      // then
      assertThat(failure.kind()).isEqualTo(LinkFailure.Kind.SERVER_CERTIFICATE_EXPIRED);
      assertThat(failure.message()).contains("2099-06-01", "Check the device's clock");
    }
  }

  @Test
  void takes_an_answer_though_the_clock_is_set_forth_while_it_comes() throws Exception {
    // given: each look at the clock shows an hour more
    serverWithCertificate(Instant.EPOCH, FAR_AHEAD);
    VirtualTime own = new VirtualTime(TRUE_TIME);
    InstantSource jumping =
        () -> {
          own.pass(Duration.ofHours(1));
          return own.instant();
        };
    DeviceClock clock =
        new DeviceClock(jumping, DeviceClock.BUILT, by -> {}, () -> Duration.ofSeconds(7));
    try (Link link = link(clock)) {
      // when
      Answer answer = get(link);

      // then
      assertThat(answer.status()).isEqualTo(200);
    }
  }

  @Test
  @Verifies(negative = PLT_LNK_056)
  void takes_no_time_at_which_the_hosts_certificate_is_not_valid() throws Exception {
    // given
    serverWithCertificate(TRUE_TIME.minus(Duration.ofDays(1)), TRUE_TIME.plus(Duration.ofDays(1)));
    DeviceClock clock = new DeviceClock(new VirtualTime(TRUE_TIME));
    try (Link link = link(clock, FAR_AHEAD)) {
      // when
      get(link);
    }

    // then
    assertThat(clock.read())
        .isEqualTo(new DeviceClock.Reading(TRUE_TIME, ClockQuality.SYNCHRONISED, false));
  }

  @Test
  @Verifies(positive = PLT_LNK_056)
  void takes_a_time_at_which_the_hosts_certificate_is_valid() throws Exception {
    // given
    serverWithCertificate(TRUE_TIME.minus(Duration.ofDays(1)), TRUE_TIME.plus(Duration.ofDays(1)));
    DeviceClock clock = new DeviceClock(new VirtualTime(TRUE_TIME));
    Instant said = TRUE_TIME.plus(Duration.ofHours(23));
    try (Link link = link(clock, said)) {
      // when
      get(link);
    }

    // then
    assertThat(clock.instant()).isEqualTo(said);
  }

  @ParameterizedTest(name = "a clock that shows {0}")
  @ValueSource(strings = {"2027-03-04T10:00:00Z", "1970-01-01T00:00:07Z"})
  void drops_a_correction_by_which_a_certificate_would_have_expired_that_is_valid(Instant own)
      throws Exception {
    // given: another host has said so
    serverWithCertificate(TRUE_TIME.minus(Duration.ofDays(1)), TRUE_TIME.plus(Duration.ofDays(1)));
    DeviceClock clock = new DeviceClock(new VirtualTime(own));
    clock.heard(FAR_AHEAD, own, own);
    try (Link link = link(clock)) {
      // when
      LinkFailure first = refusal(link);
      Answer second = get(link);

      // then
      assertThat(first.kind()).isEqualTo(LinkFailure.Kind.SERVER_CERTIFICATE_EXPIRED);
      assertThat(second.status()).isEqualTo(200);
      assertThat(clock.instant()).isEqualTo(TRUE_TIME);
    }
  }

  @Test
  void keeps_a_correction_where_a_certificate_is_not_valid_by_its_own_clock_either()
      throws Exception {
    // given
    serverWithCertificate(TRUE_TIME.minus(Duration.ofDays(2)), TRUE_TIME.minus(Duration.ofDays(1)));
    DeviceClock clock = new DeviceClock(new VirtualTime(FAR_AHEAD));
    clock.heard(TRUE_TIME, FAR_AHEAD, FAR_AHEAD);
    try (Link link = link(clock)) {
      // when
      refusal(link);

      // then
      assertThat(clock.instant()).isEqualTo(TRUE_TIME);
    }
  }
}
