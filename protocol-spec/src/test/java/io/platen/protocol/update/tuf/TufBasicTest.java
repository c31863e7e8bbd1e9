package io.platen.protocol.update.tuf;

import static io.platen.protocol.Requirement.PLT_UPD_001;
import static io.platen.protocol.Requirement.PLT_UPD_002;
import static io.platen.protocol.Requirement.PLT_UPD_005;
import static io.platen.protocol.Requirement.PLT_UPD_007;
import static io.platen.protocol.Requirement.PLT_UPD_009;
import static io.platen.protocol.Requirement.PLT_UPD_010;
import static io.platen.protocol.Requirement.PLT_UPD_011;
import static io.platen.protocol.Requirement.PLT_UPD_012;
import static io.platen.protocol.Requirement.PLT_UPD_021;
import static io.platen.protocol.Requirement.PLT_UPD_030;
import static io.platen.protocol.Requirement.PLT_UPD_031;
import static io.platen.protocol.Requirement.PLT_UPD_040;
import static io.platen.protocol.Requirement.PLT_UPD_041;
import static io.platen.protocol.Requirement.PLT_UPD_042;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.platen.protocol.Verifies;
import io.platen.protocol.update.MetadataException;
import io.platen.protocol.update.MetadataException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The cases of tuf-conformance's test_basic, by their names. */
class TufBasicTest {
  private final TufRepository repository = new TufRepository();
  private final TufDevice device = new TufDevice(repository);

  @Test
  @Verifies(positive = PLT_UPD_010)
  void basic_refresh_requests() throws Exception {
    // when
    device.refresh();

    // then
    assertThat(repository.asked)
        .containsExactly("2.root.json", "timestamp.json", "1.snapshot.json", "1.targets.json");
  }

  @Test
  @Verifies(positive = {PLT_UPD_001, PLT_UPD_002, PLT_UPD_005, PLT_UPD_040})
  void basic_refresh_trusted_data() throws Exception {
    // when
    device.refresh();

    // then
    for (String role : List.of("root", "timestamp", "snapshot", "targets")) {
      assertThat(device.read(role)).contains(repository.newest(role));
    }
  }

  @Test
  void implicit_refresh() throws Exception {
    // when a target is looked for at once
    Optional<?> found = device.find("nonexistent artifact");

    // then
    assertThat(found).isEmpty();
    assertThat(device.versions()).isEqualTo("root 1, snapshot 1, targets 1, timestamp 1");
  }

  @Test
  @Verifies(negative = PLT_UPD_005)
  void invalid_initial_root() {
    // given a root without a version
    device.write("root", TufRepository.replaced(repository.newest("root"), "\"version\":1,", ""));

    // then nobody is asked
    assertThatExceptionOfType(MetadataException.class).isThrownBy(device::refresh);
    assertThat(repository.asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, (1L << 53) + 1})
  @Verifies(negative = PLT_UPD_005)
  void versions_out_of_range(long version) {
    // given
    repository.role("timestamp").version = version;
    repository.publishAgain("timestamp");

    // then
    assertRefused(Reason.MALFORMED, "timestamp", "PLT-UPD-001");
  }

  @Test
  @Verifies(negative = PLT_UPD_002)
  void unsigned_initial_root() {
    // given
    repository.role("root").signers.clear();
    repository.role("root").signers.add(TufKey.ed25519());
    repository.publishAgain("root");
    device.write("root", repository.newest("root"));

    // then
    assertRefused(Reason.SIGNATURE, "root", "PLT-UPD-011");
    assertThat(repository.asked).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "root,      root 1,                            PLT-UPD-011",
    "timestamp, root 2,                            PLT-UPD-002",
    "snapshot,  'root 2, timestamp 2',             PLT-UPD-002",
    "targets,   'root 2, snapshot 2, timestamp 2', PLT-UPD-002"
  })
  @Verifies(negative = {PLT_UPD_001, PLT_UPD_002, PLT_UPD_011})
  void unsigned_metadata(String role, String trusted, String requirement) {
    // given
    repository.role(role).signers.clear();
    repository.publish("root", "targets", "snapshot", "timestamp");

    // then
    assertRefused(Reason.SIGNATURE, role, requirement);
    assertThat(device.versions()).isEqualTo(trusted);
  }

  @ParameterizedTest
  @CsvSource({
    "root,     root 1,                            PLT-UPD-012",
    "snapshot, 'root 2, timestamp 2',             PLT-UPD-031",
    "targets,  'root 2, snapshot 2, timestamp 2', PLT-UPD-042"
  })
  @Verifies(negative = {PLT_UPD_012, PLT_UPD_031, PLT_UPD_042})
  void url_and_metadata_version_mismatch(String role, String trusted, String requirement) {
    // given a file whose version is 3, where 2 is asked for
    repository.role(role).version = 2;
    repository.publish("root", "targets", "snapshot", "timestamp");
    name(role, 2);

    // then
    assertRefused(Reason.VERSION, role, requirement);
    assertThat(device.versions()).isEqualTo(trusted);
  }

  private void name(String role, long version) {
    repository.role("snapshot").meta.computeIfPresent(role, (each, meta) -> meta.version(version));
    repository.role("timestamp").meta.computeIfPresent(role, (each, meta) -> meta.version(version));
    if (role.equals("targets")) {
      repository.published.get("snapshot").remove(1);
      repository.publishAgain("snapshot");
    }
    repository.published.get("timestamp").remove(1);
    repository.publishAgain("timestamp");
  }

  @Test
  @Verifies(negative = PLT_UPD_021)
  void timestamp_content_changes() throws Exception {
    // given another timestamp of the same version
    device.refresh();
    byte[] first = device.trusted.get("timestamp");
    repository.role("timestamp").meta.computeIfPresent("snapshot", (n, meta) -> meta.version(100));
    repository.publishAgain("timestamp");

    // when
    device.refresh();

    // then it is not stored, and the snapshot 100 not asked for
    assertThat(device.read("timestamp")).contains(first);
    assertThat(repository.lastAsked(1)).containsExactly("timestamp.json");
  }

  @Test
  @Verifies(
      positive = {PLT_UPD_030, PLT_UPD_041},
      negative = PLT_UPD_041)
  void basic_metadata_hash_support() throws Exception {
    // given
    repository.hashes = true;
    repository.publish("targets", "snapshot", "timestamp");
    device.refresh();

    // when targets come that are not those of the snapshot
    repository.publish("targets");
    repository
        .role("snapshot")
        .meta
        .computeIfPresent(
            "targets",
            (n, meta) ->
                new TufRepository.Meta(
                    meta.version(),
                    meta.file().map(bytes -> TufRepository.replaced(bytes, "3", "4"))));
    repository.publish("snapshot", "timestamp");

    // then
    assertRefused(Reason.CONTENT, "targets", "PLT-UPD-041");
    assertThat(device.versions()).isEqualTo("root 1, snapshot 3, targets 2, timestamp 3");
  }

  @Test
  @Verifies(negative = PLT_UPD_030)
  void a_snapshot_of_other_bytes_is_refused() throws Exception {
    // given
    repository.hashes = true;
    repository.publish("targets", "snapshot", "timestamp");
    List<byte[]> snapshots = repository.published.get("snapshot");
    snapshots.set(
        1,
        (new String(snapshots.get(1), StandardCharsets.UTF_8) + " ")
            .getBytes(StandardCharsets.UTF_8));

    // then even one space is too much
    assertThatExceptionOfType(java.io.IOException.class).isThrownBy(device::refresh);
    assertThat(device.versions()).isEqualTo("root 1, timestamp 2");
  }

  @Test
  @Verifies(positive = PLT_UPD_007)
  void metadata_bytes_match() throws Exception {
    // given a file that ends with a space
    byte[] odd =
        (new String(repository.newest("timestamp"), StandardCharsets.UTF_8) + " ")
            .getBytes(StandardCharsets.UTF_8);
    repository.published.get("timestamp").set(0, odd);

    // when
    device.refresh();

    // then
    assertThat(device.read("timestamp")).contains(odd);
  }

  @Test
  void custom_fields() throws Exception {
    // given
    device.refresh();
    repository.role("root").extra.put("custom-field", "value");
    repository.role("root").key(TufKey.ed25519().with("extra-field", "1"));
    repository.publish("root");

    // when
    device.refresh();

    // then
    assertThat(device.versions()).startsWith("root 2");
  }

  @Test
  void deprecated_keyid_hash_algorithms() throws Exception {
    // given
    TufRepository.Role snapshot = repository.role("snapshot");
    snapshot.keys.clear();
    snapshot.signers.clear();
    snapshot.key(TufKey.ed25519().with("keyid_hash_algorithms", "md5"));
    repository.publish("root", "snapshot", "timestamp");

    // when
    device.refresh();

    // then
    assertThat(device.versions()).isEqualTo("root 2, snapshot 2, targets 1, timestamp 2");
  }

  @Test
  @Verifies(negative = PLT_UPD_009)
  void snapshot_404() throws Exception {
    // given
    device.refresh();
    repository.role("timestamp").meta.computeIfPresent("snapshot", (n, meta) -> meta.version(2));
    repository.publish("timestamp");

    // then
    assertRefused(Reason.MISSING, "snapshot", "PLT-UPD-009");
    assertThat(repository.lastAsked(1)).containsExactly("2.snapshot.json");
    assertThat(device.versions()).isEqualTo("root 1, snapshot 1, targets 1, timestamp 2");
  }

  @Test
  @Verifies(negative = PLT_UPD_009)
  void targets_404() throws Exception {
    // given
    device.refresh();
    repository.role("snapshot").meta.computeIfPresent("targets", (n, meta) -> meta.version(2));
    repository.publish("snapshot", "timestamp");

    // then
    assertRefused(Reason.MISSING, "targets", "PLT-UPD-009");
    assertThat(device.versions()).isEqualTo("root 1, snapshot 2, targets 1, timestamp 2");
  }

  @Test
  @Verifies(negative = PLT_UPD_009, positive = PLT_UPD_009)
  void timestamp_404() throws Exception {
    // given
    device.refresh();
    repository.published.remove("timestamp");

    // then what was trusted stays
    assertRefused(Reason.MISSING, "timestamp", "PLT-UPD-009");
    assertThat(device.versions()).isEqualTo("root 1, snapshot 1, targets 1, timestamp 1");
  }

  @Test
  void incorrect_metadata_type() {
    // given a snapshot that looks like a timestamp, signed by the timestamp's key too
    repository.role("snapshot").key(repository.role("timestamp").keys.get(0));
    repository.role("snapshot").meta.clear();
    repository.role("snapshot").meta.put("snapshot", new TufRepository.Meta(1, Optional.empty()));
    repository.publish("root", "snapshot");
    repository.published.put("timestamp", List.of(repository.newest("snapshot")));

    // then
    assertRefused(Reason.MALFORMED, "timestamp", "PLT-UPD-001");
    assertThat(device.versions()).isEqualTo("root 2");
  }

  @Test
  @Verifies(negative = PLT_UPD_040)
  void a_role_that_the_snapshot_does_not_name_is_refused() {
    // given
    repository.role("snapshot").meta.clear();
    repository.publish("snapshot", "timestamp");

    // then
    assertRefused(Reason.MISSING, "targets", "PLT-UPD-040");
  }

  @Test
  @Verifies(negative = PLT_UPD_010)
  void max_root_rotations() throws Exception {
    // given more roots than one update follows
    for (int i = 0; i < 300; i++) {
      repository.publish("root");
    }

    // when
    device.refresh();

    // then the next goes on from there
    assertThat(device.versions()).startsWith("root 257,");
    device.refresh();
    assertThat(device.versions()).startsWith("root 301,");
  }

  private void assertRefused(Reason reason, String role, String requirement) {
    assertThatExceptionOfType(MetadataException.class)
        .isThrownBy(device::refresh)
        .satisfies(
            refusal -> {
              assertThat(refusal.reason()).isEqualTo(reason);
              assertThat(refusal.role()).isEqualTo(role);
              assertThat(refusal.requirement()).isEqualTo(requirement);
            });
  }
}
