package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_LIV_002;
import static io.platen.protocol.Requirement.PLT_LIV_003;
import static io.platen.protocol.Requirement.PLT_LIV_007;
import static io.platen.protocol.Requirement.PLT_LIV_009;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.subject.Persona;
import io.platen.conformance.subject.ServerUnderTest;
import io.platen.protocol.Requirement;
import io.platen.protocol.Verifies;
import io.platen.protocol.command.Command;
import io.platen.protocol.live.LiveClose;
import io.platen.protocol.live.LiveMessage;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;

/** The live channel: its first words, what waits for a device, and how it ends. */
final class LiveTests {
  private static final String FIRST = "The device takes the first document for the server's word.";
  private static final String ORDER = "The device refuses what comes behind a higher counter.";

  @Verifies(positive = PLT_LIV_002)
  void welcomes_a_device(ServerUnderTest server, Checks checks) {
    // given
    Orders orders = new Orders(server);
    for (Form form : Form.values()) {
      // when: and something is asked when it is open
      try (LiveDevice device = form.open(server, 0)) {
        orders.read();
        Optional<LiveMessage> first = device.next();
        // then
        boolean right =
            first.orElse(null) instanceof LiveMessage.Welcome welcome
                && welcome.ping().compareTo(welcome.idle()) < 0;
        sees(checks, PLT_LIV_002, right, form, first, "a welcome whose ping is below its idle");
      }
    }
  }

  /** The forms of the channel that stay open. */
  private enum Form {
    WEBSOCKET(LiveDevice::byWebSocket),
    EVENTS(LiveDevice::byEvents);

    @SuppressWarnings("ImmutableEnumChecker") // a method
    private final BiFunction<ServerUnderTest, Long, LiveDevice> opening;

    Form(BiFunction<ServerUnderTest, Long, LiveDevice> opening) {
      this.opening = opening;
    }

    LiveDevice open(ServerUnderTest server, long last) {
      return opening.apply(server, last);
    }
  }

  private static void sees(
      Checks checks,
      Requirement requirement,
      boolean holds,
      Form form,
      Optional<LiveMessage> came,
      String expected) {
    checks.that(requirement, holds, "a channel, " + form, LiveDevice.told(came), expected, FIRST);
  }

  @Verifies(negative = PLT_LIV_002)
  void says_nothing_before_its_welcome(ServerUnderTest server, Checks checks) {
    // given: something that it could send at once
    UUID waiting = new Orders(server).read();
    for (Form form : Form.values()) {
      // when
      try (LiveDevice device = form.open(server, 0)) {
        Optional<LiveMessage> first = device.next();
        // then
        boolean right = first.orElse(null) instanceof LiveMessage.Welcome;
        sees(checks, PLT_LIV_002, right, form, first, "a welcome before the command " + waiting);
      }
    }
  }

  @Verifies(positive = PLT_LIV_003)
  void sends_what_has_waited_in_its_order(ServerUnderTest server, Checks checks) {
    // given
    Orders orders = new Orders(server);
    List<UUID> waiting = List.of(orders.read(), orders.read());
    for (Form form : Form.values()) {
      // when
      try (LiveDevice device = form.open(server, 0)) {
        Optional<LiveMessage> first = device.next();
        UUID after = orders.read();
        List<Command> came = device.until(after);
        // then
        boolean rising = true;
        for (int i = 1; i < came.size(); i++) {
          rising &= came.get(i).counter() > came.get(i - 1).counter();
        }
        checks.that(
            PLT_LIV_003,
            rising && ids(came).containsAll(waiting) && ids(came).contains(after),
            "a channel, " + form + ", with the counter 0, first answered by " + first,
            LiveDevice.told(came),
            "the commands " + waiting + " that have waited, then " + after,
            ORDER);
      }
    }
  }

  private static List<UUID> ids(List<Command> commands) {
    return commands.stream().map(Command::id).toList();
  }

  @Verifies(negative = PLT_LIV_003)
  void sends_nothing_that_the_device_has_taken(ServerUnderTest server, Checks checks) {
    // given
    Orders orders = new Orders(server);
    UUID first = orders.read();
    UUID second = orders.read();
    List<Command> waiting = orders.waiting(0);
    checks.need(
        ids(waiting).equals(List.of(first, second)) || ids(waiting).equals(List.of(second, first)),
        "The server does not send the commands that were ordered: " + LiveDevice.told(waiting));
    long taken =
        waiting.stream().filter(each -> each.id().equals(first)).findFirst().get().counter();
    for (Form form : Form.values()) {
      // when
      try (LiveDevice device = form.open(server, taken)) {
        device.next();
        UUID after = orders.read();
        List<Command> came = device.until(after);
        // then
        checks.that(
            PLT_LIV_003,
            ids(came).contains(second) && !ids(came).contains(first),
            "a channel, " + form + ", with the counter " + taken,
            LiveDevice.told(came),
            "the commands behind it, and not " + first,
            "What a device names it has taken, and remembers.");
      }
    }
  }

  @Verifies(positive = PLT_LIV_007)
  void ends_the_channel_of_a_device_that_is_deactivated(ServerUnderTest server, Checks checks) {
    // given
    Orders orders = new Orders(server);
    for (Form form : Form.values()) {
      try (LiveDevice device = form.open(server, 0)) {
        device.next();
        // when: and something is asked that must not reach it any more
        orders.operator().deactivate(server.device());
        orders.operator().orderIfTaken(server.device(), "read");
        Optional<LiveMessage> next = device.next();
        // then
        ends(checks, PLT_LIV_007, form, next, LiveClose.INACTIVE);
      } finally {
        orders.operator().activate(server.device());
      }
      orders = new Orders(server);
    }
  }

  private static void ends(
      Checks checks,
      Requirement requirement,
      Form form,
      Optional<LiveMessage> came,
      LiveClose why) {
    checks.that(
        requirement,
        came.filter(new LiveMessage.Bye(why.token())::equals).isPresent(),
        "a channel, " + form,
        LiveDevice.told(came),
        "its end with " + why.code() + ", " + why.token(),
        "By the code a device knows whether it may come back at once.");
  }

  @Verifies(negative = PLT_LIV_007)
  void opens_no_channel_for_a_device_that_is_not_active(ServerUnderTest server, Checks checks) {
    // when
    try (LiveDevice device =
        LiveDevice.byWebSocket(server, Persona.REVOKED, server.revokedDevice(), 0)) {
      Optional<LiveMessage> first = device.next();
      // then
      checks.that(
          PLT_LIV_007,
          first.orElse(null) instanceof LiveMessage.Bye,
          "a channel of the device " + server.revokedDevice() + ", which is deactivated",
          LiveDevice.told(first),
          "a refusal, or its end",
          "Look at the record before a request becomes a channel.");
    }
  }

  @Verifies(positive = PLT_LIV_009)
  void ends_the_older_channel_when_another_is_opened(ServerUnderTest server, Checks checks) {
    // given
    Orders orders = new Orders(server);
    for (Form form : Form.values()) {
      try (LiveDevice older = form.open(server, 0)) {
        older.next();
        // when: and something is asked that the newer one takes
        try (LiveDevice newer = Form.WEBSOCKET.open(server, 0)) {
          newer.next();
          orders.read();
          Optional<LiveMessage> next = older.next();
          // then
          ends(checks, PLT_LIV_009, form, next, LiveClose.REPLACED);
        }
      }
      orders = new Orders(server);
    }
  }

  @Verifies(negative = PLT_LIV_009)
  void keeps_the_newer_channel(ServerUnderTest server, Checks checks) {
    // given
    Orders orders = new Orders(server);
    try (LiveDevice older = Form.WEBSOCKET.open(server, 0)) {
      older.next();
      // when
      try (LiveDevice newer = Form.WEBSOCKET.open(server, 0)) {
        newer.next();
        UUID ordered = orders.read();
        List<Command> came = newer.until(ordered);
        // then
        checks.that(
            PLT_LIV_009,
            ids(came).contains(ordered),
            "a second channel, and an order",
            LiveDevice.told(came),
            "the command " + ordered,
            "A device opens another when it has lost the one before.");
      }
    }
  }
}
