package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_UPD_001;
import static io.platen.protocol.Requirement.PLT_UPD_002;
import static io.platen.protocol.Requirement.PLT_UPD_003;
import static io.platen.protocol.Requirement.PLT_UPD_004;
import static io.platen.protocol.Requirement.PLT_UPD_005;
import static io.platen.protocol.Requirement.PLT_UPD_006;
import static io.platen.protocol.Requirement.PLT_UPD_009;
import static io.platen.protocol.Requirement.PLT_UPD_011;
import static io.platen.protocol.Requirement.PLT_UPD_012;
import static io.platen.protocol.Requirement.PLT_UPD_013;
import static io.platen.protocol.Requirement.PLT_UPD_020;
import static io.platen.protocol.Requirement.PLT_UPD_022;
import static io.platen.protocol.Requirement.PLT_UPD_023;
import static io.platen.protocol.Requirement.PLT_UPD_030;
import static io.platen.protocol.Requirement.PLT_UPD_031;
import static io.platen.protocol.Requirement.PLT_UPD_032;
import static io.platen.protocol.Requirement.PLT_UPD_033;
import static io.platen.protocol.Requirement.PLT_UPD_040;
import static io.platen.protocol.Requirement.PLT_UPD_041;
import static io.platen.protocol.Requirement.PLT_UPD_042;
import static io.platen.protocol.Requirement.PLT_UPD_043;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.peers.GroundMaker.Change;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.protocol.Requirement;
import io.platen.protocol.Verifies;
import io.platen.protocol.update.SigningKey;
import io.platen.protocol.update.SnapshotMetadata;
import io.platen.protocol.update.TargetsMetadata;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Which metadata of its maker a device trusts. */
final class DeviceMetadataTests {
  static final String HINT =
      "Verify step by step as chapter UPD has it, and stop at the first that does not hold.";

  @Verifies(
      positive = {
        PLT_UPD_001, PLT_UPD_002, PLT_UPD_003, PLT_UPD_005, PLT_UPD_006, PLT_UPD_009, PLT_UPD_011,
        PLT_UPD_012, PLT_UPD_013, PLT_UPD_020, PLT_UPD_022, PLT_UPD_023, PLT_UPD_030, PLT_UPD_031,
        PLT_UPD_032, PLT_UPD_033, PLT_UPD_040, PLT_UPD_041, PLT_UPD_042, PLT_UPD_043
      })
  void fetches_a_release_that_right_metadata_names(DeviceUnderTest device, Checks checks) {
    // given: metadata that it trusts, and then a new edition under a new root
    UpdatePlay play = UpdatePlay.begin(device, checks);
    play.install("absent");
    play.maker().newRoot(2, play.maker().now().plus(Duration.ofDays(9)), true);
    play.publish(UpdatePlay.RELEASE, Change.NONE);
    // then
    long before = play.objects();
    String reply = play.install(UpdatePlay.RELEASE).toString();
    DevicePlay.all(
        checks,
        play.objects() > before + 1,
        "a release that right metadata names; adapter apply",
        reply + ", " + (play.objects() - before) + " objects fetched",
        "the release and its content are fetched",
        "Without this no test of a refusal would say anything.",
        // What must not stand in the way of a device for which all is right.
        PLT_UPD_001,
        PLT_UPD_002,
        PLT_UPD_003,
        PLT_UPD_005,
        PLT_UPD_006,
        PLT_UPD_009,
        PLT_UPD_011,
        PLT_UPD_012,
        PLT_UPD_013,
        PLT_UPD_020,
        PLT_UPD_022,
        PLT_UPD_023,
        PLT_UPD_030,
        PLT_UPD_031,
        PLT_UPD_032,
        PLT_UPD_033,
        PLT_UPD_040,
        PLT_UPD_041,
        PLT_UPD_042,
        PLT_UPD_043);
  }

  @Verifies(negative = PLT_UPD_001)
  void refuses_what_is_no_signed_file(DeviceUnderTest device, Checks checks) {
    refuses(
        PLT_UPD_001,
        "a timestamp without the head of a signed file",
        new Change() {
          @Override
          public byte[] file(String role, byte[] right) {
            return role.equals("timestamp") ? inside(right) : right;
          }
        },
        device,
        checks);
  }

  @Verifies(negative = PLT_UPD_002)
  void refuses_what_a_stranger_signed(DeviceUnderTest device, Checks checks) {
    refuses(
        PLT_UPD_002, "targets signed by a key that no root names", by("targets"), device, checks);
  }

  @Verifies(positive = PLT_UPD_004, negative = PLT_UPD_004)
  void passes_over_signatures_of_keys_that_it_does_not_know(DeviceUnderTest device, Checks checks) {
    // given
    UpdatePlay play = UpdatePlay.begin(device, checks);
    play.publish(
        UpdatePlay.RELEASE,
        new Change() {
          @Override
          public List<SigningKey> signers(String role, SigningKey right, SigningKey stranger) {
            return List.of(stranger, right);
          }
        });
    // then
    play.taken(
        PLT_UPD_004, UpdatePlay.RELEASE, "files with one more signature of a stranger", HINT);
  }

  @Verifies(negative = PLT_UPD_005)
  void refuses_a_version_that_is_none(DeviceUnderTest device, Checks checks) {
    refuses(
        PLT_UPD_005,
        "a timestamp of version 0",
        new Change() {
          @Override
          public byte[] content(String role, byte[] right) {
            return role.equals("timestamp") ? version(right, "0") : right;
          }
        },
        device,
        checks);
  }

  @Verifies(negative = PLT_UPD_006)
  void refuses_a_file_that_goes_on_beyond_its_limit(DeviceUnderTest device, Checks checks) {
    refuses(
        PLT_UPD_006,
        "a timestamp of 20000 bytes, signed",
        new Change() {
          @Override
          public byte[] content(String role, byte[] right) {
            byte[] padded = Arrays.copyOf(right, role.equals("timestamp") ? 20_000 : right.length);
            Arrays.fill(padded, right.length, padded.length, (byte) '\n');
            return padded;
          }
        },
        device,
        checks);
  }

  @Verifies(negative = PLT_UPD_009)
  void ends_where_the_next_file_is_missing(DeviceUnderTest device, Checks checks) {
    // given
    UpdatePlay play = UpdatePlay.begin(device, checks);
    play.publish(UpdatePlay.RELEASE, Change.NONE);
    play.maker().remove(play.maker().version() + ".snapshot.xml");
    // then
    play.refused(PLT_UPD_009, UpdatePlay.RELEASE, "a snapshot that is not there", HINT);
  }

  @Verifies(negative = PLT_UPD_030)
  void refuses_a_snapshot_of_other_bytes(DeviceUnderTest device, Checks checks) {
    refuses(PLT_UPD_030, "a snapshot of other bytes", spoilt("snapshot"), device, checks);
  }

  @Verifies(negative = PLT_UPD_031)
  void refuses_a_snapshot_of_another_version(DeviceUnderTest device, Checks checks) {
    refuses(
        PLT_UPD_031,
        "a snapshot of another version than the timestamp names",
        new Change() {
          @Override
          public SnapshotMetadata snapshot(SnapshotMetadata right) {
            return new SnapshotMetadata(right.version() + 1, right.expires(), right.files());
          }
        },
        device,
        checks);
  }

  @Verifies(negative = PLT_UPD_033)
  void refuses_an_expired_snapshot(DeviceUnderTest device, Checks checks) {
    refuses(
        PLT_UPD_033,
        "a snapshot that expired an hour ago",
        new Change() {
          @Override
          public SnapshotMetadata snapshot(SnapshotMetadata right) {
            return new SnapshotMetadata(right.version(), past(device), right.files());
          }
        },
        device,
        checks);
  }

  @Verifies(negative = PLT_UPD_041)
  void refuses_targets_of_other_bytes(DeviceUnderTest device, Checks checks) {
    refuses(PLT_UPD_041, "targets of other bytes", spoilt("targets"), device, checks);
  }

  static void refuses(
      Requirement requirement, String what, Change change, DeviceUnderTest device, Checks checks) {
    UpdatePlay.refuses(
        requirement, what, HINT, play -> play.publish(UpdatePlay.RELEASE, change), device, checks);
  }

  /** The same of a device that trusts edition 7 already. */
  static void refusesAfter(
      Requirement requirement,
      String what,
      long from,
      Change change,
      DeviceUnderTest device,
      Checks checks) {
    UpdatePlay.refuses(
        requirement,
        what,
        HINT,
        play -> {
          play.maker().from(6).publish(Change.NONE);
          play.trust();
          play.maker().from(from);
          play.publish(UpdatePlay.RELEASE, change);
        },
        device,
        checks);
  }

  static Instant past(DeviceUnderTest device) {
    return device.ground().updates().maker().now().minus(Duration.ofHours(1));
  }

  private static byte[] inside(byte[] file) {
    String text = new String(file, StandardCharsets.ISO_8859_1);
    return text.substring(text.indexOf("\n\n") + 2).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] version(byte[] content, String other) {
    return new String(content, StandardCharsets.UTF_8)
        .replaceFirst(" version=\"[0-9]+\"", " version=\"" + other + "\"")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static Change by(String whose) {
    return new Change() {
      @Override
      public List<SigningKey> signers(String role, SigningKey right, SigningKey stranger) {
        return List.of(role.equals(whose) ? stranger : right);
      }
    };
  }

  private static Change spoilt(String whose) {
    return new Change() {
      @Override
      public byte[] file(String role, byte[] right) {
        byte[] other = right.clone();
        if (role.equals(whose)) {
          other[other.length - 2] ^= 1;
        }
        return other;
      }
    };
  }

  static Change targetsOf(long version, Instant expires) {
    return new Change() {
      @Override
      public TargetsMetadata targets(TargetsMetadata right) {
        return new TargetsMetadata(version, expires, right.targets(), Map.of(), List.of());
      }
    };
  }
}
