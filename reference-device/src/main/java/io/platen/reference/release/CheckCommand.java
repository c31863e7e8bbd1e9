package io.platen.reference.release;

import io.platen.protocol.publish.PublishedRelease;
import io.platen.protocol.update.RootMetadata;
import io.platen.protocol.update.TargetsMetadata;
import io.platen.reference.CommandFailure;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says what is there, and what is missing. */
@Command(
    name = "check",
    header = "Says in plain words what is there, what is missing, and what expires soon.",
    footer = {
      "",
      "Exit status: 0 all is well; 1 something is missing, each on a line that begins with \"Missing\";"
          + " 2 wrong usage."
    },
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class CheckCommand implements Callable<Integer> {
  @Mixin private DeskOption desk;
  @Spec private CommandSpec spec;

  private final List<String> there = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();

  @Override
  public Integer call() {
    look(desk.open());
    PrintWriter out = spec.commandLine().getOut();
    there.forEach(out::println);
    missing.forEach(line -> out.println("Missing: " + line));
    out.println(missing.isEmpty() ? "Nothing is missing." : missing.size() + " missing.");
    out.flush();
    return missing.isEmpty() ? 0 : 1;
  }

  /** For tests with another clock. */
  List<String> missing(Desk at) {
    look(at);
    return List.copyOf(missing);
  }

  private void look(Desk at) {
    Editions editions = new Editions(at);
    drafts(at, editions);
    if (editions.root().isEmpty()) {
      return;
    }
    RootMetadata root = editions.rootNow();
    expiry(at, DeskRole.ROOT, root.version(), root.expires());
    TargetsMetadata targets = editions.targets().orElse(null);
    if (targets == null) {
      if (at.draft(DeskRole.TARGETS.name()).isEmpty()) {
        missing.add("there is no release yet (release add)");
      }
      return;
    }
    expiry(at, DeskRole.TARGETS, targets.version(), targets.expires());
    Map<DeskRole, TargetsMetadata> lists = delegated(at, editions, targets);
    if (targets.targets().isEmpty() && lists.isEmpty()) {
      missing.add("targets " + targets.version() + " name no release: devices find nothing");
    }
    lists.put(DeskRole.TARGETS, targets);
    published(at, lists);
  }

  /** The releases that models' own people have signed. */
  private Map<DeskRole, TargetsMetadata> delegated(
      Desk at, Editions editions, TargetsMetadata targets) {
    Map<DeskRole, TargetsMetadata> lists = new LinkedHashMap<>();
    for (DeskRole role : Delegations.roles(targets)) {
      there.add("The " + role.words() + " are signed by " + Lines.signers(at, targets, role));
      editions.newest(role, TargetsMetadata.class).ifPresent(list -> lists.put(role, list));
    }
    lists.forEach(
        (role, list) -> {
          expiry(at, role, list.version(), list.expires());
          if (list.targets().isEmpty()) {
            there.add("The " + role.words() + " " + list.version() + " name no release yet");
          }
        });
    return lists;
  }

  private void drafts(Desk at, Editions editions) {
    List<DeskRole> roles = new ArrayList<>(List.of(DeskRole.ROOT, DeskRole.TARGETS));
    roles.addAll(editions.delegations().roles());
    for (DeskRole role : roles) {
      if (editions.demands(role).isEmpty() && at.draft(role.name()).isPresent()) {
        missing.add(
            "the " + role.words() + " is drafted, but there is no root yet that says who signs");
      }
      for (String line : Lines.missing(at, editions, role)) {
        if (line.contains("missing")) {
          missing.add("for the drafted " + role.words() + ", " + line + " (release sign)");
        } else {
          there.add("Drafted " + role.words() + ": " + line);
        }
      }
    }
  }

  private void published(Desk at, Map<DeskRole, TargetsMetadata> lists) {
    OnlineFiles online = new OnlineFiles(at, new Passphrase());
    if (online.timestamp().isEmpty()) {
      missing.add("nothing is published yet (release publish)");
      return;
    }
    OnlineFiles.Seen seen;
    try {
      seen = online.see();
    } catch (CommandFailure e) {
      missing.add(e.getMessage() + " (release publish makes a new snapshot and timestamp)");
      return;
    }
    expiry(at, DeskRole.SNAPSHOT, seen.set().snapshot().version(), seen.set().snapshot().expires());
    expiry(
        at, DeskRole.TIMESTAMP, seen.set().timestamp().version(), seen.set().timestamp().expires());
    seen.publication().releases().forEach(each -> there.add(line(each)));
    missing.addAll(seen.publication().faults());
    lists.forEach(
        (role, list) -> {
          if (seen.edition(role) < list.version()) {
            missing.add(
                role.words()
                    + " "
                    + list.version()
                    + " are signed, but not published (release publish)");
          }
        });
  }

  private static String line(PublishedRelease release) {
    return "Release "
        + release.release().id()
        + " for "
        + release.model()
        + ": "
        + String.join(
            ", ",
            release.release().components().stream()
                .map(
                    each ->
                        each.name().token()
                            + " "
                            + each.version()
                            + " (counter "
                            + each.counter()
                            + ")")
                .toList())
        + "; all of it "
        + Texts.size(release.fullBytes());
  }

  /** With a quarter of its life left it is time. */
  private void expiry(Desk at, DeskRole role, long version, Instant expires) {
    String line = role.words() + " " + version + " " + Texts.in(at.now(), expires);
    Duration soon = role.life(at.settings()).dividedBy(4);
    if (expires.isBefore(at.now().plus(soon))) {
      String how =
          role.equals(DeskRole.SNAPSHOT) || role.equals(DeskRole.TIMESTAMP)
              ? "release publish"
              : "release renew --"
                  + role.model().map(model -> "hardware " + model).orElse(role.name())
                  + ", then sign";
      missing.add("a new edition: " + line + " (" + how + ")");
    } else {
      there.add(line);
    }
  }
}
