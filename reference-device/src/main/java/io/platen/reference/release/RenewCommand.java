package io.platen.reference.release;

import io.platen.protocol.update.RootMetadata;
import io.platen.reference.CommandFailure;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lets what expires soon live longer. */
@Command(
    name = "renew",
    header = "Drafts a new edition of root, targets or a model's releases with a later expiry.",
    description = {"", "Snapshot and timestamp need no command: release publish renews them.", ""},
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class RenewCommand implements Runnable {
  @Mixin private DeskOption desk;

  @Option(names = "--root", description = "Of the root.")
  private boolean root;

  @Option(names = "--targets", description = "Of the targets.")
  private boolean targets;

  @Option(
      names = "--hardware",
      paramLabel = "MODEL",
      description = "Of the releases of this model, where they are delegated. May be repeated.")
  private List<String> models = List.of();

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    Desk at = desk.open();
    Editions editions = new Editions(at);
    if (!root && !targets && models.isEmpty()) {
      throw new CommandFailure("Say which: --root, --targets, --hardware MODEL");
    }
    if (root) {
      RootMetadata now = editions.rootNow();
      Optional<RootMetadata> draft = editions.draft(DeskRole.ROOT, RootMetadata.class);
      editions.propose(DeskRole.ROOT, Rotation.next(at, now, draft.orElse(now)));
    }
    if (targets) {
      editions.propose(DeskRole.TARGETS, editions.targetsToChange());
    }
    for (String model : models) {
      DeskRole role =
          editions
              .delegations()
              .of(model)
              .orElseThrow(
                  () ->
                      new CommandFailure(
                          "The releases of " + model + " are among the targets: --targets"));
      editions.propose(role, editions.toChange(role));
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println("Drafted. Next: release sign " + desk.folder() + " --key ...");
    out.flush();
  }
}
