package io.platen.server.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.server.testing.TestDatabase;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PartitionsTest {
  private static final Instant LAST_SECOND_OF_2026 = Instant.parse("2026-12-31T23:59:59Z");

  private TestDatabase test;
  private Partitions partitions;

  @BeforeEach
  void open() {
    test = TestDatabase.create();
    partitions = new Partitions(test.database());
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void makes_the_months_around_the_turn_of_a_year_once() {
    // when
    int made = partitions.provide(LAST_SECOND_OF_2026);
    int again = partitions.provide(LAST_SECOND_OF_2026);

    // then: two tables, six months each
    assertThat(made).isEqualTo(12);
    assertThat(again).isZero();
    assertThat(test.value("SELECT to_regclass('meter_reading_2027_03')::text"))
        .isEqualTo("meter_reading_2027_03");
  }

  @Test
  void makes_the_next_month_when_time_has_gone_on() {
    // given
    partitions.provide(LAST_SECOND_OF_2026);

    // when
    int made = partitions.provide(LAST_SECOND_OF_2026.plusSeconds(1));

    // then
    assertThat(made).isEqualTo(2);
  }

  @Test
  void puts_the_last_and_the_first_moment_of_a_month_into_their_own_partitions() {
    // given
    partitions.provide(LAST_SECOND_OF_2026);

    // when
    test.execute(
        "INSERT INTO meter_reading (tenant, meter, read_at, value) VALUES"
            + " (1, 1, '2026-12-31T23:59:59.999999Z', 5), (1, 1, '2027-01-01T00:00:00Z', 6)");

    // then
    assertThat(test.value("SELECT value FROM meter_reading_2026_12")).isEqualTo(5L);
    assertThat(test.value("SELECT value FROM meter_reading_2027_01")).isEqualTo(6L);
  }

  @Test
  void moves_rows_that_waited_in_the_default_partition() {
    // given
    test.execute(
        "INSERT INTO meter_reading (tenant, meter, read_at, value) VALUES"
            + " (1, 1, '2027-01-15T00:00:00Z', 7), (1, 1, '1970-01-01T00:00:00Z', 8)");

    // when
    partitions.provide(LAST_SECOND_OF_2026);

    // then
    assertThat(test.value("SELECT value FROM meter_reading_2027_01")).isEqualTo(7L);
    assertThat(test.value("SELECT value FROM meter_reading_default")).isEqualTo(8L);
    assertThat(test.value("SELECT count(*) FROM meter_reading")).isEqualTo(2L);
  }

  @Test
  void lets_two_nodes_make_partitions_at_the_same_time() {
    // given
    CyclicBarrier together = new CyclicBarrier(2);

    // when
    var nodes =
        java.util.stream.Stream.of(1, 2)
            .map(node -> CompletableFuture.supplyAsync(() -> provideAfter(together)))
            .toList();

    // then
    assertThat(nodes.get(0).join() + nodes.get(1).join()).isEqualTo(12);
  }

  private int provideAfter(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return new Partitions(test.database()).provide(LAST_SECOND_OF_2026);
  }
}
