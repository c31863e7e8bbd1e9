package io.platen.device.link;

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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** At what time a server's certificate is checked, by devices whose clocks are wrong. */
class CertificateTimeTest {
  private static final UUID ID = UUID.fromString("0b7e3c1e-9f43-4d0a-8a55-5f3a7e1c2d01");
  private static final TestAuthority AUTHORITY = new TestAuthority("test authority");
  private static final String SYNC = "download/v1/sync";
  private static final Instant TRUE_TIME = Instant.parse("2027-03-04T10:00:00Z");
  private static final Instant NEVER_SET = Instant.parse("1970-01-01T00:00:07Z");
  private static final Instant FAR_AHEAD = Instant.parse("2099-06-01T00:00:00Z");

  private final TestAuthority.Issued own = AUTHORITY.device(ID);
  private TestServer server;

  @AfterEach
  void stop() {
    server.close();
  }

  private void serverWithCertificate(Instant from, Instant to) {
    server = new TestServer(AUTHORITY.server(from, to, "localhost"), AUTHORITY.certificate(), ID);
  }

  private Link link(DeviceClock clock) {
    Keys keys = () -> new Keys.Material(own.key(), own.chain(), List.of(AUTHORITY.certificate()));
    return new Link(keys, null, new ServerDates(() -> TRUE_TIME), clock);
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
      assertThat(failure.kind()).isEqualTo(LinkFailure.Kind.SERVER_CERTIFICATE_EXPIRED);
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
      assertThat(failure.kind()).isEqualTo(LinkFailure.Kind.SERVER_CERTIFICATE_EXPIRED);
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
}
