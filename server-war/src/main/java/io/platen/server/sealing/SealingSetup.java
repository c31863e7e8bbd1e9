package io.platen.server.sealing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds what sealing stands on in the server's data folder. */
final class SealingSetup {
  private static final Logger LOG = System.getLogger(SealingSetup.class.getName());
  private static final int SECRET_BYTES = 24;

  private SealingSetup() {}

  /**
   * Empty where the folder cannot be used; the log says why.
   *
   * @param data the server's data folder
   * @param secret a file, where the operator names one
   */
  static Optional<SealingKeys> keys(String data, Optional<String> secret, InstantSource clock) {
    Path root = Path.of(data);
    Path secretFile =
        secret.filter(name -> !name.isEmpty()).map(Path::of).orElse(root.resolve("secret"));
    try {
      SealingFolder folder = new SealingFolder(root.resolve("sealing"), secret(secretFile));
      SealingIssuer issuer = issuer(root.resolve("tls"));
      SealingKeys keys = new SealingKeys(folder, issuer, clock);
      if (issuer == null && folder.read().isEmpty()) {
        LOG.log(
            Level.INFO,
            "Reports are not sealed: the server has no authority of its own to make a sealing key,"
                + " and there is none in {0}",
            root.resolve("sealing"));
        return Optional.empty();
      }
      return Optional.of(keys);
    } catch (IOException | GeneralSecurityException e) {
      LOG.log(Level.WARNING, "Reports are not sealed: the keys in " + root + " cannot be used", e);
      return Optional.empty();
    }
  }

  private static String secret(Path file) throws IOException {
    if (!Files.exists(file)) {
      byte[] bytes = new byte[SECRET_BYTES];
      new SecureRandom().nextBytes(bytes);
      Files.createFile(file, onlyOwner(file));
      Files.writeString(file, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "\n");
    }
    return Files.readString(file, StandardCharsets.UTF_8).lines().findFirst().orElse("").strip();
  }

  /** The authority that the server made itself and that its devices pin; null where it has none. */
  private static @Nullable SealingIssuer issuer(Path tls)
      throws IOException, GeneralSecurityException {
    Path certificate = tls.resolve("authority.pem");
    Path key = tls.resolve("authority.key");
    if (!Files.exists(certificate) || !Files.exists(key)) {
      return null;
    }
    Path former = tls.resolve("authority-former.pem");
    return new SealingIssuer(
        certificate(certificate),
        privateKey(Files.readString(key, StandardCharsets.US_ASCII)),
        Files.exists(former) ? certificate(former) : null);
  }

  private static X509Certificate certificate(Path file)
      throws IOException, GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(file)));
  }

  private static PrivateKey privateKey(String pem) throws GeneralSecurityException {
    String base64 = pem.replaceAll("-----[^-]+-----", "");
    return KeyFactory.getInstance("EC")
        .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
  }

  private static FileAttribute<?>[] onlyOwner(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
