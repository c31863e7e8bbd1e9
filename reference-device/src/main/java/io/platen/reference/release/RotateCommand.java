package io.platen.reference.release;

import io.platen.protocol.update.MetadataKey;
import io.platen.protocol.update.RootMetadata;
import io.platen.protocol.update.SigningKey;
import io.platen.protocol.update.TopLevelRole;
import io.platen.reference.CommandFailure;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Puts other keys in the place of some. */
@Command(
    name = "rotate",
    header = "Puts one person's keys in the place of another's, or makes a new online key.",
    description = {
      "",
      "  release rotate DESK --role targets --out targets-2 --in dora.pub",
      "  release rotate DESK --role timestamp",
      "",
      "Drafts the next root, which those of the old root and of the new one sign. Devices follow it with their"
          + " next update; a new key of snapshot or timestamp also makes them forget editions that a thief of the"
          + " old one may have signed.",
      ""
    },
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class RotateCommand implements Runnable {
  @Mixin private DeskOption desk;

  @Option(
      names = "--role",
      required = true,
      paramLabel = "ROLE",
      description = "root, targets, snapshot or timestamp.")
  private String role;

  @Option(names = "--out", paramLabel = "NAME", description = "Whose keys go, e.g. targets-2.")
  private @Nullable String out;

  @Option(names = "--in", paramLabel = "FILE.pub", description = "The public keys that come.")
  private @Nullable Path in;

  @Mixin private Passphrase passphrase;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    Desk at = desk.open();
    Editions editions = new Editions(at);
    RootMetadata now = editions.rootNow();
    RootMetadata base = editions.draft(DeskRole.ROOT, RootMetadata.class).orElse(now);
    DeskRole of = role();
    RootMetadata next =
        of.equals(DeskRole.ROOT) || of.equals(DeskRole.TARGETS)
            ? person(at, now, base, of)
            : online(at, now, base, of);
    editions.propose(DeskRole.ROOT, next);
    if (of.equals(DeskRole.TARGETS)) {
      editions.propose(DeskRole.TARGETS, editions.targetsToChange());
    }
    PrintWriter to = spec.commandLine().getOut();
    to.println("Root " + next.version() + " is drafted; those who sign the root sign it now.");
    if (of.equals(DeskRole.TARGETS)) {
      to.println("The targets are drafted anew, too: they are signed once the root is.");
    }
    to.flush();
  }

  private DeskRole role() {
    try {
      return DeskRole.of(TopLevelRole.valueOf(role.toUpperCase(Locale.ROOT)));
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(
          "--role is root, targets, snapshot or timestamp, not \"" + role + "\"", e);
    }
  }

  private RootMetadata person(Desk at, RootMetadata now, RootMetadata base, DeskRole of) {
    if (out == null || in == null) {
      throw new CommandFailure(
          "Say whose keys go and which come: --out NAME --in FILE.pub (release key makes them)");
    }
    List<MetadataKey> fresh = KeyFiles.readPublic(in);
    RootMetadata next = Rotation.replace(at, now, base, of, out, fresh);
    String name = in.getFileName().toString().replaceFirst("\\.pub$", "");
    fresh.forEach(key -> at.name(key.id(), name));
    return next;
  }

  private RootMetadata online(Desk at, RootMetadata now, RootMetadata base, DeskRole of) {
    String before =
        at.nameOf(
            Editions.keys(base, of).groups().get(0).keyIds().stream().findFirst().orElseThrow());
    String name = of.name() + "-" + (now.version() + 1);
    SigningKey key = SigningKey.ecdsa(new SecureRandom());
    KeyFiles.write(at.keys().resolve(name + ".key"), List.of(key), passphrase.chosen());
    at.name(key.key().id(), name);
    return Rotation.replace(at, now, base, of, before, List.of(key.key()));
  }
}
