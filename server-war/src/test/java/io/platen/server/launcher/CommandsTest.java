package io.platen.server.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.platen.server.audit.AuditChain;
import io.platen.server.launcher.AuthorityChange.Step;
import io.platen.server.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that need the database of a server, and what they write into its audit. */
class CommandsTest {
  private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");

  private final TestDatabase database = TestDatabase.create();
  @TempDir private Path folder;

  @BeforeEach
  void fill() {
    database.execute(
        "INSERT INTO tenant VALUES (1, 'One', now()), (2, 'Two', now());"
            + " INSERT INTO app_user (id, tenant, login, password_hash, role, created) VALUES"
            + " (7, 1, 'anna', 'h', 'ADMINISTRATOR', now()), (8, 1, 'vera', 'h', 'VIEWER', now());"
            + " INSERT INTO session VALUES"
            + " ('\\x01', 1, 7, 'c', now(), now(), now()), ('\\x02', 1, 8, 'c', now(), now(), now());"
            + " INSERT INTO passkey VALUES"
            + " (9, 7, '\\x01', '\\x01', 0, false, false, 'Phone', now(), NULL)");
  }

  @AfterEach
  void close() {
    database.close();
  }

  /**
   * @param name of the database, as a replacement for its own
   */
  private Configuration configuration(String name) throws Exception {
    try (Connection connection = database.source().getConnection()) {
      return new Configuration(
          Map.of(
              ServerKey.DATA, folder.toString(),
              ServerKey.DB_URL, connection.getMetaData().getURL().replaceFirst("/t[0-9]+", name),
              ServerKey.DB_USER, "postgres",
              ServerKey.DB_PASSWORD, "postgres",
              ServerKey.PUBLIC_HOST, "fleet.example.org"));
    }
  }

  private String reset(String user) throws Exception {
    return new PeopleCommand(configuration("$0"), InstantSource.fixed(NOW)).reset(user);
  }

  private String change(Step step, String name) throws Exception {
    return new AuthorityCommand(configuration(name), InstantSource.fixed(NOW)).run(step, false);
  }

  private void startServer() throws Exception {
    try (DataFolder data = DataFolder.open(folder)) {
      new ServerCertificates(configuration("$0"), data, InstantSource.fixed(NOW)).prepare();
    }
  }

  private String audit() {
    return String.valueOf(
        database.value(
            "SELECT string_agg(tenant || ' ' || action, ', ' ORDER BY id) FROM audit_entry"));
  }

  @Test
  void gives_a_lost_administrator_a_link_and_ends_what_was_good_until_then() throws Exception {
    // when
    String said = reset(" Anna ");

    // then
    assertThat(said)
        .contains("https://fleet.example.org:8444/invitation?code=", "2026-11-29T10:00");
    assertThat(database.value("SELECT password_hash FROM app_user WHERE id = 7")).isEqualTo("");
    assertThat(database.value("SELECT count(*) FROM passkey")).isEqualTo(0L);
    assertThat(database.value("SELECT app_user FROM session")).isEqualTo(8L);
    assertThat(database.value("SELECT app_user FROM invitation")).isEqualTo(7L);
    String code = said.substring(said.indexOf("code=") + 5);
    assertThat(
            database.value(
                "SELECT count(*) FROM invitation WHERE code_hash = sha256('" + code + "')"))
        .isEqualTo(1L);
  }

  @Test
  void writes_the_reset_into_the_audit_without_the_code() throws Exception {
    // when
    reset("anna");

    // then
    assertThat(audit()).isEqualTo("1 user.reset");
    assertThat(database.value("SELECT actor || ' ' || subject FROM audit_entry"))
        .isEqualTo("command line of " + System.getProperty("user.name") + " anna");
    try (Connection connection = database.source().getConnection()) {
      assertThat(AuditChain.verify(connection, Optional.empty()))
          .isInstanceOf(AuditChain.Intact.class);
    }
  }

  @Test
  void names_the_administrators_to_who_asks_for_nobody() {
    // when
    StartException refusal = catchThrowableOfType(StartException.class, () -> reset("berta"));

    // then
    assertThat(refusal).hasMessageContainingAll("no user berta", "Administrators are: anna");
    assertThat(audit()).isEqualTo("null");
    assertThat(database.value("SELECT count(*) FROM session")).isEqualTo(2L);
  }

  @Test
  void writes_each_step_of_an_authority_into_the_audit_of_every_tenant() throws Exception {
    // given
    startServer();

    // when
    change(Step.NEXT, "$0");
    change(Step.SWITCH, "$0");
    startServer();
    change(Step.REISSUE, "$0");

    // then
    assertThat(audit())
        .isEqualTo(
            "1 authority.next, 2 authority.next, 1 authority.switch, 2 authority.switch,"
                + " 1 authority.reissue, 2 authority.reissue");
    assertThat(database.value("SELECT subject FROM audit_entry ORDER BY id LIMIT 1").toString())
        .matches("CN=Platen server authority SHA-256 [0-9a-f]{64}");
  }

  @Test
  void changes_nothing_when_it_cannot_be_written_down() throws Exception {
    // given
    startServer();

    // when
    StartException refusal =
        catchThrowableOfType(StartException.class, () -> change(Step.NEXT, "/nowhere"));

    // then
    assertThat(refusal).hasMessageContaining("does not do it");
    assertThat(Files.exists(folder.resolve("tls/authority-next.pem"))).isFalse();
  }

  @Test
  void writes_nothing_of_a_step_that_was_refused() throws Exception {
    // given
    startServer();

    // when
    StartException refusal =
        catchThrowableOfType(StartException.class, () -> change(Step.RETIRE, "$0"));

    // then
    assertThat(refusal).hasMessageContaining("no former authority");
    assertThat(audit()).isEqualTo("null");
  }
}
