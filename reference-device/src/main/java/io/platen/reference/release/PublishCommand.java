package io.platen.reference.release;

import io.platen.protocol.publish.PublishedRelease;
import io.platen.protocol.update.TargetsMetadata;
import io.platen.reference.CommandFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Gives what is signed to a folder or a server. */
@Command(
    name = "publish",
    header = "Makes a new snapshot and timestamp, and gives all to a folder or a server.",
    description = {
      "",
      "Let a timer run it daily: devices take nothing when the timestamp has expired (a week, where"
          + " desk.properties says nothing else). What is not signed yet stays behind. All is checked as a device"
          + " would do before any of it is given away, and the timestamp goes last.",
      ""
    },
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class PublishCommand implements Runnable {
  @Mixin private DeskOption desk;

  @ArgGroup(exclusive = false, multiplicity = "1")
  private Where where;

  @Mixin private Passphrase passphrase;
  @Spec private CommandSpec spec;

  /** A folder, a server, or both. */
  static final class Where {
    @Option(
        names = "--to",
        paramLabel = "FOLDER",
        description = "A folder that a web server gives under /download/v1.")
    private @Nullable Path folder;

    @Option(
        names = "--server",
        paramLabel = "URL",
        description = "A Platen server, e.g. https://platen.example.com.")
    private @Nullable URI server;

    @Option(
        names = "--token-file",
        paramLabel = "FILE",
        description = "Its first line is an API token with the scope \"releases\".")
    private @Nullable Path token;

    @Option(
        names = "--authority",
        paramLabel = "FILE",
        description = "PEM: who vouches for the server, where it is not a public authority.")
    private @Nullable Path authority;
  }

  @Override
  public void run() {
    Desk at = desk.open();
    List<Destination> destinations = destinations(at);
    OnlineFiles.Seen seen = new OnlineFiles(at, passphrase).renew();
    if (!seen.publication().faults().isEmpty()) {
      throw new CommandFailure(
          "It is not published: " + String.join("; ", seen.publication().faults()));
    }
    for (Destination each : destinations) {
      try {
        publish(at, seen, each);
      } catch (IOException e) {
        throw new CommandFailure(
            "It is not published at "
                + each.name()
                + "; what was there before stays. "
                + (e.getMessage() == null ? e.toString() : e.getMessage()),
            e);
      }
    }
  }

  private List<Destination> destinations(Desk at) {
    String repository = at.settings().repository();
    List<Destination> destinations = new ArrayList<>();
    if (where.folder != null) {
      try {
        destinations.add(new FolderDestination(where.folder, repository));
      } catch (IOException e) {
        throw new CommandFailure(where.folder + " cannot be written: " + e.getMessage(), e);
      }
    }
    if (where.server != null) {
      destinations.add(
          new ServerDestination(where.server, repository, token(where.token), where.authority));
    }
    if (destinations.isEmpty()) {
      throw new CommandFailure("Say where: --to FOLDER, or --server URL --token-file FILE");
    }
    return destinations;
  }

  private static String token(@Nullable Path file) {
    if (file == null) {
      throw new CommandFailure("--server needs --token-file");
    }
    try {
      return Files.readString(file).lines().findFirst().orElse("").strip();
    } catch (IOException e) {
      throw new CommandFailure("The token's file cannot be read: " + e.getMessage(), e);
    }
  }

  /** Objects before who names them: whoever looks in between finds a whole set. */
  private void publish(Desk at, OnlineFiles.Seen seen, Destination to) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    long sent = 0;
    for (String object : objects(seen)) {
      long length = at.length(object).orElseThrow();
      if (!to.hasObject(object, length)) {
        spec.commandLine().getErr().println("object " + object + ", " + Texts.size(length));
        spec.commandLine().getErr().flush();
        to.putObject(object, at.objects().resolve(object));
        sent += length;
      }
    }
    for (Pairs.Pair pair : Pairs.of(at)) {
      if (at.length(pair.object()).isPresent()) {
        long length = at.length(pair.object()).orElseThrow();
        if (!to.hasObject(pair.object(), length)) {
          to.putObject(pair.object(), at.objects().resolve(pair.object()));
          sent += length;
        }
        to.putPair(pair.list(), pair.oldImage(), pair.object());
      }
    }
    for (long version : at.editions(DeskRole.ROOT.name())) {
      put(at, to, version + ".root.xml");
    }
    for (Map.Entry<String, TargetsMetadata> list : seen.set().roles().entrySet()) {
      put(at, to, list.getValue().version() + "." + list.getKey() + ".xml");
    }
    put(at, to, seen.set().snapshot().version() + ".snapshot.xml");
    put(at, to, "timestamp.xml");
    int releases = seen.publication().releases().size();
    out.println(
        "Published at "
            + to.name()
            + ": targets "
            + seen.edition(DeskRole.TARGETS)
            + " with "
            + releases
            + (releases == 1 ? " release" : " releases")
            + ", timestamp good until "
            + seen.set().timestamp().expires()
            + "; "
            + Texts.size(sent)
            + " of objects were new there");
    for (DeskRole role : new Editions(at).lists().keySet()) {
      if (at.draft(role.name()).isPresent()) {
        out.println(
            "A draft of the "
                + role.words()
                + " stays behind: not enough have signed it (release check)");
      }
    }
    out.flush();
  }

  private static void put(Desk at, Destination to, String name) throws IOException {
    to.putFile(name, at.file(name).orElseThrow());
  }

  private static Set<String> objects(OnlineFiles.Seen seen) {
    Set<String> objects = new LinkedHashSet<>();
    for (PublishedRelease release : seen.publication().releases()) {
      release.contents().forEach(each -> objects.add(each.pack().sha256()));
      release.contents().forEach(each -> objects.add(each.list().sha256()));
      objects.add(release.document().sha256());
    }
    return objects;
  }
}
