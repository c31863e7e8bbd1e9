package io.platen.conformance.peers;

import io.platen.protocol.enrolment.KeyPrint;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.util.Optional;
import java.util.UUID;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request for a certificate, with the requirement that it breaks.
 *
 * @param refusal the id; null where it breaks none
 */
record FakeRequest(PublicKey key, String subject, @Nullable String refusal) {
  private static final int P_256_BITS = 256;

  KeyPrint print() {
    return KeyPrint.of(key);
  }

  static FakeRequest check(byte[] der, UUID device, Optional<Fault> fault)
      throws GeneralSecurityException {
    try {
      JcaPKCS10CertificationRequest request = new JcaPKCS10CertificationRequest(der);
      PublicKey key = request.getPublicKey();
      String subject = request.getSubject().toString();
      return new FakeRequest(key, subject, broken(request, key, device, fault));
    } catch (IOException | RuntimeException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private static @Nullable String broken(
      JcaPKCS10CertificationRequest request, PublicKey key, UUID device, Optional<Fault> fault) {
    if (!isSigned(request, key) && !is(fault, Fault.TAKES_BORROWED_KEYS)) {
      return "PLT-ENR-013";
    }
    boolean p256 =
        key instanceof ECPublicKey ec
            && ec.getParams().getCurve().getField().getFieldSize() == P_256_BITS;
    if (!p256 && !is(fault, Fault.TAKES_ANY_CURVE)) {
      return "PLT-ENR-014";
    }
    if (isGreedy(request.getRequestedExtensions()) && !is(fault, Fault.GIVES_PRIVILEGES)) {
      return "PLT-ENR-015";
    }
    String name = request.getSubject().toString();
    boolean other =
        (name.matches("CN=[0-9a-f-]{36}") && !name.equals("CN=" + device))
            || name.contains("SERIALNUMBER=");
    return other && !is(fault, Fault.TAKES_OTHER_NAMES) ? "PLT-ENR-016" : null;
  }

  private static boolean isSigned(JcaPKCS10CertificationRequest request, PublicKey key) {
    try {
      return request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key));
    } catch (OperatorCreationException | PKCSException e) {
      return false;
    }
  }

  private static boolean isGreedy(@Nullable Extensions asked) {
    if (asked == null) {
      return false;
    }
    BasicConstraints constraints = BasicConstraints.fromExtensions(asked);
    ExtendedKeyUsage usage = ExtendedKeyUsage.fromExtensions(asked);
    return (constraints != null && constraints.isCA())
        || asked.getExtension(Extension.subjectAlternativeName) != null
        || (usage != null && !usage.hasKeyPurposeId(KeyPurposeId.id_kp_clientAuth));
  }

  private static boolean is(Optional<Fault> fault, Fault one) {
    return fault.filter(one::equals).isPresent();
  }
}
