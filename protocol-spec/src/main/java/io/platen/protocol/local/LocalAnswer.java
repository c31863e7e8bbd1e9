package io.platen.protocol.local;

import io.platen.protocol.report.PrinterReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a local agent answers. */
public sealed interface LocalAnswer {
  /**
   * The device is known from now on.
   *
   * @param proof by {@link PairingCode#proof} of the agent
   */
  record Paired(Proof proof) implements LocalAnswer {}

  /**
   * It does not do what it was asked.
   *
   * @param reason a token: {@code not-paired}, {@code wrong-code}, {@code no-code}
   */
  record Refused(String reason) implements LocalAnswer {}

  /**
   * What it found.
   *
   * @param printers whole, each under the agent's own key
   * @param software name and version of the agent
   */
  record Printers(List<PrinterReport> printers, @Nullable String software) implements LocalAnswer {
    public Printers {
      printers = List.copyOf(printers);
    }
  }
}
