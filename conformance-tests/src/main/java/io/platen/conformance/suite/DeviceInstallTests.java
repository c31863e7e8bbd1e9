package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_UPD_106;
import static io.platen.protocol.Requirement.PLT_UPD_201;
import static io.platen.protocol.Requirement.PLT_UPD_204;
import static io.platen.protocol.Requirement.PLT_UPD_208;
import static io.platen.protocol.Requirement.PLT_UPD_209;
import static io.platen.protocol.Requirement.PLT_UPD_310;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.peers.GroundMaker.Change;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.protocol.Verifies;
import io.platen.protocol.codec.ReleaseCodec;
import io.platen.protocol.release.ComponentName;
import io.platen.protocol.release.Order;
import io.platen.protocol.release.Release;
import io.platen.protocol.release.Release.Component;
import io.platen.protocol.report.UpdateState.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which releases a device begins to install, and when it lets them run. */
final class DeviceInstallTests {
  private static final String ID = UpdatePlay.RELEASE;

  /** No whole hours from UTC, and no summer time. */
  private static final ZoneId KATHMANDU = ZoneId.of("Asia/Kathmandu");

  private static final Duration AHEAD = Duration.ofMinutes(345);

  @Verifies(positive = PLT_UPD_106, negative = PLT_UPD_106)
  void refuses_a_component_that_it_has_no_slots_for(DeviceUnderTest device, Checks checks) {
    // given: a component that it lacks; where it lacks none, one that nobody has
    UpdatePlay play = UpdatePlay.begin(device, checks);
    Optional<ComponentName> lacking =
        List.of(ComponentName.values()).stream()
            .filter(each -> play.groups().stream().noneMatch(group -> group.contains(each)))
            .findFirst();
    Component other = play.part(lacking.orElse(ComponentName.BOOTLOADER), ID, play.counter());
    String document =
        new String(
            ReleaseCodec.write(play.release(ID, play.application(ID), other)),
            StandardCharsets.UTF_8);
    String unknown =
        lacking.isPresent() ? document : document.replace("\"bootloader\"", "\"modem\"");
    play.maker().name(play.model(), ID, unknown.getBytes(StandardCharsets.UTF_8));
    play.maker().publish(Change.NONE);
    // when
    play.install(ID);
    // then
    long objects = play.objectNames().stream().distinct().count();
    checks.that(
        PLT_UPD_106,
        objects <= 1,
        "a release with a component that the device has no slots for; adapter apply",
        objects + " objects fetched",
        "nothing but the release's own document",
        "Refuse the release as a whole.");
    Release right = play.publish("2.1", play.application("2.1"));
    play.install("2.1");
    play.installed(PLT_UPD_106, right, "the same without that component", "It has all slots.");
  }

  @Verifies(positive = PLT_UPD_201, negative = PLT_UPD_201)
  void refuses_half_of_a_group(DeviceUnderTest device, Checks checks) {
    // given
    UpdatePlay play = UpdatePlay.begin(device, checks);
    Optional<Set<ComponentName>> group =
        play.groups().stream().filter(each -> each.size() > 1).findFirst();
    checks.need(group.isPresent(), "The device starts no two components together");
    Release whole =
        play.release(ID, play.part(group.orElseThrow().iterator().next(), ID, play.counter()));
    Release half =
        new Release(ID, whole.hardware(), whole.components().subList(0, 1), whole.data());
    play.maker().name(play.model(), half);
    play.maker().publish(Change.NONE);
    // when
    play.install(ID);
    // then
    long objects = play.objectNames().stream().distinct().count();
    checks.that(
        PLT_UPD_201,
        objects <= 1,
        "a release with "
            + half.components().get(0).name()
            + " alone of "
            + group
            + "; adapter apply",
        objects + " objects fetched",
        "nothing but the release's own document",
        "What one boot control starts changes together, or not at all.");
    Release right = play.publish("2.1", whole.components().toArray(Component[]::new));
    play.install("2.1");
    play.installed(PLT_UPD_201, right, "the same with all of the group", "Now it is whole.");
  }

  @Verifies(
      positive = {PLT_UPD_204, PLT_UPD_208},
      negative = {PLT_UPD_204, PLT_UPD_208})
  void waits_for_its_window(DeviceUnderTest device, Checks checks) {
    // given: a window that would be open by UTC, and opens in the zone's time tomorrow
    UpdatePlay play = UpdatePlay.begin(device, checks);
    Release release = play.publish(ID, play.application(ID));
    Instant now = device.ground().now();
    LocalTime hour = now.atZone(ZoneOffset.UTC).toLocalTime();
    Order.Window window =
        new Order.Window(minutes(hour.minusHours(1)), minutes(hour.plusHours(1)), KATHMANDU);
    Order.Install order = new Order.Install(ID, false, null, window, List.of(), List.of());
    String sent = "a window from " + window.from() + " to " + window.to() + " of " + KATHMANDU;
    // when
    play.install(order);
    // then
    String hint = "Compare with the local time of the window's own zone.";
    play.notInstalled(PLT_UPD_208, release, sent + ", while it is closed", hint);
    boolean runs =
        play.allTold().stream()
                .flatMap(each -> each.components().stream())
                .filter(each -> each.name() == ComponentName.APPLICATION && each.sha256() != null)
                .map(each -> each.sha256())
                .distinct()
                .count()
            <= 1;
    checks.that(
        PLT_UPD_204,
        runs,
        "a release that waits for its window; adapter apply",
        play.said(),
        "what runs was not touched",
        "Content goes into the slot that does not run.");
    device.letPass(Duration.ofDays(1).minus(AHEAD));
    play.install(order);
    play.installed(PLT_UPD_208, release, sent + ", while it is open", hint);
    play.installed(PLT_UPD_204, release, sent + ", while it is open", "It was in the other slot.");
  }

  private static LocalTime minutes(LocalTime time) {
    return time.withSecond(0).withNano(0);
  }

  @Verifies(positive = PLT_UPD_209, negative = PLT_UPD_209)
  void waits_for_somebody_at_the_site(DeviceUnderTest device, Checks checks) {
    // given
    UpdatePlay play = UpdatePlay.begin(device, checks);
    Release release = play.publish(ID, play.application(ID));
    Order.Install order = new Order.Install(ID, true, null, null, List.of(), List.of());
    // when
    play.install(order);
    // then
    String hint = "Fetch it, and wait for somebody to agree to this release.";
    play.notInstalled(PLT_UPD_209, release, "a release that wants consent, not given", hint);
    device.agree(ID);
    play.install(order);
    play.installed(PLT_UPD_209, release, "a release that wants consent, given", hint);
  }

  @Verifies(positive = PLT_UPD_310, negative = PLT_UPD_310)
  void ends_what_is_cancelled(DeviceUnderTest device, Checks checks) {
    // given: one that waits for consent
    UpdatePlay play = UpdatePlay.begin(device, checks);
    Release release = play.publish(ID, play.application(ID));
    Order.Install order = new Order.Install(ID, true, null, null, List.of(), List.of());
    play.install(order);
    // when
    play.updates().order(new Order.Cancel(ID));
    device.apply();
    // then
    checks.that(
        PLT_UPD_310,
        play.ended(ID).filter(each -> each == Outcome.CANCELLED).isPresent()
            && play.told().filter(each -> each.attempt() == null).isPresent(),
        "a release that waits, and then cancel; adapter apply",
        play.said(),
        "the update is reported as cancelled",
        "End it, and tell the server.");
    device.agree(ID);
    device.apply();
    play.notInstalled(PLT_UPD_310, release, "cancel, and then consent", "It has ended.");
  }
}
