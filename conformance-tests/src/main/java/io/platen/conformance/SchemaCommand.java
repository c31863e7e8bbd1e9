package io.platen.conformance;

import io.platen.conformance.claims.ClaimSchemas;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a schema, so that an editor can help with the file. */
@Command(
    name = "schema",
    description = "Prints the schema of an ICS (ics.xsd) or of an IXIT (ixit.xsd).",
    mixinStandardHelpOptions = true)
final class SchemaCommand implements Runnable {
  @Parameters(paramLabel = "NAME", description = "ics.xsd or ixit.xsd.")
  @SuppressWarnings("NullAway.Init")
  private String name;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public void run() {
    String schema =
        ClaimSchemas.text(name)
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(),
                        "No schema is called " + name + "; known are ics.xsd and ixit.xsd"));
    PrintWriter out = spec.commandLine().getOut();
    out.print(schema);
    out.flush();
  }
}
