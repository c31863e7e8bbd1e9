package io.platen.device;

import static io.platen.protocol.Requirement.PLT_ENR_048;
import static io.platen.protocol.Requirement.PLT_ENR_049;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.testing.CarefulServer;
import io.platen.device.testing.TestStorage;
import io.platen.device.testing.VirtualTime;
import io.platen.protocol.Verifies;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A clock that is wrong costs a device neither its code nor its pair. */
class EnrolmentClockTest {
  private static final Instant NEVER_SET = Instant.parse("1970-01-01T00:00:07Z");

  /** Later than any certificate of these tests. */
  private static final Instant FAR_AHEAD = Instant.parse("2099-06-01T00:00:00Z");

  @TempDir private static Path folder;

  private final TestStorage storage = new TestStorage();
  private final CarefulServer server =
      new CarefulServer(
          EnrolmentBench.AUTHORITY, EnrolmentBench.ID, EnrolmentBench.CODE, storage::operations);
  private EnrolmentBench bench;

  @BeforeEach
  void start() throws Exception {
    bench = new EnrolmentBench(folder);
    bench.serve(server);
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  private void enrolled() throws Exception {
    bench.enrol(bench.builder(storage, new VirtualTime(EnrolmentBench.YOUNG)).build());
  }

  private boolean isLetIn(Instant own, Instant really) throws Exception {
    return bench.isLetIn(bench.builder(storage, new VirtualTime(own), () -> really).build());
  }

  @Test
  void enrols_and_works_with_a_clock_of_1970() throws Exception {
    // when
    VirtualTime time = new VirtualTime(NEVER_SET);
    Enrolment.Result result = bench.enrol(bench.builder(storage, time).build());

    // then
    assertThat(result.device()).isEqualTo(EnrolmentBench.ID);
    assertThat(isLetIn(NEVER_SET, EnrolmentBench.YOUNG)).isTrue();
    assertThat(Enrolment.isNeeded(bench.builder(storage, time).build())).isFalse();
  }

  @Test
  @Verifies(positive = PLT_ENR_048)
  void renews_by_the_servers_time_with_a_clock_of_1970() throws Exception {
    // given
    enrolled();

    // when
    isLetIn(NEVER_SET, EnrolmentBench.YOUNG);
    long before = server.renewed();
    isLetIn(NEVER_SET, EnrolmentBench.OLD);

    // then
    assertThat(before).isZero();
    assertThat(server.renewed()).isEqualTo(1);
    assertThat(isLetIn(NEVER_SET, EnrolmentBench.OLD)).isTrue();
  }

  @Test
  void sends_no_code_with_a_clock_of_2099_and_enrols_once_it_is_right() throws Exception {
    // given
    VirtualTime time = new VirtualTime(FAR_AHEAD);

    // when: somebody sets the clock after the third failure
    Enrolment.Result result =
        bench.enrol(
            bench.builder(storage, time).build(),
            () -> {
              if (bench.told.size() == 3) {
                assertThat(bench.enrolment.requests()).isEmpty();
                time.pass(Duration.between(time.instant(), EnrolmentBench.YOUNG));
              }
            });

    // then
    assertThat(result.device()).isEqualTo(EnrolmentBench.ID);
    assertThat(bench.told).hasSize(3).first().asString().contains("clock");
    assertThat(server.enrolled()).isEqualTo(1);
  }

  @Test
  @Verifies(negative = PLT_ENR_049)
  void keeps_its_pair_with_a_clock_of_2099_and_works_once_it_is_right() throws Exception {
    // given: it takes its certificate for ended, and has a code, which it used
    enrolled();
    VirtualTime time = new VirtualTime(FAR_AHEAD);
    DeviceConfig config = bench.builder(storage, time).build();
    assertThat(isLetIn(FAR_AHEAD, EnrolmentBench.YOUNG)).isFalse();
    assertThat(Enrolment.isNeeded(config)).isTrue();
    int requests = bench.enrolment.requests().size();

    // when
    Enrolment.Result result =
        bench.enrol(
            config, () -> time.pass(Duration.between(time.instant(), EnrolmentBench.YOUNG)));

    // then
    assertThat(result.device()).isEqualTo(EnrolmentBench.ID);
    assertThat(bench.enrolment.requests()).hasSize(requests);
    assertThat(isLetIn(EnrolmentBench.YOUNG, EnrolmentBench.YOUNG)).isTrue();
  }
}
