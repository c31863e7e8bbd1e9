package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_UPD_003;
import static io.platen.protocol.Requirement.PLT_UPD_010;
import static io.platen.protocol.Requirement.PLT_UPD_011;
import static io.platen.protocol.Requirement.PLT_UPD_012;
import static io.platen.protocol.Requirement.PLT_UPD_013;
import static io.platen.protocol.Requirement.PLT_UPD_014;
import static io.platen.protocol.Requirement.PLT_UPD_032;
import static io.platen.protocol.Requirement.PLT_UPD_040;
import static io.platen.protocol.Requirement.PLT_UPD_042;
import static io.platen.protocol.Requirement.PLT_UPD_043;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.peers.GroundMaker.Change;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.protocol.Verifies;
import io.platen.protocol.update.MetaFile;
import io.platen.protocol.update.SigningKey;
import io.platen.protocol.update.SnapshotMetadata;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How a device follows the roots of its maker, and what it takes of roles below them. */
final class DeviceRootTests {
  private static final String HINT = "Go from root to root, each signed by the one before.";

  @Verifies(positive = PLT_UPD_010, negative = PLT_UPD_010)
  void follows_the_roots_one_by_one(DeviceUnderTest device, Checks checks) {
    // given
    UpdatePlay play = UpdatePlay.begin(device, checks);
    play.maker().newRoot(2, soon(play), true);
    play.maker().newRoot(3, soon(play), true);
    play.publish(UpdatePlay.RELEASE, Change.NONE);
    // then
    play.taken(PLT_UPD_010, UpdatePlay.RELEASE, "two newer roots with other keys", HINT);
  }

  @Verifies(negative = PLT_UPD_011)
  void refuses_a_root_that_the_one_before_does_not_vouch_for(
      DeviceUnderTest device, Checks checks) {
    // given
    UpdatePlay play = UpdatePlay.begin(device, checks);
    play.maker().newRoot(2, soon(play), false);
    play.publish(UpdatePlay.RELEASE, Change.NONE);
    // then
    play.refused(PLT_UPD_011, UpdatePlay.RELEASE, "a root that a stranger has signed", HINT);
  }

  @Verifies(negative = PLT_UPD_012)
  void refuses_a_root_of_another_version_than_it_asked_for(DeviceUnderTest device, Checks checks) {
    // given
    UpdatePlay play = UpdatePlay.begin(device, checks);
    play.maker().newRoot(3, soon(play), true);
    play.maker().misname(3, 2);
    play.publish(UpdatePlay.RELEASE, Change.NONE);
    // then
    play.refused(PLT_UPD_012, UpdatePlay.RELEASE, "root 3 under the name of root 2", HINT);
  }

  @Verifies(negative = PLT_UPD_013)
  void ends_where_the_last_root_has_expired(DeviceUnderTest device, Checks checks) {
    // given
    UpdatePlay play = UpdatePlay.begin(device, checks);
    play.maker().newRoot(2, DeviceMetadataTests.past(device), true);
    play.publish(UpdatePlay.RELEASE, Change.NONE);
    // then
    play.refused(PLT_UPD_013, UpdatePlay.RELEASE, "a last root that expired an hour ago", HINT);
  }

  @Verifies(positive = PLT_UPD_014, negative = PLT_UPD_014)
  void begins_to_count_anew_where_a_root_changes_the_keys(DeviceUnderTest device, Checks checks) {
    // given: somebody with the old keys had it trust a version far ahead
    UpdatePlay play = UpdatePlay.begin(device, checks);
    play.maker().from(999).publish(Change.NONE);
    play.trust();
    play.maker().newRoot(2, soon(play), true);
    play.maker().from(1);
    play.publish(UpdatePlay.RELEASE, Change.NONE);
    // then
    play.taken(
        PLT_UPD_014,
        UpdatePlay.RELEASE,
        "a root with other keys, and edition 2 after edition 1000",
        "Forget timestamp and snapshot with the keys that signed them.");
  }

  @Verifies(negative = PLT_UPD_003)
  void counts_a_key_once_however_often_it_signs(DeviceUnderTest device, Checks checks) {
    // given: targets need two keys, and one signs twice
    UpdatePlay play = UpdatePlay.begin(device, checks);
    play.maker().newRootOfTwo(2);
    play.publish(
        UpdatePlay.RELEASE,
        new Change() {
          @Override
          public List<SigningKey> signers(String role, SigningKey right, SigningKey stranger) {
            return role.equals("targets") ? List.of(right, right) : List.of(right);
          }
        });
    // then
    play.refused(
        PLT_UPD_003,
        UpdatePlay.RELEASE,
        "targets that need two keys, signed twice by one",
        "Count keys, not signatures.");
  }

  @Verifies(negative = PLT_UPD_032)
  void refuses_a_snapshot_with_an_earlier_file(DeviceUnderTest device, Checks checks) {
    DeviceMetadataTests.refusesAfter(
        PLT_UPD_032,
        "a snapshot that names an earlier version of the targets",
        7,
        new Change() {
          @Override
          public SnapshotMetadata snapshot(SnapshotMetadata right) {
            MetaFile targets = targetsOf(right);
            return new SnapshotMetadata(
                right.version(),
                right.expires(),
                Map.of("targets", new MetaFile(1, targets.length(), targets.hashes())));
          }
        },
        device,
        checks);
  }

  @Verifies(negative = PLT_UPD_040)
  void uses_no_role_that_the_snapshot_does_not_name(DeviceUnderTest device, Checks checks) {
    DeviceMetadataTests.refuses(
        PLT_UPD_040,
        "a snapshot that names no targets",
        new Change() {
          @Override
          public SnapshotMetadata snapshot(SnapshotMetadata right) {
            MetaFile targets = targetsOf(right);
            return new SnapshotMetadata(
                right.version(), right.expires(), Map.of("others", targets));
          }
        },
        device,
        checks);
  }

  @Verifies(negative = PLT_UPD_042)
  void refuses_targets_of_another_version(DeviceUnderTest device, Checks checks) {
    DeviceMetadataTests.refuses(
        PLT_UPD_042,
        "targets of another version than the snapshot names",
        DeviceMetadataTests.targetsOf(9, soon(device)),
        device,
        checks);
  }

  @Verifies(negative = PLT_UPD_043)
  void refuses_expired_targets(DeviceUnderTest device, Checks checks) {
    DeviceMetadataTests.refuses(
        PLT_UPD_043,
        "targets that expired an hour ago",
        DeviceMetadataTests.targetsOf(2, DeviceMetadataTests.past(device)),
        device,
        checks);
  }

  private static MetaFile targetsOf(SnapshotMetadata snapshot) {
    return Objects.requireNonNull(snapshot.files().get("targets"), "It names its targets");
  }

  private static Instant soon(UpdatePlay play) {
    return play.maker().now().plus(Duration.ofDays(9));
  }

  private static Instant soon(DeviceUnderTest device) {
    return device.ground().updates().maker().now().plus(Duration.ofDays(9));
  }
}
