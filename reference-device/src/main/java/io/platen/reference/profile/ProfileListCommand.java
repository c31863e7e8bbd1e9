package io.platen.reference.profile;

import io.platen.device.printer.profile.ProfileSet;
import io.platen.protocol.profile.PrinterProfile;
import java.io.PrintWriter;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the profiles that are built in. */
@Command(
    name = "list",
    header = "Lists the printer profiles that are built in.",
    mixinStandardHelpOptions = true)
public final class ProfileListCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = "--markdown",
      description = "Prints what is read, maker by maker, from where: docs/reference/printers.md.")
  private boolean markdown;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    if (markdown) {
      out.print(PrinterTable.of(ProfileSet.bundled()));
    } else {
      ProfileSet.bundled().all().forEach(profile -> out.println(line(profile)));
    }
    out.flush();
  }

  /** Id, version, maker, and how much it knows. */
  static String line(PrinterProfile profile) {
    return profile.id()
        + " version "
        + profile.version()
        + " ("
        + Objects.requireNonNullElse(profile.maker(), "all others")
        + "), "
        + profile.meters().size()
        + " meters, "
        + profile.supplies().size()
        + " supplies";
  }
}
