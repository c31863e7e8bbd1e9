package io.platen.conformance.suite;

import io.platen.conformance.peers.ScriptedServer;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.conformance.wire.Body;
import io.platen.conformance.wire.Exchange;
import io.platen.conformance.wire.Request.Header;
import io.platen.protocol.codec.ReportCodec;
import io.platen.protocol.report.Report;
import io.platen.protocol.xml.BoundedGzip;
import io.platen.protocol.xml.ProtocolException;
import java.util.List;
import java.util.Optional;

/**
 * A report that a device has sent.
 *
 * @param report empty where it cannot be read
 * @param body unpacked
 */
record ReportSeen(Exchange exchange, Optional<Report> report, Body body) {
  private static final int MOST = 4 * 1024 * 1024;

  /** All that came by POST to either host, in order. */
  static List<ReportSeen> by(DeviceUnderTest device) {
    return device.exchanges().stream()
        .filter(each -> each.request().uri().getPath().equals(ScriptedServer.REPORTS))
        .filter(each -> each.request().method().equals("POST"))
        .map(ReportSeen::of)
        .toList();
  }

  private static ReportSeen of(Exchange exchange) {
    Body sent = exchange.request().body();
    try {
      Body body = isPacked(exchange) ? Body.of(BoundedGzip.inflate(sent.bytes(), MOST)) : sent;
      return read(exchange, body);
    } catch (ProtocolException e) {
      return new ReportSeen(exchange, Optional.empty(), sent);
    }
  }

  private static ReportSeen read(Exchange exchange, Body body) {
    try {
      return new ReportSeen(exchange, Optional.of(ReportCodec.read(body.bytes())), body);
    } catch (ProtocolException e) {
      return new ReportSeen(exchange, Optional.empty(), body);
    }
  }

  private static boolean isPacked(Exchange exchange) {
    return exchange.request().headers().stream()
        .anyMatch(each -> each.name().equalsIgnoreCase("Content-Encoding") && isGzip(each));
  }

  private static boolean isGzip(Header header) {
    return header.value().equalsIgnoreCase("gzip");
  }

  /** -1 where it cannot be read. */
  long sequence() {
    return report.map(Report::sequence).orElse(-1L);
  }

  /** For a line of a report: what it is and what it got. */
  @Override
  public String toString() {
    String what =
        report
            .map(each -> each.kind() + " report " + each.sequence() + " of epoch " + each.epoch())
            .orElse("a report that cannot be read");
    return what + ", answered with " + exchange.status();
  }
}
