package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_CMD_031;
import static io.platen.protocol.Requirement.PLT_CMD_032;

import io.platen.conformance.engine.Beside;
import io.platen.conformance.engine.Checks;
import io.platen.conformance.subject.ServerUnderTest;
import io.platen.conformance.wire.Exchange;
import io.platen.protocol.Requirement;
import io.platen.protocol.Verifies;
import io.platen.protocol.live.CommandResult;
import io.platen.protocol.live.CommandResult.Stage;
import io.platen.protocol.live.LiveMessage;
import io.platen.protocol.seal.forge.Flaw;
import java.util.List;
import java.util.UUID;

/** What a server does with pieces of results that come sealed. */
final class SealedResultTests {
  private static final String FIRST = "Open it by the steps of chapter SEA before you parse it.";
  private static final String FOR_EVER = "Else the device would send it for ever.";

  /** One of each step before anything inside is read. */
  private static final List<Flaw> FLAWS =
      List.of(
          Flaw.NOT_SIGNED,
          Flaw.FLIPPED_BIT,
          Flaw.FOR_ANOTHER_SERVERS_KEY,
          Flaw.SIGNED_BY_A_STRANGER,
          Flaw.FOR_ANOTHER_AUDIENCE,
          Flaw.NAMES_ANOTHER_DEVICE);

  @Beside("sealing")
  @Verifies(positive = PLT_CMD_031)
  void opens_a_sealed_piece_and_believes_it(ServerUnderTest server, Checks checks) {
    // given
    Orders orders = new Orders(server);
    SealedPiece sealed = SealedPiece.by(server, checks);
    CommandResult piece = piece(server, sent(orders, checks), 1);
    // when
    Exchange posted = orders.post(sealed.of(piece));
    // then
    String state = orders.state(piece.command());
    checks.that(
        PLT_CMD_031,
        Orders.isTaken(posted, piece) && state.equals("done"),
        "a sealed piece: done",
        posted.outcome() + "; the operator sees the command " + state,
        "taken, and the operator sees it done",
        FIRST);
  }

  @Beside("sealing")
  @Verifies(negative = PLT_CMD_031, positive = PLT_CMD_032)
  void believes_nothing_that_an_envelope_does_not_vouch_for(ServerUnderTest server, Checks checks) {
    // given
    Orders orders = new Orders(server);
    SealedPiece sealed = SealedPiece.by(server, checks);
    for (Flaw flaw : FLAWS) {
      CommandResult piece = piece(server, sent(orders, checks), 1);
      // when
      Exchange posted = orders.post(sealed.of(piece, flaw));
      // then
      String state = orders.state(piece.command());
      checks.that(
          PLT_CMD_031,
          !state.equals("done"),
          "a piece that says done, in an envelope that is " + flaw,
          "the operator sees the command " + state,
          "that what stands inside is not believed",
          FIRST);
      failed(checks, PLT_CMD_032, "a piece in an envelope that is " + flaw, posted, piece, state);
    }
  }

  @Beside("sealing")
  @Verifies(negative = PLT_CMD_032)
  void takes_no_piece_for_another_than_its_envelope_shows(ServerUnderTest server, Checks checks) {
    // given
    Orders orders = new Orders(server);
    SealedPiece sealed = SealedPiece.by(server, checks);
    UUID command = sent(orders, checks);
    // when
    LiveMessage.Envelope wrong = sealed.of(piece(server, command, 2), 1);
    Exchange posted = orders.post(wrong);
    // then
    CommandResult shown = piece(server, command, 1);
    String as = "the piece 2 in an envelope that shows the number 1";
    failed(checks, PLT_CMD_032, as, posted, shown, orders.state(command));
    // when: another, which is right
    orders.post(sealed.of(piece(server, command, 3)));
    // then
    String after = orders.state(command);
    checks.that(
        PLT_CMD_032,
        after.equals("failed"),
        "a sealed piece after that: done",
        "the operator sees the command " + after,
        "that it stays failed",
        "What is closed is closed.");
  }

  private static UUID sent(Orders orders, Checks checks) {
    UUID command = orders.read();
    checks.need(!orders.waiting(0).isEmpty(), "The server does not send the command " + command);
    return command;
  }

  private static CommandResult piece(ServerUnderTest server, UUID command, long number) {
    return LiveDevice.piece(server.device(), command, number, Stage.DONE);
  }

  private static void failed(
      Checks checks,
      Requirement requirement,
      String sent,
      Exchange posted,
      CommandResult piece,
      String state) {
    checks.that(
        requirement,
        Orders.isTaken(posted, piece) && state.equals("failed"),
        sent,
        posted.outcome() + "; the operator sees the command " + state,
        "taken, with the number " + piece.number() + ", and the operator sees it failed",
        FOR_EVER);
  }
}
