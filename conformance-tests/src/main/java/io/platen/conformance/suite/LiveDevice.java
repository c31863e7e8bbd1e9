package io.platen.conformance.suite;

import io.platen.conformance.subject.Persona;
import io.platen.conformance.subject.ServerUnderTest;
import io.platen.conformance.wire.LiveChannel;
import io.platen.conformance.wire.LiveChannel.Came;
import io.platen.protocol.codec.CommandCodec;
import io.platen.protocol.codec.LiveCodec;
import io.platen.protocol.codec.SignedForm;
import io.platen.protocol.command.Command;
import io.platen.protocol.live.CommandResult;
import io.platen.protocol.live.CommandResult.Stage;
import io.platen.protocol.live.LiveClose;
import io.platen.protocol.live.LiveMessage;
import io.platen.protocol.order.CommandCheck;
import io.platen.protocol.update.MetadataException;
import io.platen.protocol.xml.ProtocolException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The suite's device with one open channel. */
final class LiveDevice implements AutoCloseable {
  private final ServerUnderTest server;
  private final LiveChannel channel;
  private final List<LiveMessage.Commands> documents = new ArrayList<>();

  private LiveDevice(ServerUnderTest server, LiveChannel channel) {
    this.server = server;
    this.channel = channel;
  }

  /**
   * @param last the highest counter of a command that it says to have taken
   */
  static LiveDevice byWebSocket(ServerUnderTest server, long last) {
    return byWebSocket(server, Persona.VALID, server.device(), last);
  }

  static LiveDevice byWebSocket(ServerUnderTest server, Persona persona, UUID device, long last) {
    LiveDevice opened = new LiveDevice(server, server.webSocket(persona));
    opened.say(new LiveMessage.Hello(device, last, "conformance suite"));
    return opened;
  }

  static LiveDevice byEvents(ServerUnderTest server, long last) {
    return new LiveDevice(server, server.events(last));
  }

  private void say(LiveMessage message) {
    try {
      channel.send(LiveCodec.write(message));
    } catch (RuntimeException e) {
      // It has ended, and why comes by next().
    }
  }

  /** What came of a command, over the channel itself. */
  void tell(CommandResult piece) {
    say(piece);
  }

  /**
   * The next document, where one comes in time. A channel that has ended says so by a bye with the
   * token of its code, or else with what it ended by.
   */
  Optional<LiveMessage> next() {
    Optional<LiveMessage> next = channel.next(server.patience()).map(LiveDevice::message);
    next.filter(LiveMessage.Commands.class::isInstance)
        .map(LiveMessage.Commands.class::cast)
        .ifPresent(documents::add);
    return next;
  }

  private static LiveMessage message(Came came) {
    if (came instanceof LiveChannel.Ended ended) {
      return new LiveMessage.Bye(
          LiveClose.find(ended.code()).map(LiveClose::token).orElse(ended.how()));
    }
    try {
      return LiveCodec.read(((LiveChannel.Document) came).body().bytes());
    } catch (ProtocolException e) {
      return new LiveMessage.Bye("no document: " + e.getMessage());
    }
  }

  /**
   * Until this one comes, or anything that is no command: the commands that came, in that order.
   */
  List<Command> until(UUID last) {
    List<Command> all = new ArrayList<>();
    while (all.stream().noneMatch(each -> each.id().equals(last))) {
      LiveMessage next = next().orElse(null);
      if (next instanceof LiveMessage.Commands commands) {
        all.addAll(read(commands));
      } else if (!(next instanceof LiveMessage.Welcome) && !(next instanceof LiveMessage.Taken)) {
        return all;
      }
    }
    return all;
  }

  /** All documents with commands that have come, as they came. */
  List<LiveMessage.Commands> documents() {
    return List.copyOf(documents);
  }

  /** What stands in the files, whoever has signed them. */
  static List<Command> read(LiveMessage.Commands commands) {
    List<Command> all = new ArrayList<>();
    for (LiveMessage.SignedBytes file : commands.files()) {
      try {
        all.add(CommandCodec.read(SignedForm.read(CommandCheck.ROLE, file.bytes()).content()));
      } catch (MetadataException | ProtocolException e) {
        // No command: the test that waits for it misses it.
      }
    }
    return all;
  }

  /** A piece of what came of a command. */
  static CommandResult piece(UUID device, UUID command, long number, Stage stage) {
    String reason = stage == Stage.REFUSED ? "busy" : null;
    return new CommandResult(
        device, command, number, stage, reason, null, null, null, List.of(), List.of(), now());
  }

  private static Instant now() {
    return Instant.now().truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
  }

  /** What came, for a report. */
  static String told(Optional<LiveMessage> message) {
    return message
        .map(
            each ->
                each instanceof LiveMessage.Commands commands
                    ? "commands: " + told(read(commands))
                    : each.toString())
        .orElse("nothing in time");
  }

  static String told(List<Command> commands) {
    return commands.isEmpty()
        ? "no command"
        : String.join(
            ", ",
            commands.stream()
                .map(each -> each.kind() + " " + each.id() + " with counter " + each.counter())
                .toList());
  }

  @Override
  public void close() {
    channel.close();
  }
}
