package io.platen.server.notice.control;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A fleet in memory. */
final class TestFacts implements Facts {
  static final UUID SITE = new UUID(0, 1);
  static final UUID OTHER_SITE = new UUID(0, 2);
  static final PrinterPlace PRINTER =
      new PrinterPlace(SITE, 7, "Nordlicht N 7", "Floor 2", "Nordlicht N 7");

  final List<SupplyLevel> supplies = new ArrayList<>();
  final List<SupplyCourse> courses = new ArrayList<>();
  final List<OpenAlert> serviceNeeded = new ArrayList<>();
  final List<OpenAlert> stopped = new ArrayList<>();
  final List<LastRead> printers = new ArrayList<>();
  final List<LastContact> devices = new ArrayList<>();
  final List<Fall> falls = new ArrayList<>();
  final List<CertificateEnd> ends = new ArrayList<>();
  final List<Interceptor> interceptors = new ArrayList<>();

  static SupplyLevel black(int percent) {
    return new SupplyLevel(PRINTER, "1.1", "Toner black", percent);
  }

  @Override
  public List<SupplyLevel> supplies(int atMostPercent) {
    return supplies.stream().filter(each -> each.percent() <= atMostPercent).toList();
  }

  @Override
  public List<SupplyCourse> courses(Instant since) {
    return courses;
  }

  @Override
  public List<OpenAlert> serviceNeeded() {
    return serviceNeeded;
  }

  @Override
  public List<OpenAlert> stopped() {
    return stopped;
  }

  @Override
  public List<LastRead> unread(Instant since) {
    return printers.stream().filter(each -> each.read().isBefore(since)).toList();
  }

  @Override
  public List<LastContact> silent(Instant since) {
    return devices.stream().filter(each -> each.came().isBefore(since)).toList();
  }

  @Override
  public List<Fall> falls(Instant since) {
    return falls.stream().filter(each -> !each.at().isBefore(since)).toList();
  }

  @Override
  public List<CertificateEnd> ends(Instant before) {
    return ends.stream().filter(each -> each.end().isBefore(before)).toList();
  }

  @Override
  public List<Interceptor> interceptors(Instant since) {
    return interceptors.stream().filter(each -> !each.last().isBefore(since)).toList();
  }
}
