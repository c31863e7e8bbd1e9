package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_UPD_203;
import static io.platen.protocol.Requirement.PLT_UPD_207;
import static io.platen.protocol.Requirement.PLT_UPD_210;
import static io.platen.protocol.Requirement.PLT_UPD_211;
import static io.platen.protocol.Requirement.PLT_UPD_212;
import static io.platen.protocol.Requirement.PLT_UPD_213;
import static io.platen.protocol.Requirement.PLT_UPD_214;
import static io.platen.protocol.Requirement.PLT_UPD_215;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.peers.GroundImages;
import io.platen.conformance.peers.GroundUpdates;
import io.platen.conformance.peers.Reaction;
import io.platen.conformance.peers.ScriptedServer;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.protocol.Requirement;
import io.platen.protocol.Verifies;
import io.platen.protocol.release.ComponentName;
import io.platen.protocol.release.Order;
import io.platen.protocol.release.Release;
import io.platen.protocol.release.Release.Component;
import io.platen.protocol.report.UpdateState.Outcome;
import java.util.concurrent.atomic.AtomicBoolean;

/** What has to prove itself before it runs for good, and the way back. */
final class DeviceTrialTests {
  private static final String ID = UpdatePlay.RELEASE;
  private static final byte[] NEVER_STARTS =
      GroundImages.beginning(GroundImages.NEVER_STARTS, "starts");
  private static final byte[] NEVER_WELL = GroundImages.beginning(GroundImages.NEVER_WELL, "well");

  @Verifies(
      positive = {PLT_UPD_203, PLT_UPD_210, PLT_UPD_215},
      negative = {PLT_UPD_203, PLT_UPD_210, PLT_UPD_215})
  void returns_from_what_never_starts(DeviceUnderTest device, Checks checks) {
    // given
    UpdatePlay play = UpdatePlay.begin(device, checks);
    Release before = play.publish("1.5", play.application("1.5"));
    play.install("1.5");
    play.installed(PLT_UPD_210, before, "a release that starts", "It stays.");
    play.installed(PLT_UPD_215, before, "a release that starts", "Measure what runs.");
    Release release = play.publish(ID, play.part(ComponentName.APPLICATION, NEVER_STARTS));
    // when
    play.install(ID);
    // then
    String sent = "a release whose application never starts";
    returned(
        PLT_UPD_210, before, sent, "Count starts where no software can forget it.", play, checks);
    checks.that(
        PLT_UPD_215,
        before.components().stream().allMatch(play::runs),
        sent + "; adapter apply",
        play.said(),
        "what runs is reported as it was before",
        "Measure the slot that runs; do not say what should be in it.");
    play.refused(PLT_UPD_203, "absent", "a release that is not there", "Nothing to fetch.");
    long objects = play.objectNames().stream().filter(each -> isOf(release, each)).count();
    play.install(ID);
    checks.that(
        PLT_UPD_203,
        play.objectNames().stream().filter(each -> isOf(release, each)).count() == objects
            && before.components().stream().allMatch(play::runs),
        "the same release again; adapter apply",
        play.said(),
        "nothing of it is fetched",
        "Remember a release from which it returned.");
    Release next = play.publish("3.0", play.application("3.0"));
    play.install("3.0");
    play.installed(PLT_UPD_203, next, "another release after that", "Only that one is barred.");
  }

  private static boolean isOf(Release release, String object) {
    return release.components().stream().anyMatch(each -> each.chunks().sha256().equals(object));
  }

  @Verifies(
      positive = {PLT_UPD_211, PLT_UPD_213, PLT_UPD_214},
      negative = {PLT_UPD_211, PLT_UPD_213, PLT_UPD_214})
  void returns_from_what_is_never_well(DeviceUnderTest device, Checks checks) {
    // given
    UpdatePlay play = UpdatePlay.begin(device, checks);
    Release before = play.publish("1.5", play.application("1.5"));
    play.install("1.5");
    play.installed(PLT_UPD_211, before, "a release that is well", "All is well.");
    play.installed(PLT_UPD_214, before, "a release that is well", "All is well.");
    Component sick =
        play.maker().images().of(ComponentName.APPLICATION, ID, play.counter() + 3, NEVER_WELL);
    play.publish(ID, sick);
    // when
    play.install(ID);
    // then
    String sent = "a release whose own service is never well, and has a higher counter";
    checks.that(
        PLT_UPD_211,
        play.ended(ID).filter(each -> each == Outcome.CONFIRMED).isEmpty(),
        sent + "; adapter apply",
        play.said(),
        "it is not confirmed",
        "Ask every probe before a trial is confirmed.");
    returned(PLT_UPD_214, before, sent, "Go back when the time for the trial is up.", play, checks);
    Release same = play.publish("3.0", play.application("3.0"));
    play.install("3.0");
    play.installed(
        PLT_UPD_213, same, sent + ", and then one with the old counter", "It was not confirmed.");
    Component higher = play.part(ComponentName.APPLICATION, "4.0", play.counter() + 3);
    Release risen = play.publish("4.0", higher);
    play.install("4.0");
    play.installed(PLT_UPD_213, risen, "one with a higher counter, that is well", "It may.");
    Component lower = play.part(ComponentName.APPLICATION, "5.0", play.counter() + 1);
    Release below = play.publish("5.0", lower);
    play.install("5.0");
    play.notInstalled(
        PLT_UPD_213, below, "one with a counter between the two", "The floor has risen.");
  }

  private static void returned(
      Requirement requirement,
      Release before,
      String sent,
      String hint,
      UpdatePlay play,
      Checks checks) {
    checks.that(
        requirement,
        play.ended(ID).filter(each -> each == Outcome.RETURNED).isPresent()
            && before.components().stream().allMatch(play::runs),
        sent + "; adapter apply",
        play.said(),
        "what ran before runs again, and the update is reported as returned",
        hint);
  }

  @Verifies(positive = PLT_UPD_212, negative = PLT_UPD_212)
  void blames_no_release_for_an_outage_of_the_server(DeviceUnderTest device, Checks checks) {
    // given: the servers break down once all of the release is there
    UpdatePlay play = UpdatePlay.begin(device, checks);
    Release release = play.publish(ID, play.application(ID));
    play.install(new Order.Install(ID, true, null, null, java.util.List.of(), java.util.List.of()));
    device.agree(ID);
    AtomicBoolean down = new AtomicBoolean();
    for (String path : java.util.List.of(ScriptedServer.SYNC, ScriptedServer.REPORTS)) {
      Reaction told = Reaction.sync(play.updates().told(), "updates");
      DevicePlay.answer(
          device,
          path,
          (asked, right) ->
              down.get()
                  ? Reaction.status(503)
                  : path.equals(ScriptedServer.SYNC) ? told : right.get());
    }
    DevicePlay.answer(
        device,
        GroundUpdates.ASSIGNMENT,
        (asked, right) -> {
          Reaction answer = right.get();
          down.set(true);
          return answer;
        });
    // when
    play.install(ID);
    down.set(false);
    DevicePlay.behave(device, GroundUpdates.ASSIGNMENT);
    device.apply();
    // then
    play.installed(
        PLT_UPD_212,
        release,
        "a release on trial while all hosts answer with HTTP 503",
        "An outage says nothing of the release: where its reason is known it is excused.");
  }

  @Verifies(positive = PLT_UPD_207, negative = PLT_UPD_207)
  void has_a_bootloader_on_trial_alone(DeviceUnderTest device, Checks checks) {
    // given
    UpdatePlay play = UpdatePlay.begin(device, checks);
    checks.need(
        play.groups().stream().anyMatch(each -> each.contains(ComponentName.BOOTLOADER)),
        "The device has no slots for a bootloader");
    Component loader = play.part(ComponentName.BOOTLOADER, "2.0", play.counter());
    Release both = play.publish("2.0", loader, play.application("2.0"));
    play.install("2.0");
    play.installed(PLT_UPD_207, both, "a bootloader and an application", "One after the other.");
    // when: of the two one is never well, this one and then the other
    Component good = play.part(ComponentName.BOOTLOADER, "3.0", play.counter());
    play.publish("3.0", good, play.part(ComponentName.APPLICATION, NEVER_WELL));
    play.install("3.0");
    boolean first = play.runs(good);
    Component bad =
        play.maker().images().of(ComponentName.BOOTLOADER, "4.0", play.counter(), NEVER_WELL);
    Component fine = play.application("4.0");
    play.publish("4.0", bad, fine);
    play.install("4.0");
    // then
    checks.that(
        PLT_UPD_207,
        first || play.runs(fine),
        "a good bootloader with an application that is never well, and the reverse; adapter apply",
        play.said(),
        "whichever is tried first stays where it is good",
        "A bootloader has a trial of its own.");
  }
}
