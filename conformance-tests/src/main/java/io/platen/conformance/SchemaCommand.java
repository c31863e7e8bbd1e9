package io.platen.conformance;

import io.platen.conformance.claims.ClaimSchemas;
import io.platen.conformance.report.ResultsFolder;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a schema, so that an editor can help with the file. */
@Command(
    name = "schema",
    description = {
      "Prints a schema: of an ICS (ics.xsd), of an IXIT (ixit.xsd), of a declaration"
          + " (declaration.xsd), or of results.json and summary.json (results.schema.json)."
    },
    mixinStandardHelpOptions = true)
final class SchemaCommand implements Runnable {
  @Parameters(
      paramLabel = "NAME",
      description = "ics.xsd, ixit.xsd, declaration.xsd or results.schema.json.")
  @SuppressWarnings("NullAway.Init")
  private String name;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public void run() {
    String schema =
        ClaimSchemas.text(name)
            .or(() -> ResultsFolder.schema(name))
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(),
                        "No schema is called "
                            + name
                            + "; known are ics.xsd, ixit.xsd, declaration.xsd and"
                            + " results.schema.json"));
    PrintWriter out = spec.commandLine().getOut();
    out.print(schema);
    out.flush();
  }
}
