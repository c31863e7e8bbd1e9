package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_UPD_065;
import static io.platen.protocol.Requirement.PLT_UPD_070;
import static io.platen.protocol.Requirement.PLT_UPD_071;
import static io.platen.protocol.Requirement.PLT_UPD_073;
import static io.platen.protocol.Requirement.PLT_UPD_074;
import static io.platen.protocol.Requirement.PLT_UPD_075;
import static io.platen.protocol.Requirement.PLT_UPD_216;
import static io.platen.protocol.Requirement.PLT_UPD_217;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.peers.GroundImages;
import io.platen.conformance.peers.Reaction;
import io.platen.conformance.peers.Reaction.Way;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.conformance.wire.Exchange;
import io.platen.protocol.Verifies;
import io.platen.protocol.release.ComponentName;
import io.platen.protocol.release.Order;
import io.platen.protocol.release.Release;
import io.platen.protocol.report.UpdateState.Outcome;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** How a device gets content from hosts that break off, over a line that is paid for. */
final class DeviceBreakTests {
  private static final String ID = UpdatePlay.RELEASE;
  private static final byte[] IMAGE = GroundImages.image("broken off", 256 * 1024);
  private static final int BLOCK = 64 * 1024;

  /** Of an image of 256 KiB, half of which came, at least so much is there in whole chunks. */
  private static final long KEPT = 63 * 1024;

  private static final String NEAR = "from the first chunk that had not come whole";
  private static final long MUCH = 16L * 1024 * 1024;

  @Verifies(
      positive = {PLT_UPD_065, PLT_UPD_075, PLT_UPD_216, PLT_UPD_217},
      negative = {PLT_UPD_065, PLT_UPD_075, PLT_UPD_216, PLT_UPD_217})
  void goes_on_where_it_was(DeviceUnderTest device, Checks checks) {
    // given: the first answer breaks off in its middle, and then no host gives any more
    UpdatePlay play = UpdatePlay.begin(device, checks);
    Release release = play.publish(ID, play.part(ComponentName.APPLICATION, IMAGE));
    Hosts hosts = new Hosts(device, GroundImages.list(IMAGE).pack().toString());
    hosts.next(1, (asked, right) -> right.by(Way.CUT_OFF));
    play.install(ID);
    List<Exchange> first = hosts.seen();
    checks.need(first.size() > 1, "The device asks for the pack " + first.size() + " times");
    // then
    long begin = Hosts.begin(first.get(0));
    long half = first.get(0).outcome().answer().orElseThrow().body().length() / 2;
    long next = Hosts.begin(first.get(1));
    checks.that(
        PLT_UPD_075,
        next > begin + half / 2 && next <= begin + half,
        "an answer that breaks off after " + half + " bytes from " + begin + "; adapter apply",
        "the next request begins at byte " + next,
        "it begins where the first broke off, but for what was still on its way",
        "Keep what came, and ask for the rest.");
    play.installed(PLT_UPD_075, release, "an answer that broke off", "Go on with the rest.");
    // given: the next release can be had in part, when the network goes, and then the power
    byte[] image = GroundImages.image("and again", 256 * 1024);
    Release second = play.publish("3.0", play.part(ComponentName.APPLICATION, image));
    Hosts others = new Hosts(device, GroundImages.list(image).pack().toString());
    others.half(image.length);
    play.install("3.0");
    boolean blamed = play.ended("3.0").isPresent();
    String said = play.said();
    device.restart();
    others.behave();
    int before = others.seen().size();
    // when
    play.install("3.0");
    // then
    String sent = "a pack of which half came before the network and the power went; adapter apply";
    checks.that(
        PLT_UPD_217, !blamed, sent, said, "the release has not failed", "A network is no release.");
    play.installed(PLT_UPD_217, second, sent, "Try again when the hosts are back.");
    play.installed(PLT_UPD_216, second, sent, "Go on from what was kept.");
    String received = "the pack is asked for from byte " + others.again(before);
    checks.that(
        PLT_UPD_065,
        others.again(before) > KEPT,
        sent,
        received,
        NEAR,
        "Look through the slot first.");
  }

  @Verifies(positive = PLT_UPD_070, negative = PLT_UPD_070)
  void ends_a_request_that_gives_more_than_it_asked_for(DeviceUnderTest device, Checks checks) {
    // given: the first answer goes on after the range, for as long as somebody reads
    UpdatePlay play = UpdatePlay.begin(device, checks);
    byte[] image = GroundImages.image("without end", 8 * 1024);
    Release release = play.publish(ID, play.part(ComponentName.APPLICATION, image));
    Hosts hosts = new Hosts(device, GroundImages.list(image).pack().toString());
    AtomicReference<Reaction> endless = new AtomicReference<>(Reaction.status(200));
    hosts.next(
        1,
        (asked, right) -> {
          byte[] more = Arrays.copyOf(right.body().bytes(), BLOCK);
          Reaction reaction = right.of(more).by(Way.WITHOUT_END);
          endless.set(reaction);
          return reaction;
        });
    // when
    play.install(ID);
    // then
    play.installed(PLT_UPD_070, release, "an answer that goes on after its range", "It has all.");
    long sent = Objects.requireNonNull(endless.get()).sent().get();
    checks.that(
        PLT_UPD_070,
        sent < MUCH,
        "an answer that goes on after its range; adapter apply",
        sent + " bytes went out",
        "the device ends it; what lies in buffers may still go out",
        "Close the connection at the last byte that was asked for.");
  }

  @Verifies(positive = PLT_UPD_071, negative = PLT_UPD_071)
  void leaves_a_host_that_gives_too_little(DeviceUnderTest device, Checks checks) {
    // given: whichever host is asked first for the pack lets its bytes drip
    UpdatePlay play = UpdatePlay.begin(device, checks);
    byte[] image = GroundImages.image("slow", 64 * 1024);
    Release release = play.publish(ID, play.part(ComponentName.APPLICATION, image));
    Hosts hosts = new Hosts(device, GroundImages.list(image).pack().toString());
    hosts.first((asked, right) -> right.dripping(device.ground().slowness()));
    // when
    play.install(ID);
    // then
    String sent = "10 bytes a second of the pack at one host, all of it at the other";
    List<String> asked =
        hosts.seen().stream().map(each -> each.request().uri().getAuthority()).toList();
    checks.need(!asked.isEmpty(), "The device does not ask for the pack");
    checks.that(
        PLT_UPD_071,
        asked.stream().distinct().count() == 2,
        sent + ", for " + device.ground().slowness().toSeconds() + " s; adapter apply",
        "asked for it: " + asked,
        "the other host is asked, too",
        "Count what arrives over some seconds, and give up below the least rate.");
    play.installed(PLT_UPD_071, release, sent, "The other host has it.");
  }

  @Verifies(positive = PLT_UPD_073, negative = PLT_UPD_073)
  void keeps_to_its_data_budget(DeviceUnderTest device, Checks checks) {
    // given: an image that needs three days
    UpdatePlay play = UpdatePlay.begin(device, checks);
    play.tell(play.updates().told(100_000L), "budget");
    Release release = play.publish(ID, play.part(ComponentName.APPLICATION, IMAGE));
    String sent = "a pack of 256 KiB, and 100000 bytes a day";
    String hint = "Count what arrives, across restarts, and stop at the budget.";
    // when
    play.install(ID);
    // then
    play.notInstalled(PLT_UPD_073, release, sent, hint);
    device.letPass(Duration.ofHours(25));
    play.install(ID);
    play.notInstalled(PLT_UPD_073, release, sent + ", on the second day", hint);
    for (int day = 3; day < 7 && play.ended(ID).isEmpty(); day++) {
      device.letPass(Duration.ofHours(25));
      play.install(ID);
    }
    play.installed(PLT_UPD_073, release, sent + ", after six days", "Go on with each new day.");
  }

  @Verifies(positive = PLT_UPD_074, negative = PLT_UPD_074)
  void gives_up_at_the_deadline_and_keeps_what_came(DeviceUnderTest device, Checks checks) {
    // given: half of it came
    UpdatePlay play = UpdatePlay.begin(device, checks);
    Release release = play.publish(ID, play.part(ComponentName.APPLICATION, IMAGE));
    Hosts hosts = new Hosts(device, GroundImages.list(IMAGE).pack().toString());
    hosts.half(IMAGE.length);
    Duration hour = Duration.ofHours(1);
    Order.Install order =
        new Order.Install(ID, false, device.ground().now().plus(hour), null, List.of(), List.of());
    play.install(order);
    checks.need(!hosts.seen().isEmpty(), "The device does not ask for the pack");
    // when: its deadline passes, and then it is assigned anew under another id
    device.letPass(hour.multipliedBy(2));
    hosts.behave();
    int before = hosts.seen().size();
    play.install(order);
    // then
    String sent = "an assignment whose deadline has passed, with half of the pack in the slot";
    checks.that(
        PLT_UPD_074,
        hosts.seen().size() == before
            && play.ended(ID).filter(each -> each == Outcome.FAILED).isPresent(),
        sent + "; adapter apply",
        (hosts.seen().size() - before) + " requests for the pack, " + play.said(),
        "no request, and the update reported as failed",
        "Compare the time before each request.");
    play.updates().order(new Order.Nothing());
    device.apply();
    Release again = play.publish("2.1", release.component(ComponentName.APPLICATION).orElseThrow());
    play.install("2.1");
    play.installed(PLT_UPD_074, again, "the same content, assigned anew", "The next may use it.");
    String received = "the pack is asked for from byte " + hosts.again(before);
    String then = sent + ", and then the same content in another release; adapter apply";
    checks.that(
        PLT_UPD_074, hosts.again(before) > KEPT, then, received, NEAR, "Leave the slot as it is.");
  }
}
