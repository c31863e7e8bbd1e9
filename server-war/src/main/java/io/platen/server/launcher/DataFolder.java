package io.platen.server.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Everything that the server keeps, in one folder that only one server uses at a time. */
final class DataFolder implements AutoCloseable {
  private final Path root;
  private final FileChannel lockChannel;

  private DataFolder(Path root, FileChannel lockChannel) {
    this.root = root;
    this.lockChannel = lockChannel;
  }

  static DataFolder open(Path root) throws StartException {
    try {
      PrivateFiles.makeFolder(root);
      FileChannel channel =
          FileChannel.open(
              root.resolve("server.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      // The system lets go of the lock when the process ends, however it ends.
      FileLock lock = channel.tryLock();
      if (lock == null) {
        channel.close();
        throw new StartException(
            ExitCode.TAKEN,
            "Data folder "
                + root
                + " is in use by another Platen server. Stop that one, or give this one a folder"
                + " of its own with platen.data.");
      }
      DataFolder folder = new DataFolder(root, channel);
      folder.forgetLastRun();
      return folder;
    } catch (IOException e) {
      throw new StartException(
          ExitCode.START_FAILED,
          "Data folder "
              + root
              + " cannot be used ("
              + e
              + "). Give the server's user the right to write there, or set platen.data.",
          e);
    }
  }

  /**
   * For a command: what a server has kept, and never a folder that is not there.
   *
   * @throws StartException also where no server has kept anything; nothing is made then
   */
  static DataFolder ofServer(Configuration configuration) throws StartException {
    Path root = configuration.data();
    boolean embedded = configuration.embedsDatabase();
    if (!Files.isDirectory(root.resolve(embedded ? "postgres" : "tls"))) {
      String missing = embedded ? "There is no database in " : "No server has run in ";
      throw new StartException(
          ExitCode.START_FAILED,
          (Files.isDirectory(root) ? missing : "There is no folder ")
              + root
              + ". Name the server's folder with --data, or its configuration with --config.");
    }
    return open(root);
  }

  Path tls() {
    return root.resolve("tls");
  }

  /** What keys lie encrypted under, where the operator names no other file. */
  Path secret() {
    return root.resolve("secret");
  }

  /** The embedded PostgreSQL's own folder. */
  Path postgres() {
    return root.resolve("postgres");
  }

  Path postgresPassword() {
    return root.resolve("postgres-password");
  }

  Path postgresPrograms() {
    return root.resolve("postgres-programs");
  }

  /** What lives as long as the process; a killed one leaves it, and the next start deletes it. */
  Path run() {
    return root.resolve("run");
  }

  Path serverProperties() {
    return root.resolve("server.properties");
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(serverProperties());
      PrivateFiles.deleteTree(run());
      lockChannel.close();
    } catch (IOException e) {
      // The next start deletes what is left.
    }
  }

  private void forgetLastRun() throws IOException {
    Files.deleteIfExists(serverProperties());
    PrivateFiles.deleteTree(run());
    PrivateFiles.makeFolder(run());
    PrivateFiles.makeFolder(run().resolve("tmp"));
    PrivateFiles.makeFolder(tls());
  }
}
