package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_LIV_001;
import static io.platen.protocol.Requirement.PLT_LIV_005;
import static io.platen.protocol.Requirement.PLT_LIV_006;
import static io.platen.protocol.Requirement.PLT_LIV_008;
import static io.platen.protocol.Requirement.PLT_LIV_010;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.peers.GroundChannel;
import io.platen.conformance.peers.GroundOrders;
import io.platen.conformance.peers.Reaction;
import io.platen.conformance.peers.ScriptedServer;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.protocol.Limit;
import io.platen.protocol.Verifies;
import io.platen.protocol.codec.LiveCodec;
import io.platen.protocol.codec.ReceiptCodec;
import io.platen.protocol.live.CommandResult;
import io.platen.protocol.live.LiveClose;
import io.platen.protocol.live.LiveMessage;
import io.platen.protocol.report.Receipt;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** How a device opens its channel by WebSocket, keeps it, and leaves it. */
final class DeviceChannelTests {
  private static final int TRIES = 60;
  private static final Duration A_SECOND = Duration.ofSeconds(1);
  private static final int TWICE = 2;
  private static final int SIGNS = 3;

  /** Half of them come in the first half of the longest wait: not one of so many by chance. */
  private static final int DRAWN = 24;

  @Verifies(positive = PLT_LIV_001, negative = PLT_LIV_001)
  void says_first_which_commands_it_has_taken(DeviceUnderTest device, Checks checks) {
    // given
    GroundOrders orders = device.ground().orders();
    GroundChannel channel = start(device, orders, checks);
    // when
    orders.order("sync");
    orders.order("sync");
    channel.deliver();
    channel.deliver();
    boolean done = comes(device, channel, () -> ends(orders) == 2);
    checks.need(done, "The device does not do what comes over its WebSocket");
    channel.end(LiveClose.LEAVING);
    boolean again = comes(device, channel, () -> channel.first().size() == 2);
    // then
    checks.need(again, "The device does not open its channel again");
    List<Long> told =
        channel.first().stream()
            .map(each -> each.filter(LiveMessage.Hello.class::isInstance))
            .map(each -> each.map(hello -> ((LiveMessage.Hello) hello).last()).orElse(-1L))
            .toList();
    checks.that(
        PLT_LIV_001,
        told.equals(List.of(0L, 2L)),
        "a WebSocket, two commands, and another WebSocket",
        "first of each: " + channel.first(),
        "hello with last=\"0\", and then with last=\"2\"",
        "The server sends what is above that; say it before anything else.");
  }

  private static long ends(GroundOrders orders) {
    return orders.heard().stream()
        .filter(CommandResult.class::isInstance)
        .map(CommandResult.class::cast)
        .filter(each -> each.stage().isEnd())
        .map(CommandResult::command)
        .distinct()
        .count();
  }

  @Verifies(positive = PLT_LIV_005, negative = PLT_LIV_005)
  void waits_at_random_before_it_opens_again(DeviceUnderTest device, Checks checks) {
    // given
    GroundOrders orders = device.ground().orders();
    GroundChannel channel = start(device, orders, checks);
    for (String path : List.of("", "/events", "/poll")) {
      DevicePlay.answer(device, GroundOrders.LIVE + path, Reaction.status(503));
    }
    channel.end(LiveClose.LEAVING);
    // when
    List<Integer> late = new ArrayList<>();
    if (!comes(device, channel, () -> asked(device) > 1)) {
      late.add(0);
    }
    long cap = Limit.LIVE_BACK_OFF_CAP.duration().toSeconds();
    for (int failures = 1; 1L << failures < cap && late.isEmpty(); failures++) {
      if (!opens(device, channel, (1L << failures) + 1)) {
        late.add(failures);
      }
    }
    boolean early = false;
    boolean other = false;
    for (int i = 0; i < DRAWN && !(early && other) && late.isEmpty(); i++) {
      if (isOpened(device, channel, cap / 2)) {
        early = true;
      } else if (opens(device, channel, cap / 2 + 1)) {
        other = true;
      } else {
        late.add(Integer.MAX_VALUE);
      }
    }
    // then
    checks.that(
        PLT_LIV_005,
        late.isEmpty() && early && other,
        "HTTP 503 to all forms of the channel",
        (late.isEmpty() ? "never later than that" : "later after failures in a row: " + late)
            + (early ? ", some" : ", none")
            + " before half of the longest wait"
            + (other ? ", some" : ", none")
            + " after it",
        "opened again within 1 s times two to the power of the failures, at most 5 minutes, at any"
            + " time in that",
        "Draw each wait from zero to its bound.");
  }

  private static int asked(DeviceUnderTest device) {
    return (int)
        device.exchanges().stream()
            .filter(each -> each.request().uri().getPath().startsWith(GroundOrders.LIVE))
            .count();
  }

  /** Whether it comes in that time; a moment more, where it does so beside the clock. */
  private static boolean isOpened(DeviceUnderTest device, GroundChannel channel, long seconds) {
    int before = asked(device);
    device.letPass(Duration.ofSeconds(seconds));
    return channel.comes(() -> asked(device) > before);
  }

  /**
   * The same where it has to. A device that works beside the clock may still have been about to
   * wait when the time passed: it passes again.
   */
  private static boolean opens(DeviceUnderTest device, GroundChannel channel, long seconds) {
    int before = asked(device);
    boolean came = false;
    for (int i = 0; i < TWICE && !came; i++) {
      device.letPass(Duration.ofSeconds(seconds));
      came = awaits(channel, () -> asked(device) > before);
    }
    return came;
  }

  @Verifies(positive = PLT_LIV_006, negative = PLT_LIV_006)
  void keeps_its_channel_by_signs_of_life(DeviceUnderTest device, Checks checks) {
    // given
    GroundOrders orders = device.ground().orders();
    GroundChannel channel = GroundChannel.of(device.ground(), orders);
    channel.hurry();
    start(device, channel, checks);
    // when
    boolean signs = comes(device, channel, () -> channel.signs() >= SIGNS);
    int opened = channel.first().size();
    channel.fallSilent(true);
    boolean anew = comes(device, channel, () -> channel.first().size() > opened);
    // then
    checks.that(
        PLT_LIV_006,
        signs,
        "a welcome with ping=\"1\" and idle=\"2\", and an answer to each ping",
        channel.signs() + " pings",
        "a ping for each second of silence",
        "Something on the way cuts what is idle.");
    checks.that(
        PLT_LIV_006,
        anew,
        "no answers any more",
        channel.first().size() - opened + " channels more",
        "another one",
        "After idle without a word the connection is dead, whatever TCP thinks.");
  }

  @Verifies(positive = PLT_LIV_008, negative = PLT_LIV_008)
  void stays_away_when_it_is_inactive(DeviceUnderTest device, Checks checks) {
    // given
    GroundOrders orders = device.ground().orders();
    GroundChannel channel = start(device, orders, checks);
    // when: it has heard why before any time passes
    channel.end(LiveClose.INACTIVE);
    checks.need(awaits(channel, () -> !channel.isOpen()), "It does not answer the close");
    for (int i = 0; i < 3; i++) {
      device.letPass(Duration.ofHours(1));
    }
    boolean early = channel.comes(() -> asked(device) > 1);
    device.letPass(Duration.ofHours(10)); // over its next cycle
    boolean later = comes(device, channel, () -> asked(device) > 1);
    // then
    checks.that(
        PLT_LIV_008,
        !early && later,
        "the close 4003, with 12 hours to the next cycle",
        (early ? "a channel opened" : "nothing")
            + " in three hours, and "
            + (later ? "one" : "none")
            + " after the cycle",
        "nothing, and then one",
        "The next cycle finds out how the device stands.");
  }

  @Verifies(positive = PLT_LIV_010, negative = PLT_LIV_010)
  void leaves_a_channel_over_which_comes_what_may_not(DeviceUnderTest device, Checks checks) {
    // given
    GroundOrders orders = device.ground().orders();
    GroundChannel channel = start(device, orders, checks);
    byte[] right = LiveCodec.write(new LiveMessage.Cancel(UUID.randomUUID()));
    byte[] other = ReceiptCodec.write(new Receipt(device.device(), UUID.randomUUID(), 1));
    // when
    channel.send(right);
    channel.ping();
    boolean stays = comes(device, channel, () -> channel.answers() > 0) && channel.isOpen();
    channel.send(large(right));
    boolean first = comes(device, channel, () -> !channel.isOpen() || channel.first().size() > 1);
    int opened = channel.first().size();
    comes(device, channel, channel::isOpen);
    channel.send(other);
    boolean second =
        comes(device, channel, () -> !channel.isOpen() || channel.first().size() > opened + 1);
    // then
    checks.that(
        PLT_LIV_010,
        stays,
        "the cancel of a command that the device does not know",
        stays ? "it goes on" : "the channel ends",
        "it goes on",
        "A right document is no reason to leave, even if there is nothing to do.");
    checks.that(
        PLT_LIV_010,
        first && second,
        "a document of more than 256 KiB, and a receipt over the next channel",
        (first ? "left" : "kept")
            + " after the one, and "
            + (second ? "left" : "kept")
            + " after the other",
        "left after each",
        "Whoever sends that is not the server, or is broken.");
  }

  private static byte[] large(byte[] document) {
    String text = new String(document, StandardCharsets.UTF_8);
    String spaces = " ".repeat((int) Limit.DOCUMENT_BYTES.value());
    return (text + spaces).getBytes(StandardCharsets.UTF_8);
  }

  /** With an open WebSocket, and its next cycle half a day away. */
  private static GroundChannel start(DeviceUnderTest device, GroundOrders orders, Checks checks) {
    GroundChannel channel = GroundChannel.of(device.ground(), orders);
    start(device, channel, checks);
    return channel;
  }

  private static void start(DeviceUnderTest device, GroundChannel channel, Checks checks) {
    device.init();
    DevicePlay.answer(device, ScriptedServer.SYNC, Reaction.sync(LivePlay.quiet(device), "quiet"));
    device.sync();
    device.start();
    boolean open = comes(device, channel, () -> channel.first().size() > 0);
    checks.need(open, "The device opens no WebSocket");
  }

  private static boolean comes(
      DeviceUnderTest device, GroundChannel channel, Supplier<Boolean> what) {
    boolean came = channel.comes(what);
    for (int i = 0; i < TRIES && !came; i++) {
      device.letPass(A_SECOND);
      came = channel.comes(what);
    }
    return came;
  }

  /** Without that any time passes. */
  private static boolean awaits(GroundChannel channel, Supplier<Boolean> what) {
    boolean came = false;
    for (int i = 0; i < TRIES && !came; i++) {
      came = channel.comes(what);
    }
    return came;
  }
}
