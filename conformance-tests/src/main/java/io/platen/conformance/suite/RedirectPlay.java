package io.platen.conformance.suite;

import io.platen.conformance.peers.DeviceGround;
import io.platen.conformance.peers.GroundOrders;
import io.platen.conformance.peers.Reaction;
import io.platen.conformance.peers.ScriptedServer;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.conformance.wire.Exchange;
import io.platen.protocol.command.Command;
import io.platen.protocol.live.CommandResult;
import io.platen.protocol.live.CommandResult.Stage;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A device that may leave, its server, and another one that it can go to. */
record RedirectPlay(DeviceUnderTest device, GroundOrders orders, DeviceGround there) {
  private static final int TRIES = 5;

  static RedirectPlay begin(DeviceUnderTest device) {
    device.ground().with("may-leave", "true");
    GroundOrders orders = device.ground().orders();
    RedirectPlay play = new RedirectPlay(device, orders, device.ground().another());
    play.behave(ScriptedServer.SYNC);
    play.first().when(GroundOrders.LIVE, Reaction.status(404));
    play.first().when(GroundOrders.LIVE + "/events", Reaction.status(404));
    LivePlay.start(device, orders, LivePlay.quiet(device));
    return play;
  }

  /** The host of the new server. */
  ScriptedServer first() {
    return there.first();
  }

  /** From now on that does what it should at a path. */
  void behave(String path) {
    first().behave(path);
    if (path.equals(ScriptedServer.SYNC)) {
      first().when(path, (asked, right) -> document(asked.shown().orElseThrow()));
    }
  }

  private static Reaction document(X509Certificate shown) {
    String id = shown.getSubjectX500Principal().getName().replaceFirst("^CN=", "");
    return Reaction.sync(DeviceGround.document(UUID.fromString(id)), "there");
  }

  /** A redirect to the new server, by a code of it. */
  Command redirect(Duration good) {
    return redirect(first(), good);
  }

  /** The same where another host claims to be its enrolment. */
  Command redirect(ScriptedServer enrolment, Duration good) {
    Command right =
        orders.next(
            "redirect",
            Map.of(
                "update",
                first().deviceUrl().toString(),
                "download",
                first().deviceUrl().toString(),
                "enrolment",
                enrolment.enrolmentUrl().toString(),
                "code",
                there.newCode().text(),
                "authority",
                authority()));
    return new Command(
        right.id(),
        right.device(),
        right.counter(),
        right.kind(),
        right.created(),
        right.created().plus(good),
        right.parameters());
  }

  private String authority() {
    try {
      return Base64.getEncoder().encodeToString(there.authority().getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Tells the device of it, and waits for its end. */
  Command order(Command command) {
    orders.order(command, right -> right);
    LivePlay.isDone(device, orders, command);
    return command;
  }

  boolean isDone(Command command) {
    return orders.pieces(command).stream().anyMatch(each -> each.stage() == Stage.DONE);
  }

  /** Whether it does what its server asks, there, with the certificate that it was given. */
  boolean isAtHome() {
    int before = syncs().size();
    order(orders.next("sync", Map.of())); // it may fail, where reports wait
    List<Exchange> all = syncs();
    String own = device.ground().own().chain().get(0).getSerialNumber() + " of";
    return all.size() > before && all.get(all.size() - 1).who().contains("certificate " + own);
  }

  private List<Exchange> syncs() {
    String there = first().deviceUrl().getAuthority();
    return DevicePlay.seen(device, ScriptedServer.SYNC).stream()
        .filter(each -> !each.request().uri().getAuthority().equals(there))
        .toList();
  }

  /** Whether it brings a report to the new server. */
  boolean isThere() {
    for (int i = 0; i < TRIES && first().seen(ScriptedServer.REPORTS).isEmpty(); i++) {
      device.letPass(Duration.ofMinutes(1));
      orders.comes(() -> !first().seen(ScriptedServer.REPORTS).isEmpty());
    }
    return first().seen(ScriptedServer.REPORTS).stream().anyMatch(each -> each.status() == 200);
  }

  String told(Command command) {
    List<CommandResult> pieces = orders.pieces(command);
    return LivePlay.told(List.copyOf(pieces));
  }
}
