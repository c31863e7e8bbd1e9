package io.platen.conformance.suite;

import io.platen.conformance.subject.Operator;
import io.platen.conformance.subject.ServerUnderTest;
import io.platen.conformance.wire.Body;
import io.platen.conformance.wire.Exchange;
import io.platen.conformance.wire.Request;
import io.platen.protocol.codec.LiveCodec;
import io.platen.protocol.command.Command;
import io.platen.protocol.live.CommandResult;
import io.platen.protocol.live.CommandResult.Stage;
import io.platen.protocol.live.LiveMessage;
import io.platen.protocol.xml.ProtocolException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What is asked of the suite's device during one test; at its beginning, nothing is open. */
final class Orders {
  static final long MINUTES = 10;
  private static final int MOST = 200;

  private final ServerUnderTest server;
  private final Operator operator;
  private long last;

  /** Refuses whatever an earlier test has left open. */
  Orders(ServerUnderTest server) {
    this.server = server;
    this.operator = server.operator();
    for (int i = 0; i < MOST; i++) {
      List<Command> left = waiting(last);
      if (left.isEmpty()) {
        return;
      }
      for (Command each : left) {
        post(LiveDevice.piece(server.device(), each.id(), 1, Stage.REFUSED));
        last = Math.max(last, each.counter());
      }
    }
  }

  Operator operator() {
    return operator;
  }

  /** The id of a command that a device can do nothing wrong with. */
  UUID read() {
    return order("read");
  }

  UUID order(String kind) {
    return operator.order(server.device(), kind, MINUTES).id();
  }

  String state(UUID command) {
    return operator.state(server.device(), command);
  }

  /** What a poll brings that is answered at once. */
  List<Command> waiting(long after) {
    Exchange exchange = poll(after);
    Optional<byte[]> document =
        exchange.status() == 200
            ? exchange.outcome().answer().map(each -> each.body().bytes())
            : Optional.empty();
    try {
      return document.isPresent()
              && LiveCodec.read(document.get()) instanceof LiveMessage.Commands commands
          ? LiveDevice.read(commands)
          : List.of();
    } catch (ProtocolException e) {
      return List.of();
    }
  }

  Exchange poll(long after) {
    return server.send(
        Request.get(server.onUpdateHost("/update/v1/live/poll?wait=0&last=" + after)));
  }

  /** What came of a command, sealed or not, beside the channel. */
  Exchange post(LiveMessage piece) {
    return server.send(
        Request.post(
            server.onUpdateHost("/update/v1/results"),
            ServerUnderTest.MEDIA_TYPE,
            Body.of(LiveCodec.write(piece))));
  }

  /** Whether the answer says that the server has the piece. */
  static boolean isTaken(Exchange exchange, CommandResult piece) {
    return isTaken(exchange, piece.command(), piece.number());
  }

  static boolean isTaken(Exchange exchange, UUID command, long number) {
    if (exchange.status() != 200) {
      return false;
    }
    try {
      byte[] document = exchange.outcome().answer().orElseThrow().body().bytes();
      return LiveCodec.read(document).equals(new LiveMessage.Taken(command, number));
    } catch (ProtocolException e) {
      return false;
    }
  }
}
