package io.platen.conformance.suite;

import io.platen.conformance.subject.ServerUnderTest;
import io.platen.protocol.report.Receipt;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;

/**
 * A report as text, written by hand so that a test can break it in exactly one place. Each epoch is
 * new: a test never meets what an earlier one left on the server.
 */
record ReportDocument(
    String version,
    UUID device,
    UUID epoch,
    long sequence,
    String kind,
    Instant created,
    String more,
    String content) {

  /** Full, and without a printer: it leaves nothing in the fleet of the server under test. */
  static ReportDocument full(ServerUnderTest server) {
    return new ReportDocument(
        "1.0",
        server.device(),
        UUID.randomUUID(),
        1,
        "kind=\"full\"",
        server.now().truncatedTo(ChronoUnit.MILLIS),
        "",
        "");
  }

  ReportDocument ofVersion(String other) {
    return new ReportDocument(other, device, epoch, sequence, kind, created, more, content);
  }

  ReportDocument ofDevice(UUID other) {
    return new ReportDocument(version, other, epoch, sequence, kind, created, more, content);
  }

  /** The next one of the same epoch, against this one. */
  ReportDocument delta() {
    return deltaOn(sequence, sequence + 1);
  }

  ReportDocument deltaOn(long base, long next) {
    String delta = "kind=\"delta\" base=\"" + base + "\"";
    return new ReportDocument(version, device, epoch, next, delta, created, more, content);
  }

  ReportDocument numbered(long number) {
    return new ReportDocument(version, device, epoch, number, kind, created, more, content);
  }

  /** The attributes {@code kind} and {@code base} as they stand in the text. */
  ReportDocument ofKind(String attributes) {
    return new ReportDocument(version, device, epoch, sequence, attributes, created, more, content);
  }

  ReportDocument createdAt(Instant time) {
    return new ReportDocument(version, device, epoch, sequence, kind, time, more, content);
  }

  /** More attributes of the root, as they stand in the text. */
  ReportDocument withAttributes(String attributes) {
    return new ReportDocument(
        version, device, epoch, sequence, kind, created, " " + attributes, content);
  }

  ReportDocument withContent(String elements) {
    return new ReportDocument(version, device, epoch, sequence, kind, created, more, elements);
  }

  /** Filled up to so many bytes with texts in a namespace that is ignored. */
  ReportDocument ofBytes(int bytes) {
    String open = "<g xmlns=\"urn:example:large\">";
    String part = "<p>" + "t".repeat(16_000) + "</p>";
    int left = bytes - withContent(open + "<p></p></g>").text().length();
    String parts = part.repeat(left / part.length());
    String rest = "<p>" + "t".repeat(left % part.length()) + "</p>";
    return withContent(open + parts + rest + "</g>");
  }

  /** The same number with another content. */
  ReportDocument changed() {
    return withAttributes("software=\"platen-conformance (changed)\"");
  }

  Receipt receipt() {
    return new Receipt(device, epoch, sequence);
  }

  String text() {
    return textAfter("");
  }

  /**
   * @param prologue what stands between the XML declaration and the root
   */
  String textAfter(String prologue) {
    return String.format(
        Locale.ROOT,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>%s<report xmlns=\"urn:platen:protocol:1\" v=\"%s\""
            + " device=\"%s\" epoch=\"%s\" sequence=\"%d\" %s created=\"%s\""
            + " clock=\"synchronised\"%s>%s</report>",
        prologue,
        version,
        device,
        epoch,
        sequence,
        kind,
        created,
        more,
        content);
  }
}
