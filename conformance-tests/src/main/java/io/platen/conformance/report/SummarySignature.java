package io.platen.conformance.report;

import io.platen.conformance.wire.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.util.Store;

/**
 * The vendor's signature over the summary, and by its hashes over all other files: CMS, detached
 * (RFC 5652), so that {@code openssl cms -verify} reads it. It says who stands by the results, not
 * that they are true: the key is the vendor's own.
 */
public final class SummarySignature {
  static final String FILE = "summary.json.p7s";

  private SummarySignature() {}

  /**
   * Signs a folder that is whole.
   *
   * @throws IOException where it is not, or where key and certificate are not one pair
   */
  public static void sign(Path folder, Identity signer) throws IOException {
    List<String> faults = Verification.of(folder).faults();
    if (!faults.isEmpty()) {
      throw new IOException(folder + " is not as the run left it: " + String.join("; ", faults));
    }
    byte[] summary = Files.readAllBytes(folder.resolve(ResultsFolder.SUMMARY));
    try {
      CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
      generator.addSignerInfoGenerator(
          new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
              .build(
                  new JcaContentSignerBuilder(algorithm(signer.key())).build(signer.key()),
                  signer.chain().get(0)));
      generator.addCertificates(new JcaCertStore(signer.chain()));
      byte[] signature =
          generator.generate(new CMSProcessableByteArray(summary), false).getEncoded();
      if (signer(summary, signature).isEmpty()) {
        throw new IOException("The certificate is not one for this key");
      }
      Files.write(folder.resolve(FILE), signature);
    } catch (CMSException | OperatorCreationException | GeneralSecurityException e) {
      throw new IOException("The summary cannot be signed: " + e.getMessage(), e);
    }
  }

  /** Whose key signed the summary; empty where the signature does not fit it. */
  static Optional<X509Certificate> signer(Contents contents) throws IOException {
    return signer(contents.get(ResultsFolder.SUMMARY), contents.get(FILE));
  }

  private static Optional<X509Certificate> signer(byte[] summary, byte[] signature) {
    try {
      CMSSignedData signed = new CMSSignedData(new CMSProcessableByteArray(summary), signature);
      Store<X509CertificateHolder> shown = signed.getCertificates();
      for (SignerInformation each : signed.getSignerInfos()) {
        for (X509CertificateHolder holder : shown.getMatches(null)) {
          if (each.getSID().match(holder)
              && each.verify(new JcaSimpleSignerInfoVerifierBuilder().build(holder))) {
            return Optional.of(new JcaX509CertificateConverter().getCertificate(holder));
          }
        }
      }
    } catch (CMSException | OperatorCreationException | GeneralSecurityException e) {
      return Optional.empty();
    } catch (RuntimeException e) {
      // What is no ASN.1 at all comes out of Bouncy Castle in many forms.
      return Optional.empty();
    }
    return Optional.empty();
  }

  private static String algorithm(PrivateKey key) {
    return switch (key.getAlgorithm()) {
      case "EC" -> "SHA256withECDSA";
      case "RSA" -> "SHA256withRSA";
      default -> "Ed25519";
    };
  }
}
