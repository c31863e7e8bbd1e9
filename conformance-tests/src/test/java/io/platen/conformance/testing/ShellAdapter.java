package io.platen.conformance.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Tiny adapters: shell scripts of a few words. */
public final class ShellAdapter {
  private ShellAdapter() {}

  /**
   * @param words what it does; {@code $1} is the command, {@code $2} the session
   */
  public static Path of(String words, Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("adapter"), "#!/bin/sh\n" + words + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }
}
