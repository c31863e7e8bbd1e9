package io.platen.server.notice.control;

import static io.platen.server.testing.TestFleet.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.server.notice.entity.Channel;
import io.platen.server.notice.entity.Notice;
import io.platen.server.notice.entity.Notice.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The table is the truth: two nodes over one database, and what becomes of one that dies. */
class TableOutboxTest {
  private TestNotices site;
  private Channel desk;

  @BeforeEach
  void open() {
    site = new TestNotices();
    desk = TestNotices.mail("desk@fleet.example");
    site.channels.create(TestNotices.ANNA, desk);
  }

  @AfterEach
  void close() {
    site.close();
  }

  private TableOutbox node() {
    return new TableOutbox(site.database.database(), TestNotices.KEYS);
  }

  private Optional<Claimed> claim(TableOutbox node) {
    return node.claim(Channel.Kind.MAIL, site.now());
  }

  private List<Notice> all() {
    return site.notices.list(TENANT, null);
  }

  @Test
  void gives_each_notice_to_one_of_two_nodes_that_ask_at_the_same_time() throws Exception {
    // given
    for (int i = 0; i < 40; i++) {
      site.channels.test(TestNotices.ANNA, desk.id());
    }
    Callable<List<UUID>> work =
        () -> {
          TableOutbox node = node();
          List<UUID> sent = new ArrayList<>();
          for (Optional<Claimed> next = claim(node); next.isPresent(); next = claim(node)) {
            sent.add(next.get().id());
            node.sent(next.get(), site.now());
          }
          return sent;
        };
    ExecutorService nodes = Executors.newFixedThreadPool(2);
    // when
    List<UUID> sent = new ArrayList<>();
    for (Future<List<UUID>> each : nodes.invokeAll(List.of(work, work))) {
      sent.addAll(each.get());
    }
    nodes.shutdown();
    // then
    Set<UUID> distinct = new HashSet<>(sent);
    assertThat(sent).hasSize(40);
    assertThat(distinct).hasSize(40);
    assertThat(all()).extracting(Notice::state).containsOnly(State.SENT);
  }

  @Test
  void gives_a_notice_of_a_node_that_died_to_another_when_its_lease_is_over() {
    // given
    site.channels.test(TestNotices.ANNA, desk.id());
    Claimed dead = claim(node()).orElseThrow();
    // when
    site.pass(TableOutbox.LEASE.minusSeconds(1));
    Optional<Claimed> early = claim(node());
    site.pass(Duration.ofSeconds(1));
    Claimed other = claim(node()).orElseThrow();
    // then
    assertThat(early).isEmpty();
    assertThat(other.id()).isEqualTo(dead.id());
    assertThat(other.tries()).isEqualTo(2);
  }

  @Test
  void hears_nothing_of_a_node_whose_lease_is_over() {
    // given
    site.channels.test(TestNotices.ANNA, desk.id());
    Claimed slow = claim(node()).orElseThrow();
    site.pass(TableOutbox.LEASE);
    Claimed other = claim(node()).orElseThrow();
    // when
    node().failed(slow, site.now(), "too late");
    // then
    assertThat(all()).extracting(Notice::state).containsExactly(State.WAITING);
    node().sent(other, site.now());
    assertThat(all()).extracting(Notice::state).containsExactly(State.SENT);
  }

  @Test
  void leaves_all_that_goes_to_a_target_in_trouble_for_later() {
    // given
    site.channels.test(TestNotices.ANNA, desk.id());
    site.channels.test(TestNotices.ANNA, desk.id());
    Claimed first = claim(node()).orElseThrow();
    // when
    node().later(first, site.now().plusSeconds(60), "busy");
    // then
    assertThat(claim(node())).isEmpty();
    site.pass(Duration.ofSeconds(60));
    assertThat(claim(node())).isPresent();
  }

  @Test
  void delays_nothing_for_long_when_the_clock_is_set_back() {
    // given
    site.channels.test(TestNotices.ANNA, desk.id());
    Claimed first = claim(node()).orElseThrow();
    node().later(first, site.now().plusSeconds(60), "busy");
    // when
    site.pass(Duration.ofDays(-3));
    // then
    Claimed again = claim(node()).orElseThrow();
    site.pass(Duration.ofDays(-3)); // and while it is leased
    assertThat(claim(node()).orElseThrow().id()).isEqualTo(again.id());
  }

  @Test
  void sends_again_what_was_given_up_under_the_same_id() {
    // given
    site.channels.test(TestNotices.ANNA, desk.id());
    Claimed first = claim(node()).orElseThrow();
    node().failed(first, site.now(), "550 no such user");
    assertThat(site.notices.list(TENANT, State.FAILED))
        .singleElement()
        .satisfies(each -> assertThat(each.error()).isEqualTo("550 no such user"));
    // when
    site.notices.sendAgain(TestNotices.ANNA, first.id());
    // then
    assertThat(claim(node()).orElseThrow().id()).isEqualTo(first.id());
  }
}
