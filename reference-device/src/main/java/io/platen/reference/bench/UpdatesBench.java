package io.platen.reference.bench;

import io.platen.reference.CommandFailure;
import io.platen.reference.stack.Progress;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What an update from one image to another costs on the wire and in memory, beside other tools. */
@Command(
    name = "updates",
    header = "Bytes and memory of an update, beside xdelta3, zstd, bsdiff and casync.",
    description = {
      "",
      "Cuts, packs and pairs two images, and brings the new one into a slot by the SDK's own updater"
          + " in a process with -Xmx16m: without and with the pair pack, and with a cut in the middle"
          + " of each. The other tools take the same two files; one that is not there, or does not"
          + " end in time, is left out, and a line says so. Starts no server.",
      ""
    },
    mixinStandardHelpOptions = true)
final class UpdatesBench implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Parameters(paramLabel = "OLD", description = "The image that runs.")
  private Path old = Path.of("");

  @Parameters(paramLabel = "NEW", description = "The image that is wanted.")
  private Path image = Path.of("");

  @Option(
      names = "--application",
      paramLabel = "IMAGE",
      description = "The old image with nothing but another application; measured as well.")
  private @Nullable Path application;

  @Option(
      names = "--patience",
      defaultValue = "600",
      paramLabel = "SECONDS",
      description = "How long each other tool may take. Default: ${DEFAULT-VALUE}")
  private int patience;

  @Override
  public void run() {
    try {
      Path folder = Files.createTempDirectory("platen-updates");
      try {
        measure(folder);
      } finally {
        Folders.delete(folder);
      }
    } catch (IOException e) {
      throw new CommandFailure("The images cannot be worked on: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void measure(Path folder) throws IOException, InterruptedException {
    Progress progress = new Progress(spec.commandLine().getOut(), InstantSource.system());
    JsonObjectBuilder json = Json.createObjectBuilder().add("imageBytes", Files.size(image));
    UpdateObjects objects = UpdateObjects.make(old, image, folder.resolve("objects"));
    progress.step(
        "Packed: " + objects.fullBytes() + " bytes; " + objects.list().size() + " chunks");
    UpdateRun run = new UpdateRun(objects, folder);
    UpdateRun.Result chunks = run.whole(false);
    progress.step("Chunks without a pair: " + chunks);
    UpdateRun.Result pair = run.whole(true);
    progress.step("Pair pack: " + pair);
    UpdateRun.Result cutChunks = run.cut(false, chunks.fetched() / 2);
    UpdateRun.Result cutPair = run.cut(true, pair.fetched() / 2);
    progress.step("Cut in the middle: " + cutChunks + "; with a pair pack: " + cutPair);
    json.add("fullBytes", objects.fullBytes())
        .add("chunkBytes", chunks.fetched())
        .add("pairBytes", pair.fetched())
        .add("chunkAgainBytes", cutChunks.fetched() - chunks.fetched())
        .add("pairAgainBytes", cutPair.fetched() - pair.fetched())
        .add("applyRssKb", Math.max(chunks.peakKb(), pair.peakKb()))
        .add("identical", chunks.identical() && pair.identical() && cutPair.identical());
    Path other = application;
    if (other != null) {
      application(other, folder, json, progress);
    }
    foreign(folder, json, progress);
    spec.commandLine().getOut().println(json.build());
    spec.commandLine().getOut().flush();
  }

  private void application(Path other, Path folder, JsonObjectBuilder json, Progress progress)
      throws IOException, InterruptedException {
    UpdateObjects objects = UpdateObjects.make(old, other, folder.resolve("application"));
    UpdateRun run = new UpdateRun(objects, folder);
    UpdateRun.Result chunks = run.whole(false);
    UpdateRun.Result pair = run.whole(true);
    progress.step("Application only: " + chunks + "; with a pair pack: " + pair);
    json.add("applicationChunkBytes", chunks.fetched()).add("applicationPairBytes", pair.fetched());
  }

  private void foreign(Path folder, JsonObjectBuilder json, Progress progress)
      throws IOException, InterruptedException {
    ForeignDeltas deltas =
        new ForeignDeltas(old, image, folder, Duration.ofSeconds(patience), progress::step);
    add(json, "xdelta3Bytes", deltas.xdelta3());
    add(json, "zstdBytes", deltas.zstd());
    add(json, "casyncBytes", deltas.casync());
    add(json, "bsdiffBytes", deltas.bsdiff());
  }

  private static void add(JsonObjectBuilder json, String name, OptionalLong bytes) {
    if (bytes.isPresent()) {
      json.add(name, bytes.getAsLong());
    } else {
      json.addNull(name);
    }
  }
}
