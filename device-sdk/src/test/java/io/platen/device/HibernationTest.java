package io.platen.device;

import static io.platen.protocol.Requirement.PLT_LNK_024;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.testing.CarefulServer;
import io.platen.device.testing.TestPrinters;
import io.platen.device.testing.TestServer;
import io.platen.device.testing.TestStorage;
import io.platen.device.testing.VirtualTime;
import io.platen.protocol.Verifies;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.sync.DiscoveryEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device that its server has put aside, for a week of virtual time. */
class HibernationTest {
  @TempDir private static Path folder;

  private final TestStorage storage = new TestStorage();
  private final VirtualTime time = new VirtualTime(EnrolmentBench.YOUNG);
  private final AtomicInteger scans = new AtomicInteger();
  private final AtomicInteger reads = new AtomicInteger();
  private final AtomicBoolean aside = new AtomicBoolean();
  private EnrolmentBench bench;

  @BeforeEach
  void start() throws Exception {
    bench = new EnrolmentBench(folder);
    CarefulServer server =
        new CarefulServer(
            EnrolmentBench.AUTHORITY, EnrolmentBench.ID, EnrolmentBench.CODE, storage::operations);
    bench.enrolment.instead(server);
    bench.hosts.instead(
        exchange -> {
          if (aside.get()) {
            TestServer.problem(exchange, ProblemType.DEVICE_INACTIVE);
            return true;
          }
          return server.handle(exchange);
        });
    bench.hosts.withEntries(
        new DiscoveryEntry("one", DiscoveryEntry.Kind.HOST, "10.0.0.5", List.of(), List.of()));
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  private DeviceConfig config() {
    TestPrinters printers = new TestPrinters(time).put("10.0.0.5", "SN-12345A", 100);
    return bench
        .builder(storage, time)
        .finder(
            (entries, packets, listener) -> {
              scans.incrementAndGet();
              return printers.scan(entries, packets, listener);
            })
        .reader(
            target -> {
              reads.incrementAndGet();
              return printers.read(target);
            })
        .build();
  }

  @Test
  @Verifies(positive = PLT_LNK_024, negative = PLT_LNK_024)
  void asks_once_a_day_and_does_nothing_else_until_it_is_let_in_again() throws Exception {
    // given
    bench.enrol(config());
    try (Device device = Device.open(config(), bench.heard)) {
      device.start();
      time.advance(Duration.ofDays(1));
      assertThat(reads.get()).isPositive();
      assertThat(bench.hosts.reports()).isNotEmpty();

      // when
      aside.set(true);
      time.advance(Duration.ofHours(12)); // it hears so in its next cycle
      int requests = bench.hosts.requests().size();
      int before = scans.get() + reads.get();
      time.advance(Duration.ofDays(7));

      // then
      assertThat(bench.hosts.requests()).hasSize(requests + 7);
      assertThat(bench.hosts.requests().subList(requests, requests + 7))
          .containsOnly("GET /download/v1/sync");
      assertThat(scans.get() + reads.get()).isEqualTo(before);

      // when
      aside.set(false);
      int reports = bench.hosts.reports().size();
      time.advance(Duration.ofDays(2));

      // then
      assertThat(reads.get() + scans.get()).isGreaterThan(before);
      assertThat(bench.hosts.requests().size()).isGreaterThan(requests + 12);
      assertThat(bench.hosts.reports().size()).isGreaterThanOrEqualTo(reports);
    }
  }

  @Test
  void asks_at_once_after_a_start() throws Exception {
    // given
    bench.enrol(config());
    aside.set(true);
    try (Device device = Device.open(config(), bench.heard)) {
      device.start();
      time.advance(Duration.ofHours(1));
    }
    int requests = bench.hosts.requests().size();

    // when
    aside.set(false);
    try (Device device = Device.open(config(), bench.heard)) {
      device.start();
      time.advance(Duration.ofMinutes(1));
    }

    // then
    assertThat(bench.hosts.requests().size()).isGreaterThan(requests);
    assertThat(reads.get()).isPositive();
  }
}
