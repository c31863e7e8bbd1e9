package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_CMD_001;
import static io.platen.protocol.Requirement.PLT_CMD_002;
import static io.platen.protocol.Requirement.PLT_CMD_003;
import static io.platen.protocol.Requirement.PLT_CMD_004;
import static io.platen.protocol.Requirement.PLT_CMD_005;
import static io.platen.protocol.Requirement.PLT_CMD_006;
import static io.platen.protocol.Requirement.PLT_CMD_007;
import static io.platen.protocol.Requirement.PLT_CMD_008;
import static io.platen.protocol.Requirement.PLT_CMD_010;
import static io.platen.protocol.Requirement.PLT_CMD_011;
import static io.platen.protocol.Requirement.PLT_CMD_012;
import static io.platen.protocol.Requirement.PLT_CMD_013;
import static io.platen.protocol.Requirement.PLT_CMD_027;
import static io.platen.protocol.Requirement.PLT_CMD_030;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.peers.GroundOrders;
import io.platen.conformance.peers.ScriptedServer;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.protocol.Requirement;
import io.platen.protocol.Verifies;
import io.platen.protocol.command.Command;
import io.platen.protocol.command.CommandReason;
import io.platen.protocol.live.CommandResult;
import io.platen.protocol.live.CommandResult.Stage;
import io.platen.protocol.live.LiveMessage;
import io.platen.protocol.live.LiveMessage.Envelope;
import io.platen.protocol.sync.Policy;
import io.platen.protocol.sync.SyncDocument;
import io.platen.protocol.sync.SyncDocument.Sealing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a device does when its server commands, and when somebody else does. */
final class DeviceCommandTests {
  private static final Set<String> REASONS =
      Stream.of(CommandReason.values()).map(CommandReason::token).collect(Collectors.toSet());

  /** Documentation's own (RFC 5737): no device has a printer there. */
  private static final String NOWHERE = "203.0.113.7";

  @Verifies(
      positive = {PLT_CMD_001, PLT_CMD_002, PLT_CMD_003, PLT_CMD_004, PLT_CMD_007, PLT_CMD_010},
      negative = {PLT_CMD_001, PLT_CMD_002, PLT_CMD_003, PLT_CMD_004, PLT_CMD_007, PLT_CMD_010})
  void obeys_its_server_alone(DeviceUnderTest device, Checks checks) {
    // given
    GroundOrders orders = device.ground().orders();
    LivePlay.start(device, orders, LivePlay.quiet(device));
    // when: a right one, wrong ones, and a right one again
    Command first = orders.order("sync");
    boolean begins = LivePlay.isDone(device, orders, first);
    int before = syncs(device);
    Command strange = orders.orderByStranger(orders.next("sync", Map.of()));
    Command foreign = orders.order(otherwise(orders.next("sync", Map.of()), 0), bytes -> bytes);
    Command late = orders.order(otherwise(orders.next("sync", Map.of()), 1), bytes -> bytes);
    Command unknown = orders.order("suite-invented-this");
    Command again = orders.order(otherwise(orders.next("sync", Map.of()), 2), bytes -> bytes);
    Command last = orders.order("sync");
    boolean goesOn = LivePlay.isDone(device, orders, last);
    // then
    boolean obeys = begins && goesOn;
    int done = syncs(device) - before;
    String all = LivePlay.told(orders.heard());
    refused(checks, PLT_CMD_001, obeys && orders.pieces(strange).isEmpty() && done == 1, all);
    refused(checks, PLT_CMD_002, obeys && isRefused(orders, foreign) && done == 1, all);
    refused(checks, PLT_CMD_003, obeys && isRefused(orders, late) && done == 1, all);
    refused(checks, PLT_CMD_004, obeys && isRefused(orders, again) && done == 1, all);
    refused(checks, PLT_CMD_007, obeys && isRefused(orders, unknown), all);
    boolean reasons =
        Stream.of(foreign, late, again, unknown)
            .flatMap(each -> orders.pieces(each).stream())
            .allMatch(each -> REASONS.contains(String.valueOf(each.reason())));
    refused(checks, PLT_CMD_010, reasons, all);
  }

  @Verifies(positive = PLT_CMD_027, negative = PLT_CMD_027)
  void knows_who_has_issued_its_certificate_and_no_stranger(DeviceUnderTest device, Checks checks) {
    // given
    GroundOrders orders = device.ground().orders();
    LivePlay.start(device, orders, LivePlay.quiet(device));
    // when: strangers bring their authority along, one under the right name; then the right one
    Command strange = orders.orderByStrangerOf(false, orders.next("sync", Map.of()));
    Command named = orders.orderByStrangerOf(true, orders.next("sync", Map.of()));
    Command right = orders.orderByIssuer(orders.next("sync", Map.of()));
    boolean obeys = LivePlay.isDone(device, orders, right);
    // then
    checks.that(
        PLT_CMD_027,
        obeys && orders.pieces(strange).isEmpty() && orders.pieces(named).isEmpty(),
        "commands with the authority that vouches for them: a stranger's, one of the name of who"
            + " has issued the device's certificate, and the very one",
        LivePlay.told(orders.heard()),
        "the last done, nothing told of the others",
        "Verify the device's own certificate by the key of the authority that came along.");
  }

  private static void refused(
      Checks checks, Requirement requirement, boolean holds, String received) {
    checks.that(
        requirement,
        holds,
        "commands: a right one; then by a stranger, for another device, out of time, of an unknown"
            + " kind, with a counter that came before; and a right one again",
        received,
        "the right ones done, nothing told of the stranger's, the others refused with a reason",
        "Check signature, device, time, counter and kind, in this order, before anything is done.");
  }

  /** Where anything is told of it, it is that it was refused: others are not answered at all. */
  private static boolean isRefused(GroundOrders orders, Command command) {
    return orders.pieces(command).stream().allMatch(each -> each.stage() == Stage.REFUSED);
  }

  /** The same, but for another device (0), out of time (1), or with the first counter (2). */
  private static Command otherwise(Command right, int what) {
    return new Command(
        right.id(),
        what == 0 ? UUID.randomUUID() : right.device(),
        what == 2 ? 1 : right.counter(),
        right.kind(),
        right.created(),
        what == 1 ? right.created().minusSeconds(60) : right.expires(),
        right.parameters());
  }

  @Verifies(
      positive = {PLT_CMD_005, PLT_CMD_006, PLT_CMD_008},
      negative = {PLT_CMD_005, PLT_CMD_006, PLT_CMD_008})
  void does_nothing_twice_and_keeps_what_came_of_it(DeviceUnderTest device, Checks checks) {
    // given: a command, and no word for what came of it
    GroundOrders orders = device.ground().orders();
    LivePlay.start(device, orders, LivePlay.quiet(device));
    orders.take(false);
    Command command = orders.order("sync");
    boolean done = LivePlay.comes(device, orders, () -> !orders.pieces(command).isEmpty());
    int before = syncs(device);
    long polls = orders.polls();
    // when: its power is cut, and the command comes again
    device.restart();
    int starts = syncs(device) - before;
    boolean asks = LivePlay.asksAgain(device, orders, polls);
    long told = orders.told();
    int pieces = orders.pieces(command).size();
    orders.take(true);
    orders.order(command, bytes -> bytes);
    Command next = orders.order("read");
    LivePlay.isDone(device, orders, next);
    boolean again = LivePlay.comes(device, orders, () -> orders.pieces(command).size() > pieces);
    // then
    int more = syncs(device) - before - starts - 1; // one is by what came next
    String sent = "a command, no word for its result, restart, and the same command again";
    String received =
        LivePlay.told(orders.heard()) + "; last=" + told + "; " + more + " syncs more";
    checks.need(done, "The device does not do what it is asked: " + received);
    checks.that(
        PLT_CMD_005,
        more <= 0,
        sent,
        received,
        "it is done once",
        "What has begun is never begun again; an interrupted one failed.");
    checks.that(
        PLT_CMD_006,
        asks && told >= command.counter(),
        sent,
        received,
        "after the restart the device names the command's counter",
        "Store the counter before you begin.");
    checks.that(
        PLT_CMD_008,
        again,
        sent,
        received,
        "the pieces again after the restart",
        "Keep each piece durably until its word has come.");
  }

  @Verifies(
      positive = {PLT_CMD_011, PLT_CMD_012},
      negative = {PLT_CMD_011, PLT_CMD_012})
  void is_not_taken_away_and_walks_no_foreign_agent(DeviceUnderTest device, Checks checks) {
    // given
    GroundOrders orders = device.ground().orders();
    LivePlay.start(device, orders, LivePlay.quiet(device));
    // when
    Command walk =
        orders.order(orders.next("mib-walk", Map.of("address", NOWHERE)), bytes -> bytes);
    Command uninstall = orders.order("uninstall");
    LivePlay.isDone(device, orders, uninstall);
    Command last = orders.order("sync");
    boolean lives = LivePlay.isDone(device, orders, last);
    // then
    String received = LivePlay.told(orders.heard());
    checks.that(
        PLT_CMD_011,
        lives && isNotDone(orders, uninstall),
        "uninstall, where nobody at the site has switched it on; then sync",
        received,
        "uninstall not done, sync done",
        "It takes a switch at the site.");
    checks.that(
        PLT_CMD_012,
        isNotDone(orders, walk),
        "mib-walk of " + NOWHERE + ", which no discovery entry names",
        received,
        "not done",
        "Walk what the device watches, and nothing else.");
  }

  @Verifies(positive = PLT_CMD_013, negative = PLT_CMD_013)
  void walks_nothing_while_it_masks(DeviceUnderTest device, Checks checks) {
    // given
    GroundOrders orders = device.ground().orders();
    SyncDocument plain = LivePlay.quiet(device);
    Policy policy =
        new Policy(
            false,
            plain.policy().schedule(),
            plain.policy().limits(),
            Map.of("location", Policy.MaskKind.OMIT));
    LivePlay.start(device, orders, new SyncDocument(device.device(), null, policy, List.of()));
    // when
    Command walk =
        orders.order(orders.next("mib-walk", Map.of("address", NOWHERE)), bytes -> bytes);
    LivePlay.isDone(device, orders, walk);
    // then
    Optional<CommandResult> end = orders.end(walk);
    boolean forbidden =
        end.filter(each -> CommandReason.NOT_ALLOWED.token().equals(each.reason())).isPresent();
    checks.that(
        PLT_CMD_013,
        forbidden && isNotDone(orders, walk),
        "mib-walk, under a policy that masks locations",
        LivePlay.told(orders.heard()),
        "not done, with the reason not-allowed",
        "A walk would tell what is masked.");
  }

  private static boolean isNotDone(GroundOrders orders, Command command) {
    return orders.end(command).filter(each -> each.stage() != Stage.DONE).isPresent();
  }

  @Verifies(positive = PLT_CMD_030, negative = PLT_CMD_030)
  void seals_what_comes_of_a_command(DeviceUnderTest device, Checks checks) {
    // given
    GroundOrders orders = device.ground().orders();
    Sealing sealing = new Sealing(false, List.of(device.ground().sealing(true)));
    LivePlay.start(device, orders, LivePlay.quiet(device).sealed(sealing));
    // when
    Command command = orders.order("sync");
    LivePlay.comes(device, orders, () -> pieces(orders, command) >= 2);
    // then
    List<LiveMessage> all = orders.heard();
    checks.that(
        PLT_CMD_030,
        pieces(orders, command) >= 2 && all.stream().allMatch(Envelope.class::isInstance),
        "a sync document that names a certificate to seal for, and a command",
        LivePlay.told(all),
        "two pieces or more, each in an envelope",
        "Seal each piece when it is made, as reports are.");
  }

  private static long pieces(GroundOrders orders, Command command) {
    return orders.heard().stream()
        .filter(
            each ->
                (each instanceof Envelope sealed && sealed.command().equals(command.id()))
                    || (each instanceof CommandResult open && open.command().equals(command.id())))
        .count();
  }

  private static int syncs(DeviceUnderTest device) {
    return DevicePlay.seen(device, ScriptedServer.SYNC).size();
  }
}
