package io.platen.reference.release;

import io.platen.protocol.update.RootMetadata;
import io.platen.protocol.update.TopLevelRole;
import io.platen.reference.CommandFailure;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lets what expires soon live longer. */
@Command(
    name = "renew",
    header = "Drafts a new edition of root or targets with a later expiry, to be signed.",
    description = {"", "Snapshot and timestamp need no command: release publish renews them.", ""},
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class RenewCommand implements Runnable {
  @Mixin private DeskOption desk;

  @Option(names = "--root", description = "Of the root.")
  private boolean root;

  @Option(names = "--targets", description = "Of the targets.")
  private boolean targets;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    Desk at = desk.open();
    Editions editions = new Editions(at);
    if (!root && !targets) {
      throw new CommandFailure("Say which: --root, --targets or both");
    }
    if (root) {
      RootMetadata now = editions.rootNow();
      Optional<RootMetadata> draft = editions.draft(TopLevelRole.ROOT, RootMetadata.class);
      editions.propose(TopLevelRole.ROOT, Rotation.next(at, now, draft.orElse(now)));
    }
    if (targets) {
      editions.propose(TopLevelRole.TARGETS, editions.targetsToChange());
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println("Drafted. Next: release sign " + desk.folder() + " --key ...");
    out.flush();
  }
}
