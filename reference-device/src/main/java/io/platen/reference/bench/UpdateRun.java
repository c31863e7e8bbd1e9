package io.platen.reference.bench;

import io.platen.protocol.content.Sha256;
import io.platen.reference.CommandFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Brings an image into a slot, in processes of their own with a heap of 16 MB. */
final class UpdateRun {
  private final UpdateObjects objects;
  private final Path folder;

  UpdateRun(UpdateObjects objects, Path folder) {
    this.objects = objects;
    this.folder = folder;
  }

  /**
   * What a run came to.
   *
   * @param fetched bytes of all its processes
   * @param peakKb resident memory of the largest (VmHWM)
   */
  record Result(long fetched, long peakKb, boolean identical) {
    @Override
    public String toString() {
      return fetched + " bytes, peak " + peakKb + " kB" + (identical ? "" : ", NOT THE IMAGE");
    }
  }

  Result whole(boolean pair) throws IOException, InterruptedException {
    Path slot = Files.createTempDirectory(folder, "device");
    long[] one = process(slot, pair, Long.MAX_VALUE);
    return result(slot, one[0], one[1]);
  }

  /** The same with a process that ends at a byte, and another that goes on. */
  Result cut(boolean pair, long after) throws IOException, InterruptedException {
    Path slot = Files.createTempDirectory(folder, "device");
    long[] one = process(slot, pair, after);
    long[] other = process(slot, pair, Long.MAX_VALUE);
    return result(slot, one[0] + other[0], Math.max(one[1], other[1]));
  }

  private Result result(Path device, long fetched, long peak) throws IOException {
    Path slot = device.resolve("slot");
    boolean identical = Files.mismatch(slot, objects.image()) < 0;
    Folders.delete(device);
    return new Result(fetched, peak, identical);
  }

  /** Bytes fetched, and peak memory in kB. */
  private long[] process(Path device, boolean pair, long cutAfter)
      throws IOException, InterruptedException {
    byte[] list = objects.list().bytes();
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx16m",
                "-Xss256k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                UpdateProcess.class.getName(),
                objects.folder().toString(),
                objects.old().toString(),
                device.toString(),
                Sha256.of(list).toString(),
                Integer.toString(list.length),
                Long.toString(cutAfter)));
    if (pair) {
      command.add(objects.pair().toString());
    }
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new CommandFailure("The updater's process failed:\n" + output.strip());
    }
    String[] fields = output.lines().reduce("", (before, line) -> line).split(" ", -1);
    return new long[] {Long.parseLong(fields[0]), Long.parseLong(fields[1])};
  }
}
