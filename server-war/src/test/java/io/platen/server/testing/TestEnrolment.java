package io.platen.server.testing;

import io.platen.server.enrolment.control.IssuingAuthority;
import io.platen.server.keys.KeyFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.Optional;
import java.util.UUID;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** An authority of enrolment with its files, and requests as devices make them. */
public final class TestEnrolment {
  private static final String SECRET = "a secret of the server, long enough";

  private TestEnrolment() {}

  /** One for the JVM: making keys is slow. */
  public static IssuingAuthority authority() {
    return Once.AUTHORITY;
  }

  /** A certificate by an authority that issues none here. */
  public static X509Certificate foreign(UUID device) {
    try {
      return (X509Certificate) Once.OTHERS.issue(device.toString()).getCertificate("key");
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public static KeyPair newKey() {
    return newKey("EC", "secp256r1");
  }

  public static KeyPair newKey(String algorithm, String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      if (algorithm.equals("EC")) {
        generator.initialize(new ECGenParameterSpec(curve));
      } else {
        generator.initialize(2048);
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A request with nothing but its key. */
  public static byte[] request(KeyPair key) {
    return request("", key, key.getPrivate(), null);
  }

  public static byte[] request(
      String subject, KeyPair key, PrivateKey signer, Extensions extensions) {
    try {
      var builder =
          new JcaPKCS10CertificationRequestBuilder(new X500Name(subject), key.getPublic());
      if (extensions != null) {
        builder.addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions);
      }
      String algorithm = signer.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
      return builder.build(new JcaContentSignerBuilder(algorithm).build(signer)).getEncoded();
    } catch (IOException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Once {
    static final TestAuthority OTHERS = others();
    static final IssuingAuthority AUTHORITY = make();

    private static TestAuthority others() {
      try {
        return TestAuthority.named("Others");
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    private static IssuingAuthority make() {
      try {
        Path folder = Files.createTempDirectory("platen-enrolment");
        TestAuthority authority = TestAuthority.named("Test enrolment");
        TestAuthority.writePem(authority.certificate(), folder.resolve("ca.pem"));
        Files.write(folder.resolve("ca.key"), KeyFile.encrypted(authority.key(), SECRET));
        Files.writeString(folder.resolve("secret"), SECRET + "\n");
        KeyStore server = OTHERS.trustStore();
        TestAuthority.writePem(server.getCertificate("authority"), folder.resolve("tls.pem"));
        IssuingAuthority made =
            new IssuingAuthority(
                Optional.of(folder.resolve("ca.pem").toString()),
                Optional.of(folder.resolve("ca.key").toString()),
                Optional.of(folder.resolve("secret").toString()),
                Optional.of(folder.resolve("tls.pem").toString()),
                "fleet.example.org",
                8445);
        try (var files = Files.list(folder)) {
          for (Path each : files.toList()) {
            Files.delete(each);
          }
        }
        Files.delete(folder);
        return made;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
