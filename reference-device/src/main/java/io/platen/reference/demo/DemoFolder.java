package io.platen.reference.demo;

import io.platen.reference.CommandFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The demo's files; one demo at a time, and each begins with an empty folder. */
final class DemoFolder implements AutoCloseable {
  private static final String MARK = ".platen-demo";

  private final Path root;
  private final FileChannel mark;

  private DemoFolder(Path root, FileChannel mark) {
    this.root = root;
    this.mark = mark;
  }

  /**
   * Empties the folder and takes it.
   *
   * @throws CommandFailure when it holds other things than a demo, or another demo runs there
   */
  static DemoFolder open(Path folder) {
    Path root = folder.toAbsolutePath().normalize();
    try {
      boolean known = Files.exists(root.resolve(MARK));
      Files.createDirectories(root);
      if (!known && !children(root).isEmpty()) {
        throw new CommandFailure(
            root + " holds something that is no demo, and would be deleted: name another --folder");
      }
      DemoFolder opened = new DemoFolder(root, lock(root));
      for (Path child : children(root)) {
        if (!child.endsWith(MARK)) {
          delete(child);
        }
      }
      return opened;
    } catch (IOException e) {
      throw new CommandFailure(root + " cannot be used: " + e.getMessage(), e);
    }
  }

  private static FileChannel lock(Path root) throws IOException {
    FileChannel channel =
        FileChannel.open(root.resolve(MARK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      channel.close();
      throw new CommandFailure(
          "Another demo runs in " + root + ": stop that one, or name another --folder");
    }
    return channel;
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.toList();
    }
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> all = Files.walk(tree)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  Path file(String name) {
    return root.resolve(name);
  }

  /** A folder below, made. */
  Path folder(String name) {
    try {
      return Files.createDirectories(root.resolve(name));
    } catch (IOException e) {
      throw new CommandFailure(root.resolve(name) + " cannot be made: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      mark.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
