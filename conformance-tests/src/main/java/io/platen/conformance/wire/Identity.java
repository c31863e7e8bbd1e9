package io.platen.conformance.wire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A certificate chain with its key: who the suite says it is.
 *
 * @param name as in the configuration, for messages and transcripts
 */
public record Identity(String name, List<X509Certificate> chain, PrivateKey key) {
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";

  public Identity {
    chain = List.copyOf(chain);
  }

  /** Reads PEM files; the message of the exception says what is wrong with which file. */
  public static Identity read(String name, Path certificate, Path key) throws IOException {
    return new Identity(name, certificates(certificate), privateKey(key));
  }

  /** All certificates of a PEM file, at least one. */
  public static List<X509Certificate> certificates(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      List<X509Certificate> found =
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map(Identity::x509)
              .toList();
      if (found.isEmpty()) {
        throw new IOException(file + " holds no certificate; it must be a PEM file with one");
      }
      return found;
    } catch (GeneralSecurityException e) {
      throw new IOException(file + " is no PEM file of certificates: " + e.getMessage(), e);
    }
  }

  @Override
  public String toString() {
    return name + " (" + chain.get(0).getSubjectX500Principal() + ")";
  }

  private static X509Certificate x509(Certificate certificate) {
    return (X509Certificate) certificate;
  }

  private static PrivateKey privateKey(Path file) throws IOException {
    String pem = Files.readString(file, StandardCharsets.US_ASCII);
    int begin = pem.indexOf(BEGIN);
    int end = pem.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IOException(
          file
              + " holds no unencrypted PKCS#8 key (BEGIN PRIVATE KEY); make one with:"
              + " openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW");
    }
    try {
      byte[] der = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end));
      return decoded(file, new PKCS8EncodedKeySpec(der));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " holds a key that is not base64", e);
    }
  }

  private static PrivateKey decoded(Path file, PKCS8EncodedKeySpec encoded) throws IOException {
    return Stream.of("EC", "RSA", "EdDSA")
        .flatMap(algorithm -> decoded(algorithm, encoded).stream())
        .findFirst()
        .orElseThrow(
            () -> new IOException(file + " holds a key that is neither EC nor RSA nor EdDSA"));
  }

  /** Empty where the key is not of that algorithm. */
  private static Optional<PrivateKey> decoded(String algorithm, PKCS8EncodedKeySpec encoded) {
    try {
      return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(encoded));
    } catch (InvalidKeySpecException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java knows no " + algorithm + " keys", e);
    }
  }
}
