package io.platen.protocol.fuzz;

import io.platen.protocol.attack.Attack;
import io.platen.protocol.attack.Attacks;
import io.platen.protocol.attack.Stage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Where a search begins: the corpus of attacks and the examples of the specification. */
final class Seeds {
  private static final Path EXAMPLES = Path.of("src/main/resources/io/platen/protocol/examples");

  /** Larger ones are played elsewhere, and only slow a search down. */
  private static final int LARGEST = 16_384;

  private Seeds() {}

  static List<byte[]> documents() {
    return Stream.concat(examples(), attacks(attack -> attack.coding().isEmpty())).toList();
  }

  static List<byte[]> packed() {
    return attacks(attack -> attack.coding().isPresent()).toList();
  }

  private static Stream<byte[]> attacks(Predicate<Attack> which) {
    return Attacks.onDocuments().stream()
        .filter(which)
        .map(Seeds::bytes)
        .filter(bytes -> bytes.length <= LARGEST);
  }

  private static byte[] bytes(Attack attack) {
    try (InputStream body = attack.open(Stage.WRITTEN)) {
      return body.readNBytes(LARGEST + 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<byte[]> examples() {
    try (Stream<Path> files = Files.walk(EXAMPLES)) {
      return files.filter(Files::isRegularFile).sorted().map(Seeds::content).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] content(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
