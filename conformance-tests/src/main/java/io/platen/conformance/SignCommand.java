package io.platen.conformance;

import io.platen.conformance.report.Bundle;
import io.platen.conformance.report.SummarySignature;
import io.platen.conformance.wire.Identity;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The vendor stands by a folder of results. */
@Command(
    name = "sign",
    description = {
      "Signs a folder of results with the vendor's key, and packs it into one file.",
      "",
      "Writes summary.json.p7s, a detached CMS signature over summary.json, which"
          + " holds the hashes of all other files. It says who stands by the results. That"
          + " they are true it cannot say: whoever wants to know runs the suite again.",
      ""
    },
    mixinStandardHelpOptions = true)
final class SignCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "The folder that \"run\" wrote.")
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Option(
      names = "--certificate",
      required = true,
      paramLabel = "FILE",
      description = "The vendor's certificate, PEM; those above it may follow.")
  @SuppressWarnings("NullAway.Init")
  private Path certificate;

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "Its key: EC, RSA or Ed25519, PKCS#8 without a password, PEM.")
  @SuppressWarnings("NullAway.Init")
  private Path key;

  @Option(
      names = "--bundle",
      paramLabel = "FILE",
      description = "Also writes all of it into one zip, to pass on; \"verify FILE\" checks it.")
  private @Nullable Path bundle;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Identity signer = Identity.read("vendor", certificate, key);
    SummarySignature.sign(folder, signer);
    PrintWriter out = spec.commandLine().getOut();
    out.println("Signed by " + signer.chain().get(0).getSubjectX500Principal() + ".");
    if (bundle != null) {
      Bundle.write(folder, bundle);
      out.println("Bundle: " + bundle.toAbsolutePath().normalize());
    }
    out.flush();
    return 0;
  }
}
