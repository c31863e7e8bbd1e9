package io.platen.protocol.update.tuf;

import static io.platen.protocol.Requirement.PLT_UPD_014;
import static io.platen.protocol.Requirement.PLT_UPD_020;
import static io.platen.protocol.Requirement.PLT_UPD_021;
import static io.platen.protocol.Requirement.PLT_UPD_022;
import static io.platen.protocol.Requirement.PLT_UPD_031;
import static io.platen.protocol.Requirement.PLT_UPD_032;
import static io.platen.protocol.Requirement.PLT_UPD_042;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.platen.protocol.Verifies;
import io.platen.protocol.update.MetadataException;
import io.platen.protocol.update.MetadataException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cases of tuf-conformance's test_rollback, by their names. */
class TufRollbackTest {
  private final TufRepository repository = new TufRepository();
  private final TufDevice device = new TufDevice(repository);

  @Test
  @Verifies(positive = PLT_UPD_021)
  void simple_snapshot_rollback() throws Exception {
    // given
    repository.publish("snapshot", "timestamp");
    device.refresh();

    // when the host takes the snapshot back, and its timestamp names the newer one
    repository.published.get("snapshot").remove(1);

    // then the device has what it needs
    device.refresh();
    assertThat(repository.lastAsked(1)).containsExactly("timestamp.json");
    assertThat(device.versions()).isEqualTo("root 1, snapshot 2, targets 1, timestamp 2");
  }

  @Test
  @Verifies(positive = PLT_UPD_020, negative = PLT_UPD_020)
  void new_timestamp_version_rollback() throws Exception {
    // given
    repository.publish("timestamp");
    device.refresh();
    assertThat(device.versions()).endsWith("timestamp 2");

    // when
    repository.published.get("timestamp").remove(1);

    // then
    assertStepBack("timestamp", "PLT-UPD-020");
    assertThat(device.versions()).endsWith("timestamp 2");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @Verifies(negative = PLT_UPD_022)
  void new_timestamp_snapshot_rollback(boolean hashes) throws Exception {
    // given
    repository.hashes = hashes;
    repository.publish("snapshot", "timestamp");
    device.refresh();

    // when a newer timestamp names an older snapshot
    repository.role("timestamp").meta.computeIfPresent("snapshot", (n, meta) -> meta.version(1));
    repository.publish("timestamp");

    // then
    assertStepBack("timestamp", "PLT-UPD-022");
    assertThat(device.versions()).isEqualTo("root 1, snapshot 2, targets 1, timestamp 2");
  }

  @Test
  @Verifies(positive = PLT_UPD_022)
  void new_timestamp_may_name_the_same_snapshot() throws Exception {
    // given
    device.refresh();
    repository.publish("timestamp");

    // when
    device.refresh();

    // then it is not fetched again
    assertThat(repository.lastAsked(1)).containsExactly("timestamp.json");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @Verifies(negative = PLT_UPD_032)
  void new_targets_rollback(boolean hashes) throws Exception {
    // given
    repository.hashes = hashes;
    repository.publish("targets", "snapshot", "timestamp");
    device.refresh();

    // when a newer snapshot names older targets
    repository.role("snapshot").meta.computeIfPresent("targets", (n, meta) -> meta.version(1));
    repository.publish("snapshot", "timestamp");

    // then
    assertStepBack("snapshot", "PLT-UPD-032");
    assertThat(device.versions()).isEqualTo("root 1, snapshot 2, targets 2, timestamp 3");
  }

  @Test
  @Verifies(negative = PLT_UPD_032)
  void targets_that_disappear() throws Exception {
    // given
    repository.delegate("targets", "other", false, "*");
    repository.publish("other", "targets", "snapshot", "timestamp");
    device.refresh();

    // when
    repository.role("snapshot").meta.remove("other");
    repository.publish("snapshot", "timestamp");

    // then
    assertStepBack("snapshot", "PLT-UPD-032");
  }

  @Test
  @Verifies(positive = {PLT_UPD_031, PLT_UPD_032, PLT_UPD_042})
  void targets_go_on() throws Exception {
    // given
    device.refresh();
    repository.publish("targets", "snapshot", "timestamp");

    // when
    device.refresh();

    // then
    assertThat(device.versions()).isEqualTo("root 1, snapshot 2, targets 2, timestamp 2");
  }

  @Test
  @Verifies(positive = PLT_UPD_014)
  void new_timestamp_fast_forward_recovery() throws Exception {
    // given an attacker that had the key
    repository.role("timestamp").version = 98;
    repository.publish("timestamp");
    device.refresh();
    assertThat(device.versions()).endsWith("timestamp 99");

    // when
    repository.role("timestamp").rotateKeys();
    repository.role("timestamp").version = 0;
    repository.publish("root", "timestamp");
    device.refresh();

    // then
    assertThat(device.versions()).isEqualTo("root 2, snapshot 1, targets 1, timestamp 1");
  }

  @Test
  @Verifies(positive = PLT_UPD_014)
  void new_snapshot_fast_forward_recovery() throws Exception {
    // given
    repository.role("snapshot").version = 98;
    repository.published.get("snapshot").addAll(java.util.Collections.nCopies(97, new byte[0]));
    repository.publish("snapshot", "timestamp");
    device.refresh();
    assertThat(device.versions()).contains("snapshot 99");

    // when
    repository.role("snapshot").rotateKeys();
    repository.role("timestamp").rotateKeys();
    repository.role("snapshot").version = 0;
    repository.published.get("snapshot").clear();
    repository.publish("root", "snapshot", "timestamp");
    device.refresh();

    // then
    assertThat(device.versions()).isEqualTo("root 2, snapshot 1, targets 1, timestamp 3");
  }

  @Test
  @Verifies(positive = PLT_UPD_014)
  void new_targets_fast_forward_recovery() throws Exception {
    // given
    repository.role("targets").version = 98;
    repository.published.get("targets").addAll(java.util.Collections.nCopies(97, new byte[0]));
    repository.publish("targets", "snapshot", "timestamp");
    device.refresh();
    assertThat(device.versions()).contains("targets 99");

    // when
    repository.role("snapshot").rotateKeys();
    repository.role("targets").version = 0;
    repository.published.get("targets").clear();
    repository.publish("root", "targets", "snapshot", "timestamp");
    device.refresh();

    // then
    assertThat(device.versions()).isEqualTo("root 2, snapshot 3, targets 1, timestamp 3");
  }

  @Test
  @Verifies(positive = PLT_UPD_014)
  void recovery_where_one_of_two_keys_stays() throws Exception {
    // given an edition of the attacker's that a key which stays has signed as well
    TufKey stays = repository.role("timestamp").keys.get(0);
    repository.role("timestamp").key(TufKey.ed25519());
    repository.role("timestamp").version = 98;
    repository.publish("root", "timestamp");
    device.refresh();
    assertThat(device.versions()).endsWith("timestamp 99");

    // when
    repository.role("timestamp").rotateKeys();
    repository.role("timestamp").key(stays);
    repository.role("timestamp").version = 0;
    repository.publish("root", "timestamp");
    device.refresh();

    // then
    assertThat(device.versions()).isEqualTo("root 3, snapshot 1, targets 1, timestamp 1");
  }

  @Test
  @Verifies(negative = PLT_UPD_014)
  void no_recovery_without_new_keys() throws Exception {
    // given
    repository.role("timestamp").version = 98;
    repository.publish("timestamp");
    device.refresh();

    // when
    repository.role("timestamp").version = 0;
    repository.publish("root", "timestamp");

    // then
    assertStepBack("timestamp", "PLT-UPD-020");
  }

  private void assertStepBack(String role, String requirement) {
    assertThatExceptionOfType(MetadataException.class)
        .isThrownBy(device::refresh)
        .satisfies(
            refusal -> {
              assertThat(refusal.reason()).isEqualTo(Reason.VERSION);
              assertThat(refusal.role()).isEqualTo(role);
              assertThat(refusal.requirement()).isEqualTo(requirement);
            });
  }
}
