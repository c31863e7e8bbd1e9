package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_HBT_002;
import static io.platen.protocol.Requirement.PLT_HBT_003;
import static io.platen.protocol.Requirement.PLT_HBT_004;
import static io.platen.protocol.Requirement.PLT_HBT_005;
import static io.platen.protocol.Requirement.PLT_HBT_006;
import static io.platen.protocol.Requirement.PLT_HBT_007;
import static io.platen.protocol.Requirement.PLT_HBT_008;
import static io.platen.protocol.Requirement.PLT_HBT_009;
import static io.platen.protocol.Requirement.PLT_HBT_010;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.peers.GroundRegistry;
import io.platen.conformance.peers.GroundRegistry.Asked;
import io.platen.conformance.peers.ScriptedServer;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.protocol.Verifies;
import io.platen.protocol.heartbeat.HeartbeatAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The heartbeats of a device that works by itself, at a name server of the suite. */
final class DeviceHeartbeatTests {
  private static final Duration EVERY = Duration.ofHours(1);
  private static final Duration A_WHILE = Duration.ofHours(3);
  private static final long AHEAD = 5_000;

  @Verifies(positive = PLT_HBT_002, negative = PLT_HBT_002)
  void beats_where_site_and_server_want_it(DeviceUnderTest device, Checks checks) {
    // given
    GroundRegistry registry = GroundRegistry.of(device.ground());
    registry.say(HeartbeatAnswer.FINE);
    HeartPlay play = new HeartPlay(device, registry);
    // when
    device.ground().with("heartbeat", "false");
    play.begin(registry.know(EVERY, (byte) 2));
    int off = play.beats(A_WHILE).size();
    device.ground().with("heartbeat", "true");
    play.begin(null);
    int unnamed = play.beats(A_WHILE).size();
    play.sync(registry.know(EVERY, (byte) 2));
    int wanted = play.beats(A_WHILE).size();
    play.sync(null);
    int after = play.beats(A_WHILE).size();
    // then
    checks.that(
        PLT_HBT_002,
        wanted > 0,
        "a site that wants heartbeats, and a sync document that names a zone",
        wanted + " heartbeats in 3 hours",
        "at least one",
        "Both want it.");
    checks.that(
        PLT_HBT_002,
        off + unnamed + after == 0,
        "one of both alone, and then a newer document without a zone",
        off
            + " heartbeats while the site had not switched them on, "
            + unnamed
            + " before the"
            + " document named a zone, "
            + after
            + " after it did no more",
        "none",
        "The newest document counts, and nothing without the switch at the site.");
  }

  @Verifies(
      positive = {PLT_HBT_003, PLT_HBT_005, PLT_HBT_006},
      negative = {PLT_HBT_003, PLT_HBT_005, PLT_HBT_006})
  void asks_its_resolver_for_names_of_its_own_secret(DeviceUnderTest device, Checks checks) {
    // given
    GroundRegistry registry = GroundRegistry.of(device.ground());
    GroundRegistry bystander = GroundRegistry.aside(device.ground());
    HeartPlay play = new HeartPlay(device, registry);
    registry.say(HeartbeatAnswer.FINE);
    // when: its id changes in between, and then its secret
    play.begin(registry.know(EVERY, (byte) 3));
    List<Asked> all = new ArrayList<>(play.beats(A_WHILE));
    registry.say(HeartbeatAnswer.stale(AHEAD));
    all.addAll(play.beats(A_WHILE));
    registry.say(HeartbeatAnswer.FINE);
    all.addAll(play.beats(A_WHILE));
    play.sync(registry.know(EVERY, (byte) 4));
    List<Asked> other = play.beats(A_WHILE);
    // then
    checks.need(!all.isEmpty(), "The device sends no heartbeat");
    checks.that(
        PLT_HBT_003,
        !other.isEmpty()
            && all.stream().allMatch(HeartPlay::isKnown)
            && other.stream().allMatch(HeartPlay::isKnown),
        "a secret, a counter beyond 64 by the registry's word, and then another secret",
        "names " + HeartPlay.told(all) + ", and then " + HeartPlay.told(other),
        "names as the chapter's table has them",
        "Look at the example of counter 130.");
    checks.that(
        PLT_HBT_005,
        all.stream().allMatch(Asked::bare),
        "the same",
        all.stream().filter(Asked::bare).count() + " of " + all.size() + " with nothing but a name",
        "one question of type TXT, and no record but an OPT without options",
        "Switch off cookies, client subnets and whatever else your resolver adds.");
    int aside = bystander.take().size();
    checks.that(
        PLT_HBT_006,
        aside == 0,
        "the site's resolver, and a name server at the address of the device's update host",
        all.size() + " heartbeats to the resolver, and " + aside + " to the other",
        "none but to the resolver",
        "What the site blocks at its resolver is meant to be blocked.");
  }

  @Verifies(positive = PLT_HBT_004, negative = PLT_HBT_004)
  void uses_a_counter_once(DeviceUnderTest device, Checks checks) {
    // given
    GroundRegistry registry = GroundRegistry.of(device.ground());
    HeartPlay play = new HeartPlay(device, registry);
    registry.say(HeartbeatAnswer.FINE);
    play.begin(registry.know(EVERY, (byte) 5));
    // when
    List<Long> counters = new ArrayList<>(play.counters(A_WHILE));
    for (int i = 0; i < 2; i++) {
      device.restart();
      counters.addAll(play.counters(A_WHILE));
    }
    // then
    checks.need(counters.size() > 2, "The device sends no heartbeats");
    boolean rise = true;
    for (int i = 1; i < counters.size(); i++) {
      rise &= counters.get(i) > counters.get(i - 1);
    }
    checks.that(
        PLT_HBT_004,
        rise,
        "heartbeats, with two cuts of the power in between",
        "counters " + counters,
        "each above the one before",
        "Keep the counter durably before you use it.");
  }

  @Verifies(positive = PLT_HBT_007, negative = PLT_HBT_007)
  void believes_no_answer_without_its_tag(DeviceUnderTest device, Checks checks) {
    // given: the tag of another counter
    GroundRegistry registry = GroundRegistry.of(device.ground());
    HeartPlay play = new HeartPlay(device, registry);
    registry.say(
        (counter, keys) -> List.of(keys.answer(counter + 1, HeartbeatAnswer.stale(AHEAD))));
    play.begin(registry.know(EVERY, (byte) 6));
    // when
    List<Long> forged = play.counters(A_WHILE.multipliedBy(3));
    registry.say(
        (counter, keys) ->
            List.of(
                keys.answer(counter + 1, HeartbeatAnswer.stale(AHEAD)),
                keys.answer(counter, HeartbeatAnswer.stale(AHEAD / 2))));
    List<Long> right = play.counters(A_WHILE.multipliedBy(4));
    // then
    checks.need(forged.size() > 1 && right.size() > 1, "The device sends no heartbeats");
    checks.that(
        PLT_HBT_007,
        forged.stream().allMatch(each -> each < AHEAD / 2)
            && right.stream().skip(1).allMatch(each -> each > AHEAD / 2 && each < AHEAD),
        "\"stale "
            + AHEAD
            + "\" with the tag of another counter, alone, and then before \"stale "
            + AHEAD / 2
            + "\" with its own",
        "counters " + forged + ", and then " + right,
        "none above " + AHEAD + ", and none but the first below " + AHEAD / 2,
        "Anybody on the way can answer; only the registry can make the tag.");
  }

  @Verifies(positive = PLT_HBT_008, negative = PLT_HBT_008)
  void waits_from_one_heartbeat_to_the_next(DeviceUnderTest device, Checks checks) {
    // given
    GroundRegistry registry = GroundRegistry.of(device.ground());
    HeartPlay play = new HeartPlay(device, registry);
    registry.say(HeartbeatAnswer.FINE);
    play.begin(registry.know(EVERY, (byte) 7));
    checks.need(play.next(), "The device sends no heartbeat");
    // when
    List<Boolean> early = new ArrayList<>();
    for (Duration wait : List.of(EVERY, EVERY)) {
      early.add(play.isEarly(wait));
      checks.need(play.next(), "The device sends no second heartbeat");
    }
    registry.say((counter, keys) -> List.of()); // from the next one on
    for (int hours : List.of(1, 2, 4, 8, 16, 24)) {
      early.add(play.isEarly(Duration.ofHours(hours)));
      checks.need(play.next(), "The device gives up to send heartbeats");
    }
    // then
    checks.that(
        PLT_HBT_008,
        !early.contains(true),
        "every=\"PT1H\", two answers, and then none",
        "heartbeats before 1, 1, 1, 2, 4, 8, 16 and 24 hours had passed since the one before: "
            + early,
        "none",
        "Wait twice as long after each that stays without an answer, up to a day.");
  }

  @Verifies(positive = PLT_HBT_009, negative = PLT_HBT_009)
  void goes_on_above_the_last_counter(DeviceUnderTest device, Checks checks) {
    // given
    GroundRegistry registry = GroundRegistry.of(device.ground());
    HeartPlay play = new HeartPlay(device, registry);
    registry.say(HeartbeatAnswer.stale(AHEAD));
    play.begin(registry.know(EVERY, (byte) 8));
    // when
    List<Long> above = play.counters(A_WHILE);
    registry.say(HeartbeatAnswer.stale(3)); // of a registry that has lost its memory
    List<Long> still = play.counters(A_WHILE);
    // then
    checks.need(above.size() > 1 && still.size() > 1, "The device sends no heartbeats");
    checks.that(
        PLT_HBT_009,
        above.get(1) > AHEAD && still.get(still.size() - 1) > AHEAD,
        "\"stale " + AHEAD + "\", and then \"stale 3\"",
        "counters " + above + ", and then " + still,
        "above " + AHEAD + " from the second on",
        "Take the higher of both: your own counter, and the one that you are told.");
  }

  @Verifies(positive = PLT_HBT_010)
  void begins_a_cycle_when_it_is_told_to_sync(DeviceUnderTest device, Checks checks) {
    // given: the next cycle of its schedule is half a day away
    GroundRegistry registry = GroundRegistry.of(device.ground());
    HeartPlay play = new HeartPlay(device, registry);
    registry.say(HeartbeatAnswer.FINE);
    play.begin(registry.know(EVERY, (byte) 9));
    int before = syncs(device);
    checks.need(!play.beats(A_WHILE).isEmpty(), "The device sends no heartbeat");
    checks.need(syncs(device) == before, "The device syncs by itself outside of its window");
    // when
    registry.say(HeartbeatAnswer.SYNC);
    checks.need(play.next(), "The device sends no second heartbeat");
    registry.say(HeartbeatAnswer.FINE);
    device.letPass(EVERY);
    // then
    int begun = syncs(device) - before;
    checks.that(
        PLT_HBT_010,
        begun > 0,
        "every=\"PT1H\", \"fine\" for three hours, and then \"sync\"",
        begun + " syncs within an hour of that",
        "one",
        "Somebody at the server waits for it.");
  }

  private static int syncs(DeviceUnderTest device) {
    return DevicePlay.seen(device, ScriptedServer.SYNC).size();
  }
}
