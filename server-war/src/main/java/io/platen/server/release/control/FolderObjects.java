package io.platen.server.release.control;

import io.platen.protocol.content.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Objects in one flat folder, each under its hash, so that a web server can give it as it is. What
 * is not whole yet ends in {@code .part}.
 */
public final class FolderObjects implements ObjectStore {
  private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}");
  private static final int BUFFER = 64 * 1024;

  private final Path folder;
  private final long quota;
  private final InstantSource clock;

  /** Bytes that uploads under way have reserved, and have not yet brought into a name. */
  private final AtomicLong arriving = new AtomicLong();

  /**
   * @param quota the most bytes that it may hold
   */
  public FolderObjects(Path folder, long quota, InstantSource clock) {
    this.folder = folder;
    this.quota = quota;
    this.clock = clock;
  }

  private Path file(String sha256) {
    if (!NAME.matcher(sha256).matches()) {
      throw new IllegalArgumentException("Not a SHA-256 in lower case hexadecimal: " + sha256);
    }
    return folder.resolve(sha256);
  }

  @Override
  public OptionalLong length(String sha256) throws IOException {
    try {
      return OptionalLong.of(Files.size(file(sha256)));
    } catch (NoSuchFileException e) {
      return OptionalLong.empty();
    }
  }

  @Override
  public Outcome put(String sha256, InputStream content) throws IOException {
    Path file = file(sha256);
    if (Files.exists(file)) {
      stamp(file); // who sends it anew is about to name it
      return new Stored(Files.size(file), false);
    }
    Files.createDirectories(folder);
    Path part = Files.createTempFile(folder, sha256 + "-", ".part");
    AtomicLong mine = new AtomicLong();
    try {
      MessageDigest digest = Sha256.digest();
      if (!copy(content, part, digest, mine)) {
        return new Full(quota);
      }
      String found = Sha256.end(digest).toString();
      if (!found.equals(sha256)) {
        return new OtherContent(found);
      }
      moveDurably(part, file);
      return new Stored(mine.get(), true);
    } finally {
      arriving.addAndGet(-mine.get());
      Files.deleteIfExists(part);
    }
  }

  /** False where the quota is used up before its end. */
  private boolean copy(InputStream from, Path part, MessageDigest digest, AtomicLong mine)
      throws IOException {
    long room = quota - used();
    byte[] buffer = new byte[BUFFER];
    try (OutputStream to = Files.newOutputStream(part)) {
      for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
        mine.addAndGet(read);
        if (arriving.addAndGet(read) > room) {
          return false;
        }
        digest.update(buffer, 0, read);
        to.write(buffer, 0, read);
      }
    }
    return true;
  }

  /** Content first, then the name: after a crash it is there whole or not at all. */
  private void moveDurably(Path part, Path file) throws IOException {
    stamp(part);
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  private void stamp(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
  }

  @Override
  public InputStream open(String sha256, long from) throws IOException {
    SeekableByteChannel channel = Files.newByteChannel(file(sha256), StandardOpenOption.READ);
    channel.position(from);
    return Channels.newInputStream(channel);
  }

  @Override
  public void remove(String sha256) throws IOException {
    Files.deleteIfExists(file(sha256));
  }

  @Override
  public void forEach(BiConsumer<String, Instant> heard) throws IOException {
    for (Path each : names()) {
      heard.accept(each.getFileName().toString(), Files.getLastModifiedTime(each).toInstant());
    }
  }

  @Override
  public Usage usage() throws IOException {
    return new Usage(used(), quota);
  }

  private long used() throws IOException {
    long bytes = 0;
    for (Path each : names()) {
      bytes += each.toFile().length();
    }
    return bytes;
  }

  private List<Path> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(each -> NAME.matcher(each.getFileName().toString()).matches()).toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * Removes what uploads left that a crash broke off.
   *
   * @param before others may be under way, on another node too
   */
  public void removeLeftovers(Instant before) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    List<Path> parts;
    try (Stream<Path> files = Files.list(folder)) {
      parts = files.filter(each -> each.getFileName().toString().endsWith(".part")).toList();
    }
    for (Path each : parts) {
      if (Files.getLastModifiedTime(each).toInstant().isBefore(before)) {
        Files.deleteIfExists(each);
      }
    }
  }
}
