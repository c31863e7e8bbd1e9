package io.platen.reference.stack;

import io.platen.reference.CommandFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** Writes certificates, and keys that only their owner can read. */
public final class Pem {
  private Pem() {}

  public static void write(Path file, X509Certificate certificate) {
    try {
      Files.writeString(file, text("CERTIFICATE", certificate.getEncoded()));
    } catch (IOException | CertificateEncodingException e) {
      throw new CommandFailure(file + " cannot be written: " + e.getMessage(), e);
    }
  }

  public static void write(Path file, PrivateKey key) {
    writePrivate(file, text("PRIVATE KEY", key.getEncoded()));
  }

  /** Writes a file that is its owner's alone from its first moment. */
  public static void writePrivate(Path file, String text) {
    try {
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new CommandFailure(file + " cannot be written: " + e.getMessage(), e);
    }
  }

  /** One block of a file. */
  public static String text(String type, byte[] der) {
    byte[] newLine = {'\n'};
    String body =
        new String(Base64.getMimeEncoder(64, newLine).encode(der), StandardCharsets.US_ASCII);
    return "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n";
  }
}
