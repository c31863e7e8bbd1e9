package io.platen.reference.adapter;

import io.platen.reference.CommandFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lets the conformance suite drive this device. */
@Command(
    name = "adapter",
    description = {
      "Drives this device for the conformance suite: platen-conformance run device.",
      "",
      "Carries out one command, prints one line of JSON (docs/reference/adapter.md):",
      "  init, enrol CODE, sync, report, pair HOST:PORT CODE, apply, state,",
      "  clock SECONDS, start, restart, agree RELEASE, show FILE",
      "The script platen-device-adapter does the same faster: it starts this once, with --listen,"
          + " and hands all commands of a run to it.",
      ""
    },
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
public final class AdapterCommand implements Callable<Integer> {
  @Option(
      names = "--listen",
      paramLabel = "FOLDER",
      description = {
        "Takes commands on a port of loopback, which the file \"post\" in this folder then names,",
        "until two minutes have passed without one."
      })
  private @Nullable Path listen;

  @Parameters(
      arity = "0..*",
      paramLabel = "COMMAND SESSION [ARGUMENT]",
      description = "What to do, for the session in this folder.")
  private List<String> words = List.of();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    try (AdapterDesk desk = new AdapterDesk()) {
      if (listen != null) {
        new AdapterPost(listen, desk).run();
        return 0;
      }
      PrintWriter out = spec.commandLine().getOut();
      out.println(desk.run(words).line());
      out.flush();
      return 0;
    } catch (IOException e) {
      throw new CommandFailure("No commands can be taken: " + e.getMessage(), e);
    }
  }
}
