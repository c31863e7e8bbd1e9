package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_UPD_061;
import static io.platen.protocol.Requirement.PLT_UPD_063;
import static io.platen.protocol.Requirement.PLT_UPD_064;
import static io.platen.protocol.Requirement.PLT_UPD_067;
import static io.platen.protocol.Requirement.PLT_UPD_068;
import static io.platen.protocol.Requirement.PLT_UPD_069;
import static io.platen.protocol.Requirement.PLT_UPD_072;
import static io.platen.protocol.Requirement.PLT_UPD_205;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.peers.GroundImages;
import io.platen.conformance.peers.GroundLists;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.conformance.wire.Exchange;
import io.platen.protocol.Requirement;
import io.platen.protocol.Verifies;
import io.platen.protocol.content.ContentException;
import io.platen.protocol.content.PairPack;
import io.platen.protocol.content.Sha256;
import io.platen.protocol.release.ComponentName;
import io.platen.protocol.release.Order;
import io.platen.protocol.release.Release;
import io.platen.protocol.release.Release.Component;
import io.platen.protocol.report.UpdateState.Stage;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** What of all that hosts give comes into a slot. */
final class DeviceContentTests {
  private static final String ID = UpdatePlay.RELEASE;
  private static final String CHUNKS = "Compare each chunk with its hash before it is written.";

  @Verifies(
      positive = {PLT_UPD_061, PLT_UPD_067, PLT_UPD_205},
      negative = PLT_UPD_061)
  void takes_no_list_that_cannot_be_right(DeviceUnderTest device, Checks checks) {
    // given
    UpdatePlay play = UpdatePlay.begin(device, checks);
    refused("2.1", GroundLists::ofFormatTwo, "a chunk list of format 2", play, checks);
    refused("2.2", GroundLists::ofAnotherImageLength, "one for a longer image", play, checks);
    refused("2.3", GroundLists::ofAnotherPackLength, "one for a shorter pack", play, checks);
    // when
    Release right = play.publish("2.4", play.application("2.4"));
    play.install("2.4");
    // then
    String hint = "Without this no test of a refusal would say anything.";
    for (Requirement each : List.of(PLT_UPD_061, PLT_UPD_067, PLT_UPD_205)) {
      play.installed(each, right, "a release that is right", hint);
    }
  }

  private static void refused(
      String id, UnaryOperator<byte[]> change, String what, UpdatePlay play, Checks checks) {
    byte[] image = GroundImages.image(id);
    Component part =
        play.maker().images().of(ComponentName.APPLICATION, id, play.counter(), image, change);
    Release release = play.publish(id, part);
    int before = play.contentOf(part, release).size();
    play.install(id);
    int others = play.contentOf(part, release).size() - before;
    checks.that(
        PLT_UPD_061,
        others == 0,
        what + ", signed; adapter apply",
        others + " objects fetched that such a list names",
        "no content is fetched",
        "Check a list against its format and its limits, and its sums, before it is used.");
  }

  @Verifies(
      positive = {PLT_UPD_063, PLT_UPD_072},
      negative = {PLT_UPD_063, PLT_UPD_072})
  void gets_from_another_host_what_one_gives_wrong(DeviceUnderTest device, Checks checks) {
    // given: whichever host is asked first for the pack has other bytes of it
    UpdatePlay play = UpdatePlay.begin(device, checks);
    Component part = play.part(ComponentName.APPLICATION, GroundImages.image("wrong", 256 * 1024));
    Release release = play.publish(ID, part);
    String pack = pack(GroundImages.image("wrong", 256 * 1024));
    Hosts hosts = new Hosts(device, pack);
    hosts.first((asked, right) -> right.of(flipped(right.body().bytes())));
    // when
    play.install(ID);
    // then
    List<Exchange> asked = hosts.seen();
    checks.need(!asked.isEmpty(), "The device does not ask for the pack");
    play.installed(PLT_UPD_063, release, "wrong bytes of the pack at one host of two", CHUNKS);
    String wrong = asked.get(0).request().uri().getAuthority();
    long again = asked.stream().skip(1).filter(each -> isAt(wrong, each)).count();
    checks.that(
        PLT_UPD_072,
        again == 0 && asked.size() > 1,
        "wrong bytes of the pack at one host of two; adapter apply",
        again + " further requests there, " + (asked.size() - 1 - again) + " at the other",
        "all further ones at the other",
        "Note for each object who gave wrong bytes of it.");
  }

  private static boolean isAt(String host, Exchange exchange) {
    return exchange.request().uri().getAuthority().equals(host);
  }

  @Verifies(negative = PLT_UPD_063)
  void installs_nothing_of_which_every_host_gives_other_bytes(
      DeviceUnderTest device, Checks checks) {
    // given
    UpdatePlay play = UpdatePlay.begin(device, checks);
    Release release = play.publish(ID, play.application(ID));
    play.maker().spoil(pack(play.image(ID)));
    // when
    play.install(ID);
    // then
    play.notInstalled(PLT_UPD_063, release, "a pack of other bytes at both hosts", CHUNKS);
    boolean waits =
        play.told()
            .map(each -> each.attempt() == null || !isPast(each.attempt().stage()))
            .orElse(true);
    checks.that(
        PLT_UPD_063,
        waits,
        "a pack of other bytes at both hosts; adapter apply",
        play.said(),
        "the content is not said to be there",
        CHUNKS);
  }

  private static boolean isPast(Stage stage) {
    return stage.compareTo(Stage.DOWNLOADING) > 0;
  }

  @Verifies(positive = PLT_UPD_064, negative = PLT_UPD_064)
  void ends_unpacking_at_the_length_of_the_list(DeviceUnderTest device, Checks checks) {
    // given
    UpdatePlay play = UpdatePlay.begin(device, checks);
    Release release =
        play.publish(
            ID, play.maker().images().overflowing(ComponentName.APPLICATION, ID, play.counter()));
    // when
    play.install(ID);
    // then
    play.installed(
        PLT_UPD_064,
        release,
        "a chunk whose packed form would yield four times its length",
        "Unpack as many bytes as the list says, and look no further.");
  }

  @Verifies(negative = {PLT_UPD_067, PLT_UPD_205})
  void compares_all_of_a_slot_with_the_image(DeviceUnderTest device, Checks checks) {
    // given: each chunk is as its list says, and together they are another image than is signed
    UpdatePlay play = UpdatePlay.begin(device, checks);
    byte[] image = GroundImages.image("another");
    String signed = Sha256.of(GroundImages.image("signed")).toString();
    Component other =
        play.maker()
            .images()
            .of(
                ComponentName.APPLICATION,
                ID,
                play.counter(),
                image,
                list -> GroundLists.ofAnotherImage(list, signed));
    Component part =
        new Component(
            other.name(),
            other.version(),
            other.counter(),
            other.length(),
            signed,
            other.chunks(),
            List.of());
    play.publish(ID, part);
    // when
    play.install(new Order.Install(ID, true, null, null, List.of(), List.of()));
    boolean believed =
        play.allTold().stream()
            .anyMatch(each -> each.attempt() != null && isPast(each.attempt().stage()));
    device.agree(ID);
    play.install(ID);
    // then
    String sent = "chunks that are right, of an image that is not the signed one; adapter apply";
    checks.that(
        PLT_UPD_067,
        !believed,
        sent,
        play.said(),
        "the content is not said to be there",
        "Read the slot from its begin to its end when the last chunk is there.");
    boolean runs = !play.runs(play.part(ComponentName.APPLICATION, image));
    boolean tried =
        play.allTold().stream()
            .anyMatch(each -> each.attempt() != null && isTrial(each.attempt().stage()));
    checks.that(
        PLT_UPD_205,
        runs && !tried,
        sent,
        play.said(),
        "nothing of it is armed",
        "Read the slot again, right before it is armed.");
  }

  private static boolean isTrial(Stage stage) {
    return stage == Stage.TRIAL;
  }

  @Verifies(positive = PLT_UPD_068, negative = PLT_UPD_068)
  void takes_what_is_right_of_a_pair_pack(DeviceUnderTest device, Checks checks) {
    paired(
        PLT_UPD_068,
        pair -> {
          pair[pair.length - 20] ^= 0x55;
          return pair;
        },
        "a pair pack with a block of other bytes",
        device,
        checks);
  }

  @Verifies(positive = PLT_UPD_069, negative = PLT_UPD_069)
  void refuses_a_block_beyond_the_old_image(DeviceUnderTest device, Checks checks) {
    paired(
        PLT_UPD_069,
        DeviceContentTests::beyond,
        "a pair pack with a block that refers to bytes beyond the old image",
        device,
        checks);
  }

  /** All blocks become windows at a place that no image has. */
  private static byte[] beyond(byte[] pair) {
    try {
      byte[] other = pair.clone();
      byte[] window = {0, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x7f, 0x7f};
      System.arraycopy(window, 0, other, PairPack.headLength(pair), window.length);
      return other;
    } catch (ContentException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The device first installs an image that the suite knows, and then one that is like it. */
  private static void paired(
      Requirement requirement,
      UnaryOperator<byte[]> change,
      String what,
      DeviceUnderTest device,
      Checks checks) {
    // given
    UpdatePlay play = UpdatePlay.begin(device, checks);
    byte[] old = GroundImages.image("paired", 128 * 1024);
    Release first = play.publish("1.5", play.part(ComponentName.APPLICATION, old));
    play.install("1.5");
    checks.need(play.ended("1.5").isPresent(), "The device installs nothing: " + play.said());
    byte[] image = old.clone();
    byte[] inserted = GroundImages.image("inserted", 5000);
    System.arraycopy(inserted, 0, image, 60_000, inserted.length);
    Release second = play.publish(ID, play.part(ComponentName.APPLICATION, image));
    Order.Pair pair =
        new Order.Pair(
            ComponentName.APPLICATION,
            first.component(ComponentName.APPLICATION).orElseThrow().sha256(),
            play.maker().images().pair(old, image, change));
    // when
    play.install(new Order.Install(ID, false, null, null, List.of(), List.of(pair)));
    // then
    play.installed(
        requirement, second, what, "A pair pack is not signed: check it, and take the pack else.");
  }

  private static String pack(byte[] image) {
    return GroundImages.list(image).pack().toString();
  }

  private static byte[] flipped(byte[] bytes) {
    byte[] other = Arrays.copyOf(bytes, bytes.length);
    for (int i = 0; i < other.length; i += 64) {
      other[i] ^= 0x2a;
    }
    return other;
  }
}
