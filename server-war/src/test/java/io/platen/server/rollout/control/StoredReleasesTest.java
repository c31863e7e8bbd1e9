package io.platen.server.rollout.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.content.Sha256;
import io.platen.protocol.release.ComponentName;
import io.platen.protocol.release.Release;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.release.control.FolderObjects;
import io.platen.server.release.control.Publishing;
import io.platen.server.release.control.Releases;
import io.platen.server.rollout.control.PublishedReleases.Pair;
import io.platen.server.rollout.control.PublishedReleases.Published;
import io.platen.server.testing.TestDatabase;
import io.platen.server.testing.TestFleet;
import io.platen.server.testing.TestMaker;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredReleasesTest {
  private static final Instant NOW = Instant.parse("2026-11-26T06:00:00Z");
  private static final long TENANT = TestFleet.TENANT;
  private static final Plan.Subject SUBJECT = new Plan.Subject("acme", "pl-100", "2026.3");

  @TempDir private Path folder;
  private TestDatabase test;
  private StoredReleases releases;
  private final TestMaker maker =
      new TestMaker(NOW)
          .release("2026.2", "2.4.0", 1, 20_000)
          .release("2026.3", "2.4.1", 2, 20_000)
          .sign();

  @BeforeEach
  void publish() throws IOException {
    test = TestDatabase.create();
    new TestFleet(test).withTenants();
    releases =
        new StoredReleases(new Releases(test.database()), new ReportedImages(test.database()));
    send();
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void lists_and_finds_what_metadata_names_for_its_own_tenant_only() {
    // when
    Published found = releases.find(TENANT, SUBJECT).orElseThrow();
    // then
    assertThat(found.release().component(ComponentName.APPLICATION).orElseThrow().sha256())
        .isEqualTo(Sha256.of(maker.image("2026.3")).toString());
    assertThat(releases.list(TENANT))
        .extracting(each -> each.repository() + " " + each.hardware() + " " + each.release().id())
        .containsExactly("acme pl-100 2026.3", "acme pl-100 2026.2");
    assertThat(releases.list(TestFleet.OTHER_TENANT)).isEmpty();
    assertThat(releases.find(TestFleet.OTHER_TENANT, SUBJECT)).isEmpty();
    assertThat(releases.find(TENANT, new Plan.Subject("acme", "pl-200", "2026.3"))).isEmpty();
  }

  @Test
  void finds_nothing_of_a_release_that_was_withdrawn() throws IOException {
    // given
    pair("4".repeat(64));
    // when
    maker.withdraw("2026.3").sign();
    send();
    // then
    assertThat(releases.find(TENANT, SUBJECT)).isEmpty();
    assertThat(releases.pairs(TENANT, SUBJECT, "4".repeat(64))).isEmpty();
    assertThat(releases.list(TENANT))
        .extracting(each -> each.release().id())
        .containsExactly("2026.2");
  }

  @Test
  void gives_the_pair_packs_that_are_made_from_the_image_that_is_asked_for() {
    // given
    pair("4".repeat(64));
    pair("5".repeat(64));
    test.execute(
        "UPDATE pair_pack SET state = 'WANTED' WHERE old_image = '" + "5".repeat(64) + "'");
    // then
    assertThat(releases.pairs(TENANT, SUBJECT, "4".repeat(64)))
        .containsExactly(
            new Pair(
                ComponentName.APPLICATION, "4".repeat(64), new Release.Bytes(900, "3".repeat(64))));
    assertThat(releases.pairs(TENANT, SUBJECT, "5".repeat(64))).isEmpty();
    assertThat(releases.pairs(TENANT, SUBJECT, "6".repeat(64))).isEmpty();
  }

  private void pair(String oldImage) {
    test.execute(
        "INSERT INTO pair_pack (list, old_image, state, object, length, wanted, next_try)"
            + " SELECT list, '"
            + oldImage
            + "', 'MADE', '"
            + "3".repeat(64)
            + "', 900, '2026-11-26T06:00Z', '2026-11-26T06:00Z' FROM published_content"
            + " WHERE release = '2026.3'");
  }

  private void send() throws IOException {
    FolderObjects objects = new FolderObjects(folder, 10_000_000, () -> NOW);
    for (Map.Entry<String, byte[]> each : maker.objects().entrySet()) {
      objects.put(each.getKey(), new ByteArrayInputStream(each.getValue()));
    }
    Publishing publishing = new Publishing(test.database(), objects, () -> NOW);
    Caller desk = new Caller(TENANT, "token desk", Role.ADMINISTRATOR);
    maker.files().forEach((name, content) -> publishing.put(desk, "acme", name, content));
  }
}
