package io.platen.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.server.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditChainTest {
  private static final Instant NOW = Instant.parse("2026-11-22T06:00:00.123456789Z");
  private static final int RECORDS = 6;

  /** What the owner of a database can always do. */
  private static final String PAST_THE_TRIGGERS = "SET session_replication_role = replica; ";

  private TestDatabase test;

  @BeforeEach
  void open() {
    test = TestDatabase.create();
    test.execute("INSERT INTO tenant VALUES (1, 'Nordlicht', now())");
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void finds_a_chain_that_nobody_touched_intact() {
    // given
    write(RECORDS);

    // when
    AuditChain.Verdict verdict = verify(Optional.empty());

    // then
    assertThat(verdict)
        .isInstanceOfSatisfying(
            AuditChain.Intact.class,
            intact -> assertThat(intact.end().position()).isEqualTo(RECORDS));
    assertThat(((AuditChain.Intact) verdict).end()).isEqualTo(end());
  }

  @Test
  void finds_nothing_wrong_where_nothing_was_done() {
    assertThat(verify(Optional.empty()))
        .isInstanceOfSatisfying(
            AuditChain.Intact.class, intact -> assertThat(intact.end().position()).isZero());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "subject, UPDATE audit_entry SET subject = 'another' WHERE position = 3, 3",
    "actor, UPDATE audit_entry SET actor = 'eve' WHERE position = 3, 3",
    "time, UPDATE audit_entry SET at = at + interval '1 microsecond' WHERE position = 3, 3",
    "tenant, UPDATE audit_entry SET tenant = NULL WHERE position = 3, 3",
    "nothing to empty, UPDATE audit_entry SET detail = '' WHERE position = 3, 3",
    "moved between fields, 'UPDATE audit_entry SET action = ''a'', subject = ''test do'' WHERE"
        + " position = 3', 3",
    "deleted in the middle, DELETE FROM audit_entry WHERE position = 3, 3",
    "deleted at the beginning, DELETE FROM audit_entry WHERE position = 1, 1",
    "deleted and closed up, 'DELETE FROM audit_entry WHERE position = 3; UPDATE audit_entry SET"
        + " position = 3 WHERE position = 4', 3",
    "inserted between, 'UPDATE audit_entry SET position = position + 100 WHERE position > 2; UPDATE"
        + " audit_entry SET position = position - 99 WHERE position > 100; INSERT INTO audit_entry"
        + " (tenant, at, actor, action, position, hash) VALUES (1, now(), ''eve'', ''x'', 3,"
        + " sha256(''x''))', 3",
    "inserted beside, 'INSERT INTO audit_entry (tenant, at, actor, action) VALUES (1, now(),"
        + " ''eve'', ''x'')', 0",
    "put in another order, 'UPDATE audit_entry SET position = 99 WHERE position = 3; UPDATE"
        + " audit_entry SET position = 3 WHERE position = 4; UPDATE audit_entry SET position = 4"
        + " WHERE position = 99', 3"
  })
  void names_the_first_record_that_was(String name, String sql, long broken) {
    // given
    write(RECORDS);

    // when
    test.execute(PAST_THE_TRIGGERS + sql);

    // then
    assertThat(verify(Optional.empty()))
        .isInstanceOfSatisfying(
            AuditChain.Broken.class,
            verdict -> assertThat(verdict.position()).as(verdict.what()).isEqualTo(broken));
  }

  @Test
  void sees_by_the_servers_memory_that_the_end_was_cut_off() {
    // given
    write(RECORDS);
    Optional<AuditChain.Anchor> anchor = Optional.of(end());

    // when
    test.execute(PAST_THE_TRIGGERS + "DELETE FROM audit_entry WHERE position > 4");

    // then
    assertThat(verify(Optional.empty())).isInstanceOf(AuditChain.Intact.class);
    assertThat(verify(anchor))
        .isInstanceOfSatisfying(
            AuditChain.Broken.class, verdict -> assertThat(verdict.position()).isEqualTo(5));
  }

  @Test
  void sees_by_the_servers_memory_that_all_hashes_were_made_anew() {
    // given
    write(RECORDS);
    Optional<AuditChain.Anchor> anchor = Optional.of(end());

    // when: the database's own function helps to forge
    test.execute(
        PAST_THE_TRIGGERS
            + "UPDATE audit_entry SET subject = 'forged' WHERE position = 2;"
            + " DO $$ DECLARE e audit_entry; h BYTEA := sha256(''); BEGIN"
            + " FOR e IN SELECT * FROM audit_entry ORDER BY position LOOP"
            + " h := audit_hash(h, e.position, e);"
            + " UPDATE audit_entry SET hash = h WHERE id = e.id; END LOOP; END $$");

    // then
    assertThat(verify(Optional.empty())).isInstanceOf(AuditChain.Intact.class);
    assertThat(verify(anchor))
        .isInstanceOfSatisfying(
            AuditChain.Broken.class, verdict -> assertThat(verdict.position()).isEqualTo(RECORDS));
  }

  @Test
  void lets_the_server_itself_change_or_delete_nothing() {
    // given
    write(2);

    // then
    for (String sql :
        List.of(
            "UPDATE audit_entry SET subject = 'another'",
            "DELETE FROM audit_entry WHERE position = 2",
            "TRUNCATE audit_entry")) {
      assertThatThrownBy(() -> test.execute(sql))
          .hasStackTraceContaining("Audit entries are not changed or deleted");
    }
    assertThat(verify(Optional.empty())).isInstanceOf(AuditChain.Intact.class);
  }

  @Test
  void keeps_one_chain_when_many_write_at_once() throws Exception {
    // given: all want one row between their records, so that a lock held too early would dead-lock
    test.execute("CREATE TABLE contended AS SELECT 'nobody' AS name");
    int writers = 12;
    int each = 10;
    CyclicBarrier start = new CyclicBarrier(writers);
    ExecutorService threads = Executors.newFixedThreadPool(writers);

    // when
    try {
      List<Future<Integer>> done = new ArrayList<>();
      for (int writer = 0; writer < writers; writer++) {
        String name = "writer " + writer;
        Callable<Integer> work =
            () -> {
              start.await();
              for (int i = 0; i < each; i++) {
                write(name, i % 3 == 0);
              }
              return each;
            };
        done.add(threads.submit(work));
      }
      for (Future<Integer> future : done) {
        future.get();
      }
    } finally {
      threads.shutdownNow();
    }

    // then: those that were rolled back left no gap
    long kept = (Long) test.value("SELECT count(*) FROM audit_entry");
    assertThat(kept).isEqualTo(writers * 6L * 2);
    assertThat(verify(Optional.empty()))
        .isInstanceOfSatisfying(
            AuditChain.Intact.class, intact -> assertThat(intact.end().position()).isEqualTo(kept));
  }

  /** Two records, with a row locked after the first that the others want as well. */
  private void write(String name, boolean rolledBack) throws SQLException {
    try (Connection connection = test.source().getConnection()) {
      connection.setAutoCommit(false);
      Audit.record(connection, new Audit.Entry(NOW, 1, name, "test.first", "ü \n 1:2,"));
      connection.createStatement().execute("UPDATE contended SET name = '" + name + "'");
      Audit.record(connection, new Audit.Entry(NOW, null, name, "test.second", "", "::1"));
      if (rolledBack) {
        connection.rollback();
      } else {
        connection.commit();
      }
    }
  }

  @Test
  void remembers_the_end_and_never_an_earlier_one(@TempDir Path folder) throws IOException {
    // given
    Path file = folder.resolve(AuditAnchor.FILE);
    AuditChain.Anchor late = new AuditChain.Anchor(7, "ab".repeat(32));

    // when
    AuditAnchor.write(file, new AuditChain.Anchor(5, "cd".repeat(32)));
    AuditAnchor.write(file, late);
    AuditAnchor.write(file, new AuditChain.Anchor(6, "ef".repeat(32)));

    // then
    assertThat(AuditChain.Anchor.read(Files.readString(file))).contains(late);
  }

  private void write(int records) {
    test.database()
        .inTransaction(
            connection -> {
              for (int i = 1; i <= records; i++) {
                Audit.record(connection, new Audit.Entry(NOW, 1, "anna", "test.do", "thing " + i));
              }
              return records;
            });
  }

  private AuditChain.Anchor end() {
    return test.database().read(AuditChain::end);
  }

  private AuditChain.Verdict verify(Optional<AuditChain.Anchor> anchor) {
    return test.database().read(connection -> AuditChain.verify(connection, anchor));
  }
}
