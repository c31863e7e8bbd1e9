package io.platen.reference.release;

import io.platen.protocol.publish.PublishedRelease;
import io.platen.protocol.update.RootMetadata;
import io.platen.protocol.update.TargetsMetadata;
import io.platen.protocol.update.TopLevelRole;
import io.platen.reference.CommandFailure;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
    expiry(at, TopLevelRole.ROOT, root.version(), root.expires());
    TargetsMetadata targets = editions.targets().orElse(null);
    if (targets == null) {
      if (at.draft(TopLevelRole.TARGETS.token()).isEmpty()) {
        missing.add("there is no release yet (release add)");
      }
      return;
    }
    expiry(at, TopLevelRole.TARGETS, targets.version(), targets.expires());
    if (targets.targets().isEmpty()) {
      missing.add("targets " + targets.version() + " name no release: devices find nothing");
    }
    published(at, targets);
  }

  private void drafts(Desk at, Editions editions) {
    for (TopLevelRole role : List.of(TopLevelRole.ROOT, TopLevelRole.TARGETS)) {
      if (editions.demands(role).isEmpty() && at.draft(role.token()).isPresent()) {
        missing.add(
            "the " + role.token() + " is drafted, but there is no root yet that says who signs");
      }
      for (String line : Lines.missing(at, editions, role)) {
        if (line.contains("missing")) {
          missing.add("for the drafted " + role.token() + ", " + line + " (release sign)");
        } else {
          there.add("Drafted " + role.token() + ": " + line);
        }
      }
    }
  }

  private void published(Desk at, TargetsMetadata targets) {
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
    expiry(
        at,
        TopLevelRole.SNAPSHOT,
        seen.set().snapshot().version(),
        seen.set().snapshot().expires());
    expiry(
        at,
        TopLevelRole.TIMESTAMP,
        seen.set().timestamp().version(),
        seen.set().timestamp().expires());
    seen.publication().releases().forEach(each -> there.add(line(each)));
    missing.addAll(seen.publication().faults());
    if (seen.targets() < targets.version()) {
      missing.add(
          "targets " + targets.version() + " are signed, but not published (release publish)");
    }
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
  private void expiry(Desk at, TopLevelRole role, long version, Instant expires) {
    String line = role.token() + " " + version + " " + Texts.in(at.now(), expires);
    Duration soon = at.settings().life(role).dividedBy(4);
    if (expires.isBefore(at.now().plus(soon))) {
      String how =
          role == TopLevelRole.ROOT || role == TopLevelRole.TARGETS
              ? "release renew --" + role.token() + ", then sign"
              : "release publish";
      missing.add("a new edition: " + line + " (" + how + ")");
    } else {
      there.add(line);
    }
  }
}
