package io.platen.device;

import static io.platen.protocol.Requirement.PLT_ENR_040;
import static io.platen.protocol.Requirement.PLT_ENR_041;
import static io.platen.protocol.Requirement.PLT_ENR_042;
import static io.platen.protocol.Requirement.PLT_ENR_043;
import static io.platen.protocol.Requirement.PLT_ENR_044;
import static io.platen.protocol.Requirement.PLT_ENR_045;
import static io.platen.protocol.Requirement.PLT_ENR_046;
import static io.platen.protocol.Requirement.PLT_ENR_047;
import static io.platen.protocol.Requirement.PLT_ENR_048;
import static io.platen.protocol.Requirement.PLT_ENR_049;
import static io.platen.protocol.Requirement.PLT_ENR_050;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpsExchange;
import io.platen.device.testing.CarefulServer;
import io.platen.device.testing.EstServer;
import io.platen.device.testing.Heard;
import io.platen.device.testing.ServerDates;
import io.platen.device.testing.TestAuthority;
import io.platen.device.testing.TestPrinters;
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
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device gets its certificate by a code, and renews it. The server is real, its time is not. */
class EnrolmentTest {
  private static final UUID ID = UUID.fromString("0b7e3c1e-9f43-4d0a-8a55-5f3a7e1c2d01");
  private static final ActivationCode CODE = new ActivationCode("7KQ2", "9F3MT8WXR5VN");
  private static final TestAuthority AUTHORITY = new TestAuthority("test authority");
  private static final TestAuthority FOREIGN = new TestAuthority("foreign authority");

  /** Two thirds of a certificate's time are over between 2074 and 2082. */
  private static final Instant YOUNG = Instant.parse("2060-01-01T08:00:00Z");

  private static final Instant OLD = Instant.parse("2090-01-01T08:00:00Z");

  @TempDir private static Path folder;
  private static Path pinned;

  private final VirtualTime time = new VirtualTime(YOUNG);
  private final TestStorage storage = new TestStorage();
  private final TestPrinters printers = new TestPrinters(time);
  private final Heard heard = new Heard();
  private long letInBefore;
  private final List<String> told = new ArrayList<>();
  private final EstServer est = new EstServer(AUTHORITY, ID, CODE, time::instant);
  private final TestServer enrolment =
      new TestServer(AUTHORITY.server(), AUTHORITY.certificate(), ID, false);
  private final TestServer hosts = new TestServer(AUTHORITY.server(), AUTHORITY.certificate(), ID);

  @BeforeAll
  static void pin() throws Exception {
    pinned =
        TestAuthority.writePem(
            folder.resolve("authority.pem"), "CERTIFICATE", AUTHORITY.certificate().getEncoded());
  }

  private void serve() {
    enrolment.instead(est);
  }

  @AfterEach
  void stopServers() {
    enrolment.close();
    hosts.close();
  }

  private DeviceConfig.Builder builder(@Nullable String activation) {
    return DeviceConfig.builder()
        .storage(storage)
        .activation(activation)
        .authority(pinned)
        .enrolmentHost(enrolment.address())
        .updateHosts(hosts.address())
        .downloadHosts(hosts.address())
        .finder(printers)
        .reader(printers)
        .clock(time)
        .connector(new ServerDates(time))
        .zone(ZoneOffset.UTC)
        .scheduler(time::started);
  }

  private DeviceConfig config() {
    return builder(CODE.text()).build();
  }

  private Enrolment.Result enrol(DeviceConfig config) throws Exception {
    Enrolment.Listener listener =
        new Enrolment.Listener() {
          @Override
          public void waiting(String words, Instant again) {
            told.add("waiting " + words);
          }

          @Override
          public void failed(String message, Instant again) {
            told.add("failed " + message);
          }
        };
    try (Enrolment run = Enrolment.of(config, listener)) {
      return run.run();
    }
  }

  /** Somebody switches the device off when it did not work the first time. */
  private void enrolUntilItFails(DeviceConfig config) throws Exception {
    Enrolment.Listener listener =
        new Enrolment.Listener() {
          @Override
          public void failed(String message, Instant again) {
            told.add(message);
            time.close();
          }
        };
    try (Enrolment run = Enrolment.of(config, listener)) {
      assertThatExceptionOfType(InterruptedException.class).isThrownBy(run::run);
    }
  }

  private CycleOutcome cycle() throws Exception {
    letInBefore = letIn();
    try (Device device = Device.open(config(), heard)) {
      return device.runOnce();
    }
  }

  /** How often a host has let the device in. */
  private long letIn() {
    return heard.lines().stream().filter(each -> each.startsWith("synced")).count();
  }

  @Test
  @Verifies(positive = {PLT_ENR_040, PLT_ENR_041, PLT_ENR_042, PLT_ENR_043, PLT_ENR_044})
  void gets_its_id_and_certificate_and_works_with_it() throws Exception {
    // given
    serve();
    DeviceConfig config = config();
    assertThat(Enrolment.isNeeded(config)).isTrue();

    // when
    Enrolment.Result result = enrol(config);

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
    // given
    serve();

    // when
    InvalidConfigException refusal =
        catchThrowableOfType(
            InvalidConfigException.class, () -> builder("7KQ2-9F3M-T8WX-R5VM-5").build());

    // then
    assertThat(refusal).hasMessageContainingAll("activation", "typing error");
    assertThat(enrolment.requests()).isEmpty();
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
      assertThat(told).first().asString().contains("foreign authority");
    }
  }

  @Test
  @Verifies(negative = {PLT_ENR_041, PLT_ENR_043})
  void asks_with_the_same_key_again_when_the_answer_was_lost() throws Exception {
    // given
    serve();
    est.losing(2);

    // when
    Enrolment.Result result = enrol(config());

    // then
    assertThat(result.device()).isEqualTo(ID);
    assertThat(est.asked()).hasSize(3);
    assertThat(est.issued()).isEqualTo(1);
    assertThat(told).hasSize(2);
  }

  @Test
  void asks_with_the_same_key_after_a_restart() throws Exception {
    // given: the device was switched off while it waited for the answer
    serve();
    est.losing(1);
    enrolUntilItFails(config());

    // when
    Enrolment.Result result = enrol(config());

    // then
    assertThat(result.device()).isEqualTo(ID);
    assertThat(est.issued()).isEqualTo(1);
  }

  @Test
  @Verifies(negative = PLT_ENR_044)
  void takes_no_certificate_for_another_key() throws Exception {
    // given
    est.giving(AUTHORITY.device(ID).certificate());
    serve();

    // when
    enrolUntilItFails(config());

    // then
    assertThat(told).first().asString().contains("not for this device");
    assertThat(Enrolment.isNeeded(config())).isTrue();
  }

  @Test
  @Verifies(
      positive = {PLT_ENR_045, PLT_ENR_046},
      negative = {PLT_ENR_045, PLT_ENR_046})
  void shows_the_words_of_its_key_and_waits_as_long_as_it_is_told() throws Exception {
    // given
    serve();
    est.pending(2);

    // when
    Enrolment.Result result = enrol(config());

    // then
    assertThat(result.device()).isEqualTo(ID);
    String words = KeyPrint.of(est.asked().get(0)).words();
    assertThat(told).containsExactly("waiting " + words, "waiting " + words);
    assertThat(est.asked()).hasSize(3).containsOnly(est.asked().get(0));
    assertThat(Duration.between(est.times().get(0), est.times().get(1)))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void says_why_there_is_no_certificate_and_makes_another_key_next_time() throws Exception {
    // given
    enrolment.instead(
        exchange -> {
          TestServer.problem(exchange, ProblemType.CODE_USED);
          return true;
        });

    // when
    Enrolment.Result result = enrol(config());

    // then
    assertThat(result.refusal()).isNotNull();
    assertThat(result.refusal().type()).isEqualTo(ProblemType.CODE_USED);
    assertThat(Enrolment.isNeeded(config())).isTrue();
  }

  @Test
  @Verifies(positive = PLT_ENR_049, negative = PLT_ENR_049)
  void sends_its_code_only_while_it_has_no_good_certificate() throws Exception {
    // given
    serve();
    est.lasting(Duration.ofDays(365 * 40));
    enrol(config());

    // then
    assertThat(Enrolment.isNeeded(config())).isFalse();

    // when: its time is over
    time.pass(Duration.ofDays(365 * 10));

    // then
    assertThat(Enrolment.isNeeded(config())).isTrue();
    assertThat(Enrolment.isNeeded(builder(null).build())).isFalse();
  }

  @Test
  @Verifies(negative = PLT_ENR_048)
  void does_not_renew_before_two_thirds_of_the_time() throws Exception {
    // given
    serve();
    enrol(config());

    // when
    cycle();

    // then
    assertThat(est.asked()).hasSize(1);
  }

  @Test
  @Verifies(
      positive = {PLT_ENR_047, PLT_ENR_048},
      negative = PLT_ENR_041)
  void renews_with_a_new_key_and_goes_over_to_it_when_it_is_let_in() throws Exception {
    // given
    serve();
    enrol(config());
    time.pass(Duration.between(time.instant(), OLD));

    // when
    cycle();
    X509Certificate first = shown();
    cycle();
    X509Certificate second = shown();

    // then
    assertThat(heard.lines()).contains("renewed");
    assertThat(est.asked().get(1)).isNotEqualTo(est.asked().get(0));
    assertThat(first.getPublicKey()).isEqualTo(est.asked().get(1));
    assertThat(second).isNotNull();
    assertThat(heard.problems()).isEmpty();
  }

  @Test
  @Verifies(negative = PLT_ENR_047)
  void goes_back_to_the_old_pair_where_no_host_lets_the_new_one_in() throws Exception {
    // given: renewed, and the hosts for devices do not know the new key
    serve();
    enrol(config());
    time.pass(Duration.between(time.instant(), OLD));
    cycle();
    X509Certificate old = shownKeyOf(0);
    hosts.instead(
        exchange -> {
          X509Certificate certificate =
              (X509Certificate) ((HttpsExchange) exchange).getSSLSession().getPeerCertificates()[0];
          if (certificate.equals(old)) {
            return false;
          }
          TestServer.problem(exchange, ProblemType.CERTIFICATE_UNKNOWN);
          return true;
        });

    // when
    CycleOutcome outcome = cycle();

    // then
    assertThat(outcome.kind()).isEqualTo(CycleOutcome.Kind.DONE);
    assertThat(letIn()).isGreaterThan(letInBefore);
  }

  @Test
  @Verifies(positive = PLT_ENR_048)
  void asks_for_the_next_certificate_with_the_one_that_counts() throws Exception {
    // given: a server with which a certificate counts no more once its successor was seen
    CarefulServer careful = new CarefulServer(AUTHORITY, ID, CODE, () -> 0);
    enrolment.instead(careful);
    hosts.instead(careful);
    enrol(config());
    time.pass(Duration.between(time.instant(), OLD));

    // when: each is old when it is given
    try (Device device = Device.open(config(), heard)) {
      device.runOnce();
      device.runOnce();
      device.runOnce();
    }

    // then
    assertThat(heard.problems()).isEmpty();
    assertThat(careful.renewed()).isGreaterThan(1);
  }

  @Test
  void renews_while_it_hibernates() throws Exception {
    // given
    serve();
    enrol(config());
    time.pass(Duration.between(time.instant(), OLD));
    hosts.instead(
        exchange -> {
          TestServer.problem(exchange, ProblemType.DEVICE_INACTIVE);
          return true;
        });

    // when
    CycleOutcome outcome = cycle();

    // then
    assertThat(outcome.kind()).isEqualTo(CycleOutcome.Kind.CUT_OFF);
    assertThat(heard.lines()).contains("renewed");
  }

  @Test
  void works_on_with_what_it_has_where_the_server_renews_nothing() throws Exception {
    // given
    serve();
    enrol(config());
    time.pass(Duration.between(time.instant(), OLD));
    enrolment.instead(
        exchange -> {
          TestServer.problem(exchange, ProblemType.REQUEST_REFUSED);
          return true;
        });

    // when
    CycleOutcome outcome = cycle();

    // then
    assertThat(outcome.kind()).isEqualTo(CycleOutcome.Kind.DONE);
    assertThat(letIn()).isGreaterThan(letInBefore);
    assertThat(heard.problems()).first().asString().contains("not renewed");
  }

  @Test
  void keeps_its_certificate_when_the_disk_is_full() throws Exception {
    // given
    serve();
    enrol(config());
    time.pass(Duration.between(time.instant(), OLD));
    try (Device device = Device.open(config(), heard)) {
      // when
      storage.fullFromWrite(1);
      device.runOnce();
      storage.roomAgain();
      letInBefore = letIn();
      CycleOutcome outcome = device.runOnce();

      // then
      assertThat(outcome.kind()).isEqualTo(CycleOutcome.Kind.DONE);
      assertThat(letIn()).isGreaterThan(letInBefore);
      assertThat(letIn()).isGreaterThan(letInBefore);
    }
  }

  @Test
  @Verifies(positive = PLT_ENR_050)
  void trusts_the_authority_of_an_activation_string_from_then_on() throws Exception {
    // given
    String pin = KeyPrint.of(AUTHORITY.certificate().getPublicKey()).pin();
    String string = new ActivationString(withAuthority().address(), pin, CODE).text();
    DeviceConfig config = builder(string).authority(null).enrolmentHost(null).build();

    // when
    Enrolment.Result result = enrol(config);

    // then
    assertThat(result.device()).isEqualTo(ID);
    DeviceConfig later = builder(null).authority(null).build();
    try (Device device = Device.open(later, heard)) {
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
    assertThat(told).hasSize(1);
    assertThat(est.asked()).isEmpty();
  }

  @Test
  void enrols_with_a_clock_that_was_never_set() throws Exception {
    // given
    serve();
    VirtualTime unset = new VirtualTime(Instant.parse("1970-01-01T00:00:07Z"));
    DeviceConfig config = builder(CODE.text()).clock(unset).scheduler(unset::started).build();

    // when
    Enrolment.Result result = enrol(config);

    // then
    assertThat(result.device()).isEqualTo(ID);
  }

  @Test
  void forgets_its_keys_when_it_is_reset() throws Exception {
    // given
    serve();
    enrol(config());

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

  /** The certificate that the device shows now. */
  private X509Certificate shown() {
    return config().identity().orElseThrow().certificate().orElseThrow();
  }

  private X509Certificate shownKeyOf(int request) {
    return est.certificate(est.asked().get(request));
  }
}
