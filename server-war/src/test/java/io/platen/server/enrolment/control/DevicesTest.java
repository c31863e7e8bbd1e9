package io.platen.server.enrolment.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.platen.protocol.sync.DiscoveryEntry;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.audit.Audit;
import io.platen.server.enrolment.control.EntryCheck.TypedEntry;
import io.platen.server.enrolment.entity.CheckedEntry;
import io.platen.server.enrolment.entity.Device;
import io.platen.server.enrolment.entity.DeviceState;
import io.platen.server.enrolment.entity.StoredEntry;
import io.platen.server.problem.InvalidException;
import io.platen.server.problem.RefusedException;
import io.platen.server.testing.TestDatabase;
import io.platen.server.testing.TestEnrolment;
import io.platen.server.testing.TestFleet;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DevicesTest {
  private static final Caller HERE = new Caller(TestFleet.TENANT, "anna", Role.OPERATOR);
  private static final Caller THERE = new Caller(TestFleet.OTHER_TENANT, "bert", Role.OPERATOR);

  private TestDatabase test;
  private TestFleet fleet;
  private Devices devices;
  private DiscoveryEntries entries;

  @BeforeEach
  void open() {
    test = TestDatabase.create();
    fleet = new TestFleet(test).withTenants();
    InstantSource clock = () -> Instant.parse("2026-11-22T06:00:00Z");
    Audit audit = new Audit(test.entities(), clock);
    devices = fleet.devices(audit, clock);
    entries = new DiscoveryEntries(test.entities(), devices, audit, clock);
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void makes_a_record_that_waits_for_its_device() {
    // when
    Device device = test.inTransaction(em -> devices.create(HERE, " GRZ-01 "));

    // then
    Device found = test.inTransaction(em -> devices.get(HERE, device.id()));
    assertThat(found.name()).isEqualTo("GRZ-01");
    assertThat(found.state()).isEqualTo(DeviceState.CREATED);
    assertThat(found.created()).isEqualTo("2026-11-22T06:00:00Z");
    assertThat(test.value("SELECT actor || ' ' || action FROM audit_entry"))
        .isEqualTo("anna device.create");
  }

  @Test
  void refuses_a_name_twice_in_a_tenant_and_allows_it_in_another() {
    // given
    test.inTransaction(em -> devices.create(HERE, "GRZ-01"));

    // then
    assertThatExceptionOfType(InvalidException.class)
        .isThrownBy(() -> test.inTransaction(em -> devices.create(HERE, "GRZ-01")));
    test.inTransaction(em -> devices.create(THERE, "GRZ-01"));
  }

  @Test
  void keeps_a_deactivated_device_out_until_it_is_activated() {
    // given
    UUID id = TestFleet.DEVICE;
    fleet.gate.touch(new AdmittedDevice(TestFleet.TENANT, id), "192.0.2.1");

    // when
    test.inTransaction(em -> devices.deactivate(HERE, id));

    // then
    X509Certificate shown = TestEnrolment.foreign(id);
    assertThat(fleet.gate.look(id, shown))
        .isEqualTo(new Admission.Inactive(TestFleet.TENANT, id, DeviceState.DEACTIVATED, true));
    test.inTransaction(em -> devices.activate(HERE, id));
    assertThat(fleet.gate.look(id, shown)).isInstanceOf(Admission.Admitted.class);
    assertThat(test.inTransaction(em -> devices.get(HERE, id)).state())
        .isEqualTo(DeviceState.ACTIVE);
  }

  @Test
  void never_brings_back_a_retired_device() {
    // given
    test.inTransaction(em -> devices.retire(HERE, TestFleet.DEVICE));
    assertThat(fleet.gate.look(TestFleet.DEVICE, TestEnrolment.foreign(TestFleet.DEVICE)))
        .isInstanceOf(Admission.Inactive.class);

    // when
    RefusedException refusal =
        catchThrowableOfType(
            RefusedException.class,
            () -> test.inTransaction(em -> devices.activate(HERE, TestFleet.DEVICE)));

    // then
    assertThat(refusal.status()).isEqualTo(409);
  }

  @Test
  void puts_a_device_aside_until_it_is_activated() {
    // given
    UUID id = TestFleet.DEVICE;
    fleet.gate.touch(new AdmittedDevice(TestFleet.TENANT, id), "192.0.2.1");

    // when
    test.inTransaction(em -> devices.hibernate(HERE, id));

    // then
    assertThat(fleet.gate.look(id, TestEnrolment.foreign(id)))
        .isInstanceOf(Admission.Inactive.class);

    // when
    test.inTransaction(em -> devices.activate(HERE, id));

    // then
    assertThat(fleet.gate.look(id, TestEnrolment.foreign(id)))
        .isInstanceOf(Admission.Admitted.class);
    assertThat(test.value("SELECT string_agg(action, ' ' ORDER BY id) FROM audit_entry"))
        .isEqualTo("device.hibernate device.activate");
  }

  @Test
  void does_not_know_the_devices_of_another_tenant() {
    assertThat(notFound(() -> devices.get(THERE, TestFleet.DEVICE))).isEqualTo(404);
    assertThat(notFound(() -> devices.deactivate(THERE, TestFleet.DEVICE))).isEqualTo(404);
    assertThat(notFound(() -> entries.list(THERE, TestFleet.DEVICE))).isEqualTo(404);
    assertThat(notFound(() -> entries.add(THERE, TestFleet.DEVICE, network("192.0.2.0/24"))))
        .isEqualTo(404);
    assertThat(test.value("SELECT state FROM device WHERE tenant = 1")).isEqualTo("CREATED");
  }

  @Test
  void tells_a_device_its_entries_as_they_were_last_changed() {
    // given
    StoredEntry kept =
        test.inTransaction(em -> entries.add(HERE, TestFleet.DEVICE, network("192.0.2.0/24")));
    StoredEntry dropped =
        test.inTransaction(em -> entries.add(HERE, TestFleet.DEVICE, network("198.51.100.0/24")));

    // when
    test.inTransaction(
        em -> entries.change(HERE, TestFleet.DEVICE, kept.id(), network("203.0.113.0/24")));
    test.inTransaction(
        em -> {
          entries.remove(HERE, TestFleet.DEVICE, dropped.id());
          return null;
        });

    // then
    List<DiscoveryEntry> told =
        test.inTransaction(
            em -> entries.ofDevice(new AdmittedDevice(TestFleet.TENANT, TestFleet.DEVICE)));
    assertThat(told)
        .extracting(DiscoveryEntry::id, DiscoveryEntry::target)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("e" + kept.id(), "203.0.113.0/24"));
  }

  @Test
  void does_not_change_an_entry_under_another_device_or_tenant() {
    // given
    StoredEntry entry =
        test.inTransaction(em -> entries.add(HERE, TestFleet.DEVICE, network("192.0.2.0/24")));

    // then
    assertThat(
            notFound(
                () ->
                    entries.change(
                        THERE, TestFleet.OTHER_DEVICE, entry.id(), network("10.0.0.0/24"))))
        .isEqualTo(404);
    assertThat(
            notFound(
                () ->
                    entries.change(
                        HERE, TestFleet.OTHER_DEVICE, entry.id(), network("10.0.0.0/24"))))
        .isEqualTo(404);
  }

  @Test
  void refuses_more_entries_than_a_sync_document_should_carry() {
    // given
    List<CheckedEntry> many =
        Collections.nCopies(DiscoveryEntries.MAX_ENTRIES + 1, network("192.0.2.0/24"));

    // then
    assertThatExceptionOfType(InvalidException.class)
        .isThrownBy(() -> test.inTransaction(em -> entries.addAll(HERE, TestFleet.DEVICE, many)));
    assertThat(test.value("SELECT count(*) FROM discovery_entry")).isEqualTo(0L);
  }

  private int notFound(java.util.function.Supplier<Object> work) {
    return catchThrowableOfType(RefusedException.class, () -> test.inTransaction(em -> work.get()))
        .status();
  }

  private static CheckedEntry network(String target) {
    return EntryCheck.check(TypedEntry.of("network", target, null, null));
  }
}
