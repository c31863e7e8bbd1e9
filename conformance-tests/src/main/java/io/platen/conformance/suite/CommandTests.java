package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_CMD_020;
import static io.platen.protocol.Requirement.PLT_CMD_021;
import static io.platen.protocol.Requirement.PLT_CMD_022;
import static io.platen.protocol.Requirement.PLT_CMD_023;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.subject.Operator;
import io.platen.conformance.subject.ServerUnderTest;
import io.platen.conformance.wire.Exchange;
import io.platen.protocol.Verifies;
import io.platen.protocol.command.Command;
import io.platen.protocol.live.CommandResult;
import io.platen.protocol.live.CommandResult.Stage;
import io.platen.protocol.live.LiveMessage;
import io.platen.protocol.order.CommandCheck;
import io.platen.protocol.order.CommandRefusedException;
import io.platen.protocol.problem.ProblemType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What a server asks of devices, and what it does with the answers. */
final class CommandTests {
  private static final String DURABLE = "The device forgets a piece when the server has taken it.";
  private static final String PERSON = "What takes a device away needs two people.";

  /** A device that was just at the end has a minute, and a server looks now and then. */
  private static final Duration CLOSED_WITHIN = Duration.ofSeconds(150);

  private static final Duration LOOKS_EVERY = Duration.ofMillis(500);

  @Verifies(positive = PLT_CMD_020)
  void signs_each_command_for_its_device(ServerUnderTest server, Checks checks) {
    // given
    Orders orders = new Orders(server);
    try (LiveDevice device = LiveDevice.byWebSocket(server, 0)) {
      // when
      UUID first = orders.read();
      UUID second = orders.read();
      device.until(second);
      // then
      List<String> refused = new ArrayList<>();
      List<Command> taken = checked(server, device.documents(), refused);
      boolean both = taken.stream().map(Command::id).toList().equals(List.of(first, second));
      checks.that(
          PLT_CMD_020,
          refused.isEmpty() && both && taken.get(0).counter() < taken.get(1).counter(),
          "orders of " + first + " and " + second,
          LiveDevice.told(taken) + refused,
          "two signed files for the device " + server.device() + " with rising counters",
          "The device refuses what no key has signed that its authorities vouch for.");
    }
  }

  /** What a device would do, and why it would not do the rest. */
  private static List<Command> checked(
      ServerUnderTest server, List<LiveMessage.Commands> documents, List<String> refused) {
    CommandCheck check = new CommandCheck(server.device(), server.authorities());
    List<Command> taken = new ArrayList<>();
    for (LiveMessage.Commands document : documents) {
      for (LiveMessage.SignedBytes file : document.files()) {
        try {
          taken.add(check.check(file.bytes(), document.certificates(), server.now()));
        } catch (CommandRefusedException e) {
          refused.add(e.requirement() + ": " + e.getMessage());
        }
      }
    }
    return taken;
  }

  @Verifies(negative = PLT_CMD_020)
  void uses_no_counter_twice(ServerUnderTest server, Checks checks) {
    // given: one that has ended
    Orders orders = new Orders(server);
    UUID first = orders.read();
    List<Command> before = orders.waiting(0);
    checks.need(!before.isEmpty(), "The server does not send the command " + first);
    orders.post(LiveDevice.piece(server.device(), before.get(0).id(), 1, Stage.REFUSED));
    // when
    UUID second = orders.read();
    List<Command> after = orders.waiting(0);
    // then
    checks.that(
        PLT_CMD_020,
        after.size() == 1 && after.get(0).counter() > before.get(0).counter(),
        "an order, its end, and the order of " + second,
        LiveDevice.told(after),
        "a counter above " + before.get(0).counter(),
        "A device remembers the highest counter only, and refuses what is not above it.");
  }

  @Verifies(positive = PLT_CMD_021)
  void says_that_it_has_a_piece_of_a_result(ServerUnderTest server, Checks checks) {
    // given
    Orders orders = new Orders(server);
    UUID command = orders.read();
    checks.need(!orders.waiting(0).isEmpty(), "The server does not send the command " + command);
    CommandResult first = LiveDevice.piece(server.device(), command, 1, Stage.RECEIVED);
    CommandResult second = LiveDevice.piece(server.device(), command, 2, Stage.DONE);
    // when
    Exchange posted = orders.post(first);
    // then
    checks.that(
        PLT_CMD_021, Orders.isTaken(posted, first), posted, "taken, with the number 1", DURABLE);
    // when: the other over the channel
    try (LiveDevice device = LiveDevice.byWebSocket(server, 0)) {
      device.next();
      device.tell(second);
      Optional<LiveMessage> word = device.next();
      String state = orders.state(command);
      // then
      checks.that(
          PLT_CMD_021,
          word.filter(new LiveMessage.Taken(command, 2)::equals).isPresent()
              && state.equals("done"),
          "the piece 2 of " + command + ": done",
          LiveDevice.told(word) + "; the operator sees it " + state,
          "taken, with the number 2, and the operator sees it done",
          DURABLE);
    }
  }

  @Verifies(negative = PLT_CMD_021)
  void answers_the_same_piece_again_and_takes_none_of_others(
      ServerUnderTest server, Checks checks) {
    // given
    Orders orders = new Orders(server);
    UUID command = orders.read();
    checks.need(!orders.waiting(0).isEmpty(), "The server does not send the command " + command);
    CommandResult piece = LiveDevice.piece(server.device(), command, 1, Stage.RECEIVED);
    orders.post(piece);
    // when
    Exchange again = orders.post(piece);
    Exchange foreign = orders.post(LiveDevice.piece(UUID.randomUUID(), command, 2, Stage.DONE));
    // then
    checks.that(
        PLT_CMD_021,
        Orders.isTaken(again, piece),
        again,
        "taken, with the number 1, as before",
        "An answer can be lost: then the piece comes again.");
    checks.problem(
        PLT_CMD_021,
        foreign,
        ProblemType.DEVICE_MISMATCH,
        "What one device says about another is no piece of a result.");
  }

  @Verifies(positive = PLT_CMD_022, negative = PLT_CMD_022)
  void closes_a_command_whose_time_is_over(ServerUnderTest server, Checks checks) {
    // given: no channel that could take it
    Orders orders = new Orders(server);
    Operator.Ordered ordered = orders.operator().order(server.device(), "read", 1);
    UUID command = ordered.id();
    pause(Duration.between(Instant.now(), ordered.expires()));
    // when
    List<Command> sent = orders.waiting(0);
    String closed = ended(orders, command);
    // then
    checks.that(
        PLT_CMD_022,
        sent.stream().noneMatch(each -> each.id().equals(command)) && !isOpen(closed),
        "an order that was good until " + ordered.expires(),
        LiveDevice.told(sent) + "; the operator sees it " + closed,
        "that it is not sent any more, and is closed",
        "Whatever the device does: the operator must not wait for ever.");
    // when: the device has done it all the same
    orders.post(LiveDevice.piece(server.device(), command, 1, Stage.DONE));
    // then
    String after = orders.state(command);
    checks.that(
        PLT_CMD_022,
        after.equals(closed),
        "its result, after that",
        "the operator sees it " + after,
        "that it stays " + closed,
        "What is closed is closed.");
  }

  private static String ended(Orders orders, UUID command) {
    Instant end = Instant.now().plus(CLOSED_WITHIN);
    String state = orders.state(command);
    while (isOpen(state) && Instant.now().isBefore(end)) {
      pause(LOOKS_EVERY);
      state = orders.state(command);
    }
    return state;
  }

  private static boolean isOpen(String state) {
    return List.of("awaiting", "waiting", "sent", "running").contains(state);
  }

  private static void pause(Duration time) {
    try {
      if (new CountDownLatch(1).await(Math.max(0, time.toMillis() + 1), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("Nobody counts down");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Verifies(positive = PLT_CMD_023)
  void sends_an_uninstall_that_a_second_person_has_confirmed(
      ServerUnderTest server, Checks checks) {
    // given
    Orders orders = new Orders(server);
    UUID grave = orders.order("uninstall");
    // when
    orders.operator().confirm(server.device(), grave);
    List<Command> sent = orders.waiting(0);
    // then
    checks.that(
        PLT_CMD_023,
        has(sent, grave),
        "an order of uninstall, and a second person's word",
        LiveDevice.told(sent),
        "the command " + grave,
        PERSON);
    orders.post(LiveDevice.piece(server.device(), grave, 1, Stage.REFUSED));
  }

  private static boolean has(List<Command> commands, UUID id) {
    return commands.stream().anyMatch(each -> each.id().equals(id));
  }

  @Verifies(negative = PLT_CMD_023)
  void sends_no_uninstall_on_one_persons_word(ServerUnderTest server, Checks checks) {
    // given
    Orders orders = new Orders(server);
    UUID grave = orders.order("uninstall");
    // when
    List<Command> ordered = orders.waiting(0);
    orders.operator().confirmAlone(server.device(), grave);
    List<Command> confirmed = orders.waiting(0);
    // then
    checks.that(
        PLT_CMD_023,
        !has(ordered, grave),
        "an order of uninstall",
        LiveDevice.told(ordered),
        "no command before a second person has confirmed it",
        PERSON);
    checks.that(
        PLT_CMD_023,
        !has(confirmed, grave),
        "the same person's word that it is right",
        LiveDevice.told(confirmed),
        "no command: that is no second person",
        PERSON);
  }
}
