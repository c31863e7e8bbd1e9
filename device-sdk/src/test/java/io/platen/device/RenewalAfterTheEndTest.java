package io.platen.device;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import io.platen.device.port.Keys;
import io.platen.device.testing.EstServer;
import io.platen.device.testing.TestAuthority;
import io.platen.device.testing.TestServer;
import io.platen.device.testing.TestStorage;
import io.platen.device.testing.VirtualTime;
import io.platen.protocol.enrolment.EstBody;
import io.platen.protocol.problem.ProblemType;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device that was away until its certificate had ended. */
class RenewalAfterTheEndTest {
  private static final String ENROL = "POST " + EstBody.PATH + "simpleenroll";
  private static final Instant ENDED = Instant.parse("2098-06-01T08:00:00Z");

  /** Of certificates that begin in 2025: some months longer than that. */
  private static final Duration LONGER = Duration.ofDays(27_000);

  @TempDir private static Path folder;

  private final TestStorage storage = new TestStorage();
  private final VirtualTime time = new VirtualTime(EnrolmentBench.YOUNG);
  private final EstServer est =
      new EstServer(
          EnrolmentBench.AUTHORITY, EnrolmentBench.ID, EnrolmentBench.CODE, time::instant);
  private final TestAuthority.Issued made = EnrolmentBench.AUTHORITY.device(EnrolmentBench.ID);
  private final Keys factory = () -> new Keys.Material(made.key(), made.chain(), List.of());
  private final List<X509Certificate> shown = new ArrayList<>();
  private EnrolmentBench bench;

  @BeforeEach
  void start() throws Exception {
    bench = new EnrolmentBench(folder);
    bench.enrolment.instead(
        exchange -> {
          note(exchange);
          return est.handle(exchange);
        });
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  /** The certificate that a request for one came with. */
  private void note(HttpExchange exchange) throws IOException {
    if (exchange.getRequestMethod().equals("POST")) {
      shown.add(
          (X509Certificate) ((HttpsExchange) exchange).getSSLSession().getPeerCertificates()[0]);
    }
  }

  private void wasAwayUntilTheEnd(Keys given) throws Exception {
    bench.enrol(bench.builder(storage, time).factory(factory).build());
    shown.clear();
    est.lasting(LONGER);
    time.pass(Duration.between(time.instant(), ENDED));
    try (Device device =
        Device.open(bench.builder(storage, time).factory(given).build(), bench.heard)) {
      device.runOnce();
    }
  }

  /** After it had enrolled with the code. */
  private List<String> asked() {
    return bench.enrolment.requests().stream()
        .filter(each -> each.startsWith("POST"))
        .skip(1)
        .toList();
  }

  @Test
  void enrols_again_with_a_new_key_and_what_the_factory_gave_it() throws Exception {
    // when
    wasAwayUntilTheEnd(factory);

    // then
    assertThat(asked()).containsExactly(ENROL);
    assertThat(shown).containsExactly(made.chain().get(0));
    assertThat(est.asked()).hasSize(2).doesNotHaveDuplicates();
    assertThat(bench.heard.lines()).contains("renewed");
    assertThat(bench.isLetIn(bench.builder(storage, time).factory(factory).build())).isTrue();
  }

  @Test
  void asks_nobody_without_a_factory_certificate_and_says_what_to_do() throws Exception {
    // when
    wasAwayUntilTheEnd(null);

    // then
    assertThat(asked()).isEmpty();
    assertThat(bench.heard.problems())
        .anySatisfy(each -> assertThat(each).contains("has ended", "new activation code"));
  }

  @Test
  void asks_again_with_the_next_cycle_when_it_is_refused() throws Exception {
    // given
    bench.enrol(bench.builder(storage, time).factory(factory).build());
    est.lasting(LONGER);
    time.pass(Duration.between(time.instant(), ENDED));
    DeviceConfig config = bench.builder(storage, time).factory(factory).build();

    // when
    try (Device device = Device.open(config, bench.heard)) {
      bench.enrolment.instead(
          exchange -> {
            TestServer.problem(exchange, ProblemType.DEVICE_INACTIVE);
            return true;
          });
      device.runOnce();
      bench.enrolment.instead(est);
      device.runOnce();
    }

    // then
    assertThat(bench.heard.problems())
        .anySatisfy(each -> assertThat(each).contains("is not renewed"));
    assertThat(asked()).containsExactly(ENROL, ENROL);
    assertThat(bench.heard.lines()).contains("renewed");
  }
}
