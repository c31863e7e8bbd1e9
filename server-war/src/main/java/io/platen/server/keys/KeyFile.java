package io.platen.server.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A private key as a PEM file: PKCS#8, plain or encrypted under the server's secret. */
public final class KeyFile {
  private static final Base64.Encoder ENCODER =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN (ENCRYPTED )?PRIVATE KEY-----([^-]+)-----END");

  private KeyFile() {}

  /** The content of such a file. */
  public static byte[] encrypted(PrivateKey key, String secret)
      throws IOException, GeneralSecurityException {
    String title = "ENCRYPTED PRIVATE KEY";
    return ("-----BEGIN "
            + title
            + "-----\n"
            + ENCODER.encodeToString(EncryptedKey.encrypt(key.getEncoded(), secret))
            + "\n-----END "
            + title
            + "-----\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Reads a key of elliptic curves.
   *
   * @throws GeneralSecurityException when there is none in it, or the secret does not open it
   */
  public static PrivateKey read(Path file, String secret)
      throws IOException, GeneralSecurityException {
    return read(Files.readString(file, StandardCharsets.US_ASCII), secret);
  }

  /**
   * The same from the content of such a file.
   *
   * @throws GeneralSecurityException when there is no key in it, or the secret does not open it
   */
  public static PrivateKey read(String pem, String secret) throws GeneralSecurityException {
    Matcher block = BLOCK.matcher(pem);
    if (!block.find()) {
      throw new GeneralSecurityException(
          "no \"BEGIN PRIVATE KEY\" or \"BEGIN ENCRYPTED PRIVATE KEY\" in it");
    }
    byte[] content = Base64.getMimeDecoder().decode(block.group(2));
    byte[] pkcs8 = block.group(1) == null ? content : decrypt(content, secret);
    return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
  }

  private static byte[] decrypt(byte[] content, String secret) throws GeneralSecurityException {
    try {
      return EncryptedKey.decrypt(content, secret);
    } catch (javax.crypto.BadPaddingException e) {
      throw new GeneralSecurityException("the server's secret does not open it", e);
    }
  }

  /** The secret in a file: its first line. */
  public static String secret(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8).lines().findFirst().orElse("").strip();
  }
}
