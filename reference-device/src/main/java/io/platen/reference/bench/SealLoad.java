package io.platen.reference.bench;

import io.platen.protocol.codec.ReceiptCodec;
import io.platen.protocol.codec.SyncCodec;
import io.platen.protocol.report.Receipt;
import io.platen.protocol.report.SealedHeader;
import io.platen.protocol.seal.Sealer;
import io.platen.protocol.seal.SealingCertificate;
import io.platen.protocol.sync.SyncDocument.Sealing;
import io.platen.protocol.xml.ProtocolException;
import io.platen.reference.CommandFailure;
import io.platen.reference.stack.DeviceIdentity;
import io.platen.reference.stack.ServerAddresses;
import io.platen.reference.stack.Tls;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;

/**
 * One device that uploads one report after the other: sealed or plain, over a kept connection or
 * not.
 */
final class SealLoad {
  private final URI host;
  private final DeviceIdentity identity;
  private final SSLSocketFactory tls;
  private final SampleReports reports;
  private final Sealer sealer = new Sealer(new SecureRandom());
  private final X509Certificate recipient;
  private long sequence;
  private int resumed;

  SealLoad(ServerAddresses addresses, DeviceIdentity identity) {
    this.host = addresses.device();
    this.identity = identity;
    this.tls = Tls.trusting(addresses.authority(), identity).getSocketFactory();
    this.reports = new SampleReports(identity.device(), UUID.randomUUID());
    this.recipient = askRecipient();
  }

  private X509Certificate askRecipient() {
    try {
      HttpsURLConnection connection = connect("/download/v1/sync");
      Sealing sealing = SyncCodec.read(connection.getInputStream().readAllBytes()).sealing();
      if (sealing == null) {
        throw new CommandFailure("The server names no sealing certificate");
      }
      return sealing.certificates().get(0);
    } catch (IOException | ProtocolException e) {
      throw new CommandFailure("The server gives no sync document: " + e.getMessage(), e);
    }
  }

  /** How many reports were stored. */
  int run(Duration time, boolean sealed, boolean kept) {
    long end = System.nanoTime() + time.toNanos();
    int count = 0;
    while (System.nanoTime() - end < 0) {
      upload(sealed, kept);
      count++;
    }
    return count;
  }

  /** Connections so far that took up a TLS session of an earlier one. */
  int resumed() {
    return resumed;
  }

  private void upload(boolean sealed, boolean kept) {
    sequence++;
    Instant now = InstantSource.system().instant();
    byte[] packed = reports.body(sequence, now);
    try {
      byte[] body = sealed ? seal(packed, now) : packed;
      long begin = System.currentTimeMillis();
      HttpsURLConnection connection = connect("/update/v1/reports");
      connection.setDoOutput(true);
      connection.setFixedLengthStreamingMode(body.length);
      connection.setRequestProperty("Content-Type", type(sealed));
      if (!sealed) {
        connection.setRequestProperty("Content-Encoding", "gzip");
      }
      if (!kept) {
        connection.setRequestProperty("Connection", "close");
      }
      connection.getOutputStream().write(body);
      demandReceipt(connection);
      boolean old =
          connection.getSSLSession().map(each -> each.getCreationTime() < begin).orElse(false);
      resumed += !kept && old ? 1 : 0;
    } catch (IOException | ProtocolException | GeneralSecurityException e) {
      throw new CommandFailure("An upload failed: " + e.getMessage(), e);
    }
  }

  private void demandReceipt(HttpsURLConnection connection) throws IOException, ProtocolException {
    if (connection.getResponseCode() != 200) {
      throw new CommandFailure("Report " + sequence + ": " + connection.getResponseCode());
    }
    Receipt receipt = ReceiptCodec.read(connection.getInputStream().readAllBytes());
    if (receipt.sequence() != sequence) {
      throw new CommandFailure("The receipt for " + sequence + " is " + receipt);
    }
  }

  private static String type(boolean sealed) {
    return sealed
        ? "application/pkcs7-mime; smime-type=authEnveloped-data"
        : "application/vnd.platen+xml";
  }

  private byte[] seal(byte[] packed, Instant now) throws GeneralSecurityException {
    String audience = SealingCertificate.audience(recipient);
    SealedHeader header =
        new SealedHeader(reports.device(), reports.epoch(), sequence, audience, "report", now);
    return sealer.seal(header, packed, identity.key(), identity.certificate(), recipient);
  }

  private HttpsURLConnection connect(String path) throws IOException {
    HttpsURLConnection connection =
        (HttpsURLConnection) URI.create(host + path).toURL().openConnection();
    connection.setSSLSocketFactory(tls);
    connection.setReadTimeout(30_000);
    return connection;
  }

  /** Octets of a report that is sealed, and of one that is not. */
  int[] sizes() throws GeneralSecurityException {
    Instant now = InstantSource.system().instant();
    byte[] packed = reports.body(1_000_000, now);
    return new int[] {seal(packed, now).length, packed.length};
  }
}
