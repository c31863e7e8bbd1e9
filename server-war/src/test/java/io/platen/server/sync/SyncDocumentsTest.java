package io.platen.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.codec.SyncCodec;
import io.platen.protocol.sync.Policy;
import io.platen.protocol.sync.SyncDocument;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.audit.Audit;
import io.platen.server.enrolment.control.AdmittedDevice;
import io.platen.server.enrolment.control.Devices;
import io.platen.server.enrolment.control.DiscoveryEntries;
import io.platen.server.enrolment.control.DocumentSigners;
import io.platen.server.policy.control.Policies;
import io.platen.server.profile.control.PrinterProfiles;
import io.platen.server.rollout.control.AssignmentKeys;
import io.platen.server.sealing.TestSealing;
import io.platen.server.testing.TestDatabase;
import io.platen.server.testing.TestEnrolment;
import io.platen.server.testing.TestFleet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SyncDocumentsTest {
  private static final Caller ANNA = new Caller(TestFleet.TENANT, "anna", Role.ADMINISTRATOR);
  private static final AdmittedDevice HERE = new AdmittedDevice(TestFleet.TENANT, TestFleet.DEVICE);
  private static final AdmittedDevice THERE =
      new AdmittedDevice(TestFleet.OTHER_TENANT, TestFleet.OTHER_DEVICE);
  private static final Policy CHANGED =
      new Policy(
          false,
          new Policy.Schedule(
              LocalTime.of(22, 0),
              LocalTime.of(4, 30),
              ZoneId.of("Europe/Vienna"),
              Duration.ofMinutes(30),
              Duration.ZERO,
              Duration.ofDays(1)),
          new Policy.Limits(256 * 1024, 500, 64L * 1024 * 1024, Duration.ofDays(30), 25, 90_000),
          Map.of("location", Policy.MaskKind.OMIT, "serial", Policy.MaskKind.KEYED));

  private TestDatabase test;
  private Policies policies;
  private SyncDocuments documents;

  @BeforeEach
  void open() {
    test = TestDatabase.create();
    TestFleet fleet = new TestFleet(test).withTenants();
    InstantSource clock = () -> Instant.parse("2026-11-22T06:00:00Z");
    Audit audit = new Audit(test.entities(), clock);
    Devices devices = fleet.devices(audit, clock);
    policies = new Policies(test.entities(), audit, clock);
    documents =
        new SyncDocuments(
            new DiscoveryEntries(test.entities(), devices, audit, clock),
            policies,
            new PrinterProfiles(test.entities(), audit, clock),
            new TestSealing(test.database(), clock).off(),
            new AssignmentKeys(
                test.database(), new DocumentSigners(TestEnrolment.authority()), clock),
            new SyncDocument.Hosts(List.of(), List.of()));
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void tells_the_protocols_defaults_with_sources_until_the_tenant_says_something_else() {
    assertThat(document(HERE).policy()).isEqualTo(Policies.USUAL);
    assertThat(Policies.USUAL.sources()).isTrue();
    assertThat(Policies.USUAL.schedule()).isEqualTo(Policy.DEFAULT.schedule());
  }

  @Test
  void tells_a_changed_policy_to_the_devices_of_its_tenant_under_a_new_tag() {
    // given
    String before = tag(HERE);
    String elsewhere = tag(THERE);

    // when
    change(CHANGED);

    // then
    assertThat(document(HERE).policy()).isEqualTo(CHANGED);
    assertThat(tag(HERE)).isNotEqualTo(before).isEqualTo(tag(HERE));
    assertThat(document(THERE).policy()).isEqualTo(Policies.USUAL);
    assertThat(tag(THERE)).isEqualTo(elsewhere);
  }

  @Test
  void puts_each_policy_in_the_place_of_the_one_before() {
    // given
    change(CHANGED);

    // when
    change(Policy.DEFAULT);

    // then
    assertThat(document(HERE).policy()).isEqualTo(Policy.DEFAULT);
    assertThat(test.value("SELECT count(*) FROM policy")).isEqualTo(1L);
  }

  @Test
  void writes_down_who_changed_what_and_nothing_where_nothing_changed() {
    // when
    change(CHANGED);
    change(CHANGED);

    // then
    assertThat(test.value("SELECT count(*) FROM audit_entry")).isEqualTo(1L);
    assertThat(test.value("SELECT actor || ' ' || action || ' ' || subject FROM audit_entry"))
        .isEqualTo(
            "anna policy.change schedule 22:00-04:30 Europe/Vienna every PT30M delay PT0S full"
                + " PT24H search PT84H; sources false; masks {location=OMIT, serial=KEYED};"
                + " packetsPerSecond 25 bytesPerMinute 90000");
  }

  private void change(Policy policy) {
    test.inTransaction(em -> policies.change(ANNA, policy));
  }

  private SyncDocument document(AdmittedDevice device) {
    return test.inTransaction(em -> documents.of(device));
  }

  private String tag(AdmittedDevice device) {
    return SyncTag.of(SyncCodec.write(document(device)));
  }
}
