package io.platen.reference.release;

import io.platen.protocol.release.Release;
import io.platen.protocol.update.TargetFile;
import io.platen.protocol.update.TargetsMetadata;
import io.platen.reference.CommandFailure;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Takes a release out of the draft of the targets. */
@Command(
    name = "withdraw",
    header = "Withdraws a release: drafts the list of releases without it, to be signed.",
    description = {
      "",
      "  release withdraw DESK --release 2026.3",
      "",
      "Once people have signed and it is published, no device begins to install the release, and servers"
          + " assign it no more. Devices that run it go on running it; what they run next must not"
          + " have a lower security counter. A server removes its objects a week later.",
      ""
    },
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class WithdrawCommand implements Runnable {
  private static final String BEGIN = "releases/";

  @Mixin private DeskOption desk;

  @Option(names = "--release", required = true, paramLabel = "ID", description = "Its id.")
  private String id;

  @Option(
      names = "--hardware",
      paramLabel = "MODEL",
      description = "From this hardware model only; from all where none is named.")
  private List<String> models = List.of();

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    Desk at = desk.open();
    Editions editions = new Editions(at);
    Map<DeskRole, TargetsMetadata> lists = editions.lists();
    List<DeskRole> meant =
        lists.entrySet().stream()
            .filter(list -> list.getValue().targets().keySet().stream().anyMatch(this::isMeant))
            .map(Map.Entry::getKey)
            .toList();
    if (meant.isEmpty()) {
      throw new CommandFailure(
          "There is no release " + id + ofModels() + "; there are: " + all(lists.values()));
    }
    meant.forEach(role -> withdraw(editions, role));
    PrintWriter out = spec.commandLine().getOut();
    out.println("Next: release sign " + desk.folder() + " --key ..., then release publish");
    out.flush();
  }

  private void withdraw(Editions editions, DeskRole role) {
    TargetsMetadata base = editions.toChange(role);
    Map<String, TargetFile> targets = new TreeMap<>(base.targets());
    List<String> gone = targets.keySet().stream().filter(this::isMeant).toList();
    gone.forEach(targets::remove);
    editions.propose(role, base.withTargets(targets));
    PrintWriter out = spec.commandLine().getOut();
    gone.forEach(path -> out.println("Withdrawn in the draft: " + name(path)));
    out.println(
        "It is in the "
            + role.words()
            + ", edition "
            + base.version()
            + ", which nobody has signed; devices see it till then.");
  }

  private boolean isMeant(String path) {
    return models.isEmpty()
        ? path.startsWith(BEGIN) && path.endsWith("/" + id + ".xml")
        : models.stream().anyMatch(model -> path.equals(Release.path(model, id)));
  }

  private String ofModels() {
    return models.isEmpty() ? "" : " for " + String.join(", ", models);
  }

  private static String all(Collection<TargetsMetadata> lists) {
    String all =
        lists.stream()
            .flatMap(list -> list.targets().keySet().stream())
            .sorted()
            .map(WithdrawCommand::name)
            .collect(Collectors.joining(", "));
    return all.isEmpty() ? "none" : all;
  }

  /** {@code 2026.3 for pl-100} */
  private static String name(String path) {
    String[] parts = path.split("/", -1);
    return parts.length == 3 ? parts[2].replaceFirst("\\.xml$", "") + " for " + parts[1] : path;
  }
}
