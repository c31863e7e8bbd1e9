package io.platen.protocol.codec;

import io.platen.protocol.binding.SealingXml;
import io.platen.protocol.sync.SyncDocument.Sealing;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/** The certificates for sealing in a sync document. */
final class SealingMapper {
  private SealingMapper() {}

  static @Nullable SealingXml write(@Nullable Sealing sealing) {
    if (sealing == null) {
      return null;
    }
    SealingXml xml = new SealingXml();
    xml.setRequired(sealing.required());
    sealing.certificates().forEach(each -> xml.getCertificate().add(der(each)));
    return xml;
  }

  static @Nullable Sealing read(@Nullable SealingXml xml) {
    return xml == null
        ? null
        : new Sealing(
            xml.isRequired(),
            xml.getCertificate().stream().map(SealingMapper::certificate).toList());
  }

  private static byte[] der(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("A certificate that was read cannot be written", e);
    }
  }

  private static X509Certificate certificate(byte[] der) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException e) {
      throw new IllegalArgumentException("A sealing certificate is no X.509 certificate", e);
    }
  }
}
