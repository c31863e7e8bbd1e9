package io.platen.reference.release;

import io.platen.reference.CommandFailure;
import io.platen.reference.testing.CommandRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/** A desk in a folder, worked by its commands. Making keys takes seconds, so one is copied. */
final class TestDesk {
  private final Path folder;
  private final Path passphrase;

  private TestDesk(Path folder, Path passphrase) {
    this.folder = folder;
    this.passphrase = passphrase;
  }

  static TestDesk made(Path in) throws IOException {
    Path passphrase = Files.writeString(in.resolve("passphrase"), "correct horse battery\n");
    TestDesk desk = new TestDesk(in.resolve("desk"), passphrase);
    desk.does("init", desk.folder, "--repository", "acme");
    return desk;
  }

  TestDesk copy(Path in) throws IOException {
    Path to = in.resolve("desk");
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(folder.relativize(file)));
      }
    }
    return new TestDesk(to, passphrase);
  }

  Path folder() {
    return folder;
  }

  Path metadata() {
    return folder.resolve("repository/updates/acme");
  }

  Path key(String name) {
    return folder.resolve("keys").resolve(name + ".key");
  }

  /** What came of a command; most have to be told of the passphrase. */
  CommandRun run(Object... words) {
    boolean isAsked = List.of("init", "key", "sign", "publish", "rotate").contains(words[0]);
    Object[] all =
        isAsked
            ? Stream.concat(Stream.of(words), Stream.of("--passphrase-file", passphrase)).toArray()
            : words;
    CommandLine line =
        new CommandLine(new ReleaseCommand())
            .setExecutionExceptionHandler(
                (failure, command, parsed) -> {
                  if (!(failure instanceof CommandFailure)) {
                    throw failure;
                  }
                  command.getErr().println(failure.getMessage());
                  return 1;
                });
    return CommandRun.of(line, all);
  }

  /** The same, where it must succeed. */
  String does(Object... words) {
    CommandRun run = run(words);
    if (run.status() != 0) {
      throw new AssertionError(List.of(words) + ": " + run.out() + run.err());
    }
    return run.out();
  }

  String add(String release, String component, Path image) {
    return does(
        "add",
        folder,
        "--release",
        release,
        "--hardware",
        "pl-100:2-5",
        "--component",
        component + "=" + image);
  }

  void signTargets() {
    does("sign", folder, "--key", key("targets-1"));
    does("sign", folder, "--key", key("targets-2"));
  }

  static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
