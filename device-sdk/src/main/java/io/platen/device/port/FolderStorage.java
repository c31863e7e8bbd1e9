package io.platen.device.port;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** A folder of the file system, made with mode 700; its files get mode 600. */
public final class FolderStorage implements Storage {
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private final Path folder;

  /**
   * Makes the folder where there is none.
   *
   * @throws IOException when it cannot be made or written to
   */
  public FolderStorage(Path folder) throws IOException {
    this.folder = folder;
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, mode("rwx------"));
    }
    if (!Files.isWritable(folder)) {
      throw new IOException("The folder " + folder + " cannot be written to");
    }
  }

  private static FileAttribute<?>[] mode(String mode) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
        }
        : new FileAttribute<?>[0];
  }

  @Override
  public Optional<byte[]> read(String name) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(path(name)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public FileChannel open(String name) throws IOException {
    Path path = path(name);
    if (!Files.exists(path)) {
      Files.createFile(path, mode("rw-------"));
    }
    return new SteadyFile(path);
  }

  @Override
  public long size(String name) throws IOException {
    return exists(name) ? Files.size(path(name)) : 0;
  }

  @Override
  public boolean exists(String name) {
    return Files.exists(path(name));
  }

  @Override
  public void rename(String name, String newName) throws IOException {
    Files.move(
        path(name),
        path(newName),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void delete(String name) throws IOException {
    Files.deleteIfExists(path(name));
  }

  /** A new name is durable only when its folder is: POSIX says nothing else. */
  @Override
  public void syncNames() throws IOException {
    if (!POSIX) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    try {
      while (!isFolderSynced()) {
        interrupted |= Thread.interrupted();
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** False where an interrupt came between: that closes the channel, and says nothing of a disk. */
  private boolean isFolderSynced() throws IOException {
    try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
      return true;
    } catch (ClosedByInterruptException e) {
      return false;
    }
  }

  private Path path(String name) {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9.-]*")) {
      throw new IllegalArgumentException("Not a plain file name: " + name);
    }
    return folder.resolve(name);
  }
}
