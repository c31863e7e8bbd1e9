package io.platen.reference.bench;

import io.platen.protocol.codec.CommandCodec;
import io.platen.protocol.codec.SignedForm;
import io.platen.protocol.command.Command;
import io.platen.protocol.live.CommandResult;
import io.platen.protocol.live.CommandResult.Stage;
import io.platen.protocol.live.LiveMessage;
import io.platen.protocol.order.CommandCheck;
import io.platen.protocol.update.MetadataException;
import io.platen.protocol.xml.ProtocolException;
import io.platen.reference.CommandFailure;
import io.platen.reference.stack.DeviceIdentity;
import io.platen.reference.stack.ServerAddresses;
import io.platen.reference.stack.ServerApi;
import jakarta.json.Json;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** How long commands take: from the order by REST to the server's word that it has the result. */
final class CommandTimes {
  private final ServerApi api;
  private final InstantSource clock;
  private final Map<UUID, Long> taken = new HashMap<>();

  /**
   * @param api of the node that takes the orders
   */
  CommandTimes(ServerApi api, InstantSource clock) {
    this.api = api;
    this.clock = clock;
  }

  /**
   * One command after the other, to one device after the other.
   *
   * @param node that devices open a channel with before they are asked
   * @return times in milliseconds, sorted
   */
  List<Long> measure(ServerAddresses node, List<DeviceIdentity> devices, int commands)
      throws InterruptedException {
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < commands; i++) {
      DeviceIdentity device = devices.get(i % devices.size());
      long last = taken.getOrDefault(device.device(), 0L);
      try (LiveClient client = LiveClient.open(node, device, last)) {
        long began = System.nanoTime();
        api.post(
            "/devices/" + device.device() + "/commands",
            Json.createObjectBuilder().add("kind", "read").build());
        taken.put(device.device(), answer(client));
        times.add((System.nanoTime() - began) / 1_000_000);
      } catch (IOException e) {
        throw new CommandFailure("A command did not come back: " + e.getMessage(), e);
      }
    }
    return times.stream().sorted().toList();
  }

  static long percentile(List<Long> sorted, double share) {
    return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(share * sorted.size())));
  }

  /** The counter of the command. */
  private long answer(LiveClient client) throws IOException {
    if (!(client.next() instanceof LiveMessage.Commands commands)) {
      throw new IOException("Something else than a command came");
    }
    Command command = read(commands);
    client.send(piece(command, 1, Stage.RECEIVED));
    client.send(piece(command, 2, Stage.DONE));
    LiveMessage first = client.next();
    LiveMessage second = client.next();
    if (!(first instanceof LiveMessage.Taken) || !(second instanceof LiveMessage.Taken)) {
      throw new IOException("The server has not taken the result");
    }
    return command.counter();
  }

  private static Command read(LiveMessage.Commands commands) throws IOException {
    try {
      return CommandCodec.read(
          SignedForm.read(CommandCheck.ROLE, commands.files().get(0).bytes()).content());
    } catch (MetadataException | ProtocolException e) {
      throw new IOException(e);
    }
  }

  private CommandResult piece(Command command, long number, Stage stage) {
    return new CommandResult(
        command.device(),
        command.id(),
        number,
        stage,
        null,
        null,
        null,
        null,
        List.of(),
        List.of(),
        clock.instant());
  }
}
