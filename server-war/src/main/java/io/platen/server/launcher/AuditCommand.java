package io.platen.server.launcher;

import io.platen.server.audit.AuditChain;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** {@code audit verify}: walks the chain of audit entries. */
final class AuditCommand {
  /** Written by the running server, read by nobody in its process. */
  private static final String ANCHOR = "audit-anchor";

  private final Configuration configuration;
  private final PrintStream out;

  AuditCommand(Configuration configuration, PrintStream out) {
    this.configuration = configuration;
    this.out = out;
  }

  ExitCode verify() throws StartException {
    return tell(
        new CommandDatabase(configuration)
            .use(connection -> AuditChain.verify(connection, anchor())));
  }

  private Optional<AuditChain.Anchor> anchor() throws StartException {
    Path file = configuration.data().resolve(ANCHOR);
    if (!Files.exists(file)) {
      out.println(
          file + " is not there: a cut end or a chain that was made anew cannot be noticed.");
      return Optional.empty();
    }
    try {
      return AuditChain.Anchor.read(Files.readString(file));
    } catch (IOException e) {
      throw new StartException(ExitCode.START_FAILED, file + " cannot be read (" + e + ").", e);
    }
  }

  private ExitCode tell(AuditChain.Verdict verdict) {
    if (verdict instanceof AuditChain.Intact intact) {
      out.println(
          "The audit is intact: "
              + intact.end().position()
              + " records, the last with hash "
              + intact.end().hash());
      return ExitCode.STOPPED;
    }
    AuditChain.Broken broken = (AuditChain.Broken) verdict;
    String which = broken.position() == 0 ? "A record" : "Record " + broken.position();
    out.println("The audit is BROKEN. " + which + " " + broken.what());
    return ExitCode.AUDIT_BROKEN;
  }
}
