package io.platen.device;

import static io.platen.protocol.Requirement.PLT_ENR_054;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.testing.CarefulServer;
import io.platen.device.testing.TestServer;
import io.platen.device.testing.TestStorage;
import io.platen.device.testing.VirtualTime;
import io.platen.protocol.Verifies;
import io.platen.protocol.enrolment.EstBody;
import io.platen.protocol.problem.ProblemType;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device that works on schedule renews its certificate. The server is real, its time is not. */
class RenewalTest {
  private static final String RENEW = "POST " + EstBody.PATH + "simplereenroll";

  @TempDir private static Path folder;

  private final TestStorage storage = new TestStorage();
  private final VirtualTime time = new VirtualTime(EnrolmentBench.YOUNG);
  private final CarefulServer server =
      new CarefulServer(
          EnrolmentBench.AUTHORITY, EnrolmentBench.ID, EnrolmentBench.CODE, storage::operations);
  private EnrolmentBench bench;

  @BeforeEach
  void start() throws Exception {
    bench = new EnrolmentBench(folder);
    bench.serve(server);
    bench.enrol(config());
    time.pass(Duration.between(time.instant(), EnrolmentBench.OLD));
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  private DeviceConfig config() {
    return bench.builder(storage, time).build();
  }

  private long askedToRenew() {
    return bench.enrolment.requests().stream().filter(RENEW::equals).count();
  }

  @Test
  @Verifies(positive = PLT_ENR_054)
  void asks_again_before_its_next_cycle_when_no_answer_came() throws Exception {
    // given
    server.losing(2);
    try (Device device = Device.open(config(), bench.heard)) {
      // when
      device.start();
      time.advance(Duration.ofMinutes(30));

      // then
      assertThat(bench.hosts.requests()).containsOnlyOnce("GET /download/v1/sync");
      assertThat(askedToRenew()).isEqualTo(3);
      assertThat(bench.heard.lines()).contains("renewed");
      assertThat(server.renewed()).isEqualTo(1);
    }
  }

  @Test
  @Verifies(negative = PLT_ENR_054)
  void leaves_it_to_the_next_cycle_when_the_server_says_no() throws Exception {
    // given
    bench.enrolment.instead(
        exchange -> {
          TestServer.problem(exchange, ProblemType.DEVICE_INACTIVE);
          return true;
        });
    try (Device device = Device.open(config(), bench.heard)) {
      // when
      device.start();
      time.advance(Duration.ofMinutes(70));

      // then
      assertThat(bench.hosts.requests()).containsOnlyOnce("GET /download/v1/sync");
      assertThat(askedToRenew()).isEqualTo(1);
    }
  }
}
