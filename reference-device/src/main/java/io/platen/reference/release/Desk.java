package io.platen.reference.release;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.platen.protocol.content.Sha256;
import io.platen.protocol.publish.ObjectLookup;
import io.platen.protocol.update.MetadataSource;
import io.platen.reference.CommandFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder of a release desk: {@code desk.properties}; {@code keys/}; {@code names.properties},
 * what people call each key; {@code drafts/}, files that not enough have signed yet; and {@code
 * repository/}, what a host gives under {@code /download/v1}.
 */
final class Desk implements ObjectLookup {
  private static final Pattern EDITION = Pattern.compile("([0-9]{1,16})\\.([a-z][a-z0-9-]*)\\.xml");

  private final Path folder;
  private final DeskSettings settings;
  private final Clock clock;

  private Desk(Path folder, DeskSettings settings, Clock clock) {
    this.folder = folder;
    this.settings = settings;
    this.clock = clock;
  }

  static Desk open(Path folder, Clock clock) {
    return new Desk(folder, DeskSettings.read(folder), clock);
  }

  /** Makes the folder; one that has something in it is left alone. */
  static Desk create(Path folder, DeskSettings settings, Clock clock) {
    try {
      if (Files.exists(folder) && !isEmpty(folder)) {
        throw new CommandFailure(folder + " is there already and not empty; take another folder");
      }
      Desk desk = new Desk(folder, settings, clock);
      Files.createDirectories(desk.keys());
      Files.createDirectories(desk.drafts());
      Files.createDirectories(desk.pairs());
      Files.createDirectories(desk.objects());
      Files.createDirectories(desk.metadata());
      desk.write(folder.resolve(DeskSettings.FILE), settings.text().getBytes(UTF_8));
      return desk;
    } catch (IOException e) {
      throw new CommandFailure("The desk cannot be made: " + e.getMessage(), e);
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  DeskSettings settings() {
    return settings;
  }

  /** In whole seconds, as metadata has it. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  Path keys() {
    return folder.resolve("keys");
  }

  /** What a host gives under {@code /download/v1}. */
  Path repository() {
    return folder.resolve("repository");
  }

  Path pairs() {
    return folder.resolve("pairs");
  }

  Path objects() {
    return repository().resolve("objects");
  }

  Path metadata() {
    return repository().resolve("updates").resolve(settings.repository());
  }

  private Path drafts() {
    return folder.resolve("drafts");
  }

  /** Where the draft of a role is, if there is one. */
  Path draftFile(String role) {
    return drafts().resolve(role + ".xml");
  }

  Optional<byte[]> draft(String role) {
    return read(draftFile(role));
  }

  void writeDraft(String role, byte[] file) {
    write(draftFile(role), file);
  }

  void removeDraft(String role) {
    try {
      Files.deleteIfExists(draftFile(role));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file that enough have signed. */
  Optional<byte[]> file(String name) {
    return read(metadata().resolve(name));
  }

  /** Files a file; one with an edition in its name is never changed. */
  void file(String name, byte[] content) {
    write(metadata().resolve(name), content);
  }

  /** The editions that are filed of a role. */
  SortedSet<Long> editions(String role) {
    SortedSet<Long> found = new TreeSet<>();
    for (Path file : list(metadata())) {
      Matcher name = EDITION.matcher(file.getFileName().toString());
      if (name.matches() && name.group(2).equals(role)) {
        found.add(Long.valueOf(name.group(1)));
      }
    }
    return found;
  }

  /** Of which there are editions. */
  SortedSet<String> roles() {
    SortedSet<String> found = new TreeSet<>();
    for (Path file : list(metadata())) {
      Matcher name = EDITION.matcher(file.getFileName().toString());
      if (name.matches()) {
        found.add(name.group(2));
      }
    }
    return found;
  }

  /** The filed metadata, as a host would give it. */
  MetadataSource source() {
    return (name, mostBytes) -> {
      Optional<byte[]> file = file(name);
      if (file.isPresent() && file.get().length > mostBytes) {
        throw new IOException(name + " is longer than " + mostBytes + " bytes");
      }
      return file;
    };
  }

  /** Keeps an object under the hash of its content. */
  String putObject(byte[] content) {
    String name = Sha256.of(content).toString();
    Path file = objects().resolve(name);
    if (!Files.exists(file)) {
      write(file, content);
    }
    return name;
  }

  @Override
  public OptionalLong length(String sha256) throws IOException {
    Path file = objects().resolve(sha256);
    return Files.isRegularFile(file) ? OptionalLong.of(Files.size(file)) : OptionalLong.empty();
  }

  @Override
  public byte[] read(String sha256) throws IOException {
    return Files.readAllBytes(objects().resolve(sha256));
  }

  /** What people call a key, by its id. */
  String nameOf(String keyId) {
    return names().getProperty(keyId, keyId.substring(0, 12));
  }

  void name(String keyId, String name) {
    Properties names = names();
    names.setProperty(keyId, name);
    StringBuilder text = new StringBuilder();
    names.stringPropertyNames().stream()
        .sorted()
        .forEach(id -> text.append(id).append('=').append(names.getProperty(id)).append('\n'));
    write(folder.resolve("names.properties"), text.toString().getBytes(UTF_8));
  }

  private Properties names() {
    Properties names = new Properties();
    Path file = folder.resolve("names.properties");
    try {
      if (Files.exists(file)) {
        try (var reader = Files.newBufferedReader(file)) {
          names.load(reader);
        }
      }
      return names;
    } catch (IOException | IllegalArgumentException e) {
      throw new CommandFailure(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  static Iterable<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (NoSuchFileException e) {
      return java.util.List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<byte[]> read(Path file) {
    try {
      return Optional.of(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new CommandFailure(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Old or new, whatever happens in between. */
  void write(Path file, byte[] content) {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.write(part, content);
      try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new CommandFailure(file + " cannot be written: " + e.getMessage(), e);
    }
  }
}
