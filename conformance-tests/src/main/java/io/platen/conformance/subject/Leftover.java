package io.platen.conformance.subject;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of a test that is over. A device that still works may write into it while it is
 * deleted, so that this is tried a few times; what is left then stays, and is told of.
 */
final class Leftover {
  private static final Logger LOG = System.getLogger(Leftover.class.getName());
  private static final int TRIES = 20;
  private static final Duration BETWEEN = Duration.ofMillis(100);

  private final Path folder;
  private final Deletion deletion;
  private final Pace pace;

  /** Of one file or empty folder. */
  @FunctionalInterface
  interface Deletion {
    void delete(Path file) throws IOException;
  }

  Leftover(Path folder, Deletion deletion, Pace pace) {
    this.folder = folder;
    this.deletion = deletion;
    this.pace = pace;
  }

  /** Returns whether nothing is left. */
  boolean remove() {
    IOException last = null;
    for (int i = 0; i < TRIES; i++) {
      try {
        deleteAll();
        return true;
      } catch (IOException e) {
        last = e;
      }
      if (!rests()) {
        break;
      }
    }
    LOG.log(Level.WARNING, "The folder " + folder + " of a test stays: " + last);
    return false;
  }

  private void deleteAll() throws IOException {
    for (Path each : files()) {
      deletion.delete(each);
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.sorted(Comparator.reverseOrder()).toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (UncheckedIOException e) { // a file has gone while it was looked for
      throw e.getCause();
    }
  }

  private boolean rests() {
    try {
      pace.rest(BETWEEN);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
