package io.platen.conformance;

import io.platen.conformance.claims.Ics;
import io.platen.conformance.engine.Catalogue;
import io.platen.conformance.engine.Conclusion;
import io.platen.conformance.report.Declaration;
import io.platen.conformance.report.DeclarationDesk;
import io.platen.conformance.report.DeclarationDesk.Refused;
import io.platen.conformance.subject.ConfigurationException;
import io.platen.conformance.suite.DeviceSuite;
import io.platen.conformance.suite.Extras;
import io.platen.conformance.suite.ServerSuite;
import io.platen.protocol.Requirement;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The vendor's word on a product, made from the results. */
@Command(
    name = "declare",
    description = {
      "Makes a declaration of conformance from a folder of results.",
      "",
      "Writes declaration.xml (\"schema declaration.xsd\") and declaration.html, to print, into the"
          + " folder. It is refused where a profile that the ICS claims is not shown in full, and"
          + " where the results were changed. Declare first, then sign.",
      ""
    },
    mixinStandardHelpOptions = true)
final class DeclareCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "The folder that \"run\" wrote, with --ics.")
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public Integer call() throws IOException, ConfigurationException {
    try {
      Declaration declaration = declaration();
      declaration.write(folder);
      say(declaration);
      return 0;
    } catch (Refused e) {
      PrintWriter err = spec.commandLine().getErr();
      err.println("No declaration can be made of " + folder + ":");
      e.reasons().forEach(reason -> err.println("  " + reason));
      err.flush();
      return Conclusion.NOT_CONFORMANT.exitStatus();
    }
  }

  private Declaration declaration() throws IOException, ConfigurationException, Refused {
    DeclarationDesk desk = DeclarationDesk.of(folder);
    boolean device = desk.role().equals("device");
    Catalogue catalogue = device ? DeviceSuite.catalogue() : ServerSuite.catalogue();
    Set<String> tested = device ? DeviceSuite.profiles() : ServerSuite.profiles();
    Requirement.Role role = device ? Requirement.Role.DEVICE : Requirement.Role.SERVER;
    Ics ics = Ics.read(desk.ics(), role, tested);
    desk.also(Extras.everything(role));
    return desk.declare(catalogue, ics, SuiteVersion.suite(), InstantSource.system().instant());
  }

  private void say(Declaration declaration) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(declaration.ics().product() + " is conformant in:");
    declaration
        .profiles()
        .forEach(each -> out.println("  " + each.name() + ", " + each.applied() + " tests"));
    Path page = folder.resolve("declaration.html").toAbsolutePath().normalize();
    out.println("Declaration: " + page);
    out.flush();
  }
}
