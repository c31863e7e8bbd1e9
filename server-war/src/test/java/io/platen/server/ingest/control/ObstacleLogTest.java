package io.platen.server.ingest.control;

import static io.platen.protocol.Requirement.PLT_TLS_046;
import static io.platen.server.testing.TestFleet.DEVICE;
import static io.platen.server.testing.TestFleet.OTHER_TENANT;
import static io.platen.server.testing.TestFleet.TENANT;
import static io.platen.server.testing.TestReport.report;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.Verifies;
import io.platen.protocol.report.Obstacle;
import io.platen.server.fleet.control.DeviceObstacles;
import io.platen.server.testing.TestDatabase;
import io.platen.server.testing.TestFleet;
import io.platen.server.testing.TestReport;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ObstacleLogTest {
  private static final Instant FIRST = Instant.parse("2026-11-22T06:00:00Z");

  private TestDatabase test;
  private TestFleet fleet;
  private DeviceObstacles stored;

  @BeforeEach
  void open() {
    test = TestDatabase.create();
    fleet = new TestFleet(test).withTenants();
    stored = new DeviceObstacles(test.database());
  }

  @AfterEach
  void close() {
    test.close();
  }

  private static Obstacle opened(String host, long minutes, long times) {
    return new Obstacle(
        host,
        "tls-opened",
        "CN=Site Firewall",
        "ab".repeat(32),
        FIRST,
        FIRST.plusSeconds(60 * minutes),
        times);
  }

  private static Obstacle portal() {
    return new Obstacle("update1.example.com", "captive-portal", null, null, FIRST, FIRST, 1);
  }

  @Test
  @Verifies(positive = PLT_TLS_046)
  void keeps_what_a_device_tells_and_the_newest_word_on_each() {
    // given
    fleet.send(report(DEVICE, 1).met(opened("update1.example.com", 0, 1)).met(portal()));

    // when
    fleet.send(report(DEVICE, 2).on(1).met(opened("update1.example.com", 90, 12)));

    // then
    assertThat(stored.of(TENANT, DEVICE))
        .containsExactly(opened("update1.example.com", 90, 12), portal());
  }

  @Test
  @Verifies(negative = PLT_TLS_046)
  void shows_them_to_nobody_else_and_keeps_no_more_than_32() {
    // given
    TestReport all = report(DEVICE, 1);
    for (int i = 0; i < 32; i++) {
      all.met(opened("host" + i + ".example.com", i, 1));
    }
    fleet.send(all);

    // when
    fleet.send(report(DEVICE, 2).on(1).met(opened("host40.example.com", 40, 1)));

    // then
    List<Obstacle> kept = stored.of(TENANT, DEVICE);
    assertThat(kept).hasSize(32).first().extracting(Obstacle::host).isEqualTo("host40.example.com");
    assertThat(kept).extracting(Obstacle::host).doesNotContain("host0.example.com");
    assertThat(stored.of(OTHER_TENANT, DEVICE)).isEmpty();
  }
}
