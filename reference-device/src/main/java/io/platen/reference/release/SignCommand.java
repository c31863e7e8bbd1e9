package io.platen.reference.release;

import io.platen.protocol.update.MetadataKey;
import io.platen.protocol.update.RootMetadata;
import io.platen.protocol.update.SigningKey;
import io.platen.protocol.update.TargetsMetadata;
import io.platen.reference.CommandFailure;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Adds one person's signatures. */
@Command(
    name = "sign",
    header = "Adds one person's signatures to what is drafted.",
    description = {
      "",
      "Says what it is that you sign. The desk's folder may travel on a stick from person to person; when"
          + " enough have signed, the file is filed and never changes again.",
      ""
    },
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class SignCommand implements Runnable {
  @Mixin private DeskOption desk;

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "Your private keys: PKCS#8 in PEM, encrypted or not. May be repeated.")
  private List<Path> files;

  @Mixin private Passphrase passphrase;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    Editions editions = new Editions(desk.open());
    List<SigningKey> keys = new ArrayList<>();
    files.forEach(file -> keys.addAll(KeyFiles.read(file, passphrase)));
    int signed = 0;
    for (DeskRole role : roles(editions)) {
      signed += sign(editions, role, keys);
    }
    if (signed == 0) {
      throw new CommandFailure(
          "Nothing is drafted that these keys may sign; release check says what is drafted, and who"
              + " is to sign it");
    }
    fileComplete(editions);
  }

  /** Whom the root leads to, before those to whom the targets do. */
  private static List<DeskRole> roles(Editions editions) {
    List<DeskRole> roles = new ArrayList<>(List.of(DeskRole.ROOT, DeskRole.TARGETS));
    roles.addAll(editions.delegations().roles());
    return roles;
  }

  private void fileComplete(Editions editions) {
    PrintWriter out = spec.commandLine().getOut();
    for (DeskRole role : roles(editions)) {
      if (editions.fileIfComplete(role)) {
        out.println("Enough have signed the " + role.words() + ": filed");
      } else if (editions.isComplete(role)) {
        out.println("Enough have signed the " + role.words() + "; " + waits(editions, role));
      }
    }
    out.flush();
  }

  private static String waits(Editions editions, DeskRole role) {
    return role.equals(DeskRole.TARGETS)
        ? "they wait until the releases are signed of "
            + editions.delegations().unsigned().stream()
                .flatMap(each -> each.model().stream())
                .collect(Collectors.joining(", "))
        : "they wait until the targets are signed that delegate them";
  }

  private int sign(Editions editions, DeskRole role, List<SigningKey> keys) {
    String what = describe(editions, role);
    List<MetadataKey> signed = editions.sign(role, keys);
    if (signed.isEmpty()) {
      return 0;
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println("Signed " + what);
    Lines.missing(desk.open(), editions, role).forEach(line -> out.println("  " + line));
    out.flush();
    return signed.size();
  }

  private static String describe(Editions editions, DeskRole role) {
    if (role.equals(DeskRole.ROOT)) {
      return editions
          .draft(role, RootMetadata.class)
          .map(root -> "root " + root.version() + ", good until " + root.expires())
          .orElse("");
    }
    return editions
        .draft(role, TargetsMetadata.class)
        .map(
            targets ->
                role.words()
                    + ", edition "
                    + targets.version()
                    + ", good until "
                    + targets.expires()
                    + "; "
                    + news(editions, role, targets))
        .orElse("");
  }

  private static String news(Editions editions, DeskRole role, TargetsMetadata draft) {
    Set<String> before =
        editions
            .newest(role, TargetsMetadata.class)
            .map(each -> each.targets().keySet())
            .orElse(Set.of());
    Set<String> added = new TreeSet<>(draft.targets().keySet());
    added.removeAll(before);
    Set<String> gone = new TreeSet<>(before);
    gone.removeAll(draft.targets().keySet());
    String text =
        added.isEmpty()
            ? "no new release"
            : "new: " + added.stream().collect(Collectors.joining(", "));
    return gone.isEmpty() ? text : text + "; withdrawn: " + String.join(", ", gone);
  }
}
