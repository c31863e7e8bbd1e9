package io.platen.conformance;

import io.platen.conformance.engine.Conclusion;
import io.platen.conformance.report.Verification;
import io.platen.conformance.wire.Identity;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares a folder of results with the hashes of its summary, and looks who signed that. */
@Command(
    name = "verify",
    description = "Checks that results are as the run left them, and who signed them.",
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "PATH", description = "The folder that \"run\" wrote, or its bundle.")
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Option(
      names = "--signer",
      paramLabel = "FILE",
      description = {
        "The certificate of the one who must have signed, or of the authority that vouches for it,",
        "PEM. Without a signature by it the results do not pass."
      })
  private @Nullable Path signer;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Verification verification = Verification.of(folder);
    List<String> faults = new ArrayList<>(verification.faults());
    if (signer != null && faults.isEmpty()) {
      checkSigner(verification, Identity.certificates(signer).get(0), faults);
    }
    PrintWriter out = spec.commandLine().getOut();
    faults.forEach(out::println);
    if (faults.isEmpty()) {
      out.println(verification.files() + " files are as the summary says.");
      out.println("SHA-256 of summary.json: " + verification.summary());
      out.println(signed(verification));
    }
    out.flush();
    return faults.isEmpty() ? 0 : Conclusion.NOT_CONFORMANT.exitStatus();
  }

  private String signed(Verification verification) {
    return verification
        .signer()
        .map(
            each ->
                "Signed by "
                    + each.getSubjectX500Principal()
                    + (signer == null ? "; name the certificate that it has to be: --signer" : ""))
        .orElse("Nobody has signed it.");
  }

  private static void checkSigner(
      Verification verification, X509Certificate wanted, List<String> faults) {
    if (verification.signer().isEmpty()) {
      faults.add("nobody has signed the summary");
    } else if (!isBy(verification.signer().get(), wanted)) {
      faults.add(
          "the summary is signed by "
              + verification.signer().get().getSubjectX500Principal()
              + ", for whom "
              + wanted.getSubjectX500Principal()
              + " does not vouch");
    }
  }

  private static boolean isBy(X509Certificate found, X509Certificate wanted) {
    if (found.equals(wanted)) {
      return true;
    }
    try {
      found.verify(wanted.getPublicKey());
      return found.getIssuerX500Principal().equals(wanted.getSubjectX500Principal());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
