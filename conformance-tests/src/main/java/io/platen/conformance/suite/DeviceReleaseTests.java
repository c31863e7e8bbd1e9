package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_UPD_060;
import static io.platen.protocol.Requirement.PLT_UPD_062;
import static io.platen.protocol.Requirement.PLT_UPD_100;
import static io.platen.protocol.Requirement.PLT_UPD_101;
import static io.platen.protocol.Requirement.PLT_UPD_102;
import static io.platen.protocol.Requirement.PLT_UPD_103;
import static io.platen.protocol.Requirement.PLT_UPD_104;
import static io.platen.protocol.Requirement.PLT_UPD_105;
import static io.platen.protocol.Requirement.PLT_UPD_308;

import io.platen.conformance.adapter.Reply;
import io.platen.conformance.engine.Checks;
import io.platen.conformance.peers.GroundMaker.Change;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.protocol.Requirement;
import io.platen.protocol.Verifies;
import io.platen.protocol.release.ComponentName;
import io.platen.protocol.release.ComponentVersion;
import io.platen.protocol.release.Release;
import io.platen.protocol.release.Release.Bytes;
import io.platen.protocol.release.Release.Component;
import io.platen.protocol.release.Release.DataForms;
import io.platen.protocol.release.Release.Hardware;
import io.platen.protocol.release.Release.Requires;
import java.util.List;

/** Which releases a device takes, and which content for one. */
final class DeviceReleaseTests {
  private static final String ID = UpdatePlay.RELEASE;
  private static final String HINT = "Refuse the release as a whole before anything is fetched.";

  @Verifies(
      positive = {
        PLT_UPD_060,
        PLT_UPD_062,
        PLT_UPD_100,
        PLT_UPD_101,
        PLT_UPD_102,
        PLT_UPD_103,
        PLT_UPD_104,
        PLT_UPD_105,
        PLT_UPD_308
      })
  void fetches_the_content_of_a_release_that_fits(DeviceUnderTest device, Checks checks) {
    // given: a component that requires another in the version that the release has
    UpdatePlay play = UpdatePlay.begin(device, checks);
    play.publish(ID, Change.NONE);
    // when
    long before = play.objects();
    Reply reply = play.install(ID);
    // then
    DevicePlay.all(
        checks,
        play.objects() > before + 2,
        "a release that fits the device; adapter apply",
        reply + ", " + (play.objects() - before) + " objects fetched",
        "the release, a chunk list and content",
        "Without this no test of a refusal would say anything.",
        PLT_UPD_060,
        PLT_UPD_062,
        PLT_UPD_100,
        PLT_UPD_101,
        PLT_UPD_102,
        PLT_UPD_103,
        PLT_UPD_104,
        PLT_UPD_105,
        PLT_UPD_308);
  }

  @Verifies(negative = PLT_UPD_101)
  void refuses_a_release_for_another_revision(DeviceUnderTest device, Checks checks) {
    UpdatePlay play = UpdatePlay.begin(device, checks);
    Hardware other = new Hardware(play.model(), 900, 999);
    Release release = play.release(other, ID, DataForms.NONE, play.application(ID));
    stopsAtTheDocument(PLT_UPD_101, play, release, "a release for other revisions", checks);
  }

  @Verifies(negative = PLT_UPD_102)
  void refuses_a_counter_below_its_floor(DeviceUnderTest device, Checks checks) {
    UpdatePlay play = UpdatePlay.begin(device, checks);
    Component low = play.part(ComponentName.APPLICATION, ID, play.counter() - 1);
    stopsAtTheDocument(
        PLT_UPD_102, play, play.release(ID, low), "a security counter below the floor", checks);
  }

  @Verifies(negative = PLT_UPD_103)
  void refuses_what_cannot_read_its_data(DeviceUnderTest device, Checks checks) {
    UpdatePlay play = UpdatePlay.begin(device, checks);
    Hardware own = new Hardware(play.model(), 0, 999);
    Release release = play.release(own, ID, new DataForms(90, 99), play.application(ID));
    stopsAtTheDocument(
        PLT_UPD_103, play, release, "a release that reads data from form 90 on", checks);
  }

  @Verifies(negative = PLT_UPD_104)
  void refuses_what_lacks_a_component_that_another_requires(DeviceUnderTest device, Checks checks) {
    UpdatePlay play = UpdatePlay.begin(device, checks);
    Requires bootloader = new Requires(ComponentName.BOOTLOADER, ComponentVersion.of("3.0"));
    Component part = play.part(ComponentName.APPLICATION, ID, play.counter(), bootloader);
    stopsAtTheDocument(
        PLT_UPD_104, play, play.release(ID, part), "a required component that it lacks", checks);
  }

  @Verifies(negative = PLT_UPD_105)
  void refuses_the_whole_where_it_refuses_a_part(DeviceUnderTest device, Checks checks) {
    // given: one component that it could install, and one that it must not
    UpdatePlay play = UpdatePlay.begin(device, checks);
    Component low = play.part(ComponentName.BOOTLOADER, "0.1", 0);
    stopsAtTheDocument(
        PLT_UPD_105,
        play,
        play.release(ID, play.application(ID), low),
        "a good application beside a bootloader with security counter 0",
        checks);
  }

  @Verifies(negative = PLT_UPD_062)
  void refuses_an_image_that_is_longer_than_its_slot(DeviceUnderTest device, Checks checks) {
    UpdatePlay play = UpdatePlay.begin(device, checks);
    Component right = play.application(ID);
    Component longer =
        new Component(
            right.name(),
            right.version(),
            right.counter(),
            1L << 40,
            right.sha256(),
            right.chunks(),
            List.of());
    stopsAtTheDocument(
        PLT_UPD_062, play, play.release(ID, longer), "an image of a terabyte", checks);
  }

  @Verifies(negative = PLT_UPD_100)
  void refuses_a_release_of_other_bytes_than_were_signed(DeviceUnderTest device, Checks checks) {
    // given
    UpdatePlay play = UpdatePlay.begin(device, checks);
    Release release = play.release(ID, play.application(ID));
    Bytes document = play.maker().name(play.model(), release);
    play.maker().publish(Change.NONE);
    // A digit of the image's hash: the document stays one that can be read.
    play.maker().spoil(document.sha256());
    stops(PLT_UPD_100, play, 1, "a release document of other bytes", checks);
  }

  @Verifies(negative = PLT_UPD_060)
  void refuses_another_chunk_list_than_was_signed(DeviceUnderTest device, Checks checks) {
    // given
    UpdatePlay play = UpdatePlay.begin(device, checks);
    Component part = play.application(ID);
    Release release = play.publish(ID, part);
    play.maker().spoil(part.chunks().sha256());
    // when
    Reply reply = play.install(ID);
    // then
    int others = play.contentOf(part, release).size();
    checks.that(
        PLT_UPD_060,
        others == 0,
        "a chunk list of other bytes; adapter apply",
        reply + ", " + others + " objects fetched that such a list names",
        "no content is fetched",
        "Compare length and hash with the signed ones before the list is read.");
  }

  @Verifies(negative = PLT_UPD_308)
  void installs_nothing_that_no_metadata_names(DeviceUnderTest device, Checks checks) {
    UpdatePlay play = UpdatePlay.begin(device, checks);
    play.publish(ID, Change.NONE);
    play.refused(
        PLT_UPD_308,
        "9.9",
        "an assignment of a release that no metadata names",
        "An assignment only chooses; what a release is stands in the maker's metadata.");
  }

  /** The release's own document may be fetched, and nothing that it names. */
  private static void stopsAtTheDocument(
      Requirement requirement, UpdatePlay play, Release release, String what, Checks checks) {
    play.maker().name(play.model(), release);
    play.maker().publish(Change.NONE);
    stops(requirement, play, 1, what, checks);
  }

  private static void stops(
      Requirement requirement, UpdatePlay play, int most, String what, Checks checks) {
    // when
    Reply reply = play.install(ID);
    // then
    long objects = play.objectNames().stream().distinct().count();
    checks.that(
        requirement,
        objects <= most,
        what + "; adapter apply",
        reply + ", " + objects + " objects fetched",
        "nothing but the release's own document is fetched",
        HINT);
  }
}
