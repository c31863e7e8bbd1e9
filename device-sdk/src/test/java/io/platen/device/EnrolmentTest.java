package io.platen.device;

import static io.platen.protocol.Requirement.PLT_ENR_040;
import static io.platen.protocol.Requirement.PLT_ENR_041;
import static io.platen.protocol.Requirement.PLT_ENR_042;
import static io.platen.protocol.Requirement.PLT_ENR_043;
import static io.platen.protocol.Requirement.PLT_ENR_044;
import static io.platen.protocol.Requirement.PLT_ENR_045;
import static io.platen.protocol.Requirement.PLT_ENR_046;
import static io.platen.protocol.Requirement.PLT_ENR_049;
import static io.platen.protocol.Requirement.PLT_ENR_050;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.platen.device.testing.EstServer;
import io.platen.device.testing.TestAuthority;
import io.platen.device.testing.TestServer;
import io.platen.device.testing.TestStorage;
import io.platen.device.testing.VirtualTime;
import io.platen.protocol.Verifies;
import io.platen.protocol.enrolment.ActivationCode;
import io.platen.protocol.enrolment.ActivationString;
import io.platen.protocol.enrolment.KeyPrint;
import io.platen.protocol.problem.ProblemType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device gets its certificate by a code. The server is real, its time is not. */
class EnrolmentTest {
  private static final UUID ID = EnrolmentBench.ID;
  private static final ActivationCode CODE = EnrolmentBench.CODE;
  private static final TestAuthority AUTHORITY = EnrolmentBench.AUTHORITY;
  private static final TestAuthority FOREIGN = new TestAuthority("foreign authority");

  @TempDir private static Path folder;

  private final VirtualTime time = new VirtualTime(EnrolmentBench.YOUNG);
  private final TestStorage storage = new TestStorage();
  private final EstServer est = new EstServer(AUTHORITY, ID, CODE, time::instant);
  private EnrolmentBench bench;

  @BeforeEach
  void start() throws Exception {
    bench = new EnrolmentBench(folder);
    bench.enrolment.instead(est);
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  private DeviceConfig.Builder builder(@Nullable String activation) {
    return bench.builder(storage, time).activation(activation);
  }

  private DeviceConfig config() {
    return builder(CODE.text()).build();
  }

  /** Somebody switches the device off when it did not work the first time. */
  private void enrolUntilItFails(DeviceConfig config) {
    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() -> bench.enrol(config, time::close));
  }

  private CycleOutcome cycle() throws Exception {
    try (Device device = Device.open(config(), bench.heard)) {
      return device.runOnce();
    }
  }

  /** How often a host has let the device in. */
  private long letIn() {
    return bench.heard.lines().stream().filter(each -> each.startsWith("synced")).count();
  }

  @Test
  @Verifies(positive = {PLT_ENR_040, PLT_ENR_041, PLT_ENR_042, PLT_ENR_043, PLT_ENR_044})
  void gets_its_id_and_certificate_and_works_with_it() throws Exception {
    // given
    DeviceConfig config = config();
    assertThat(Enrolment.isNeeded(config)).isTrue();

    // when
    Enrolment.Result result = bench.enrol(config);

    // then
    assertThat(result.device()).isEqualTo(ID);
    assertThat(Enrolment.isNeeded(config())).isFalse();
    assertThat(cycle().kind()).isEqualTo(CycleOutcome.Kind.DONE);
    assertThat(letIn()).isEqualTo(1);
    assertThat(est.asked()).hasSize(1);
  }

  @Test
  @Verifies(negative = PLT_ENR_040)
  void sends_no_code_with_a_typing_error() {
    // when
    InvalidConfigException refusal =
        catchThrowableOfType(
            InvalidConfigException.class, () -> builder("7KQ2-9F3M-T8WX-R5VM-5").build());

    // then
    assertThat(refusal).hasMessageContainingAll("activation", "typing error");
    assertThat(bench.enrolment.requests()).isEmpty();
  }

  @Test
  @Verifies(negative = PLT_ENR_042)
  void sends_no_code_to_a_server_of_another_authority() throws Exception {
    // given
    try (TestServer between = new TestServer(FOREIGN.server(), FOREIGN.certificate(), ID, false)) {
      between.instead(est);
      DeviceConfig config = builder(CODE.text()).enrolmentHost(between.address()).build();

      // when
      enrolUntilItFails(config);

      // then
      assertThat(between.requests()).isEmpty();
      assertThat(bench.told).first().asString().contains("foreign authority");
    }
  }

  @Test
  @Verifies(negative = {PLT_ENR_041, PLT_ENR_043})
  void asks_with_the_same_key_again_when_the_answer_was_lost() throws Exception {
    // given
    est.losing(2);

    // when
    Enrolment.Result result = bench.enrol(config());

    // then
    assertThat(result.device()).isEqualTo(ID);
    assertThat(est.asked()).hasSize(3);
    assertThat(est.issued()).isEqualTo(1);
    assertThat(bench.told).hasSize(2);
  }

  @Test
  void asks_with_the_same_key_after_a_restart() throws Exception {
    // given: the device was switched off while it waited for the answer
    est.losing(1);
    enrolUntilItFails(config());

    // when
    Enrolment.Result result = bench.enrol(config());

    // then
    assertThat(result.device()).isEqualTo(ID);
    assertThat(est.issued()).isEqualTo(1);
  }

  @Test
  @Verifies(negative = PLT_ENR_044)
  void takes_no_certificate_for_another_key() throws Exception {
    // given
    est.giving(AUTHORITY.device(ID).certificate());

    // when
    enrolUntilItFails(config());

    // then
    assertThat(bench.told).first().asString().contains("not for this device");
    assertThat(Enrolment.isNeeded(config())).isTrue();
  }

  @Test
  @Verifies(
      positive = {PLT_ENR_045, PLT_ENR_046},
      negative = {PLT_ENR_045, PLT_ENR_046})
  void shows_the_words_of_its_key_and_waits_as_long_as_it_is_told() throws Exception {
    // given
    est.pending(2);

    // when
    Enrolment.Result result = bench.enrol(config());

    // then
    assertThat(result.device()).isEqualTo(ID);
    String words = KeyPrint.of(est.asked().get(0)).words();
    assertThat(bench.told).containsExactly("waiting " + words, "waiting " + words);
    assertThat(est.asked()).hasSize(3).containsOnly(est.asked().get(0));
    assertThat(Duration.between(est.times().get(0), est.times().get(1)))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void says_why_there_is_no_certificate_and_makes_another_key_next_time() throws Exception {
    // given
    bench.enrolment.instead(
        exchange -> {
          TestServer.problem(exchange, ProblemType.CODE_USED);
          return true;
        });

    // when
    Enrolment.Result result = bench.enrol(config());

    // then
    assertThat(result.refusal()).isNotNull();
    assertThat(result.refusal().type()).isEqualTo(ProblemType.CODE_USED);
    assertThat(Enrolment.isNeeded(config())).isTrue();
  }

  @Test
  @Verifies(positive = PLT_ENR_049, negative = PLT_ENR_049)
  void sends_its_code_only_while_it_has_no_good_certificate() throws Exception {
    // given
    est.lasting(Duration.ofDays(365 * 40));
    bench.enrol(config());

    // then
    assertThat(Enrolment.isNeeded(config())).isFalse();

    // when: its time is over
    time.pass(Duration.ofDays(365 * 10));

    // then
    assertThat(Enrolment.isNeeded(config())).isTrue();
    assertThat(Enrolment.isNeeded(builder(null).build())).isFalse();
  }

  @Test
  @Verifies(positive = PLT_ENR_050)
  void trusts_the_authority_of_an_activation_string_from_then_on() throws Exception {
    // given
    String pin = KeyPrint.of(AUTHORITY.certificate().getPublicKey()).pin();
    String string = new ActivationString(withAuthority().address(), pin, CODE).text();
    DeviceConfig config = builder(string).authority(null).enrolmentHost(null).build();

    // when
    Enrolment.Result result = bench.enrol(config);

    // then
    assertThat(result.device()).isEqualTo(ID);
    DeviceConfig later = builder(null).authority(null).build();
    try (Device device = Device.open(later, bench.heard)) {
      assertThat(device.runOnce().kind()).isEqualTo(CycleOutcome.Kind.DONE);
      assertThat(letIn()).isEqualTo(1);
    }
  }

  @Test
  @Verifies(negative = PLT_ENR_050)
  void sends_no_code_to_a_server_of_another_pin() throws Exception {
    // given
    String pin = KeyPrint.of(FOREIGN.certificate().getPublicKey()).pin();
    String string = new ActivationString(withAuthority().address(), pin, CODE).text();
    DeviceConfig config = builder(string).authority(null).enrolmentHost(null).build();

    // when
    enrolUntilItFails(config);

    // then
    assertThat(bench.told).hasSize(1);
    assertThat(est.asked()).isEmpty();
  }

  @Test
  void enrols_with_a_clock_that_was_never_set() throws Exception {
    // given
    VirtualTime unset = new VirtualTime(Instant.parse("1970-01-01T00:00:07Z"));
    DeviceConfig config = builder(CODE.text()).clock(unset).scheduler(unset::started).build();

    // when
    Enrolment.Result result = bench.enrol(config);

    // then
    assertThat(result.device()).isEqualTo(ID);
  }

  @Test
  void forgets_its_keys_when_it_is_reset() throws Exception {
    // given
    bench.enrol(config());

    // when
    io.platen.device.identity.OwnIdentity.delete(storage);

    // then
    assertThat(Enrolment.isNeeded(config())).isTrue();
    assertThat(catchThrowableOfType(InvalidConfigException.class, () -> builder(null).build()))
        .hasMessageContaining("activation");
  }

  /** A server that sends its authority along. */
  private TestServer withAuthority() throws IOException {
    TestAuthority.Issued own = AUTHORITY.server();
    TestServer server =
        new TestServer(
            new TestAuthority.Issued(
                own.key(), List.of(own.certificate(), AUTHORITY.certificate())),
            AUTHORITY.certificate(),
            ID,
            false);
    server.instead(est);
    return server;
  }
}
