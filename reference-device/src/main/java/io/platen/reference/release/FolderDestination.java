package io.platen.reference.release;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** A folder that any web server can give under {@code /download/v1}. */
final class FolderDestination implements Destination {
  private final Path folder;
  private final Path metadata;

  FolderDestination(Path folder, String repository) throws IOException {
    this.folder = folder;
    this.metadata = folder.resolve("updates").resolve(repository);
    Files.createDirectories(metadata);
    Files.createDirectories(folder.resolve("objects"));
  }

  @Override
  public String name() {
    return folder.toString();
  }

  private Path object(String sha256) {
    return folder.resolve("objects").resolve(sha256);
  }

  @Override
  public boolean hasObject(String sha256, long length) throws IOException {
    return Files.isRegularFile(object(sha256)) && Files.size(object(sha256)) == length;
  }

  @Override
  public void putObject(String sha256, Path file) throws IOException {
    Path part = object(sha256 + ".part");
    Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING);
    moveDurably(part, object(sha256));
  }

  @Override
  public void putFile(String name, byte[] content) throws IOException {
    Path file = metadata.resolve(name);
    boolean isNumbered = Character.isDigit(name.charAt(0));
    if (isNumbered && Files.exists(file)) {
      if (!Arrays.equals(Files.readAllBytes(file), content)) {
        throw new IOException(file + " is there with another content; an edition never changes");
      }
      return;
    }
    Path part = metadata.resolve(name + ".part");
    Files.write(part, content);
    moveDurably(part, file);
  }

  private static void moveDurably(Path part, Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
