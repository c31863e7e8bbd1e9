package io.platen.server.release.control;

import static io.platen.protocol.Requirement.PLT_UPD_400;
import static io.platen.protocol.Requirement.PLT_UPD_406;
import static io.platen.protocol.Requirement.PLT_UPD_408;
import static io.platen.protocol.Requirement.PLT_UPD_409;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.protocol.Verifies;
import io.platen.protocol.release.ComponentName;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.problem.InvalidException;
import io.platen.server.problem.RefusedException;
import io.platen.server.release.entity.RepositoryState;
import io.platen.server.release.entity.RepositoryState.Warning;
import io.platen.server.release.entity.StoredRelease;
import io.platen.server.testing.TestDatabase;
import io.platen.server.testing.TestFleet;
import io.platen.server.testing.TestMaker;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishingTest {
  private static final Instant NOW = Instant.parse("2026-11-26T06:00:00Z");
  private static final Caller DESK = new Caller(TestFleet.TENANT, "token desk", Role.ADMINISTRATOR);

  @TempDir private Path folder;
  private TestDatabase test;
  private FolderObjects objects;
  private Publishing publishing;
  private Releases releases;
  private TestMaker maker;

  @BeforeEach
  void open() {
    test = TestDatabase.create();
    new TestFleet(test).withTenants();
    objects = new FolderObjects(folder, 10_000_000, () -> NOW);
    publishing = new Publishing(test.database(), objects, () -> NOW);
    releases = new Releases(test.database());
    maker = new TestMaker(NOW).release("2026.3", "2.4.1", 1, 100_000);
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  @Verifies(positive = {PLT_UPD_400, PLT_UPD_408})
  void shows_devices_all_of_a_set_when_its_timestamp_comes_and_nothing_before() throws IOException {
    // given
    maker.sign();
    upload();
    // when
    assertThat(put("1.root.xml")).isEqualTo(Publishing.Taken.WAITS);
    put("1.targets.xml");
    put("1.snapshot.xml");
    assertThat(releases.file(TestFleet.TENANT, "acme", "1.root.xml")).isEmpty();
    assertThat(put("timestamp.xml")).isEqualTo(Publishing.Taken.LIVE);
    // then
    maker
        .files()
        .forEach(
            (name, content) ->
                assertThat(releases.file(TestFleet.TENANT, "acme", name)).contains(content));
    StoredRelease stored =
        releases.find(TestFleet.TENANT, "acme", "pl-100", "2026.3").orElseThrow();
    assertThat(stored.release().component(ComponentName.APPLICATION).orElseThrow().counter())
        .isEqualTo(17);
    assertThat(stored.contents()).hasSize(1);
    assertThat(
            test.value(
                "SELECT actor || ' ' || action || ' ' || subject FROM audit_entry"
                    + " WHERE action = 'release.publish'"))
        .isEqualTo("token desk release.publish acme timestamp 1, snapshot 1, root 1, 1 targets");
  }

  @Test
  void gives_a_repository_to_devices_of_its_own_tenant_only() throws IOException {
    // when
    publish();
    // then
    assertThat(releases.file(TestFleet.OTHER_TENANT, "acme", "timestamp.xml")).isEmpty();
    assertThat(releases.all(TestFleet.OTHER_TENANT)).isEmpty();
    assertThat(releases.repositories(TestFleet.OTHER_TENANT)).isEmpty();
  }

  @Test
  @Verifies(positive = PLT_UPD_409, negative = PLT_UPD_408)
  void refuses_a_set_of_which_an_object_is_missing_and_keeps_the_one_before() throws IOException {
    // given
    publish();
    byte[] before = maker.files().get("timestamp.xml");
    maker.release("2026.4", "2.5.0", 2, 100_000).sign();
    put("2.targets.xml");
    put("2.snapshot.xml");
    // then
    assertThatThrownBy(() -> put("timestamp.xml"))
        .isInstanceOfSatisfying(
            InvalidException.class,
            refusal ->
                assertThat(refusal.errors().get(0).reason())
                    .startsWith("releases/pl-100/2026.4.xml is missing: no object "));
    assertThat(releases.file(TestFleet.TENANT, "acme", "timestamp.xml")).contains(before);
    assertThat(releases.file(TestFleet.TENANT, "acme", "2.targets.xml")).isEmpty();
    assertThat(releases.all(TestFleet.TENANT)).hasSize(1);
  }

  @Test
  @Verifies(negative = PLT_UPD_409)
  void refuses_with_file_and_reason_what_is_signed_by_another() throws IOException {
    // given
    publish();
    maker = new TestMaker(NOW).release("2026.3", "2.4.1", 1, 100_000).sign().sign();
    upload();
    put("2.targets.xml");
    put("2.snapshot.xml");
    // then
    assertThatThrownBy(() -> put("timestamp.xml"))
        .isInstanceOfSatisfying(
            InvalidException.class,
            refusal -> {
              assertThat(refusal.errors().get(0).field()).isEqualTo("timestamp");
              assertThat(refusal.errors().get(0).reason()).contains("PLT-UPD-002");
            });
  }

  @Test
  void refuses_a_step_back_that_a_new_device_would_not_see() throws IOException {
    // given
    publish();
    byte[] old = maker.files().get("timestamp.xml");
    maker.sign();
    publish(maker);
    // then
    assertThatThrownBy(() -> publishing.put(DESK, "acme", "timestamp.xml", old))
        .isInstanceOf(InvalidException.class)
        .hasMessageContaining("PLT-UPD-020");
  }

  @Test
  void refuses_what_has_expired() {
    // given
    maker.signingFor(Duration.ofSeconds(-1)).sign();
    // then
    assertThatThrownBy(() -> publish(maker))
        .isInstanceOf(InvalidException.class)
        .hasMessageContaining("PLT-UPD-023");
  }

  @Test
  @Verifies(positive = PLT_UPD_406, negative = PLT_UPD_406)
  void never_changes_an_edition_that_devices_may_have() throws IOException {
    // given
    publish();
    // then
    assertThat(put("1.targets.xml")).isEqualTo(Publishing.Taken.LIVE);
    assertThatThrownBy(() -> publishing.put(DESK, "acme", "1.targets.xml", new byte[3]))
        .isInstanceOfSatisfying(
            RefusedException.class, refusal -> assertThat(refusal.status()).isEqualTo(409));
  }

  @Test
  void says_what_is_missing_before_a_root_has_come() {
    assertThatThrownBy(() -> publishing.put(DESK, "acme", "1.targets.xml", new byte[3]))
        .hasMessageContaining("its root comes first");
    assertThatThrownBy(() -> publishing.put(DESK, "Acme Inc", "1.root.xml", new byte[3]))
        .hasMessageContaining("Acme Inc is no name")
        .isInstanceOf(InvalidException.class);
    assertThatThrownBy(() -> publishing.put(DESK, "acme", "../1.root.xml", new byte[3]))
        .hasMessageContaining("is no metadata file");
  }

  @Test
  void warns_well_before_something_expires() throws IOException {
    // given
    maker.signingFor(Duration.ofDays(9));
    publish();
    // when
    RepositoryState state = releases.repositories(TestFleet.TENANT).get(0);
    // then
    assertThat(state.worst(NOW.plus(Duration.ofDays(5)))).isEqualTo(Warning.NONE);
    assertThat(state.worst(NOW.plus(Duration.ofDays(6)).plusSeconds(60))).isEqualTo(Warning.SOON);
    assertThat(state.worst(NOW.plus(Duration.ofDays(9)))).isEqualTo(Warning.EXPIRED);
    assertThat(releases.expiries()).isEqualTo(state.expiries());
    assertThat(state.expiries()).extracting(RepositoryState.Expiry::role).endsWith("root");
  }

  private void publish() throws IOException {
    maker.sign();
    publish(maker);
  }

  private void publish(TestMaker of) throws IOException {
    upload();
    for (Map.Entry<String, byte[]> each : of.files().entrySet()) {
      publishing.put(DESK, "acme", each.getKey(), each.getValue());
    }
  }

  private void upload() throws IOException {
    for (Map.Entry<String, byte[]> each : maker.objects().entrySet()) {
      objects.put(each.getKey(), new ByteArrayInputStream(each.getValue()));
    }
  }

  private Publishing.Taken put(String name) {
    return publishing.put(DESK, "acme", name, maker.files().get(name));
  }
}
