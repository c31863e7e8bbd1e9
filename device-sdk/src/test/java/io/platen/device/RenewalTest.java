package io.platen.device;

import static io.platen.protocol.Requirement.PLT_ENR_041;
import static io.platen.protocol.Requirement.PLT_ENR_047;
import static io.platen.protocol.Requirement.PLT_ENR_048;
import static io.platen.protocol.Requirement.PLT_ENR_054;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsExchange;
import io.platen.device.testing.CarefulServer;
import io.platen.device.testing.EstServer;
import io.platen.device.testing.TestServer;
import io.platen.device.testing.TestStorage;
import io.platen.device.testing.VirtualTime;
import io.platen.protocol.Verifies;
import io.platen.protocol.enrolment.EstBody;
import io.platen.protocol.problem.ProblemType;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device that has enrolled renews its certificate. The server is real, its time is not. */
class RenewalTest {
  private static final String RENEW = "POST " + EstBody.PATH + "simplereenroll";

  @TempDir private static Path folder;

  private final TestStorage storage = new TestStorage();
  private final VirtualTime time = new VirtualTime(EnrolmentBench.YOUNG);
  private final EstServer est =
      new EstServer(
          EnrolmentBench.AUTHORITY, EnrolmentBench.ID, EnrolmentBench.CODE, time::instant);

  /** One with which a certificate counts no more once its successor was seen. */
  private final CarefulServer careful =
      new CarefulServer(
          EnrolmentBench.AUTHORITY, EnrolmentBench.ID, EnrolmentBench.CODE, storage::operations);

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

  private DeviceConfig config() {
    return bench.builder(storage, time).build();
  }

  private Device device() throws Exception {
    return Device.open(config(), bench.heard);
  }

  /** Its certificate is to be renewed. */
  private void enrolledLongAgo() throws Exception {
    bench.enrol(config());
    time.pass(Duration.between(time.instant(), EnrolmentBench.OLD));
  }

  /** How often a host has let the device in. */
  private long letIn() {
    return bench.heard.lines().stream().filter(each -> each.startsWith("synced")).count();
  }

  private CycleOutcome cycle() throws Exception {
    try (Device device = device()) {
      return device.runOnce();
    }
  }

  /** The certificate that the device shows now. */
  private X509Certificate shown() {
    return config().identity().orElseThrow().certificate().orElseThrow();
  }

  private static void refuse(TestServer server, ProblemType type) {
    server.instead(
        exchange -> {
          TestServer.problem(exchange, type);
          return true;
        });
  }

  private long askedToRenew() {
    return bench.enrolment.requests().stream().filter(RENEW::equals).count();
  }

  @Test
  @Verifies(negative = PLT_ENR_048)
  void does_not_renew_before_two_thirds_of_the_time() throws Exception {
    // given
    bench.enrol(config());

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
    enrolledLongAgo();

    // when
    cycle();
    X509Certificate first = shown();
    cycle();
    X509Certificate second = shown();

    // then
    assertThat(bench.heard.lines()).contains("renewed");
    assertThat(est.asked().get(1)).isNotEqualTo(est.asked().get(0));
    assertThat(first.getPublicKey()).isEqualTo(est.asked().get(1));
    assertThat(second).isNotNull();
    assertThat(bench.heard.problems()).isEmpty();
  }

  @Test
  @Verifies(negative = PLT_ENR_047)
  void goes_back_to_the_old_pair_where_no_host_lets_the_new_one_in() throws Exception {
    // given: renewed, and the hosts for devices do not know the new key
    enrolledLongAgo();
    cycle();
    X509Certificate old = est.certificate(est.asked().get(0));
    bench.hosts.instead(
        exchange -> {
          X509Certificate certificate =
              (X509Certificate) ((HttpsExchange) exchange).getSSLSession().getPeerCertificates()[0];
          if (certificate.equals(old)) {
            return false;
          }
          TestServer.problem(exchange, ProblemType.CERTIFICATE_UNKNOWN);
          return true;
        });
    long before = letIn();

    // when
    CycleOutcome outcome = cycle();

    // then
    assertThat(outcome.kind()).isEqualTo(CycleOutcome.Kind.DONE);
    assertThat(letIn()).isGreaterThan(before);
  }

  @Test
  @Verifies(positive = PLT_ENR_048)
  void asks_for_the_next_certificate_with_the_one_that_counts() throws Exception {
    // given
    bench.serve(careful);
    enrolledLongAgo();

    // when: each is old when it is given
    try (Device device = device()) {
      device.runOnce();
      device.runOnce();
      device.runOnce();
    }

    // then
    assertThat(bench.heard.problems()).isEmpty();
    assertThat(careful.renewed()).isGreaterThan(1);
  }

  @Test
  void renews_while_it_hibernates() throws Exception {
    // given
    enrolledLongAgo();
    refuse(bench.hosts, ProblemType.DEVICE_INACTIVE);

    // when
    CycleOutcome outcome = cycle();

    // then
    assertThat(outcome.kind()).isEqualTo(CycleOutcome.Kind.CUT_OFF);
    assertThat(bench.heard.lines()).contains("renewed");
  }

  @Test
  void works_on_with_what_it_has_where_the_server_renews_nothing() throws Exception {
    // given
    enrolledLongAgo();
    refuse(bench.enrolment, ProblemType.REQUEST_REFUSED);

    // when
    CycleOutcome outcome = cycle();

    // then
    assertThat(outcome.kind()).isEqualTo(CycleOutcome.Kind.DONE);
    assertThat(letIn()).isEqualTo(1);
    assertThat(bench.heard.problems()).first().asString().contains("not renewed");
  }

  @Test
  void keeps_its_certificate_when_the_disk_is_full() throws Exception {
    // given
    enrolledLongAgo();
    try (Device device = device()) {
      // when
      storage.fullFromWrite(1);
      device.runOnce();
      storage.roomAgain();
      long before = letIn();
      CycleOutcome outcome = device.runOnce();

      // then
      assertThat(outcome.kind()).isEqualTo(CycleOutcome.Kind.DONE);
      assertThat(letIn()).isGreaterThan(before);
    }
  }

  @Test
  @Verifies(positive = PLT_ENR_054)
  void asks_again_before_its_next_cycle_when_no_answer_came() throws Exception {
    // given
    bench.serve(careful);
    enrolledLongAgo();
    careful.losing(2);
    try (Device device = device()) {
      // when
      device.start();
      time.advance(Duration.ofMinutes(30));

      // then
      assertThat(bench.hosts.requests()).containsOnlyOnce("GET /download/v1/sync");
      assertThat(askedToRenew()).isEqualTo(3);
      assertThat(bench.heard.lines()).contains("renewed");
      assertThat(careful.renewed()).isEqualTo(1);
    }
  }

  @Test
  @Verifies(negative = PLT_ENR_054)
  void leaves_it_to_the_next_cycle_when_the_server_says_no() throws Exception {
    // given
    enrolledLongAgo();
    refuse(bench.enrolment, ProblemType.DEVICE_INACTIVE);
    try (Device device = device()) {
      // when
      device.start();
      time.advance(Duration.ofMinutes(70));

      // then
      assertThat(bench.hosts.requests()).containsOnlyOnce("GET /download/v1/sync");
      assertThat(askedToRenew()).isEqualTo(1);
    }
  }
}
