package io.platen.reference.release;

import io.platen.reference.CommandFailure;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the passphrase of a key file comes from: a file, or whoever sits there. */
final class Passphrase {
  private static final int LEAST = 12;

  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description = "Its first line is the passphrase; without this it is asked for.")
  private @Nullable Path file;

  private final Map<Path, char[]> asked = new HashMap<>();

  /** Of a file that is there. */
  char[] of(Path key) {
    return asked.computeIfAbsent(key, path -> file == null ? ask(path + ": ") : fromFile(file));
  }

  /** A new one, asked for twice. */
  char[] chosen() {
    char[] first = file == null ? ask("Passphrase for the new keys: ") : fromFile(file);
    if (first.length < LEAST) {
      throw new CommandFailure(
          "The passphrase has " + first.length + " characters; take " + LEAST + " at the least");
    }
    if (file == null && !Arrays.equals(first, ask("Once more: "))) {
      throw new CommandFailure("The two are not the same; nothing was made");
    }
    return first;
  }

  // A newer Java has a console always; where nobody sits there, it answers null.
  @SuppressWarnings("SystemConsoleNull")
  private static char[] ask(String prompt) {
    Console console = System.console();
    if (console == null) {
      throw new CommandFailure(
          "There is no terminal to ask for a passphrase; name a file by --passphrase-file");
    }
    char[] answer = console.readPassword("%s", prompt);
    if (answer == null) {
      throw new CommandFailure("No passphrase was given");
    }
    return answer;
  }

  private static char[] fromFile(Path file) {
    try {
      return Files.readString(file).lines().findFirst().orElse("").strip().toCharArray();
    } catch (IOException e) {
      throw new CommandFailure("The passphrase file cannot be read: " + e.getMessage(), e);
    }
  }
}
