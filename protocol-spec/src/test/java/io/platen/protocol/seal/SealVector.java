package io.platen.protocol.seal;

import io.platen.protocol.codec.ReportCodec;
import io.platen.protocol.printer.PrinterStatus;
import io.platen.protocol.report.PrinterReport;
import io.platen.protocol.report.Report;
import io.platen.protocol.report.SealedHeader;
import io.platen.protocol.seal.forge.Pair;
import io.platen.protocol.xml.BoundedGzip;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * One of the test vectors: keys, a report and its envelope, all made from the vector's number. So
 * the repository holds no key, and every build has the same ones.
 */
@SuppressWarnings("ArrayRecordComponent")
record SealVector(int number, Pair device, Pair server, SealedHeader header, byte[] document) {
  static final int COUNT = 20;

  static SealVector of(int number) {
    SeededRandom random = new SeededRandom("vector " + number);
    UUID device = new UUID(random.nextLong(), random.nextLong());
    UUID epoch = new UUID(random.nextLong(), random.nextLong());
    long sequence = number == COUNT ? Long.MAX_VALUE : number;
    Instant created = Instant.parse("2026-11-20T08:00:00Z").plusSeconds(number * 7_200L);
    String audience = "platen-test-" + number;
    return new SealVector(
        number,
        Pair.ofDevice(device.toString(), random),
        Pair.ofServer(audience, random),
        new SealedHeader(device, epoch, sequence, audience, "report", created),
        ReportCodec.write(report(device, epoch, sequence, created, (number - 1) * (number - 1))));
  }

  private static Report report(
      UUID device, UUID epoch, long sequence, Instant created, int printers) {
    PrinterStatus status = new PrinterStatus(PrinterStatus.State.IDLE, List.of(), List.of());
    return new Report(
        device,
        epoch,
        sequence,
        Report.Kind.FULL,
        null,
        created,
        Report.ClockQuality.SYNCHRONISED,
        "platen-vectors",
        List.of(),
        IntStream.range(0, printers)
            .mapToObj(
                i ->
                    new PrinterReport("sn-TEST" + i, created, null, status, null, null, null, null))
            .toList(),
        List.of());
  }

  byte[] sealed() throws GeneralSecurityException {
    return new Sealer(new SeededRandom("envelope " + number))
        .seal(
            header,
            BoundedGzip.deflate(document),
            device.key(),
            device.certificate(),
            server.certificate());
  }

  Opener opener() {
    return opener(header.audience());
  }

  Opener opener(String audience) {
    KeyId own = KeyId.of(server.certificate());
    return new Opener(
        audience, id -> id.equals(own) ? Optional.of(server.key()) : Optional.empty());
  }

  Opener.Certificates certificates() {
    KeyId own = KeyId.of(device.certificate());
    return id -> id.equals(own) ? Optional.of(device.certificate()) : Optional.empty();
  }

  @Override
  public String toString() {
    return "vector " + number;
  }
}
