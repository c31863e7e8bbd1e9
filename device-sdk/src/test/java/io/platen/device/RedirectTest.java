package io.platen.device;

import static io.platen.protocol.Requirement.PLT_CMD_016;
import static io.platen.protocol.Requirement.PLT_CMD_017;
import static io.platen.protocol.Requirement.PLT_CMD_018;
import static io.platen.protocol.Requirement.PLT_CMD_019;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.command.CommandHandler.Outcome;
import io.platen.device.testing.TestAuthority;
import io.platen.device.testing.TestServer;
import io.platen.protocol.Verifies;
import io.platen.protocol.command.CommandReason;
import io.platen.protocol.problem.ProblemType;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A device is taken to another server, or stays with the one that it has. */
class RedirectTest {
  private static final Duration GOOD = Duration.ofMinutes(10);

  @TempDir private static Path folder;
  private RedirectBench bench;

  @BeforeEach
  void start() throws Exception {
    bench = new RedirectBench(folder);
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  private Outcome redirect() throws Exception {
    return bench.redirect(bench.storage, RedirectBench.young(), GOOD);
  }

  private void demandItStays(Outcome outcome, CommandReason why) throws Exception {
    assertThat(outcome.reason()).as(outcome.detail()).isEqualTo(why);
    assertThat(outcome.after()).isNull();
    DeviceConfig config = bench.config(bench.storage, RedirectBench.young());
    assertThat(config.device()).isEqualTo(EnrolmentBench.ID);
    assertThat(bench.works(bench.storage)).isTrue();
    assertThat(bench.storage.contents().keySet()).noneMatch(name -> name.startsWith("r1-"));
  }

  @Test
  @Verifies(
      positive = {PLT_CMD_016, PLT_CMD_017, PLT_CMD_018},
      negative = PLT_CMD_017)
  void goes_over_with_a_key_and_a_certificate_of_its_own_there() throws Exception {
    // given
    var before =
        bench
            .config(bench.storage, RedirectBench.young())
            .keys()
            .load()
            .certificate()
            .getPublicKey();

    // when
    Outcome outcome = redirect();

    // then
    assertThat(outcome.reason()).as(outcome.detail()).isNull();
    assertThat(outcome.after()).isNotNull();
    assertThat(bench.progress)
        .containsExactly(
            "The new server has answered",
            "The new server knows this device as " + RedirectBench.THERE);
    DeviceConfig config = bench.config(bench.storage, RedirectBench.young());
    assertThat(config.device()).isEqualTo(RedirectBench.THERE);
    assertThat(config.keys().load().certificate().getPublicKey()).isNotEqualTo(before);
    assertThat(config.keys().load().authorities())
        .containsExactly(RedirectBench.NEXT.certificate());
    assertThat(bench.works(bench.storage)).isTrue();
    assertThat(bench.hosts.requests()).contains("GET /download/v1/sync");
  }

  @Test
  void wipes_the_keys_of_the_server_before_once_nothing_is_owed_to_it() throws Exception {
    // given
    redirect();
    boolean kept = bench.storage.exists("identity");

    // when
    bench.works(bench.storage);

    // then
    assertThat(kept).isTrue();
    assertThat(bench.storage.contents().keySet()).doesNotContain("identity", "device.mv");
    assertThat(bench.works(bench.storage)).isTrue();
  }

  @Test
  void goes_by_its_settings_again_once_somebody_changes_the_servers_among_them() throws Exception {
    // given
    redirect();
    bench.works(bench.storage);

    // when: the code that was used up is taken out, then another server is named
    var time = RedirectBench.young();
    DeviceConfig withoutCode = bench.old.builder(bench.storage, time).activation(null).build();
    DeviceConfig byHand =
        bench
            .old
            .builder(bench.storage, time)
            .downloadHosts(URI.create("https://by-hand.example"))
            .build();

    // then
    assertThat(withoutCode.device()).isEqualTo(RedirectBench.THERE);
    assertThat(byHand.home()).isNull();
    assertThat(byHand.downloadHosts()).containsExactly(URI.create("https://by-hand.example"));
  }

  @Test
  @Verifies(negative = PLT_CMD_016)
  void shows_nothing_to_a_server_of_another_authority() throws Exception {
    // given: what answers there comes from somebody who opens TLS on the way
    TestAuthority interceptor = new TestAuthority("interceptor");
    try (TestServer other =
        new TestServer(
            interceptor.server(), RedirectBench.NEXT.certificate(), RedirectBench.THERE, false)) {
      bench.parameters.put("enrolment", other.address().toString());

      // when
      Outcome outcome = redirect();

      // then
      demandItStays(outcome, CommandReason.UNTRUSTED);
      assertThat(other.requests()).isEmpty();
    }
  }

  @Test
  void stays_where_the_command_carries_the_certificate_of_another_authority() throws Exception {
    // given
    bench.parameters.put("authority", RedirectBench.base64(new TestAuthority("another")));

    // when
    Outcome outcome = redirect();

    // then
    demandItStays(outcome, CommandReason.UNTRUSTED);
    assertThat(bench.enrolment.requests()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"enrolment", "download", "update"})
  @Verifies(negative = PLT_CMD_018)
  void stays_where_a_host_of_the_new_server_does_not_answer(String host) throws Exception {
    // given
    bench.parameters.put(host, "https://localhost:1");

    // when
    Outcome outcome = redirect();

    // then
    demandItStays(outcome, CommandReason.UNREACHABLE);
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(
      value = ProblemType.class,
      names = {"CODE_REFUSED", "CODE_USED", "CODE_EXPIRED", "DEVICE_INACTIVE"})
  void stays_where_the_new_server_does_not_take_it(ProblemType type) throws Exception {
    // given
    boolean code = type != ProblemType.DEVICE_INACTIVE;
    bench.serve(
        exchange -> {
          boolean enrols = exchange.getRequestURI().getPath().endsWith("simpleenroll");
          boolean est = exchange.getRequestURI().getPath().startsWith("/.well-known");
          if (code ? enrols : !est) {
            TestServer.problem(exchange, type);
            return true;
          }
          return bench.nextServer.handle(exchange);
        });

    // when
    Outcome outcome = redirect();

    // then
    demandItStays(outcome, CommandReason.TURNED_AWAY);
  }

  @Test
  @Verifies(positive = PLT_CMD_019, negative = PLT_CMD_019)
  void stays_while_reports_wait_for_the_server_that_it_would_leave() throws Exception {
    // given
    bench.backlog = CycleOutcome.waiting(3, Optional.empty());

    // when
    Outcome outcome = redirect();

    // then
    demandItStays(outcome, CommandReason.UNREACHABLE);
    assertThat(outcome.detail()).contains("3 reports wait");
    assertThat(bench.enrolment.requests()).isEmpty();
  }

  @Test
  void stays_where_it_is_done_too_late() throws Exception {
    // when
    Outcome outcome = bench.redirect(bench.storage, RedirectBench.young(), Duration.ofSeconds(3));

    // then
    demandItStays(outcome, CommandReason.DEADLINE);
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource({
    "update, http://plain.example",
    "update, https://a.example https://b.example https://c.example",
    "download, https://host.example?query",
    "enrolment, nowhere",
    "code, 0000-0000-0000-0000-1",
    "authority, bm8gY2VydGlmaWNhdGU="
  })
  void refuses_a_parameter_that_it_cannot_work_by(String name, String value) throws Exception {
    // given
    bench.parameters.put(name, value);

    // when
    Outcome outcome = redirect();

    // then
    demandItStays(outcome, CommandReason.PARAMETERS);
    assertThat(outcome.detail()).contains(name);
  }

  @Test
  void refuses_a_certificate_that_vouches_for_nobody() throws Exception {
    // given
    bench.parameters.put(
        "authority",
        java.util.Base64.getEncoder()
            .encodeToString(RedirectBench.NEXT.server().certificate().getEncoded()));

    // then
    demandItStays(redirect(), CommandReason.PARAMETERS);
  }

  @Test
  void a_reset_forgets_the_server_that_a_redirect_led_to() throws Exception {
    // given
    redirect();

    // when
    io.platen.device.redirect.Home.delete(bench.storage);

    // then
    assertThat(bench.storage.contents())
        .as("files of the two servers")
        .doesNotContainKeys("server", "r1-identity", "r1-device.mv", "identity", "device.mv")
        .isNotEqualTo(Map.of());
  }
}
