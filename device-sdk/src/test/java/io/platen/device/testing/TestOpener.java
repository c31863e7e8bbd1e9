package io.platen.device.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import io.platen.protocol.codec.ReportCodec;
import io.platen.protocol.report.Report;
import io.platen.protocol.seal.KeyId;
import io.platen.protocol.seal.Opener;
import io.platen.protocol.seal.SealingCertificate;
import io.platen.protocol.xml.BoundedGzip;
import io.platen.protocol.xml.ProtocolException;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.UUID;

/** Opens what a device has sealed, as a server does. */
public final class TestOpener {
  private static final int LIMIT = 1 << 20;

  private final Opener opener;

  public TestOpener(TestAuthority.Issued own) {
    KeyId id = KeyId.of(own.certificate());
    this.opener =
        new Opener(
            SealingCertificate.audience(own.certificate()),
            asked -> asked.equals(id) ? Optional.of(own.key()) : Optional.empty());
  }

  Report read(HttpExchange exchange) throws IOException {
    X509Certificate device =
        (X509Certificate) ((HttpsExchange) exchange).getSSLSession().getPeerCertificates()[0];
    String name = device.getSubjectX500Principal().getName();
    UUID id = UUID.fromString(name.substring("CN=".length()));
    return read(exchange.getRequestBody().readAllBytes(), id, device);
  }

  /**
   * @throws IllegalStateException when it does not open
   */
  public Report read(byte[] envelope, UUID device, X509Certificate certificate) {
    try {
      Opener.Opened opened = opener.open(envelope, device, id -> Optional.of(certificate));
      return ReportCodec.read(BoundedGzip.inflate(opened.packed(), LIMIT));
    } catch (ProtocolException e) {
      throw new IllegalStateException(e);
    }
  }
}
