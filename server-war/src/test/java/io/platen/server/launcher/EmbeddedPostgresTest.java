package io.platen.server.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.server.listener.DatabasePool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class EmbeddedPostgresTest {
  // One cluster for all: making one takes seconds, and each test leaves it stopped.
  @TempDir private static Path folder;
  private DataFolder data;
  private EmbeddedPostgres postgres;

  @BeforeEach
  void make() throws Exception {
    data = DataFolder.open(folder);
    postgres = newPostgres();
  }

  @AfterEach
  void stop() {
    postgres.stop();
    data.close();
  }

  @Test
  void lets_nobody_in_without_the_generated_password() throws Exception {
    // given
    Process process = postgres.start();
    DatabasePool pool = postgres.pool();

    // when
    assertThat(query(pool, "SHOW fsync")).isEqualTo("on");
    assertThat(query(pool, "SHOW listen_addresses")).isEqualTo("127.0.0.1");

    // then
    assertThat(process.isAlive()).isTrue();
    assertThatThrownBy(() -> DriverManager.getConnection(pool.url(), pool.user(), "platen"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("password authentication failed");
    assertThat(Files.readAllLines(data.postgres().resolve("pg_hba.conf")))
        .noneMatch(line -> !line.startsWith("#") && line.contains("trust"));
  }

  @Test
  void stops_the_one_that_a_killed_server_left_and_keeps_its_rows() throws Exception {
    // given
    Process left = postgres.start();
    query(postgres.pool(), "CREATE TABLE left_over AS SELECT 42 AS value; SELECT 1");

    // when: a new run with another port, as after kill -9 of the server
    postgres = newPostgres();
    Process next = postgres.start();

    // then
    assertThat(left.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(next.isAlive()).isTrue();
    assertThat(query(postgres.pool(), "SELECT value FROM left_over")).isEqualTo("42");
  }

  @Test
  void is_started_again_when_it_is_killed_and_keeps_its_rows() throws Exception {
    // given
    BlockingQueue<Process> restarted = new LinkedBlockingQueue<>();
    PostgresSupervisor supervisor = PostgresSupervisor.start(postgres, restarted::add);
    query(postgres.pool(), "CREATE TABLE killed AS SELECT 42 AS value; SELECT 1");

    // when
    ProcessHandle.of(pid()).orElseThrow().destroyForcibly();

    // then
    assertThat(restarted.poll(1, TimeUnit.MINUTES)).isNotNull();
    assertThat(query(postgres.pool(), "SELECT value FROM killed")).isEqualTo("42");
    supervisor.stop();
  }

  @Test
  void says_why_it_does_not_start() throws Exception {
    // given
    postgres.start();
    postgres.stop();
    Path wrong = data.postgres().resolve("postgresql.auto.conf");
    Files.writeString(wrong, "shared_buffers = 'many'");

    // when
    StartException refusal =
        org.assertj.core.api.Assertions.catchThrowableOfType(
            StartException.class, () -> postgres.start());

    // then
    assertThat(refusal).hasMessageContainingAll("shared_buffers", "platen.db.url");
    Files.writeString(wrong, "");
  }

  private EmbeddedPostgres newPostgres() throws Exception {
    return new EmbeddedPostgres(
        data,
        PostgresPrograms.unpack(data.postgresPrograms()),
        Ports.settleDatabasePort(new Configuration(Map.of())),
        5);
  }

  private long pid() throws Exception {
    List<String> lines = Files.readAllLines(data.postgres().resolve("postmaster.pid"));
    return Long.parseLong(lines.get(0).strip());
  }

  private static String query(DatabasePool pool, String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(pool.url(), pool.user(), pool.password());
        Statement statement = connection.createStatement()) {
      boolean rows = statement.execute(sql);
      while (!rows) {
        rows = statement.getMoreResults();
      }
      ResultSet result = statement.getResultSet();
      result.next();
      return result.getString(1);
    }
  }
}
