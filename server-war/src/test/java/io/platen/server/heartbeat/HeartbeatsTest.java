package io.platen.server.heartbeat;

import static io.platen.protocol.Requirement.PLT_HBT_001;
import static io.platen.protocol.Requirement.PLT_HBT_022;
import static io.platen.protocol.Requirement.PLT_HBT_023;
import static io.platen.protocol.Requirement.PLT_HBT_024;
import static io.platen.protocol.Requirement.PLT_HBT_025;
import static io.platen.protocol.Requirement.PLT_HBT_032;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.protocol.Verifies;
import io.platen.protocol.heartbeat.HeartbeatAnswer;
import io.platen.protocol.heartbeat.HeartbeatKeys;
import io.platen.protocol.heartbeat.HeartbeatName;
import io.platen.protocol.sync.Heartbeat;
import io.platen.server.enrolment.control.AdmittedDevice;
import io.platen.server.fleet.control.OverviewQueries;
import io.platen.server.fleet.entity.DevicePresence;
import io.platen.server.fleet.entity.DeviceRow;
import io.platen.server.testing.TestDatabase;
import io.platen.server.testing.TestFleet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeartbeatsTest {
  private static final AdmittedDevice HERE = new AdmittedDevice(TestFleet.TENANT, TestFleet.DEVICE);
  private static final AdmittedDevice THERE =
      new AdmittedDevice(TestFleet.OTHER_TENANT, TestFleet.OTHER_DEVICE);
  private static final String RESOLVER = "192.0.2.9";

  private TestDatabase test;
  private Instant now = Instant.parse("2026-11-26T06:00:00Z");
  private Heartbeats heartbeats;
  private Heartbeat by;

  @BeforeEach
  void open() {
    test = TestDatabase.create();
    new TestFleet(test).withTenants();
    test.execute("UPDATE device SET state = 'ACTIVE', last_contact = '" + now + "'");
    InstantSource clock = () -> now;
    heartbeats = new Heartbeats(test.database(), clock, Optional.of("HB.Example."));
    by = heartbeats.ofDevice(HERE);
  }

  @AfterEach
  void close() {
    test.close();
  }

  private HeartbeatName name(long counter) {
    return by.keys().name(counter, by.zone());
  }

  private Optional<HeartbeatAnswer> hear(long counter) {
    return heartbeats
        .hear(name(counter), RESOLVER)
        .map(text -> HeartbeatAnswer.read(text, counter, by.keys()).orElseThrow());
  }

  @Test
  @Verifies(positive = PLT_HBT_001)
  void gives_each_device_a_secret_of_its_own_and_the_same_each_time() {
    // given
    byte[] first = by.secret();

    // when
    Heartbeat again = heartbeats.ofDevice(HERE);
    Heartbeat other = heartbeats.ofDevice(THERE);

    // then
    assertThat(again.secret()).isEqualTo(first);
    assertThat(other.secret()).isNotEqualTo(first);
    assertThat(by.zone()).isEqualTo(RegistryBench.ZONE);
  }

  @Test
  void gives_none_where_no_zone_is_configured() {
    // given
    Heartbeats off = new Heartbeats(test.database(), () -> now, Optional.empty());

    // when
    Heartbeat told = off.ofDevice(HERE);

    // then
    assertThat(told).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"hb..example", "hb_example", "-hb.example", "https://hb.example"})
  void refuses_a_zone_that_no_name_server_could_have(String zone) {
    // given
    Optional<String> configured = Optional.of(zone);

    // when
    assertThatThrownBy(() -> new Heartbeats(test.database(), () -> now, configured))
        // then
        .hasMessageContaining("platen.heartbeat.zone")
        .hasMessageContaining(zone);
  }

  @Test
  @Verifies(positive = PLT_HBT_023)
  void hears_a_heartbeat_and_notes_when_it_came() {
    // given
    long counter = 0;

    // when
    Optional<HeartbeatAnswer> answer = hear(counter);

    // then
    assertThat(answer).contains(HeartbeatAnswer.FINE);
    assertThat(test.value("SELECT counter FROM device_heartbeat WHERE heard IS NOT NULL"))
        .isEqualTo(0L);
    assertThat(test.value("SELECT resolver FROM device_heartbeat WHERE heard IS NOT NULL"))
        .isEqualTo(RESOLVER);
  }

  @Test
  @Verifies(negative = PLT_HBT_023)
  void does_not_hear_a_name_with_another_tag() {
    // given
    HeartbeatName right = name(0);
    HeartbeatName forged =
        new HeartbeatName(right.id(), right.low(), "aaaaaaaaaaaaaaaa", right.zone());

    // when
    Optional<String> answer = heartbeats.hear(forged, RESOLVER);

    // then
    assertThat(answer).isEmpty();
    assertThat(test.value("SELECT count(*) FROM device_heartbeat WHERE heard IS NOT NULL"))
        .isEqualTo(0L);
  }

  @Test
  @Verifies(negative = PLT_HBT_024)
  void calls_a_replayed_heartbeat_stale_and_notes_nothing() {
    // given
    hear(3);
    hear(7);
    now = now.plus(Duration.ofHours(1));

    // when
    Optional<HeartbeatAnswer> replayed = hear(3);
    Optional<HeartbeatAnswer> again = hear(7);

    // then
    assertThat(replayed).contains(HeartbeatAnswer.stale(7));
    assertThat(again).contains(HeartbeatAnswer.stale(7));
    assertThat(test.value("SELECT count(*) FROM device_heartbeat WHERE heard < '" + now + "'"))
        .isEqualTo(1L);
  }

  @Test
  @Verifies(positive = PLT_HBT_024)
  void answers_a_resolver_that_asks_twice_within_ten_seconds_as_before() {
    // given
    hear(7);
    now = now.plusSeconds(9);

    // when
    Optional<HeartbeatAnswer> again = hear(7);

    // then
    assertThat(again).contains(HeartbeatAnswer.FINE);
  }

  @Test
  @Verifies(positive = PLT_HBT_025, negative = PLT_HBT_025)
  void knows_512_counters_ahead_and_the_first_id_for_ever() {
    // given
    hear(70);

    // when
    Optional<HeartbeatAnswer> far = hear(70 + 512);

    // then
    assertThat(far).contains(HeartbeatAnswer.FINE);
    assertThat(hear(0)).contains(HeartbeatAnswer.stale(582));
    assertThat(hear(70)).isEmpty();
    assertThat(hear(582 + 512)).contains(HeartbeatAnswer.FINE);
    assertThat(test.value("SELECT count(*) FROM heartbeat_id WHERE period > 0")).isNotEqualTo(0L);
    assertThat(hear(1094 + 20 * HeartbeatKeys.PERIOD)).isEmpty();
  }

  @Test
  @Verifies(negative = PLT_HBT_022)
  void does_not_know_a_device_that_may_not_come() {
    // given
    hear(0);
    test.execute("UPDATE device SET state = 'DEACTIVATED'");

    // when
    Optional<HeartbeatAnswer> answer = hear(1);

    // then
    assertThat(answer).isEmpty();
    assertThat(heartbeats.knows(name(1))).isFalse();
  }

  @Test
  void asks_a_device_to_sync_that_has_not_come_for_a_day() {
    // given
    now = now.plus(Duration.ofHours(25));

    // when
    Optional<HeartbeatAnswer> answer = hear(0);

    // then
    assertThat(answer).contains(HeartbeatAnswer.SYNC);
  }

  @Test
  @Verifies(positive = PLT_HBT_032, negative = PLT_HBT_032)
  void a_device_of_which_only_heartbeats_come_is_shown_as_that() {
    // given
    OverviewQueries overview = new OverviewQueries(test.database(), null, () -> now);
    now = now.plus(Duration.ofHours(30));
    DeviceRow before = overview.device(HERE.tenant(), HERE.id()).orElseThrow();

    // when
    hear(0);
    DeviceRow beating = overview.device(HERE.tenant(), HERE.id()).orElseThrow();
    now = now.plus(Duration.ofHours(4));
    DeviceRow after = overview.device(HERE.tenant(), HERE.id()).orElseThrow();

    // then
    assertThat(before.presence()).isEqualTo(DevicePresence.SILENT);
    assertThat(beating.presence()).isEqualTo(DevicePresence.HEARTBEAT_ONLY);
    assertThat(beating.lastHeartbeat()).isEqualTo(now.minus(Duration.ofHours(4)));
    assertThat(after.presence()).isEqualTo(DevicePresence.SILENT);
  }
}
