package io.platen.device.identity;

import io.platen.device.port.Keys;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Key and certificates in PEM files: PKCS#8 without password, and X.509 chains, leaf first. */
public final class PemKeys implements Keys {
  private static final Pattern PKCS8 =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");
  private static final List<String> ALGORITHMS = List.of("EC", "RSA", "Ed25519");

  private final Path certificate;
  private final Path key;
  private final @Nullable Path authorities;

  public PemKeys(Path certificate, Path key, Path authorities) {
    this.certificate = certificate;
    this.key = key;
    this.authorities = authorities;
  }

  private PemKeys(Path certificate, Path key) {
    this.certificate = certificate;
    this.key = key;
    this.authorities = null;
  }

  /** For who is told elsewhere whom to trust. */
  public static Keys withoutAuthorities(Path certificate, Path key) {
    return new PemKeys(certificate, key);
  }

  @Override
  public Material load() throws GeneralSecurityException {
    List<X509Certificate> chain = certificates(certificate);
    PrivateKey privateKey = privateKey();
    demandPair(privateKey, chain.get(0).getPublicKey());
    List<X509Certificate> trusted = authorities == null ? List.of() : certificates(authorities);
    return new Material(privateKey, chain, trusted);
  }

  /** All certificates of a file, at least one. */
  public static List<X509Certificate> certificates(Path file) throws GeneralSecurityException {
    byte[] content = content(file);
    List<X509Certificate> found = new ArrayList<>();
    try {
      for (Certificate each :
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(content))) {
        found.add((X509Certificate) each);
      }
    } catch (CertificateException e) {
      throw new GeneralSecurityException(
          file + " holds no readable certificates; give X.509 certificates in PEM form", e);
    }
    if (found.isEmpty()) {
      throw new GeneralSecurityException(
          file + " holds no certificate; give X.509 certificates in PEM form");
    }
    return found;
  }

  private PrivateKey privateKey() throws GeneralSecurityException {
    Matcher pem = PKCS8.matcher(new String(content(key), StandardCharsets.US_ASCII));
    if (!pem.find()) {
      throw new GeneralSecurityException(
          key
              + " holds no PKCS#8 key without password (BEGIN PRIVATE KEY); convert it with"
              + " openssl pkcs8 -topk8 -nocrypt");
    }
    byte[] encoded;
    try {
      encoded = Base64.getMimeDecoder().decode(pem.group(1));
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException(key + " is damaged: its Base64 does not decode", e);
    }
    GeneralSecurityException unknown =
        new GeneralSecurityException(
            key + " holds a key of an unknown kind; these are known: " + ALGORITHMS);
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
      } catch (InvalidKeySpecException e) {
        unknown.addSuppressed(e); // PKCS#8 names its algorithm: the wrong factory refuses it
      }
    }
    throw unknown;
  }

  private void demandPair(PrivateKey privateKey, PublicKey publicKey)
      throws GeneralSecurityException {
    byte[] probe = "platen".getBytes(StandardCharsets.US_ASCII);
    try {
      String algorithm = signatureFor(privateKey);
      Signature signer = Signature.getInstance(algorithm);
      signer.initSign(privateKey);
      signer.update(probe);
      Signature verifier = Signature.getInstance(algorithm);
      verifier.initVerify(publicKey);
      verifier.update(probe);
      if (verifier.verify(signer.sign())) {
        return;
      }
    } catch (GeneralSecurityException e) {
      throw notPair(e);
    }
    throw notPair(null);
  }

  private static String signatureFor(PrivateKey privateKey) {
    return switch (privateKey.getAlgorithm()) {
      case "EC" -> "SHA256withECDSA";
      case "RSA" -> "SHA256withRSA";
      default -> "Ed25519";
    };
  }

  private GeneralSecurityException notPair(@Nullable GeneralSecurityException cause) {
    return new GeneralSecurityException(
        "The key in " + key + " does not belong to the certificate in " + certificate, cause);
  }

  private static byte[] content(Path file) throws GeneralSecurityException {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new GeneralSecurityException(
          file + " cannot be read (" + e.getClass().getSimpleName() + "); check path and mode", e);
    }
  }
}
