package io.platen.server.enrolment.control;

import io.platen.protocol.Requirement;
import io.platen.protocol.enrolment.KeyPrint;
import io.platen.protocol.problem.ProblemType;
import io.platen.server.problem.ProblemException;
import java.io.IOException;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;

/**
 * A PKCS#10 request (RFC 2986) that was looked through: its sender has the key, and asks for
 * nothing that a device may not have. What it asks for beyond that is refused and not just left
 * out, so that nobody thinks that he got it.
 */
public final class CertificateRequest {
  private static final int MOST_BYTES = 8 * 1024;

  private final JcaPKCS10CertificationRequest request;
  private final PublicKey key;

  private CertificateRequest(JcaPKCS10CertificationRequest request, PublicKey key) {
    this.request = request;
    this.key = key;
  }

  /**
   * @param der the request
   * @throws ProblemException {@code request-refused} with the rule that it breaks
   */
  public static CertificateRequest check(byte[] der) {
    if (der.length > MOST_BYTES) {
      throw refused(Requirement.PLT_ENR_013, "A request has at most " + MOST_BYTES + " bytes");
    }
    JcaPKCS10CertificationRequest request = parse(der);
    CertificateRequest checked = new CertificateRequest(request, key(request));
    checked.demandP256();
    checked.demandProof();
    checked.demandNoPrivileges();
    return checked;
  }

  private static JcaPKCS10CertificationRequest parse(byte[] der) {
    try {
      JcaPKCS10CertificationRequest request = new JcaPKCS10CertificationRequest(der);
      // The signature is over what was read; what was sent must be the same.
      if (Arrays.equals(request.getEncoded(), der)) {
        return request;
      }
    } catch (IOException | RuntimeException e) {
      throw refused(Requirement.PLT_ENR_013, "The body is no PKCS#10 request: " + e.getMessage());
    }
    throw refused(Requirement.PLT_ENR_013, "The request is not encoded as DER has it");
  }

  private static PublicKey key(JcaPKCS10CertificationRequest request) {
    try {
      return request.getPublicKey();
    } catch (GeneralSecurityException | RuntimeException e) {
      throw refused(Requirement.PLT_ENR_014, "The key is of a kind that is not known here");
    }
  }

  /** [PLT-ENR-014] */
  private void demandP256() {
    if (!(key instanceof ECPublicKey ec) || !isP256(ec.getParams())) {
      throw refused(
          Requirement.PLT_ENR_014,
          "The key is " + key.getAlgorithm() + "; make one on the curve P-256 (secp256r1)");
    }
  }

  private static boolean isP256(ECParameterSpec found) {
    try {
      AlgorithmParameters known = AlgorithmParameters.getInstance("EC");
      known.init(new ECGenParameterSpec("secp256r1"));
      ECParameterSpec wanted = known.getParameterSpec(ECParameterSpec.class);
      return wanted.getCurve().equals(found.getCurve())
          && wanted.getGenerator().equals(found.getGenerator())
          && wanted.getOrder().equals(found.getOrder())
          && BigInteger.valueOf(wanted.getCofactor())
              .equals(BigInteger.valueOf(found.getCofactor()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has P-256", e);
    }
  }

  /** [PLT-ENR-013] */
  private void demandProof() {
    try {
      if (request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key))) {
        return;
      }
    } catch (OperatorCreationException | PKCSException | RuntimeException e) {
      // said below, the same as for a signature by another key
    }
    throw refused(
        Requirement.PLT_ENR_013, "The signature is not by the key that is in the request");
  }

  /** [PLT-ENR-015] */
  private void demandNoPrivileges() {
    Extensions asked;
    try {
      asked = request.getRequestedExtensions();
    } catch (RuntimeException e) {
      throw refused(Requirement.PLT_ENR_015, "The extensions cannot be read: " + e.getMessage());
    }
    if (asked == null) {
      return;
    }
    for (ASN1ObjectIdentifier each : asked.getExtensionOIDs()) {
      try {
        if (!isHarmless(each, asked.getExtension(each))) {
          throw refused(
              Requirement.PLT_ENR_015,
              "The request asks for the extension "
                  + each
                  + ", which a device does not get; ask for none");
        }
      } catch (IllegalArgumentException e) {
        throw refused(Requirement.PLT_ENR_015, "The extension " + each + " cannot be read");
      }
    }
  }

  private static boolean isHarmless(ASN1ObjectIdentifier kind, Extension extension) {
    var value = extension.getParsedValue();
    if (kind.equals(Extension.basicConstraints)) {
      return !BasicConstraints.getInstance(value).isCA();
    }
    if (kind.equals(Extension.keyUsage)) {
      return KeyUsage.getInstance(value).equals(new KeyUsage(KeyUsage.digitalSignature));
    }
    if (kind.equals(Extension.extendedKeyUsage)) {
      KeyPurposeId[] usages = ExtendedKeyUsage.getInstance(value).getUsages();
      return usages.length == 1 && usages[0].equals(KeyPurposeId.id_kp_clientAuth);
    }
    return kind.equals(Extension.subjectKeyIdentifier);
  }

  /**
   * [PLT-ENR-016] What the request calls its sender: nothing, the device's id, or a name that says
   * nothing here and is replaced.
   *
   * @param serial the serial number that the sender's factory certificate has; empty where none
   */
  void demandNameOf(UUID device, String serial) {
    for (RDN part : request.getSubject().getRDNs()) {
      for (AttributeTypeAndValue each : part.getTypesAndValues()) {
        String text = IETFUtils.valueToString(each.getValue());
        if (each.getType().equals(BCStyle.SERIALNUMBER)
            || each.getType().equals(BCStyle.UNIQUE_IDENTIFIER)) {
          demandSame(text, serial, "serial number");
        } else if (each.getType().equals(BCStyle.CN) && isId(text)) {
          demandSame(text, device.toString(), "id");
        }
      }
    }
    if (request.getAttributes(PKCSObjectIdentifiers.pkcs_9_at_unstructuredName).length > 0) {
      throw refused(Requirement.PLT_ENR_016, "The request has another name for its sender");
    }
  }

  private static void demandSame(String found, String own, String what) {
    if (!found.toLowerCase(Locale.ROOT).equals(own.toLowerCase(Locale.ROOT))) {
      throw refused(
          Requirement.PLT_ENR_016,
          "The request names the "
              + what
              + " "
              + found
              + ", which is not this device's; leave the subject empty");
    }
  }

  private static boolean isId(String text) {
    try {
      UUID.fromString(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  public PublicKey key() {
    return key;
  }

  public KeyPrint print() {
    return KeyPrint.of(key);
  }

  private static ProblemException refused(Requirement rule, String detail) {
    return new ProblemException(ProblemType.REQUEST_REFUSED, detail, rule.id());
  }
}
