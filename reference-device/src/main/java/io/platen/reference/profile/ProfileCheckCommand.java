package io.platen.reference.profile;

import io.platen.protocol.profile.PrinterProfile;
import io.platen.protocol.profile.ProfileCodec;
import io.platen.protocol.xml.ProtocolException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says whether profiles are right, and where they are not. */
@Command(
    name = "check",
    header = "Says whether a printer profile is right, and in which line it is not.",
    description = {
      "",
      "Checks by the schema printer-profile.xsd, and what a schema cannot say: that what is referred to"
          + " is there, that patterns are regular expressions, that meters and supplies are registered.",
      ""
    },
    footer = {"", "Exit status: 0 all are right; 1 one is wrong or cannot be read; 2 wrong usage."},
    mixinStandardHelpOptions = true)
public final class ProfileCheckCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "XML files, one profile each.")
  private List<Path> files = List.of();

  @Override
  public Integer call() {
    int wrong = 0;
    for (Path file : files) {
      wrong += isRight(file) ? 0 : 1;
    }
    return wrong == 0 ? 0 : 1;
  }

  private boolean isRight(Path file) {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try {
      PrinterProfile profile = ProfileCodec.read(Files.readAllBytes(file));
      out.println(file + ": right: " + ProfileListCommand.line(profile));
      return true;
    } catch (ProtocolException e) {
      String line = e.line() < 0 ? "" : ":" + e.line();
      err.println(file + line + ": " + e.getMessage());
    } catch (NoSuchFileException e) {
      err.println(file + ": there is no such file");
    } catch (IOException e) {
      err.println(file + ": cannot be read: " + e.getMessage());
    } finally {
      out.flush();
      err.flush();
    }
    return false;
  }
}
