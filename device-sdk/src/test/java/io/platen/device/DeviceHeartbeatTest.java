package io.platen.device;

import static io.platen.device.testing.OneDevice.ID;
import static io.platen.device.testing.OneDevice.config;
import static io.platen.device.testing.OneDevice.server;
import static io.platen.protocol.Requirement.PLT_HBT_002;
import static io.platen.protocol.Requirement.PLT_HBT_008;
import static io.platen.protocol.Requirement.PLT_HBT_010;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.heartbeat.HeartbeatOutcome;
import io.platen.device.port.Scheduler;
import io.platen.device.testing.SimulatedNetwork;
import io.platen.device.testing.TestPrinters;
import io.platen.device.testing.TestRegistry;
import io.platen.device.testing.TestServer;
import io.platen.device.testing.TestStorage;
import io.platen.device.testing.VirtualTime;
import io.platen.protocol.Verifies;
import io.platen.protocol.heartbeat.HeartbeatKeys;
import io.platen.protocol.sync.Heartbeat;
import io.platen.protocol.sync.Policy;
import io.platen.protocol.sync.SyncDocument;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Heartbeats beside the cycles. */
class DeviceHeartbeatTest {
  private static final InetSocketAddress RESOLVER = new InetSocketAddress("192.0.2.53", 53);
  private static final Heartbeat BY =
      new Heartbeat("hb.example", Duration.ofHours(1), new byte[HeartbeatKeys.SECRET_BYTES]);

  private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-23T08:00:00Z"));
  private final SimulatedNetwork network = new SimulatedNetwork();
  private final TestRegistry registry = new TestRegistry(BY);
  private final List<HeartbeatOutcome> outcomes = new ArrayList<>();
  private final List<Instant> beats = new ArrayList<>();
  private final TestServer server = server().with(document().beating(BY));

  @AfterEach
  void stopServer() {
    server.close();
  }

  private static SyncDocument document() {
    return new SyncDocument(ID, null, Policy.DEFAULT, List.of());
  }

  private Device device(boolean allowed) throws IOException {
    TestPrinters printers = new TestPrinters(time);
    Iterator<Scheduler> threads = List.of(time, time.thread()).iterator();
    return Device.open(
        config(new TestStorage(), printers, time, server.address())
            .datagrams(network)
            .resolvers(() -> List.of(RESOLVER))
            .heartbeat(allowed)
            .scheduler(threads::next)
            .build(),
        new DeviceListener() {
          @Override
          public void heartbeat(HeartbeatOutcome outcome) {
            outcomes.add(outcome);
            beats.add(time.instant());
          }
        });
  }

  private List<Duration> waits() {
    List<Duration> waits = new ArrayList<>();
    for (int i = 1; i < beats.size(); i++) {
      waits.add(Duration.between(beats.get(i - 1), beats.get(i)));
    }
    return waits;
  }

  @Test
  @Verifies(positive = {PLT_HBT_002, PLT_HBT_008})
  void goes_on_while_https_is_blocked() throws Exception {
    // given
    network.with(RESOLVER, registry);
    try (Device device = device(true)) {
      device.start();
      time.advance(Duration.ofMinutes(10));
      server.close();

      // when
      time.advance(Duration.ofHours(5));

      // then
      assertThat(outcomes).hasSize(6).containsOnly(HeartbeatOutcome.HEARD);
      assertThat(waits()).containsOnly(Duration.ofHours(1));
    }
  }

  @Test
  @Verifies(negative = PLT_HBT_002)
  void sends_nothing_that_its_site_has_not_switched_on() throws Exception {
    // given
    network.with(RESOLVER, registry);
    try (Device device = device(false)) {
      device.start();

      // when
      time.advance(Duration.ofDays(1));

      // then
      assertThat(server.requests()).isNotEmpty();
      assertThat(network.sent()).isEmpty();
    }
  }

  @Test
  @Verifies(negative = PLT_HBT_002)
  void sends_nothing_that_its_server_has_no_registry_for() throws Exception {
    // given
    server.with(document());
    network.with(RESOLVER, registry);
    try (Device device = device(true)) {
      device.start();
      time.advance(Duration.ofHours(3));

      // when
      server.with(document().beating(BY));
      time.advance(Duration.ofHours(3));

      // then
      assertThat(outcomes).isNotEmpty();
      assertThat(beats.get(0)).isAfter(Instant.parse("2026-11-23T11:00:00Z"));
    }
  }

  @Test
  @Verifies(negative = PLT_HBT_008)
  void waits_twice_as_long_each_time_that_nobody_answers() throws Exception {
    // given
    try (Device device = device(true)) {
      device.start();

      // when
      time.advance(Duration.ofDays(5));
      network.with(RESOLVER, registry);
      time.advance(Duration.ofDays(1));

      // then
      assertThat(waits())
          .startsWith(
              Duration.ofHours(1),
              Duration.ofHours(2),
              Duration.ofHours(4),
              Duration.ofHours(8),
              Duration.ofHours(16),
              Duration.ofHours(24),
              Duration.ofHours(24))
          .endsWith(Duration.ofHours(1));
    }
  }

  @Test
  @Verifies(positive = PLT_HBT_010)
  void syncs_at_once_when_the_registry_says_so() throws Exception {
    // given
    network.with(RESOLVER, registry);
    try (Device device = device(true)) {
      device.start();
      time.advance(Duration.ofMinutes(10));
      long before = syncs();
      registry.syncing();

      // when
      time.advance(Duration.ofHours(1));

      // then
      assertThat(outcomes).endsWith(HeartbeatOutcome.SYNC);
      assertThat(syncs()).isGreaterThan(before);
    }
  }

  @Test
  @Verifies(negative = PLT_HBT_010)
  void keeps_one_schedule_however_often_it_is_told_to_sync() throws Exception {
    // given
    network.with(RESOLVER, registry.syncing());
    try (Device device = device(true)) {
      device.start();

      // when
      time.advance(Duration.ofHours(8));

      // then
      assertThat(syncs()).isBetween(8L, 15L);
    }
  }

  private long syncs() {
    return server.requests().stream().filter(each -> each.contains("/sync")).count();
  }
}
