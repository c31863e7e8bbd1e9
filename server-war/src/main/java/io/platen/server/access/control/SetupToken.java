package io.platen.server.access.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The one-time token that the server's first start writes into a file for its owner. */
@ApplicationScoped
class SetupToken {
  private static final Logger LOG = System.getLogger(SetupToken.class.getName());
  private static final int MIN_LENGTH = 16;

  private Path file;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected SetupToken() {}

  @Inject
  SetupToken(@ConfigProperty(name = "platen.data", defaultValue = "platen-data") String data) {
    this(Path.of(data, "setup-token"));
  }

  SetupToken(Path file) {
    this.file = file;
  }

  /** Writes a token unless one is there; only the server's own user can read it. */
  void provide() {
    try {
      if (!Files.exists(file)) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
          Files.createDirectories(folder);
        }
        create();
      }
      LOG.log(
          Level.INFO,
          "Nobody can sign in yet. The one-time setup token is {0} (file {1})",
          Files.readString(file, StandardCharsets.US_ASCII).strip(),
          file);
    } catch (IOException e) {
      throw new UncheckedIOException("The setup token cannot be written to " + file, e);
    }
  }

  private void create() throws IOException {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    // The rights are there before the content is.
    Files.createFile(
        file,
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0]);
    Files.writeString(file, Secrets.random() + "\n", StandardCharsets.US_ASCII);
  }

  boolean matches(String given) {
    try {
      String expected = Files.readString(file, StandardCharsets.US_ASCII).strip();
      return expected.length() >= MIN_LENGTH
          && MessageDigest.isEqual(bytes(expected), bytes(given.strip()));
    } catch (NoSuchFileException e) {
      LOG.log(Level.WARNING, "Setup was tried, but there is no setup token in {0}", file);
      return false;
    } catch (IOException e) {
      LOG.log(Level.WARNING, "The setup token in " + file + " cannot be read", e);
      return false;
    }
  }

  /** It works once. */
  void use() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "Delete the used setup token " + file + " by hand", e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
