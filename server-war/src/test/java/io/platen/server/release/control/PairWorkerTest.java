package io.platen.server.release.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.content.PairPack;
import io.platen.protocol.content.Sha256;
import io.platen.protocol.release.ComponentName;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.release.control.Forecast.Way;
import io.platen.server.release.entity.StoredPair;
import io.platen.server.release.entity.StoredRelease;
import io.platen.server.testing.Stub;
import io.platen.server.testing.TestDatabase;
import io.platen.server.testing.TestFleet;
import io.platen.server.testing.TestMaker;
import jakarta.enterprise.inject.Instance;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairWorkerTest {
  private static final Instant NOW = Instant.parse("2026-11-26T06:00:00Z");
  private static final int LENGTH = 300_000;
  private static final String STRANGE = "9".repeat(64);

  @TempDir private Path folder;
  private TestDatabase test;
  private FolderObjects objects;
  private Releases releases;
  private PairQueue queue;
  private final TestMaker maker =
      new TestMaker(NOW)
          .release("2026.2", "2.4.0", 1, LENGTH)
          .release("2026.3", "2.4.1", 2, LENGTH)
          .sign();
  private final String oldImage = Sha256.of(maker.image("2026.2")).toString();
  private final RunningImages fleet = new Fleet();

  /** Ten devices with the release before, one with something else, and three that are done. */
  private final class Fleet implements RunningImages {
    @Override
    public List<OnItsWay> onTheirWay() {
      return List.of(
          new OnItsWay(TestFleet.TENANT, "acme", "pl-100", "2026.3"),
          new OnItsWay(TestFleet.TENANT, "acme", "pl-100", "withdrawn"));
    }

    @Override
    public List<Running> of(long tenant, String repository, String model) {
      String image = Sha256.of(maker.image("2026.3")).toString();
      return List.of(
          new Running(ComponentName.APPLICATION, "2.4.0", oldImage, 10),
          new Running(ComponentName.APPLICATION, "2.4.1", image, 3),
          new Running(ComponentName.APPLICATION, "1.0", STRANGE, 1));
    }
  }

  @BeforeEach
  void publish() throws IOException {
    test = TestDatabase.create();
    new TestFleet(test).withTenants();
    objects = new FolderObjects(folder, 10_000_000, () -> NOW);
    releases = new Releases(test.database());
    queue = new PairQueue(test.database(), releases);
    for (Map.Entry<String, byte[]> each : maker.objects().entrySet()) {
      objects.put(each.getKey(), new ByteArrayInputStream(each.getValue()));
    }
    Publishing publishing = new Publishing(test.database(), objects, () -> NOW);
    Caller desk = new Caller(TestFleet.TENANT, "token desk", Role.ADMINISTRATOR);
    maker.files().forEach((name, content) -> publishing.put(desk, "acme", name, content));
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void makes_the_pair_packs_that_devices_need_for_a_release_on_its_way_and_no_others()
      throws IOException {
    // when
    int wanted = queue.want(fleet, NOW);
    boolean first = worker(NOW).one();
    boolean second = worker(NOW).one();
    // then
    assertThat(wanted).isEqualTo(1);
    assertThat(first).isTrue();
    assertThat(second).isFalse();
    List<StoredPair> pairs = releases.pairs(release(), List.of(oldImage, STRANGE));
    StoredPair pair = pairs.get(0);
    assertThat(pairs).hasSize(1);
    assertThat(pair.oldImage()).isEqualTo(oldImage);
    assertThat(pair.pack().length()).isLessThan(20_000);
    byte[] pack = objects.open(pair.pack().sha256(), 0).readAllBytes();
    int head = PairPack.headLength(pack);
    assertThat(PairPack.read(java.util.Arrays.copyOf(pack, head)).list().toString())
        .isEqualTo(release().contents().get(0).list().sha256());
    assertThat(queue.want(fleet, NOW)).isZero();
  }

  @Test
  void is_awaited_until_it_is_made_also_before_it_was_wanted() {
    assertThat(isAwaited()).isTrue();
    queue.want(fleet, NOW);
    assertThat(isAwaited()).isTrue();
    worker(NOW).one();
    assertThat(isAwaited()).isFalse();
  }

  @Test
  void is_not_awaited_any_more_once_it_was_tried_in_vain() throws IOException {
    // given
    queue.want(fleet, NOW);
    objects.remove(release().contents().get(0).pack().sha256());
    // when
    worker(NOW).one();
    // then
    assertThat(isAwaited()).isFalse();
  }

  private boolean isAwaited() {
    return releases.awaitsPairs(TestFleet.TENANT, release(), fleet);
  }

  @Test
  void leaves_one_to_the_node_that_has_taken_it_until_that_node_must_be_dead() {
    // given
    queue.want(fleet, NOW);
    queue.take(NOW);
    // then
    assertThat(queue.take(NOW.plus(PairQueue.LEASE).minusSeconds(1))).isEmpty();
    assertThat(queue.take(NOW.plus(PairQueue.LEASE))).isPresent();
  }

  @Test
  void makes_first_what_a_rollout_waits_for() {
    // given: another was wanted before, which nobody rolls out
    test.execute(
        "INSERT INTO pair_pack (list, old_image, state, wanted, next_try)"
            + " VALUES ('00', '%s', 'WANTED', '%s', '%s')"
                .formatted(oldImage, NOW.minusSeconds(60), NOW.minusSeconds(60)));
    test.execute(
        "INSERT INTO published_content SELECT tenant, repository, model, release, 'loader', image,"
            + " image_length, '00', list_length, pack, pack_length FROM published_content"
            + " WHERE release = '2026.2'");
    queue.want(fleet, NOW);
    String list = release().contents().get(0).list().sha256();

    // when
    String before = queue.take(NOW).orElseThrow().image().list();
    test.execute("UPDATE pair_pack SET next_try = '" + NOW + "'");
    rollout("2026.3");
    String after = queue.take(NOW).orElseThrow().image().list();

    // then
    assertThat(before).isEqualTo("00");
    assertThat(after).isEqualTo(list);
  }

  private void rollout(String release) {
    test.execute(
        "INSERT INTO rollout (id, tenant, name, repository, hardware, release, state, takes_later,"
            + " consent, deadline_seconds, confirmed_percent, soak_seconds, pause_percent,"
            + " stop_percent, sample, silence_slots, created, created_by, next_look) VALUES"
            + " (gen_random_uuid(), 1, 'All', 'acme', 'pl-100', '%s', 'RUNNING', false, false, 60,"
                .formatted(release)
            + " 90, 60, 5, 10, 10, 3, now(), 'anna', now())");
  }

  @Test
  void gives_up_after_some_tries_and_says_why() throws IOException {
    // given
    queue.want(fleet, NOW);
    objects.remove(release().contents().get(0).pack().sha256());
    // when
    Instant at = NOW;
    for (int i = 0; i < PairQueue.MOST_TRIES; i++) {
      assertThat(worker(at).one()).isTrue();
      at = at.plus(PairQueue.LEASE);
    }
    // then
    assertThat(worker(at).one()).isFalse();
    assertThat((String) test.value("SELECT state || ' ' || reason FROM pair_pack"))
        .startsWith("FAILED ");
  }

  @Test
  void says_which_devices_will_fetch_how_much() {
    // given
    Forecast forecast = new Forecast(test.database(), releases, objects, only(fleet));
    long whole = release().contents().get(0).fullBytes();
    // when
    List<Forecast.Line> before = forecast.of(TestFleet.TENANT, release());
    queue.want(fleet, NOW);
    worker(NOW).one();
    List<Forecast.Line> after = forecast.of(TestFleet.TENANT, release());
    // then
    assertThat(before)
        .extracting(Forecast.Line::devices, Forecast.Line::way)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(10, Way.CHUNKS),
            org.assertj.core.groups.Tuple.tuple(3, Way.NONE),
            org.assertj.core.groups.Tuple.tuple(1, Way.WHOLE));
    assertThat(before.get(0).bytes()).isBetween(5_000L, whole - 1);
    assertThat(before.get(2).bytes()).isEqualTo(whole);
    assertThat(after.get(0).way()).isEqualTo(Way.PAIR);
    assertThat(after.get(0).bytes()).isLessThan(before.get(0).bytes());
  }

  @Test
  void spends_no_more_cpu_than_it_has_in_an_hour_and_pays_back_what_went_over() {
    // given
    CpuBudget budget = new CpuBudget(Duration.ofMinutes(20), Duration.ofHours(1));
    // when
    assertThat(budget.hasSome(NOW)).isTrue();
    budget.spend(Duration.ofMinutes(45));
    // then
    assertThat(budget.hasSome(NOW.plusSeconds(3599))).isFalse();
    assertThat(budget.hasSome(NOW.plusSeconds(3600))).isFalse();
    assertThat(budget.hasSome(NOW.plusSeconds(7200))).isTrue();
  }

  private PairWorker worker(Instant at) {
    return new PairWorker(queue, objects, () -> at);
  }

  private StoredRelease release() {
    return releases.find(TestFleet.TENANT, "acme", "pl-100", "2026.3").orElseThrow();
  }

  @SuppressWarnings("unchecked")
  private static Instance<RunningImages> only(RunningImages images) {
    return Stub.of(Instance.class, call -> call.equals("get") ? images : false);
  }
}
