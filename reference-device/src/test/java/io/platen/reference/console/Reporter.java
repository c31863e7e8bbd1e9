package io.platen.reference.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.codec.ReportCodec;
import io.platen.protocol.printer.Meter;
import io.platen.protocol.printer.PrinterAlert;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.printer.PrinterStatus;
import io.platen.protocol.printer.Supply;
import io.platen.protocol.printer.SupplyClass;
import io.platen.protocol.printer.SupplyLevel;
import io.platen.protocol.report.PrinterReport;
import io.platen.protocol.report.Report;
import io.platen.reference.stack.DeviceIdentity;
import io.platen.reference.stack.Tls;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** A second device of the demo, which reports one printer whenever a test says so. */
final class Reporter {
  static final String SERIAL = "LIVE-0001";

  private final HttpClient client;
  private final URI reports;
  private final UUID device;
  private final UUID epoch = UUID.randomUUID();
  private long sequence;

  private Reporter(HttpClient client, URI reports, UUID device) {
    this.client = client;
    this.reports = reports;
    this.device = device;
  }

  /** With the certificate that the demo makes for the conformance suite. */
  static Reporter of(ConsoleStack demo) throws Exception {
    UUID device = UUID.fromString(demo.device("device.id"));
    DeviceIdentity identity =
        new DeviceIdentity(
            device,
            certificate(Path.of(demo.device("valid.certificate"))),
            key(Path.of(demo.device("valid.key"))));
    HttpClient client =
        HttpClient.newBuilder()
            .sslContext(Tls.trusting(demo.authority(), identity))
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    return new Reporter(client, URI.create(demo.deviceHost() + "/update/v1/reports"), device);
  }

  /** Sends a full report of one printer with these alerts; its meter has moved since the last. */
  void send(List<PrinterAlert> alerts) throws Exception {
    send("live", alerts, PrinterIdentity.builder().serial(SERIAL).address("192.0.2.77"));
  }

  /** The same of a printer for which a program on a workstation answers. */
  void sendLocal(String serial, String workstation) throws Exception {
    send("usb", List.of(), PrinterIdentity.builder().serial(serial).via(workstation));
  }

  private void send(String key, List<PrinterAlert> alerts, PrinterIdentity.Builder identity)
      throws Exception {
    sequence++;
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    PrinterFacts facts =
        new PrinterFacts(
            identity.vendor("Liveware").model("Liveware L1").build(),
            new PrinterStatus(PrinterStatus.State.IDLE, List.of(), List.of()),
            List.of(
                new Meter("total-impressions", null, "impressions", 1000 + sequence, null, null)),
            List.of(
                new Supply(
                    "1.1",
                    "toner",
                    SupplyClass.CONSUMED,
                    "black",
                    null,
                    null,
                    null,
                    new SupplyLevel.Measured(54, 100L, "percent"))),
            List.of(),
            alerts);
    Report report =
        new Report(
            device,
            epoch,
            sequence,
            Report.Kind.FULL,
            null,
            now,
            Report.ClockQuality.SYNCHRONISED,
            "reporter",
            List.of(),
            List.of(PrinterReport.whole(key, now, facts)),
            List.of());
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(reports)
                .header("Content-Type", "application/vnd.platen+xml")
                .POST(HttpRequest.BodyPublishers.ofByteArray(ReportCodec.write(report)))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static X509Certificate certificate(Path file) throws Exception {
    try (InputStream in = Files.newInputStream(file)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  private static PrivateKey key(Path file) throws Exception {
    String base64 = Files.readString(file).replaceAll("-----[A-Z ]+-----|\\s", "");
    return KeyFactory.getInstance("EC")
        .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
  }
}
