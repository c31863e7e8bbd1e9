package io.platen.conformance.suite;

import io.platen.conformance.peers.GroundOrders;
import io.platen.conformance.peers.Reaction;
import io.platen.conformance.peers.ScriptedServer;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.conformance.subject.Unmet;
import io.platen.protocol.command.Command;
import io.platen.protocol.live.CommandResult;
import io.platen.protocol.live.LiveMessage;
import io.platen.protocol.sync.Policy;
import io.platen.protocol.sync.SyncDocument;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A device that works by itself, with a channel to its hosts. */
final class LivePlay {
  static final Duration MOMENT = Duration.ofSeconds(2);
  private static final int TRIES = 30;

  private LivePlay() {}

  /** By which the next cycle is half a day away: what the device does is by command. */
  static SyncDocument quiet(DeviceUnderTest device) {
    LocalTime from =
        LocalTime.ofInstant(device.ground().now(), ZoneOffset.UTC)
            .truncatedTo(ChronoUnit.MINUTES)
            .plusHours(12);
    Policy.Schedule schedule =
        new Policy.Schedule(
            from,
            from.plusHours(1),
            ZoneOffset.UTC,
            Duration.ofHours(1),
            Duration.ZERO,
            Duration.ofHours(24));
    Policy policy = new Policy(false, schedule, Policy.Limits.DEFAULT, Map.of());
    return new SyncDocument(device.device(), null, policy, List.of());
  }

  /** Until it asks for commands. */
  static void start(DeviceUnderTest device, GroundOrders orders, SyncDocument document) {
    device.init();
    DevicePlay.answer(device, ScriptedServer.SYNC, Reaction.sync(document, "quiet"));
    device.sync();
    device.start();
    if (!asksAgain(device, orders, 0)) {
      throw new Unmet("The device asks for no commands, by no form of the channel");
    }
  }

  /** The same, with all printers of the test in its document. */
  static void startWatching(DeviceUnderTest device, GroundOrders orders) {
    Policy policy = quiet(device).policy();
    start(
        device,
        orders,
        new SyncDocument(device.device(), null, policy, List.of(PrinterPlay.all(device))));
  }

  /** It may have to fall back to this form first, which takes some time by its clock. */
  static boolean asksAgain(DeviceUnderTest device, GroundOrders orders, long before) {
    for (int i = 0; i < TRIES && !orders.isAsked(before); i++) {
      device.letPass(MOMENT);
    }
    return orders.isAsked(before);
  }

  /** Whether the piece comes that ends it. */
  static boolean isDone(DeviceUnderTest device, GroundOrders orders, Command command) {
    return comes(
        device,
        orders,
        () -> orders.pieces(command).stream().anyMatch(each -> each.stage().isEnd()));
  }

  /** A channel that has broken is opened anew after some time by the device's clock. */
  static boolean comes(DeviceUnderTest device, GroundOrders orders, Supplier<Boolean> what) {
    boolean came = false;
    for (int i = 0; i < TRIES && !came; i++) {
      device.letPass(MOMENT);
      came = orders.comes(what);
    }
    return came;
  }

  static String told(List<LiveMessage> messages) {
    return messages.stream().map(LivePlay::told).toList().toString();
  }

  private static String told(LiveMessage message) {
    return message instanceof CommandResult piece
        ? "piece "
            + piece.number()
            + " of "
            + piece.command().toString().substring(0, 8)
            + ": "
            + piece.stage()
            + (piece.reason() == null ? "" : " " + piece.reason())
        : message.getClass().getSimpleName();
  }
}
