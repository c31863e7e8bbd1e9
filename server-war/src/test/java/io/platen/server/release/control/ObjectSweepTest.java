package io.platen.server.release.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.protocol.content.Sha256;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.problem.InvalidException;
import io.platen.server.testing.TestDatabase;
import io.platen.server.testing.TestFleet;
import io.platen.server.testing.TestMaker;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectSweepTest {
  private static final Duration GRACE = Duration.ofDays(7);
  private static final int LENGTH = 100_000;

  @TempDir private Path folder;
  private Instant now = Instant.parse("2026-11-26T06:00:00Z");
  private TestDatabase test;
  private FolderObjects objects;
  private TestMaker maker;

  @BeforeEach
  void publishTwoReleases() throws IOException {
    test = TestDatabase.create();
    new TestFleet(test).withTenants();
    objects = new FolderObjects(folder, 10_000_000, () -> now);
    maker =
        new TestMaker(now)
            .release("2026.2", "2.4.0", 1, LENGTH)
            .release("2026.3", "2.4.1", 2, LENGTH)
            .sign();
    publish(TestFleet.TENANT);
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void removes_what_a_withdrawn_release_leaves_after_the_grace_and_not_before() throws IOException {
    // given
    Set<String> both = stored();
    withdraw("2026.2", TestFleet.TENANT);
    // when
    ObjectSweep.Swept first = sweep();
    now = now.plus(GRACE);
    ObjectSweep.Swept atLast = sweep();
    Set<String> before = stored();
    now = now.plusSeconds(1);
    long used = objects.usage().used();
    ObjectSweep.Swept after = sweep();
    // then
    assertThat(first.objects() + atLast.objects()).isZero();
    assertThat(before).isEqualTo(both);
    assertThat(after.objects()).isEqualTo(3); // document, list and pack
    assertThat(objects.usage().used()).isEqualTo(used - after.bytes());
    assertThat(stored()).hasSize(3).isSubsetOf(both);
    assertThat(publication("2026.3")).isSubsetOf(stored());
    assertThat((long) test.value("SELECT count(*) FROM published_target")).isEqualTo(1);
    assertThat((long) test.value("SELECT count(*) FROM unnamed_object WHERE since > '2026-12-01'"))
        .isZero();
  }

  @Test
  void keeps_what_another_tenant_still_offers() throws IOException {
    // given
    publish(TestFleet.OTHER_TENANT);
    withdraw("2026.2", TestFleet.TENANT);
    // when
    sweep();
    now = now.plus(GRACE).plusSeconds(1);
    sweep();
    // then
    assertThat(stored()).hasSize(6);
  }

  @Test
  void gives_what_was_uploaded_and_what_is_named_again_their_whole_time() throws IOException {
    // given
    String early = put("uploaded and never published");
    String again = put("sent once more");
    sweep();
    now = now.plus(GRACE).minusSeconds(1);
    put("sent once more");
    now = now.plusSeconds(2);
    // when
    sweep();
    // then
    assertThat(stored()).contains(again).doesNotContain(early);
  }

  @Test
  void keeps_what_metadata_names_that_is_no_release() throws IOException {
    // given
    String manual = put("a manual");
    test.execute(
        "INSERT INTO published_target VALUES (" + TestFleet.TENANT + ", 'acme', '" + manual + "')");
    // when
    sweep();
    now = now.plus(GRACE).plusSeconds(1);
    sweep();
    // then
    assertThat(stored()).contains(manual);
  }

  @Test
  void drops_pair_packs_that_lead_to_nothing_any_more_and_keeps_the_others() throws IOException {
    // given
    String kept = put("a pair pack to 2026.3");
    String dropped = put("a pair pack to 2026.2");
    pair(list("2026.3"), kept);
    pair(list("2026.2"), dropped);
    withdraw("2026.2", TestFleet.TENANT);
    // when
    now = now.plus(GRACE).plusSeconds(1);
    sweep();
    now = now.plus(GRACE).plusSeconds(1);
    sweep();
    // then
    assertThat(stored()).contains(kept).doesNotContain(dropped);
    assertThat((String) test.value("SELECT string_agg(object, ' ') FROM pair_pack"))
        .isEqualTo(kept);
  }

  @Test
  void removes_a_bounded_number_in_one_turn_and_the_rest_in_the_next() throws IOException {
    // given
    int many = ObjectSweep.MOST_AT_ONCE + 5;
    for (int i = 0; i < many; i++) {
      put("left over " + i);
    }
    sweep();
    now = now.plus(GRACE).plusSeconds(1);
    // then
    assertThat(sweep().objects()).isEqualTo(ObjectSweep.MOST_AT_ONCE);
    assertThat(sweep().objects()).isEqualTo(5);
  }

  @Test
  void does_nothing_while_somebody_publishes() throws IOException {
    // given
    put("left over");
    sweep();
    now = now.plus(GRACE).plusSeconds(1);
    // when
    ObjectSweep.Swept meanwhile =
        test.database()
            .<ObjectSweep.Swept, IOException>inTransaction(
                connection -> {
                  ObjectSweep.holdBack(connection);
                  return sweep();
                });
    // then
    assertThat(meanwhile.objects()).isZero();
    assertThat(sweep().objects()).isEqualTo(1);
  }

  @Test
  void lets_no_release_become_live_whose_objects_went_while_it_was_looked_at() throws IOException {
    // given
    maker.release("2026.4", "2.5.0", 3, LENGTH).sign();
    for (Map.Entry<String, byte[]> each : maker.objects().entrySet()) {
      objects.put(each.getKey(), new ByteArrayInputStream(each.getValue()));
    }
    String pack = maker.pack("2026.4");
    Caller desk = new Caller(TestFleet.TENANT, "token desk", Role.ADMINISTRATOR);
    Publishing publishing =
        new Publishing(test.database(), Disappearing.after(objects, pack), () -> now);
    publishing.put(desk, "acme", "2.targets.xml", maker.files().get("2.targets.xml"));
    publishing.put(desk, "acme", "2.snapshot.xml", maker.files().get("2.snapshot.xml"));
    // then
    assertThatThrownBy(
            () -> publishing.put(desk, "acme", "timestamp.xml", maker.files().get("timestamp.xml")))
        .isInstanceOf(InvalidException.class);
    assertThat(new Releases(test.database()).all(TestFleet.TENANT)).hasSize(2);
  }

  private void publish(long tenant) throws IOException {
    for (Map.Entry<String, byte[]> each : maker.objects().entrySet()) {
      objects.put(each.getKey(), new ByteArrayInputStream(each.getValue()));
    }
    Publishing publishing = new Publishing(test.database(), objects, () -> now);
    Caller desk = new Caller(tenant, "token desk", Role.ADMINISTRATOR);
    maker.files().forEach((name, content) -> publishing.put(desk, "acme", name, content));
  }

  private void withdraw(String release, long tenant) throws IOException {
    maker.withdraw(release).sign();
    publish(tenant);
  }

  private ObjectSweep.Swept sweep() throws IOException {
    return new ObjectSweep(test.database(), objects, GRACE).sweep(now);
  }

  private String put(String content) throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    String name = Sha256.of(bytes).toString();
    objects.put(name, new ByteArrayInputStream(bytes));
    return name;
  }

  private Set<String> stored() throws IOException {
    Set<String> names = new TreeSet<>();
    objects.forEach((name, since) -> names.add(name));
    return names;
  }

  private Set<String> publication(String release) {
    return Set.of(
        (String)
            test.value("SELECT document FROM published_release WHERE release = '" + release + "'"),
        list(release),
        column("pack", release));
  }

  private String list(String release) {
    return column("list", release);
  }

  private String column(String name, String release) {
    return (String)
        test.value("SELECT " + name + " FROM published_content WHERE release = '" + release + "'");
  }

  private void pair(String list, String object) {
    test.execute(
        "INSERT INTO pair_pack (list, old_image, state, object, length, wanted, next_try, made)"
            + " VALUES ('"
            + list
            + "', '"
            + "0".repeat(64)
            + "', 'MADE', '"
            + object
            + "', 9, '2026-11-26T06:00Z', '2026-11-26T06:00Z', '2026-11-26T06:00Z')");
  }
}
