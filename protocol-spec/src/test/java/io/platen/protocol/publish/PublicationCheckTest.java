package io.platen.protocol.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.codec.ReleaseCodec;
import io.platen.protocol.content.ChunkList;
import io.platen.protocol.content.PackMaker;
import io.platen.protocol.content.Sha256;
import io.platen.protocol.release.ComponentName;
import io.platen.protocol.release.ComponentVersion;
import io.platen.protocol.release.Release;
import io.platen.protocol.release.Release.Bytes;
import io.platen.protocol.release.Release.Component;
import io.platen.protocol.release.Release.DataForms;
import io.platen.protocol.release.Release.Hardware;
import io.platen.protocol.update.MetaFile;
import io.platen.protocol.update.RoleKeys;
import io.platen.protocol.update.RootMetadata;
import io.platen.protocol.update.SnapshotMetadata;
import io.platen.protocol.update.TargetFile;
import io.platen.protocol.update.TimestampMetadata;
import io.platen.protocol.update.VerifiedSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PublicationCheckTest {
  private static final Instant LATER = Instant.parse("2026-04-01T00:00:00Z");

  private final Map<String, byte[]> objects = new HashMap<>();
  private ChunkList list;
  private Release release;
  private TargetFile target;

  @BeforeEach
  void publish() throws IOException {
    byte[] image = new byte[200_000];
    new Random(1).nextBytes(image);
    ByteArrayOutputStream pack = new ByteArrayOutputStream();
    list =
        PackMaker.make(
            (at, into, offset, length) -> System.arraycopy(image, (int) at, into, offset, length),
            image.length,
            pack);
    put(pack.toByteArray());
    release =
        new Release(
            "2026.3",
            List.of(new Hardware("pl-100", 2, 5)),
            List.of(
                new Component(
                    ComponentName.APPLICATION,
                    ComponentVersion.of("2.4.1"),
                    17,
                    image.length,
                    Sha256.of(image).toString(),
                    put(list.bytes()),
                    List.of())),
            DataForms.NONE);
    target = target("releases/pl-100/2026.3.xml", put(ReleaseCodec.write(release)));
  }

  @Test
  void finds_a_release_with_all_that_it_leads_to() throws IOException {
    // when
    Publication found = check(target);
    // then
    assertThat(found.faults()).isEmpty();
    PublishedRelease only = found.releases().get(0);
    assertThat(only.model()).isEqualTo("pl-100");
    assertThat(only.release()).isEqualTo(release);
    assertThat(only.fullBytes()).isEqualTo(list.packLength() + list.bytes().length);
  }

  @Test
  void names_each_object_that_is_missing() throws IOException {
    // given
    objects.remove(list.pack().toString());
    // when
    Publication found =
        check(target, target("releases/pl-200/1.xml", new Bytes(9, "0".repeat(64))));
    // then
    assertThat(found.releases()).isEmpty();
    assertThat(found.faults())
        .containsExactly(
            "Release 2026.3 for pl-100, pack of the application is missing: no object "
                + list.pack(),
            "releases/pl-200/1.xml is missing: no object " + "0".repeat(64));
  }

  @Test
  void refuses_a_release_at_the_path_of_another_model_or_id() throws IOException {
    // given
    Bytes document = new Bytes(target.length(), target.hashes().get("sha256"));
    // when
    Publication found =
        check(
            target("releases/pl-200/2026.3.xml", document),
            target("releases/pl-100/2026.4.xml", document));
    // then
    assertThat(found.faults())
        .containsExactly(
            "Release 2026.4 for pl-100 calls itself 2026.3",
            "Release 2026.3 for pl-200 is not for this hardware model");
  }

  @Test
  void refuses_an_object_that_was_damaged() throws IOException {
    // given
    objects.get(Sha256.of(list.bytes()).toString())[100] ^= 1;
    // when
    Publication found = check(target);
    // then
    assertThat(found.releases()).isEmpty();
    assertThat(found.faults()).singleElement().asString().contains("chunk list of the application");
  }

  private Publication check(TargetFile... targets) throws IOException {
    Map<String, TargetFile> byPath = new HashMap<>();
    for (TargetFile each : targets) {
      byPath.put(each.path(), each);
    }
    RoleKeys nobody = RoleKeys.of(1, Set.of());
    MetaFile file = new MetaFile(1, 1L, Map.of("sha256", "0"));
    VerifiedSet set =
        new VerifiedSet(
            new RootMetadata(
                1,
                LATER,
                true,
                Map.of(),
                Map.of("root", nobody, "targets", nobody, "snapshot", nobody, "timestamp", nobody)),
            new TimestampMetadata(1, LATER, file),
            new SnapshotMetadata(1, LATER, Map.of("targets", file)),
            Map.of(),
            byPath);
    return PublicationCheck.of(
        set,
        new ObjectLookup() {
          @Override
          public OptionalLong length(String sha256) {
            byte[] object = objects.get(sha256);
            return object == null ? OptionalLong.empty() : OptionalLong.of(object.length);
          }

          @Override
          public byte[] read(String sha256) {
            return objects.get(sha256).clone();
          }
        });
  }

  private static TargetFile target(String path, Bytes document) {
    return new TargetFile(path, document.length(), Map.of("sha256", document.sha256()));
  }

  private Bytes put(byte[] content) {
    String name = Sha256.of(content).toString();
    objects.put(name, content);
    return new Bytes(content.length, name);
  }
}
