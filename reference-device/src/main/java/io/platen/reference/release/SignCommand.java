package io.platen.reference.release;

import io.platen.protocol.update.MetadataKey;
import io.platen.protocol.update.RootMetadata;
import io.platen.protocol.update.SigningKey;
import io.platen.protocol.update.TargetsMetadata;
import io.platen.protocol.update.TopLevelRole;
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
    for (TopLevelRole role : List.of(TopLevelRole.ROOT, TopLevelRole.TARGETS)) {
      signed += sign(editions, role, keys);
    }
    if (signed == 0) {
      throw new CommandFailure(
          "Nothing is drafted that these keys may sign; release check says what is drafted, and who"
              + " is to sign it");
    }
  }

  private int sign(Editions editions, TopLevelRole role, List<SigningKey> keys) {
    String what = describe(editions, role);
    List<MetadataKey> signed = editions.sign(role, keys);
    if (signed.isEmpty()) {
      return 0;
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println("Signed " + what);
    Lines.missing(desk.open(), editions, role).forEach(line -> out.println("  " + line));
    if (editions.fileIfComplete(role)) {
      out.println("  enough have signed: it is filed");
    }
    out.flush();
    return signed.size();
  }

  private static String describe(Editions editions, TopLevelRole role) {
    if (role == TopLevelRole.ROOT) {
      return editions
          .draft(role, RootMetadata.class)
          .map(root -> "root " + root.version() + ", good until " + root.expires())
          .orElse("");
    }
    return editions
        .draft(role, TargetsMetadata.class)
        .map(
            targets ->
                "targets "
                    + targets.version()
                    + ", good until "
                    + targets.expires()
                    + "; "
                    + news(editions, targets))
        .orElse("");
  }

  private static String news(Editions editions, TargetsMetadata draft) {
    Set<String> before = editions.targets().map(each -> each.targets().keySet()).orElse(Set.of());
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
