package io.platen.server.profile.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.protocol.sync.ListedProfile;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.audit.Audit;
import io.platen.server.problem.InvalidException;
import io.platen.server.problem.RefusedException;
import io.platen.server.profile.entity.StoredProfile;
import io.platen.server.testing.TestDatabase;
import io.platen.server.testing.TestFleet;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PrinterProfilesTest {
  private static final Caller ANNA = new Caller(TestFleet.TENANT, "anna", Role.ADMINISTRATOR);

  private TestDatabase test;
  private PrinterProfiles profiles;

  @BeforeEach
  void open() {
    test = TestDatabase.create();
    new TestFleet(test).withTenants();
    Audit audit = new Audit(test.entities(), () -> Instant.parse("2026-11-22T06:00:00Z"));
    profiles =
        new PrinterProfiles(test.entities(), audit, () -> Instant.parse("2026-11-22T06:00:00Z"));
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void tells_devices_of_an_uploaded_profile_and_gives_it_to_the_byte() {
    // when
    StoredProfile stored = upload(acme(2));

    // then
    ListedProfile listed = new ListedProfile("acme", 2, stored.sha256(), acme(2).length);
    test.inTransaction(
        em -> {
          assertThat(profiles.ofDevices(TestFleet.TENANT)).containsExactly(listed);
          assertThat(profiles.document(TestFleet.TENANT, stored.sha256())).contains(acme(2));
          return null;
        });
    assertThat(test.value("SELECT actor || ' ' || action || ' ' || subject FROM audit_entry"))
        .isEqualTo("anna printer-profile.upload acme 2 sha256 " + stored.sha256());
  }

  @Test
  void gives_a_profile_to_devices_of_its_own_tenant_only() {
    // when
    StoredProfile stored = upload(acme(2));

    // then
    test.inTransaction(
        em -> {
          assertThat(profiles.ofDevices(TestFleet.OTHER_TENANT)).isEmpty();
          assertThat(profiles.document(TestFleet.OTHER_TENANT, stored.sha256())).isEmpty();
          return null;
        });
  }

  @Test
  void refuses_a_profile_that_no_device_could_understand_with_line_and_reason() {
    // given
    String wrong = new String(acme(2), UTF_8).replace("total-impressions", "all-pages");

    // then
    assertThatThrownBy(() -> upload(wrong.getBytes(UTF_8)))
        .isInstanceOfSatisfying(
            InvalidException.class,
            refusal -> {
              assertThat(refusal.errors()).hasSize(1);
              assertThat(refusal.errors().get(0).line()).isEqualTo(4);
              assertThat(refusal.errors().get(0).reason()).contains("all-pages");
            });
    assertThat(test.value("SELECT count(*) FROM printer_profile")).isEqualTo(0L);
  }

  @Test
  void puts_a_newer_edition_in_the_place_of_the_one_before() {
    // given
    String old = upload(acme(2)).sha256();

    // when
    upload(acme(3));

    // then
    test.inTransaction(
        em -> {
          assertThat(profiles.ofDevices(TestFleet.TENANT))
              .extracting(ListedProfile::version)
              .containsExactly(3);
          assertThat(profiles.document(TestFleet.TENANT, old)).isEmpty();
          return null;
        });
  }

  @Test
  void refuses_an_edition_that_is_not_newer_even_than_one_that_was_withdrawn() {
    // given
    upload(acme(5));
    test.inTransaction(
        em -> {
          profiles.withdraw(ANNA, "acme");
          return null;
        });

    // then
    byte[] other = new String(acme(5), UTF_8).replace("Acme", "Acne").getBytes(UTF_8);
    assertThatThrownBy(() -> upload(other))
        .isInstanceOf(InvalidException.class)
        .hasMessageContaining("Version 5 is not newer than 5");
  }

  @Test
  void takes_back_a_withdrawn_edition_when_it_is_uploaded_again() {
    // given
    upload(acme(5));
    test.inTransaction(
        em -> {
          profiles.withdraw(ANNA, "acme");
          return null;
        });

    // when
    StoredProfile again = upload(acme(5));

    // then
    assertThat(again.isWithdrawn()).isFalse();
    assertThat(test.value("SELECT count(*) FROM printer_profile")).isEqualTo(1L);
    test.inTransaction(
        em -> {
          assertThat(profiles.ofDevices(TestFleet.TENANT)).hasSize(1);
          return null;
        });
  }

  @Test
  void tells_devices_no_more_of_a_withdrawn_profile() {
    // given
    String sha256 = upload(acme(2)).sha256();

    // when
    test.inTransaction(
        em -> {
          profiles.withdraw(ANNA, "acme");
          return null;
        });

    // then
    test.inTransaction(
        em -> {
          assertThat(profiles.ofDevices(TestFleet.TENANT)).isEmpty();
          assertThat(profiles.document(TestFleet.TENANT, sha256)).isEmpty();
          assertThatThrownBy(() -> profiles.withdraw(ANNA, "acme"))
              .isInstanceOf(RefusedException.class);
          return null;
        });
    assertThat(test.value("SELECT count(*) FROM audit_entry")).isEqualTo(2L);
  }

  @Test
  void takes_no_more_profiles_than_a_sync_document_may_list() {
    // given
    for (int i = 0; i < PrinterProfiles.MOST; i++) {
      upload(named("maker-" + i, 1));
    }

    // then
    assertThatThrownBy(() -> upload(named("one-more", 1))).isInstanceOf(InvalidException.class);
    assertThat(upload(named("maker-1", 2)).version()).isEqualTo(2);
  }

  private StoredProfile upload(byte[] document) {
    return test.inTransaction(em -> profiles.upload(ANNA, document));
  }

  private static byte[] acme(int version) {
    return named("acme", version);
  }

  private static byte[] named(String id, int version) {
    return """
    <profile xmlns="urn:platen:printer-profile:1" id="%s" version="%d" maker="Acme">
      <sources><source id="mib" confidence="high">ACME-PRINTER-MIB</source></sources>
      <recognise from="mib"><objectId prefix="1.3.6.1.4.1.99999.4"/></recognise>
      <meter name="total-impressions" from="mib"><object oid="1.3.6.1.4.1.99999.3.1.0"/></meter>
    </profile>
    """
        .formatted(id, version)
        .getBytes(UTF_8);
  }
}
