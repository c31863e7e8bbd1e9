package io.platen.reference.release;

import io.platen.protocol.update.MetadataKey;
import io.platen.reference.CommandFailure;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Leaves the releases of a hardware model to people of its own. */
@Command(
    name = "delegate",
    header = "Leaves the releases of one hardware model to people of its own.",
    description = {
      "",
      "  release delegate DESK --hardware pl-200 --key dora.pub --key emil.pub --threshold 2",
      "  release delegate DESK --hardware pl-200 --end",
      "",
      "Drafts targets that say so, which those sign who sign the targets, and a list of releases of this model,"
          + " which its own people sign; both are filed together. From then on release add puts releases of the"
          + " model into that list. Its people can name releases of this model and of no other. Releases that the"
          + " targets name already stay there. The same command with other keys changes who signs.",
      ""
    },
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class DelegateCommand implements Runnable {
  private static final String MODEL = "[a-z][a-z0-9-]{0,57}";

  @Mixin private DeskOption desk;

  @Option(
      names = "--hardware",
      required = true,
      paramLabel = "MODEL",
      description = "The hardware model, e.g. pl-200.")
  private String model;

  @Option(
      names = "--key",
      paramLabel = "FILE.pub",
      description =
          "Public keys of one who signs its releases, as release key makes them. Repeat it. Without it keys"
              + " of three people are made in DESK/keys.")
  private List<Path> files = List.of();

  @Option(
      names = "--threshold",
      paramLabel = "N",
      description = "How many of them must sign; ${DEFAULT-VALUE}.")
  private int threshold = 2;

  @Option(
      names = "--end",
      description = "End it: devices of the model see no more what its people signed.")
  private boolean end;

  @Mixin private Passphrase passphrase;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    if (!model.matches(MODEL)) {
      throw new CommandFailure(
          "A hardware model is up to 58 of a-z, 0-9 and -, and begins with a letter, not \""
              + model
              + "\"");
    }
    Desk at = desk.open();
    Editions editions = new Editions(at);
    editions.rootNow();
    if (end) {
      end(editions);
    } else {
      delegate(at, editions);
    }
  }

  private void end(Editions editions) {
    if (!files.isEmpty()) {
      throw new CommandFailure("--end needs no --key");
    }
    DeskRole role =
        editions
            .delegations()
            .of(model)
            .orElseThrow(
                () ->
                    new CommandFailure(
                        "The releases of "
                            + model
                            + " are not delegated; those of: "
                            + others(editions)));
    long version = editions.delegations().end(role).version();
    tell(
        "Ended in the draft of targets " + version + ", which nobody has signed.",
        "Releases of "
            + model
            + " that its people signed are gone with it; add them anew if need be.");
  }

  private static String others(Editions editions) {
    List<String> models =
        editions.delegations().roles().stream().flatMap(role -> role.model().stream()).toList();
    return models.isEmpty() ? "none" : String.join(", ", models);
  }

  private void delegate(Desk at, Editions editions) {
    Holders.demandEnough(threshold, "--key", files);
    DeskRole role = DeskRole.ofModel(model);
    boolean wasThere = editions.delegations().of(model).isPresent();
    Holders holders =
        Holders.of(at, keyName(at), files, files.isEmpty() ? passphrase.chosen() : new char[0]);
    var signers = Roles.hybrid(holders.people().values(), threshold);
    List<MetadataKey> keys = holders.remember(at);
    long version = editions.delegations().delegate(role, signers, keys).version();
    editions.propose(role, editions.toChange(role));
    tell(
        "Targets "
            + version
            + " are drafted: "
            + threshold
            + " of "
            + String.join(", ", holders.people().keySet())
            + (wasThere
                ? " sign the releases of " + model + " from then on."
                : " will sign the releases of " + model + "."),
        "Their list of releases is drafted, too; both are filed when enough have signed both.");
    if (!holders.made().isEmpty()) {
      tell("Carry their keys to their owners, and off this computer: " + at.keys());
    }
    tell("Next: release sign " + desk.folder() + " --key ..., by both");
  }

  /** A key is never overwritten: who comes later is called by a number more. */
  private String keyName(Desk at) {
    String name = model;
    for (int more = 2; at.keys().resolve(name + "-1.key").toFile().exists(); more++) {
      name = model + "-" + more;
    }
    return name;
  }

  private void tell(String... lines) {
    PrintWriter out = spec.commandLine().getOut();
    List.of(lines).forEach(out::println);
    out.flush();
  }
}
