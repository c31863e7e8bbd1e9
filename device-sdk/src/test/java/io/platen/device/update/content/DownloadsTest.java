package io.platen.device.update.content;

import static io.platen.protocol.Requirement.PLT_LNK_013;
import static io.platen.protocol.Requirement.PLT_UPD_070;
import static io.platen.protocol.Requirement.PLT_UPD_071;
import static io.platen.protocol.Requirement.PLT_UPD_072;
import static io.platen.protocol.Requirement.PLT_UPD_073;
import static io.platen.protocol.Requirement.PLT_UPD_074;
import static io.platen.protocol.Requirement.PLT_UPD_075;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.device.link.Backoff;
import io.platen.device.link.LinkFailedException;
import io.platen.device.testing.TestStorage;
import io.platen.device.testing.VirtualTime;
import io.platen.protocol.Verifies;
import io.platen.protocol.content.ContentException;
import io.platen.protocol.content.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DownloadsTest {
  private static final int LENGTH = 500_000;

  private final TestHosts hosts = new TestHosts();
  private final byte[] object = object();
  private final Sha256 name = hosts.add(object);
  private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-26T00:00:00Z"));
  private final TestStorage storage = new TestStorage();

  private static byte[] object() {
    byte[] object = new byte[LENGTH + 1_000];
    new Random(5).nextBytes(object);
    return object;
  }

  private Downloads downloads(DataBudget budget) {
    return new Downloads(
        List.of(TestHosts.FIRST, TestHosts.SECOND),
        hosts,
        budget,
        time,
        new Backoff(new Random(1)),
        Duration.ofHours(1));
  }

  private byte[] fetch() throws Exception {
    return downloads(DataBudget.UNLIMITED).part(name, 0, LENGTH).next(LENGTH);
  }

  private void assertWhole(byte[] fetched) {
    assertThat(fetched).isEqualTo(Arrays.copyOf(object, LENGTH));
  }

  @Test
  @Verifies(
      positive = {PLT_UPD_070, PLT_UPD_071, PLT_UPD_075},
      negative = PLT_UPD_070)
  void takes_no_more_of_an_endless_body_than_it_asked_for() throws Exception {
    // when
    byte[] fetched = fetch();

    // then
    assertWhole(fetched);
    assertThat(hosts.delivered).isEqualTo(LENGTH);
    assertThat(hosts.requests).hasSize(1);
  }

  @Test
  @Verifies(negative = PLT_UPD_071)
  void asks_another_host_where_one_sends_a_byte_now_and_then() throws Exception {
    // given
    hosts.makeSlow(TestHosts.FIRST);

    // when
    byte[] fetched = fetch();

    // then
    assertWhole(fetched);
    assertThat(hosts.requestsTo(TestHosts.FIRST)).isEqualTo(1);
    assertThat(hosts.requestsTo(TestHosts.SECOND)).isEqualTo(1);
  }

  @Test
  @Verifies(positive = PLT_UPD_075, negative = PLT_UPD_075)
  void goes_on_after_each_break_at_the_byte_where_it_was() throws Exception {
    // given
    hosts.breakOffAfter(100_000);

    // when
    byte[] fetched = fetch();

    // then
    assertWhole(fetched);
    assertThat(hosts.delivered).isEqualTo(LENGTH);
    List<String> begins = new ArrayList<>();
    hosts.requests.forEach(request -> begins.add(request.split(" ", -1)[2]));
    assertThat(begins).containsExactly("0", "100000", "200000", "300000", "400000");
  }

  @Test
  void gives_up_for_now_when_hosts_break_off_again_and_again() {
    // given
    hosts.breakOffAfter(1_000);

    // then
    assertThatThrownBy(this::fetch).isInstanceOf(LinkFailedException.class);
    assertThat(hosts.requests).hasSize(4);
    assertThat(time.pauses()).hasSize(3);
  }

  @Test
  @Verifies(positive = PLT_UPD_072, negative = PLT_UPD_072)
  void does_not_ask_a_host_again_for_an_object_of_which_it_gave_wrong_bytes() throws Exception {
    // given
    hosts.change(TestHosts.FIRST, bytes -> new byte[bytes.length]);
    Downloads.Part part = downloads(DataBudget.UNLIMITED).part(name, 0, LENGTH);

    // when
    byte[] wrong = part.next(LENGTH);
    part.wasWrong(0);
    byte[] right = part.next(LENGTH);

    // then
    assertThat(wrong).isEqualTo(new byte[LENGTH]);
    assertWhole(right);
    assertThat(hosts.requestsTo(TestHosts.FIRST)).isEqualTo(1);

    // and where none is left
    part.wasWrong(0);
    assertThatThrownBy(() -> part.next(LENGTH)).isInstanceOf(ContentException.class);
    assertThat(hosts.requests).hasSize(2);
  }

  @Test
  @Verifies(positive = PLT_UPD_073, negative = PLT_UPD_073)
  void stops_at_the_data_budget_and_goes_on_in_its_next_period() throws Exception {
    // given
    StoredBudget budget = budget();
    Downloads.Part part = downloads(budget).part(name, 0, LENGTH);

    // then
    assertThatThrownBy(() -> part.next(LENGTH))
        .isInstanceOfSatisfying(
            HeldBackException.class,
            e -> assertThat(e.reason()).isEqualTo(HeldBackException.Reason.BUDGET));
    assertThat(hosts.delivered).isEqualTo(200_000);

    // and a device that starts anew has no more
    assertThat(budget().left()).isZero();

    // and when the next period has begun
    time.pass(Duration.ofDays(30));
    assertThat(budget().left()).isPositive();
  }

  private StoredBudget budget() throws Exception {
    return new StoredBudget(storage, time, 200_000, Duration.ofDays(30));
  }

  @Test
  @Verifies(positive = PLT_LNK_013, negative = PLT_LNK_013)
  void asks_no_host_before_the_time_that_it_asked_to_wait() throws Exception {
    // given
    hosts.busy(TestHosts.FIRST, Duration.ofMinutes(10));
    hosts.busy(TestHosts.SECOND, Duration.ofMinutes(15));
    Downloads downloads = downloads(DataBudget.UNLIMITED);
    assertHeldBack(downloads);
    assertThat(hosts.requests).hasSize(2);

    // when
    time.pass(Duration.ofMinutes(8));

    // then
    assertHeldBack(downloads);
    assertThat(hosts.requests).hasSize(2);
    assertThat(time.pauses()).isEmpty();

    // when
    hosts.busy(TestHosts.FIRST, null);
    time.pass(Duration.ofMinutes(4));

    // then
    assertWhole(downloads.part(name, 0, LENGTH).next(LENGTH));
    assertThat(hosts.requestsTo(TestHosts.SECOND)).isEqualTo(1);
  }

  private void assertHeldBack(Downloads downloads) {
    assertThatThrownBy(() -> downloads.part(name, 0, LENGTH).next(LENGTH))
        .isInstanceOfSatisfying(
            HeldBackException.class,
            e -> assertThat(e.reason()).isEqualTo(HeldBackException.Reason.HOSTS));
  }

  @Test
  void asks_another_host_at_once_where_one_asks_to_wait() throws Exception {
    // given
    hosts.busy(TestHosts.FIRST, Duration.ofHours(1));

    // then
    assertWhole(fetch());
    assertThat(time.pauses()).isEmpty();
  }

  @Test
  void waits_in_place_for_a_host_that_asks_for_a_few_seconds() throws Exception {
    // given
    hosts.busy(TestHosts.FIRST, Duration.ofSeconds(5));
    hosts.busy(TestHosts.SECOND, Duration.ofSeconds(20));
    Downloads.Part part = downloads(DataBudget.UNLIMITED).part(name, 0, LENGTH);

    // then: as often as any failure is tried again
    assertThatThrownBy(() -> part.next(LENGTH)).isInstanceOf(LinkFailedException.class);
    assertThat(hosts.requests).hasSize(4);
    assertThat(time.pauses())
        .allSatisfy(pause -> assertThat(pause).isGreaterThanOrEqualTo(Duration.ofSeconds(5)));
  }

  @Test
  @Verifies(negative = PLT_UPD_072)
  void still_knows_who_gave_wrong_bytes_when_it_goes_on_by_another_assignment() throws Exception {
    // given
    hosts.change(TestHosts.FIRST, bytes -> new byte[bytes.length]);
    Downloads downloads = downloads(DataBudget.UNLIMITED);
    Downloads.Part part = downloads.part(name, 0, LENGTH);
    part.next(LENGTH);
    part.wasWrong(0);

    // when
    downloads.goOn(
        List.of(TestHosts.FIRST, TestHosts.SECOND),
        DataBudget.UNLIMITED,
        Duration.ofHours(1),
        null);

    // then
    assertWhole(downloads.part(name, 0, LENGTH).next(LENGTH));
    assertThat(hosts.requestsTo(TestHosts.FIRST)).isEqualTo(1);
  }

  @Test
  @Verifies(positive = PLT_UPD_074, negative = PLT_UPD_074)
  void gives_up_at_the_deadline() {
    // given
    hosts.onRead(() -> time.pass(Duration.ofMinutes(5)));

    // then
    assertThatThrownBy(this::fetch)
        .isInstanceOfSatisfying(
            HeldBackException.class,
            e -> assertThat(e.reason()).isEqualTo(HeldBackException.Reason.DEADLINE));
    assertThat(hosts.delivered).isEqualTo(13 * 16_384);
  }

  @Test
  @Verifies(positive = PLT_LNK_013)
  void forgets_for_another_update_who_gave_wrong_bytes_and_not_who_asked_to_wait()
      throws Exception {
    // given
    hosts.change(TestHosts.FIRST, bytes -> new byte[bytes.length]);
    hosts.busy(TestHosts.SECOND, Duration.ofHours(1));
    Downloads downloads = downloads(DataBudget.UNLIMITED);
    Downloads.Part part = downloads.part(name, 0, LENGTH);
    part.next(LENGTH);
    part.wasWrong(0);
    assertThatThrownBy(() -> part.next(LENGTH)).isInstanceOf(HeldBackException.class);

    // when
    hosts.change(TestHosts.FIRST, bytes -> bytes);
    downloads.forget();

    // then
    assertWhole(downloads.part(name, 0, LENGTH).next(LENGTH));
    assertThat(hosts.requestsTo(TestHosts.SECOND)).isEqualTo(1);
  }

  @Test
  @Verifies(negative = PLT_UPD_074)
  void does_not_count_against_the_update_what_it_waits_in_place_for_hosts() throws Exception {
    // given
    hosts.busy(TestHosts.FIRST, Duration.ofSeconds(50));
    hosts.busy(TestHosts.SECOND, Duration.ofSeconds(50));
    Downloads downloads = downloads(DataBudget.UNLIMITED);
    downloads.goOn(
        List.of(TestHosts.FIRST, TestHosts.SECOND),
        DataBudget.UNLIMITED,
        Duration.ofSeconds(10),
        null);

    // then: it is given up for now, and not for good
    assertThatThrownBy(() -> downloads.part(name, 0, LENGTH).next(LENGTH))
        .isInstanceOf(LinkFailedException.class);
    assertThat(downloads.rested()).isGreaterThan(Duration.ofSeconds(40));
  }

  @Test
  @Verifies(positive = PLT_UPD_074)
  void ends_when_the_assignment_does_however_long_it_rested() {
    // given
    hosts.busy(TestHosts.FIRST, Duration.ofSeconds(50));
    hosts.busy(TestHosts.SECOND, Duration.ofSeconds(50));
    Downloads downloads = downloads(DataBudget.UNLIMITED);
    downloads.goOn(
        List.of(TestHosts.FIRST, TestHosts.SECOND),
        DataBudget.UNLIMITED,
        Duration.ofHours(1),
        time.elapsed().plusSeconds(10));

    // then
    assertThatThrownBy(() -> downloads.part(name, 0, LENGTH).next(LENGTH))
        .isInstanceOfSatisfying(
            HeldBackException.class,
            e -> assertThat(e.reason()).isEqualTo(HeldBackException.Reason.DEADLINE));
  }

  @Test
  @Verifies(positive = PLT_UPD_073)
  void knows_what_held_it_back_until_that_is_over() throws Exception {
    // given
    Downloads downloads = downloads(budget());
    downloads.demandOpen();
    assertThatThrownBy(() -> downloads.part(name, 0, LENGTH).next(LENGTH))
        .isInstanceOf(HeldBackException.class);

    // then
    assertThatThrownBy(downloads::demandOpen).hasMessageContaining("budget");

    // when
    time.pass(Duration.ofDays(30));
    downloads.goOn(
        List.of(TestHosts.FIRST), DataBudget.UNLIMITED, Duration.ofHours(1), time.elapsed());

    // then
    downloads.demandOpen();
  }
}
