package io.platen.server.launcher;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's programs, unpacked from the jar once for each version of them. */
final class PostgresPrograms {
  private static final Path UNSHARE = Path.of("/usr/bin/unshare");
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  private final Path bin;

  private PostgresPrograms(Path bin) {
    this.bin = bin;
  }

  static PostgresPrograms unpack(Path folder) throws StartException {
    String archive = archiveName();
    try (InputStream packed = PostgresPrograms.class.getResourceAsStream(archive)) {
      if (packed == null) {
        throw new StartException(
            ExitCode.START_FAILED,
            "This jar holds no PostgreSQL for this system ("
                + archive.substring(1)
                + " is missing). Name a database with platen.db.url, platen.db.user and"
                + " platen.db.password.");
      }
      byte[] content = packed.readAllBytes();
      Path target = folder.resolve(digest(content));
      if (!Files.isDirectory(target)) {
        PrivateFiles.deleteTree(folder);
        Path part = PrivateFiles.makeFolder(folder.resolve("part"));
        extract(content, part);
        // All or nothing: a start that is cut off here begins anew.
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      }
      return new PostgresPrograms(target.resolve("bin"));
    } catch (IOException e) {
      throw new StartException(
          ExitCode.START_FAILED,
          "PostgreSQL cannot be unpacked to "
              + folder
              + " ("
              + e
              + "). Make room there or name another folder with platen.data.",
          e);
    }
  }

  /** A command line that runs one of the programs as the server's user. */
  List<String> command(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    // PostgreSQL refuses root; in a user namespace of its own, root is nobody special.
    if (isRoot() && Files.isExecutable(UNSHARE)) {
      command.addAll(List.of(UNSHARE.toString(), "-U"));
    }
    command.add(bin.resolve(program).toString());
    command.addAll(List.of(arguments));
    return command;
  }

  /** The same in a session of its own, so that Ctrl-C stops the server first and then this. */
  List<String> detached(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(SETSID)) {
      command.add(SETSID.toString());
    }
    command.addAll(command(program, arguments));
    return command;
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static String archiveName() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String architecture = System.getProperty("os.arch", "").equals("aarch64") ? "arm_64" : "x86_64";
    String family =
        system.contains("mac") ? "darwin" : system.contains("win") ? "windows" : "linux";
    String libc =
        family.equals("linux") && Files.exists(Path.of("/etc/alpine-release"))
            ? "-alpine_linux"
            : "";
    return "/postgres-" + family + "-" + architecture + libc + ".txz";
  }

  private static void extract(byte[] archive, Path target) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new XZCompressorInputStream(new ByteArrayInputStream(archive)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
          throw new IOException("An entry leads out of the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
          PrivateFiles.makeFolder(path);
          continue;
        }
        Path parent = path.getParent();
        if (parent != null) {
          PrivateFiles.makeFolder(parent);
        }
        if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
          Files.copy(tar, path);
        }
      }
    }
    try (Stream<Path> programs = Files.list(target.resolve("bin"))) {
      programs.forEach(program -> program.toFile().setExecutable(true, true));
    }
  }

  private static String digest(byte[] content) throws IOException {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(digest).substring(0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IOException(e);
    }
  }
}
