package io.platen.reference.bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What other tools make of the same two images; Debian has all of them. */
final class ForeignDeltas {
  private final String old;
  private final String image;
  private final Path folder;
  private final Duration patience;
  private final Consumer<String> say;

  ForeignDeltas(Path old, Path image, Path folder, Duration patience, Consumer<String> say) {
    this.old = old.toAbsolutePath().toString();
    this.image = image.toAbsolutePath().toString();
    this.folder = folder;
    this.patience = patience;
    this.say = say;
  }

  OptionalLong xdelta3() throws IOException, InterruptedException {
    Path delta = folder.resolve("xdelta3");
    return size(
        delta, "xdelta3", "-e", "-9", "-f", "-B", "134217728", "-s", old, image, "" + delta);
  }

  OptionalLong zstd() throws IOException, InterruptedException {
    Path delta = folder.resolve("zstd");
    return size(
        delta,
        "zstd",
        "-q",
        "-f",
        "-19",
        "--long=27",
        "--patch-from=" + old,
        image,
        "-o",
        "" + delta);
  }

  OptionalLong bsdiff() throws IOException, InterruptedException {
    Path delta = folder.resolve("bsdiff");
    return size(delta, "bsdiff", old, image, "" + delta);
  }

  /** What a client with the old image fetches: the index, and each chunk that it lacks. */
  OptionalLong casync() throws IOException, InterruptedException {
    Map<String, Long> before = chunks(old, "old");
    Map<String, Long> after = chunks(image, "new");
    if (before.isEmpty() || after.isEmpty()) {
      return OptionalLong.empty();
    }
    after.keySet().removeAll(before.keySet());
    long bytes = after.values().stream().mapToLong(Long::longValue).sum();
    return said("casync", bytes + Files.size(folder.resolve("new.caibx")));
  }

  private Map<String, Long> chunks(String of, String name)
      throws IOException, InterruptedException {
    Path store = folder.resolve(name + ".castr");
    if (!run(
        "casync",
        "--chunk-size=65536",
        "--store=" + store,
        "make",
        folder.resolve(name + ".caibx").toString(),
        of)) {
      return Map.of();
    }
    try (Stream<Path> files = Files.walk(store)) {
      List<Path> all = files.filter(Files::isRegularFile).toList();
      Map<String, Long> sizes =
          all.stream()
              .collect(
                  Collectors.toMap(
                      file -> file.getFileName().toString(), file -> file.toFile().length()));
      return sizes;
    }
  }

  private OptionalLong size(Path delta, String... command)
      throws IOException, InterruptedException {
    return run(command) ? said(command[0], Files.size(delta)) : OptionalLong.empty();
  }

  private OptionalLong said(String name, long bytes) {
    say.accept(name + ": " + bytes + " bytes");
    return OptionalLong.of(bytes);
  }

  private boolean run(String... command) throws InterruptedException {
    List<String> words = new ArrayList<>(List.of(command));
    Process process;
    try {
      process =
          new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      say.accept(command[0] + ": not installed");
      return false;
    }
    if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      say.accept(command[0] + ": did not end within " + patience.toSeconds() + " s");
      return false;
    }
    if (process.exitValue() != 0) {
      say.accept(command[0] + ": failed with exit status " + process.exitValue());
      return false;
    }
    return true;
  }
}
