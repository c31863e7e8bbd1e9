package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_UPD_020;
import static io.platen.protocol.Requirement.PLT_UPD_021;
import static io.platen.protocol.Requirement.PLT_UPD_022;
import static io.platen.protocol.Requirement.PLT_UPD_023;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.peers.GroundMaker.Change;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.protocol.Verifies;
import io.platen.protocol.update.TimestampMetadata;

/** Which timestamps of its maker a device goes by. */
final class DeviceTimestampTests {
  @Verifies(negative = PLT_UPD_020)
  void refuses_an_earlier_timestamp(DeviceUnderTest device, Checks checks) {
    DeviceMetadataTests.refusesAfter(
        PLT_UPD_020, "a timestamp of an earlier version", 3, Change.NONE, device, checks);
  }

  @Verifies(positive = PLT_UPD_021, negative = PLT_UPD_021)
  void goes_on_with_its_timestamp_where_another_has_the_same_version(
      DeviceUnderTest device, Checks checks) {
    // given
    UpdatePlay play = UpdatePlay.begin(device, checks);
    play.maker().from(6).publish(Change.NONE);
    play.trust();
    play.publish(
        UpdatePlay.RELEASE,
        new Change() {
          @Override
          public TimestampMetadata timestamp(TimestampMetadata right) {
            return new TimestampMetadata(7, right.expires(), right.snapshot());
          }
        });
    // when
    String reply = play.install(UpdatePlay.RELEASE).toString();
    // then
    long asked = play.seen("8.snapshot.xml");
    checks.that(
        PLT_UPD_021,
        asked == 0,
        "another timestamp of the version that it has; adapter apply",
        reply + ", " + asked + " requests for the snapshot that only this one names",
        "none",
        "Of one version there is one file: the first that came.");
  }

  @Verifies(negative = PLT_UPD_022)
  void refuses_a_timestamp_of_an_earlier_snapshot(DeviceUnderTest device, Checks checks) {
    // given: a timestamp that goes on, over a snapshot that lies behind
    UpdatePlay play = UpdatePlay.begin(device, checks);
    play.maker().from(6).publish(Change.NONE);
    play.trust();
    play.maker().from(2);
    play.publish(
        UpdatePlay.RELEASE,
        new Change() {
          @Override
          public TimestampMetadata timestamp(TimestampMetadata right) {
            return new TimestampMetadata(20, right.expires(), right.snapshot());
          }
        });
    // then
    play.refused(
        PLT_UPD_022,
        UpdatePlay.RELEASE,
        "a later timestamp of an earlier snapshot",
        DeviceMetadataTests.HINT);
  }

  @Verifies(negative = PLT_UPD_023)
  void refuses_an_expired_timestamp(DeviceUnderTest device, Checks checks) {
    DeviceMetadataTests.refuses(
        PLT_UPD_023,
        "a timestamp that expired an hour ago",
        new Change() {
          @Override
          public TimestampMetadata timestamp(TimestampMetadata right) {
            return new TimestampMetadata(
                right.version(), DeviceMetadataTests.past(device), right.snapshot());
          }
        },
        device,
        checks);
  }
}
