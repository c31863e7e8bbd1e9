package io.platen.reference.release;

import io.platen.protocol.update.MetadataKey;
import io.platen.protocol.update.RoleKeys;
import io.platen.protocol.update.RootMetadata;
import io.platen.protocol.update.SigningKey;
import io.platen.protocol.update.TopLevelRole;
import io.platen.reference.CommandFailure;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
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
  private static final int PEOPLE = 3;

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

  /** People's keys for a role; those that were made here can sign at once. */
  private record Holders(Map<String, List<MetadataKey>> people, List<SigningKey> made) {}

  @Override
  public void run() {
    DeskSettings settings = DeskSettings.of(repository);
    demandEnough("--root-key", rootKeys);
    demandEnough("--targets-key", targetsKeys);
    char[] chosen = passphrase.chosen();
    Desk at = Desk.create(desk.folder(), settings, Clock.systemUTC());
    Holders root = holders(at, "root", rootKeys, chosen);
    Holders targets = holders(at, "targets", targetsKeys, chosen);
    Map<String, RoleKeys> roles = new LinkedHashMap<>();
    Map<String, MetadataKey> keys = new LinkedHashMap<>();
    roles.put("root", Roles.hybrid(root.people().values(), threshold));
    roles.put("targets", Roles.hybrid(targets.people().values(), threshold));
    List.of(root, targets)
        .forEach(each -> each.people().forEach((name, own) -> remember(at, name, own, keys)));
    for (String online : List.of("snapshot", "timestamp")) {
      SigningKey key = SigningKey.ecdsa(new SecureRandom());
      KeyFiles.write(at.keys().resolve(online + ".key"), List.of(key), chosen);
      remember(at, online, List.of(key.key()), keys);
      roles.put(online, RoleKeys.of(1, java.util.Set.of(key.key().id())));
    }
    Editions editions = new Editions(at);
    editions.propose(
        TopLevelRole.ROOT,
        new RootMetadata(1, at.now().plus(settings.life(TopLevelRole.ROOT)), true, keys, roles));
    editions.sign(TopLevelRole.ROOT, root.made());
    tell(at, editions.fileIfComplete(TopLevelRole.ROOT), root, targets);
  }

  private void demandEnough(String option, List<Path> files) {
    int people = files.isEmpty() ? PEOPLE : files.size();
    if (threshold < 1 || threshold > people) {
      throw new CommandFailure(
          "--threshold is 1 to the number of people ("
              + people
              + (files.isEmpty() ? ", as no " + option + " is named" : " of " + option)
              + "), not "
              + threshold);
    }
  }

  private static Holders holders(Desk desk, String role, List<Path> files, char[] passphrase) {
    Map<String, List<MetadataKey>> people = new LinkedHashMap<>();
    List<SigningKey> made = new ArrayList<>();
    for (Path file : files) {
      people.put(
          file.getFileName().toString().replaceFirst("\\.pub$", ""), KeyFiles.readPublic(file));
    }
    for (int person = 1; files.isEmpty() && person <= PEOPLE; person++) {
      String name = role + "-" + person;
      List<SigningKey> keys = KeyFiles.hybrid();
      KeyFiles.write(desk.keys().resolve(name + ".key"), keys, passphrase);
      people.put(name, keys.stream().map(SigningKey::key).toList());
      made.addAll(keys);
    }
    return new Holders(people, made);
  }

  private static void remember(
      Desk desk, String name, List<MetadataKey> own, Map<String, MetadataKey> keys) {
    for (MetadataKey key : own) {
      desk.name(key.id(), name);
      keys.put(key.id(), key);
    }
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
