package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_CMD_009;
import static io.platen.protocol.Requirement.PLT_CMD_016;
import static io.platen.protocol.Requirement.PLT_CMD_017;
import static io.platen.protocol.Requirement.PLT_CMD_018;
import static io.platen.protocol.Requirement.PLT_CMD_019;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.peers.GroundOrders;
import io.platen.conformance.peers.Reaction;
import io.platen.conformance.peers.ScriptedServer;
import io.platen.conformance.peers.Wrong;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.conformance.wire.Exchange;
import io.platen.protocol.Requirement;
import io.platen.protocol.Verifies;
import io.platen.protocol.command.Command;
import io.platen.protocol.enrolment.EstBody;
import io.platen.protocol.live.CommandResult.Stage;
import io.platen.protocol.problem.ProblemType;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** A device that is told to go over to another server. */
final class DeviceRedirectTests {
  private static final String ENROL = EstBody.PATH + "simpleenroll";
  private static final Duration GOOD = Duration.ofMinutes(10);

  /** Retries may have moved the device's clock on by then, that of the hosts not. */
  private static final Duration LONG = Duration.ofDays(1);

  @Verifies(
      positive = {PLT_CMD_016, PLT_CMD_017, PLT_CMD_018, PLT_CMD_019},
      negative = {PLT_CMD_016, PLT_CMD_017, PLT_CMD_018, PLT_CMD_019})
  void goes_over_to_a_server_that_lets_it_in_and_to_no_other(
      DeviceUnderTest device, Checks checks) {
    // given
    RedirectPlay play = RedirectPlay.begin(device);
    // when, then: it has not begun with who cannot be the server that is meant
    for (Wrong wrong : List.of(Wrong.AUTHORITY, Wrong.NAME)) {
      ScriptedServer stranger = play.there().wrong(wrong);
      Command command = play.order(play.redirect(stranger, GOOD));
      String sent = "redirect to a host with another " + wrong;
      String received = stranger.seen().size() + " requests there";
      String hint = "Check chain and name by the command's authority before anything is sent.";
      checks.that(PLT_CMD_016, stranger.seen().isEmpty(), sent, received, "none", hint);
      stays(PLT_CMD_016, sent, play, command, checks);
    }
    // when, then: a host of the new server does not let it in
    for (String path : List.of(ScriptedServer.SYNC, GroundOrders.POLL)) {
      play.first().when(path, Reaction.problem(ProblemType.DEVICE_INACTIVE));
      Command command = play.order(play.redirect(GOOD));
      String sent = "redirect to a server that answers device-inactive at " + path;
      stays(PLT_CMD_018, sent, play, command, checks);
      play.behave(path);
    }
    // when, then: a report cannot be brought to the server that it has
    DevicePlay.answer(device, ScriptedServer.REPORTS, Reaction.status(503));
    device.report();
    Command early = play.order(play.redirect(LONG));
    stays(PLT_CMD_019, "redirect while a report waits", play, early, checks);
    // when
    DevicePlay.behave(device, ScriptedServer.REPORTS);
    device.letPass(Duration.ofHours(1));
    Command last = play.order(play.redirect(LONG));
    // then
    goesOver(play, last, checks);
  }

  /** It goes on with the server that it has, with the certificate of that. */
  private static void stays(
      Requirement requirement, String sent, RedirectPlay play, Command command, Checks checks) {
    boolean atHome = play.isAtHome();
    checks.that(
        requirement,
        atHome && !play.isDone(command),
        sent,
        play.told(command) + (atHome ? ", at its server" : ", not at its server"),
        "the redirect not done, and the next sync at the server that the device has",
        "Change nothing before the new server has let the device in.");
  }

  private static void goesOver(RedirectPlay play, Command command, Checks checks) {
    boolean gone = play.isThere();
    String sent = "redirect to a server that is as it should be";
    String received = play.told(command) + ", " + play.first().seen().size() + " requests there";
    DevicePlay.all(
        checks,
        gone && play.isDone(command),
        sent,
        received,
        "done, and a report at the new server",
        "Without this no test of a refusal would say anything.",
        PLT_CMD_016,
        PLT_CMD_018);
    Optional<PublicKey> now = play.first().lastShown().map(X509Certificate::getPublicKey);
    PublicKey before = play.device().ground().own().chain().get(0).getPublicKey();
    checks.that(
        PLT_CMD_017,
        now.filter(each -> !each.equals(before)).isPresent(),
        sent,
        now.isEmpty()
            ? "no certificate there"
            : "it is that of before: " + now.get().equals(before),
        "a certificate for another key",
        "Make a key for each server.");
    checks.that(
        PLT_CMD_019,
        gone && isAllTaken(play),
        sent + ", while reports wait that can be brought now",
        play.device().exchanges().stream().map(DeviceRedirectTests::line).toList().toString(),
        "all reports taken by the server before, and then the first request to the new one",
        "Empty the outbox first: nobody else could open what is in it.");
  }

  /** Whether what it had made had arrived when it came to the new server with its certificate. */
  private static boolean isAllTaken(RedirectPlay play) {
    String there = play.first().deviceUrl().getAuthority();
    List<Exchange> before =
        play.device().exchanges().stream()
            .takeWhile(each -> !(isAt(there, each) && each.status() == 200))
            .toList();
    List<Exchange> reports =
        before.stream()
            .filter(each -> each.request().uri().getPath().equals(ScriptedServer.REPORTS))
            .toList();
    return !reports.isEmpty() && reports.get(reports.size() - 1).status() == 200;
  }

  private static boolean isAt(String host, Exchange exchange) {
    return exchange.request().uri().getAuthority().equals(host)
        && exchange.request().uri().getPath().equals(ScriptedServer.SYNC);
  }

  private static String line(Exchange exchange) {
    return exchange.request().uri() + " " + exchange.status();
  }

  @Verifies(positive = PLT_CMD_009, negative = PLT_CMD_009)
  void ends_what_is_out_of_time(DeviceUnderTest device, Checks checks) {
    // given: a new server at which a person has to approve, until the command's time is over
    RedirectPlay play = RedirectPlay.begin(device);
    Command late = play.redirect(GOOD);
    Instant end = late.expires();
    play.first()
        .when(ENROL, (asked, right) -> device.ground().now().isBefore(end) ? later() : right.get());
    play.orders().order(late, right -> right);
    boolean begun =
        LivePlay.comes(device, play.orders(), () -> !play.first().seen(ENROL).isEmpty());
    checks.need(begun, "The device does not begin with a redirect");
    // when
    device.letPass(GOOD.plusMinutes(1));
    LivePlay.isDone(device, play.orders(), late);
    // then
    String sent = "redirect to a server that lets it wait beyond the command's end";
    stays(PLT_CMD_009, sent, play, late, checks);
  }

  @Verifies(positive = PLT_CMD_009, negative = PLT_CMD_009)
  void ends_what_is_cancelled(DeviceUnderTest device, Checks checks) {
    // given: a new server that answers when the device has heard that it is cancelled
    RedirectPlay play = RedirectPlay.begin(device);
    Command command = play.redirect(GOOD);
    AtomicBoolean told = new AtomicBoolean();
    play.first()
        .when(
            ENROL,
            (asked, right) -> {
              if (told.compareAndSet(false, true)) {
                play.orders().cancel(command);
                play.orders().isHeard();
              }
              return later();
            });
    // when
    play.orders().order(command, right -> right);
    boolean begun = LivePlay.comes(device, play.orders(), told::get);
    checks.need(begun, "The device does not begin with a redirect");
    LivePlay.isDone(device, play.orders(), command);
    int asked = play.first().seen(ENROL).size();
    device.letPass(Duration.ofMinutes(5));
    // then
    int askedAfter = play.first().seen(ENROL).size() - asked;
    boolean said =
        play.orders().pieces(command).stream().anyMatch(each -> each.stage() == Stage.CANCELLED);
    checks.that(
        PLT_CMD_009,
        said && askedAfter == 0,
        "redirect, cancelled while the new server lets the device wait",
        play.told(command) + ", then " + askedAfter + " requests at the new server",
        "a piece that says cancelled, and then none",
        "Look between all steps whether a command is still wanted.");
  }

  /** A minute, as servers say where a person has to look. */
  private static Reaction later() {
    return Reaction.status(202).with("Retry-After", "60");
  }
}
