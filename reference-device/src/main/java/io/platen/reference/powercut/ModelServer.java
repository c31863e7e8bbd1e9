package io.platen.reference.powercut;

import io.platen.device.report.Waiting;
import io.platen.protocol.codec.ReportCodec;
import io.platen.protocol.report.PrinterReport;
import io.platen.protocol.report.Report;
import io.platen.protocol.xml.ProtocolException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.zip.GZIPInputStream;

/** A server that loses nothing, and that notices what a device may not do. */
final class ModelServer {
  private final List<Received> received;

  ModelServer() {
    this(List.of());
  }

  private ModelServer(List<Received> received) {
    this.received = new ArrayList<>(received);
  }

  int size() {
    return received.size();
  }

  /** As it was when it had received so many. */
  ModelServer asOf(int size) {
    return new ModelServer(received.subList(0, size));
  }

  /** Whether it takes the report: it does not where it lacks the base. */
  boolean receives(Waiting report) {
    Optional<Received> known = find(report);
    if (known.isPresent()) {
      // [PLT-RPT-010] What is sent again has the same octets.
      if (!Arrays.equals(known.get().sent().body(), report.body())) {
        throw new BrokenPromiseException("sequence " + report.sequence() + " has another body");
      }
      return true;
    }
    Report read = read(report);
    long last = lastOf(report.epoch());
    if (read.base() != null && last != read.base()) {
      return false;
    }
    if (report.sequence() <= last) {
      throw new BrokenPromiseException("sequence " + report.sequence() + " comes too late");
    }
    received.add(new Received(report, read));
    return true;
  }

  private Optional<Received> find(Waiting report) {
    return received.stream()
        .filter(each -> each.sent().epoch().equals(report.epoch()))
        .filter(each -> each.sent().sequence() == report.sequence())
        .findFirst();
  }

  private long lastOf(UUID epoch) {
    return received.stream()
        .filter(each -> each.sent().epoch().equals(epoch))
        .mapToLong(each -> each.sent().sequence())
        .max()
        .orElse(0);
  }

  /** [PLT-RPT-036] Each sequence has arrived, or the device has told that it never will. */
  void demandAllAccountedFor() {
    Set<Long> known = new HashSet<>();
    for (Received each : received) {
      known.add(each.report().sequence());
      for (Report.Lost lost : each.report().lost()) {
        LongStream.rangeClosed(lost.first(), lost.last()).forEach(known::add);
      }
    }
    LongStream.rangeClosed(1, known.stream().mapToLong(Long::longValue).max().orElse(0))
        .filter(sequence -> !known.contains(sequence))
        .findFirst()
        .ifPresent(
            sequence -> {
              throw new BrokenPromiseException(
                  "sequence " + sequence + " is neither here nor told lost");
            });
  }

  /** What the first meter of each printer says, by the printer's key. */
  Map<String, Long> pages() {
    Map<String, Long> pages = new HashMap<>();
    for (Received each : received) {
      if (each.report().kind() == Report.Kind.FULL) {
        pages.clear();
      }
      for (PrinterReport printer : each.report().printers()) {
        if (printer.meters() != null) {
          pages.put(printer.key(), printer.meters().get(0).value());
        }
      }
      each.report().removed().forEach(pages::remove);
    }
    return pages;
  }

  private static Report read(Waiting report) {
    try (GZIPInputStream body = new GZIPInputStream(new ByteArrayInputStream(report.body()))) {
      return ReportCodec.read(body.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ProtocolException e) {
      throw new BrokenPromiseException("report " + report.sequence() + " is none: " + e);
    }
  }

  private record Received(Waiting sent, Report report) {}
}
