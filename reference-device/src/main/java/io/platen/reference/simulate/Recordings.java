package io.platen.reference.simulate;

import io.platen.reference.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where recordings come from: a folder of the user, or the invented printers of this program. */
final class Recordings {
  private static final String SUFFIX = ".snmprec";

  private Recordings() {}

  /** All of a folder, in the order of their names. */
  static List<Recording> of(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new CommandFailure(folder + " is no folder: name one that holds *" + SUFFIX);
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<Recording> recordings =
          files
              .filter(file -> file.getFileName().toString().endsWith(SUFFIX))
              .sorted()
              .map(Recordings::read)
              .toList();
      if (recordings.isEmpty()) {
        throw new CommandFailure(folder + " holds no file *" + SUFFIX);
      }
      return recordings;
    } catch (IOException e) {
      throw new CommandFailure(folder + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static Recording read(Path file) {
    try {
      return RecordingReader.read(
          name(file.getFileName().toString()),
          Files.readAllLines(file, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new CommandFailure(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** The printers that come with this program, each line of {@code index} one file. */
  static List<Recording> shipped() {
    return lines("index").stream()
        .map(file -> RecordingReader.read(name(file), lines(file)))
        .toList();
  }

  private static List<String> lines(String resource) {
    try (InputStream in = Recordings.class.getResourceAsStream("printers/" + resource)) {
      if (in == null) {
        throw new IllegalStateException("This program lacks its part printers/" + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(String file) {
    return file.substring(0, file.length() - SUFFIX.length());
  }
}
