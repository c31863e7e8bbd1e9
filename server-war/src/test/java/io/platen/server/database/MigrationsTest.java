package io.platen.server.database;

import static io.platen.server.testing.TestFleet.DEVICE;
import static io.platen.server.testing.TestFleet.OTHER_DEVICE;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.server.testing.TestDatabase;
import io.platen.server.testing.TestFleet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What migrations make of rows that were there before them. */
class MigrationsTest {
  private static final String ENDS = "V29__ends_of_certificates.sql";
  private static final String FACTORY_KEYS = "V30__one_record_a_factory_key.sql";

  private final TestDatabase test = TestDatabase.create();
  private final TestFleet fleet = new TestFleet(test).withTenants();

  @AfterEach
  void close() {
    test.close();
  }

  private void migrate(String name) throws IOException {
    try (InputStream file = Migrations.class.getResourceAsStream("/db/migration/" + name)) {
      test.execute(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private void certificate(long tenant, UUID device, String issued, String end) {
    test.execute(
        "INSERT INTO device_certificate (tenant, device, key, print, der, not_after, issued) VALUES"
            + " (%1$d, '%2$s', '%3$s', '%2$s', '', '%4$s', '%3$s')"
                .formatted(tenant, device, issued, end));
  }

  @Test
  void leave_a_factory_key_to_the_record_that_it_was_shown_for_last() throws Exception {
    // given
    UUID never = UUID.fromString("00000000-0000-4000-8000-000000000009");
    fleet.device(TestFleet.TENANT, never);
    test.execute("DROP INDEX device_factory_key");
    test.execute("UPDATE device SET factory_key = 'f'");
    certificate(TestFleet.TENANT, DEVICE, "2026-03-01T00:00:00Z", "2026-06-01T00:00:00Z");
    certificate(TestFleet.OTHER_TENANT, OTHER_DEVICE, "2026-05-01T00:00:00Z", "2026-08-01T00:00Z");

    // when
    migrate(FACTORY_KEYS);

    // then
    assertThat(test.value("SELECT array_agg(id)::text FROM device WHERE factory_key IS NOT NULL"))
        .isEqualTo("{" + OTHER_DEVICE + "}");
  }

  @Test
  void take_who_was_heard_after_the_end_for_one_with_another_authoritys_certificate()
      throws Exception {
    // given
    test.execute("ALTER TABLE device DROP COLUMN others_certificate");
    test.execute("UPDATE device SET last_contact = '2026-07-01T00:00:00Z'");
    certificate(TestFleet.TENANT, DEVICE, "2026-03-01T00:00:00Z", "2026-06-01T00:00:00Z");
    certificate(TestFleet.OTHER_TENANT, OTHER_DEVICE, "2026-05-01T00:00:00Z", "2026-08-01T00:00Z");

    // when
    migrate(ENDS);

    // then
    assertThat(test.value("SELECT array_agg(id)::text FROM device WHERE others_certificate"))
        .isEqualTo("{" + DEVICE + "}");
  }
}
