package io.platen.reference.local;

import io.platen.device.LocalPairing;
import io.platen.device.printer.local.LocalAgents;
import io.platen.protocol.local.PairingCode;
import io.platen.reference.CommandFailure;
import io.platen.reference.device.DeviceSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Pairs the device with a local agent. */
@Command(
    name = "pair",
    description = {
      "Pairs this device with a local agent, which answers for printers without a network; from its"
          + " next cycle on the device reads them. Start the agent with --pair: it shows the code.",
      "Without a code it only says whether an agent is there; without HOST it lists those that the"
          + " device is paired with."
    },
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
public final class PairCommand implements Callable<Integer> {
  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The device's configuration, device.properties.")
  private Path config;

  @Option(names = "--forget", description = "Forgets the agent at HOST instead.")
  private boolean forget;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "HOST[:PORT]",
      description = "Where the agent is; port 35 unless named.")
  private @Nullable String where;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "CODE",
      description = "What the agent shows: XXXX-XXXX-XXXX-XXXX.")
  private @Nullable String typed;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    try {
      LocalPairing pairing = LocalPairing.of(DeviceSettings.of(config));
      if (where == null) {
        pairing.hosts().forEach(out::println);
        return 0;
      }
      int colon = where.lastIndexOf(':');
      String host = colon < 0 ? where : where.substring(0, colon);
      return forget ? forgotten(pairing, host, out) : paired(pairing, host, colon, out);
    } catch (LocalAgents.RefusedException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new CommandFailure("no agent answers: " + e.getMessage());
    } finally {
      out.flush();
    }
  }

  private static int forgotten(LocalPairing pairing, String host, PrintWriter out)
      throws IOException {
    boolean there = pairing.forget(host);
    out.println(there ? "Forgotten: " + host : "There was no agent at " + host);
    return there ? 0 : 1;
  }

  private int paired(LocalPairing pairing, String host, int colon, PrintWriter out)
      throws IOException, InterruptedException, LocalAgents.RefusedException {
    int port = colon < 0 ? LocalAgents.PORT : port(String.valueOf(where).substring(colon + 1));
    if (typed == null) {
      boolean there = pairing.find(host, port);
      out.println(there ? "An agent is there: " + where : "No agent answers at " + where);
      return there ? 0 : 1;
    }
    Optional<PairingCode> code = PairingCode.parse(typed);
    if (code.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "'" + typed + "' is no code: 16 letters and digits are expected.");
    }
    pairing.pair(host, port, code.get());
    out.println("Paired with the agent at " + where);
    return 0;
  }

  private int port(String text) {
    if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65_535) {
      throw new ParameterException(spec.commandLine(), "'" + text + "' is no port.");
    }
    return Integer.parseInt(text);
  }
}
