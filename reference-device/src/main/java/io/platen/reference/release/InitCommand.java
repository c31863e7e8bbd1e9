package io.platen.reference.release;

import io.platen.protocol.update.MetadataKey;
import io.platen.protocol.update.RoleKeys;
import io.platen.protocol.update.RootMetadata;
import io.platen.protocol.update.SigningKey;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a desk, its keys, and the first root. */
@Command(
    name = "init",
    header = "Makes a desk: its folder, its keys, and the first root.",
    description = {
      "",
      "Root and targets each need 2 of 3 people, with an ECDSA and an ML-DSA key each; where no --root-key or"
          + " --targets-key is named, their keys are made too (DESK/keys/root-1.key and so on): carry each to its"
          + " owner and off this computer. The keys of snapshot and timestamp stay at the desk.",
      ""
    },
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class InitCommand implements Runnable {
  @Mixin private DeskOption desk;

  @Option(
      names = "--repository",
      required = true,
      paramLabel = "NAME",
      description = "What devices have built in: up to 40 of a-z, 0-9 and -, e.g. acme.")
  private String repository;

  @Option(
      names = "--root-key",
      paramLabel = "FILE.pub",
      description = "Public keys of one who signs the root, as release key makes them. Repeat it.")
  private List<Path> rootKeys = List.of();

  @Option(
      names = "--targets-key",
      paramLabel = "FILE.pub",
      description = "The same for those who sign releases.")
  private List<Path> targetsKeys = List.of();

  @Option(
      names = "--threshold",
      paramLabel = "N",
      description = "How many of them must sign; ${DEFAULT-VALUE}.")
  private int threshold = 2;

  @Mixin private Passphrase passphrase;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    DeskSettings settings = DeskSettings.of(repository);
    Holders.demandEnough(threshold, "--root-key", rootKeys);
    Holders.demandEnough(threshold, "--targets-key", targetsKeys);
    char[] chosen = passphrase.chosen();
    Desk at = Desk.create(desk.folder(), settings, Clock.systemUTC());
    Holders root = Holders.of(at, "root", rootKeys, chosen);
    Holders targets = Holders.of(at, "targets", targetsKeys, chosen);
    Map<String, RoleKeys> roles = new LinkedHashMap<>();
    Map<String, MetadataKey> keys = new LinkedHashMap<>();
    roles.put("root", Roles.hybrid(root.people().values(), threshold));
    roles.put("targets", Roles.hybrid(targets.people().values(), threshold));
    for (Holders each : List.of(root, targets)) {
      each.remember(at).forEach(key -> keys.put(key.id(), key));
    }
    for (String online : List.of("snapshot", "timestamp")) {
      SigningKey key = SigningKey.ecdsa(new SecureRandom());
      KeyFiles.write(at.keys().resolve(online + ".key"), List.of(key), chosen);
      at.name(key.key().id(), online);
      keys.put(key.key().id(), key.key());
      roles.put(online, RoleKeys.of(1, java.util.Set.of(key.key().id())));
    }
    Editions editions = new Editions(at);
    editions.propose(
        DeskRole.ROOT,
        new RootMetadata(1, at.now().plus(DeskRole.ROOT.life(settings)), true, keys, roles));
    editions.sign(DeskRole.ROOT, root.made());
    tell(at, editions.fileIfComplete(DeskRole.ROOT), root, targets);
  }

  private void tell(Desk at, boolean isSigned, Holders root, Holders targets) {
    PrintWriter out = spec.commandLine().getOut();
    out.println("The desk of the repository " + repository + " is in " + desk.folder());
    if (isSigned) {
      out.println("Build into the device: " + at.metadata().resolve("1.root.xml"));
    } else {
      out.println(
          "The root needs "
              + threshold
              + " signatures: release sign "
              + desk.folder()
              + " --key ...");
    }
    if (!root.made().isEmpty() || !targets.made().isEmpty()) {
      out.println(
          "Carry the keys of root and targets to their owners, and off this computer: "
              + at.keys());
    }
    out.println("Next: release add " + desk.folder() + " --help");
    out.flush();
  }
}
