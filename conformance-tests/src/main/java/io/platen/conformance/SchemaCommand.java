package io.platen.conformance;

import io.platen.conformance.claims.ClaimSchemas;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a schema, so that an editor can help with the file. */
@Command(
    name = "schema",
    description = "Prints the schema of an ICS (ics.xsd) or of an IXIT (ixit.xsd).",
    mixinStandardHelpOptions = true)
final class SchemaCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "ics.xsd or ixit.xsd.")
  @SuppressWarnings("NullAway.Init")
  private String name;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public Integer call() {
    Optional<String> schema = ClaimSchemas.text(name);
    PrintWriter err = spec.commandLine().getErr();
    PrintWriter out = spec.commandLine().getOut();
    schema.ifPresentOrElse(
        text -> out.print(text),
        () -> err.println("No schema is called " + name + "; known are ics.xsd and ixit.xsd"));
    out.flush();
    err.flush();
    return schema.isPresent() ? 0 : 3;
  }
}
