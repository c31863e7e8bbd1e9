package io.platen.conformance;

import io.platen.conformance.engine.Conclusion;
import io.platen.conformance.report.Verification;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares a folder of results with the hashes of its summary. */
@Command(
    name = "verify",
    description = "Checks that a folder of results is as the run left it.",
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "The folder that \"run\" wrote.")
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Verification verification = Verification.of(folder);
    PrintWriter out = spec.commandLine().getOut();
    verification.faults().forEach(out::println);
    if (verification.faults().isEmpty()) {
      out.println(verification.files() + " files are as the summary says.");
      out.println("SHA-256 of summary.json: " + verification.summary());
    }
    out.flush();
    return verification.faults().isEmpty() ? 0 : Conclusion.NOT_CONFORMANT.exitStatus();
  }
}
