package io.platen.reference.release;

import io.platen.protocol.codec.ReleaseCodec;
import io.platen.protocol.content.ChunkList;
import io.platen.protocol.content.PairMaker;
import io.platen.protocol.content.Sha256;
import io.platen.protocol.release.ComponentName;
import io.platen.protocol.release.Release;
import io.platen.protocol.release.Release.Component;
import io.platen.protocol.update.TargetFile;
import io.platen.protocol.xml.ProtocolException;
import io.platen.reference.CommandFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a pair pack ahead of a server. */
@Command(
    name = "pair",
    header = "Makes a pair pack, by which devices with one old image fetch several times less.",
    description = {
      "",
      "Not needed: a server makes those itself that its devices need. Takes about a minute and a half for 120 MB,"
          + " and nobody has to sign it.",
      ""
    },
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class PairCommand implements Runnable {
  @Mixin private DeskOption desk;

  @Option(names = "--release", required = true, paramLabel = "ID", description = "The new release.")
  private String id;

  @Option(
      names = "--hardware",
      required = true,
      paramLabel = "MODEL",
      description = "For which model.")
  private String model;

  @Option(names = "--component", required = true, paramLabel = "NAME", description = "Which of it.")
  private String component;

  @Option(
      names = "--old",
      required = true,
      paramLabel = "FILE",
      description = "The image that devices have now.")
  private Path old;

  @Option(
      names = "--new",
      required = true,
      paramLabel = "FILE",
      description = "The image of the release, as it was added.")
  private Path image;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    Desk at = desk.open();
    try {
      Component part = component(at);
      ByteBuffer oldBytes = map(old);
      ByteBuffer newBytes = map(image);
      if (!hash(newBytes).toString().equals(part.sha256())) {
        throw new CommandFailure(
            image + " is not the image of the " + component + " in release " + id);
      }
      ChunkList list =
          ChunkList.read(
              at.read(part.chunks().sha256()),
              part.chunks().length(),
              Sha256.parse(part.chunks().sha256()));
      ByteArrayOutputStream pair = new ByteArrayOutputStream();
      PairMaker.make(oldBytes, newBytes, list, pair);
      String object = at.putObject(pair.toByteArray());
      Pairs.add(at, new Pairs.Pair(part.chunks().sha256(), hash(oldBytes).toString(), object));
      tell(pair.size(), list);
    } catch (IOException e) {
      throw new CommandFailure("The pair pack cannot be made: " + e.getMessage(), e);
    }
  }

  private void tell(int length, ChunkList list) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        "The pair pack has "
            + Texts.size(length)
            + "; the whole pack "
            + Texts.size(list.packLength())
            + ". release publish sends it.");
    out.flush();
  }

  private Component component(Desk at) throws IOException {
    Editions editions = new Editions(at);
    TargetFile target =
        editions.lists().values().stream()
            .flatMap(
                list -> Optional.ofNullable(list.targets().get(Release.path(model, id))).stream())
            .findFirst()
            .orElseThrow(() -> new CommandFailure("There is no release " + id + " for " + model));
    try {
      return ReleaseCodec.read(at.read(String.valueOf(target.hashes().get("sha256"))))
          .component(
              ComponentName.of(component)
                  .orElseThrow(() -> new CommandFailure("There is no component " + component)))
          .orElseThrow(() -> new CommandFailure("Release " + id + " has no " + component));
    } catch (ProtocolException e) {
      throw new CommandFailure("The release is damaged: " + e.getMessage(), e);
    }
  }

  private static Sha256 hash(ByteBuffer bytes) {
    MessageDigest digest = Sha256.digest();
    digest.update(bytes.duplicate());
    return Sha256.end(digest);
  }

  private static ByteBuffer map(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      if (channel.size() > Integer.MAX_VALUE) {
        throw new CommandFailure(file + " is too long for a pair pack: 2 GB at most");
      }
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
    } catch (java.nio.file.NoSuchFileException e) {
      throw new CommandFailure(file + ": there is no such file", e);
    }
  }
}
