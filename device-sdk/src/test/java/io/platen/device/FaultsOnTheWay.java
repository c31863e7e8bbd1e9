package io.platen.device;

import static io.platen.device.testing.OneDevice.ENTRY;
import static io.platen.device.testing.OneDevice.config;
import static io.platen.device.testing.OneDevice.server;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.platen.device.testing.Heard;
import io.platen.device.testing.ServerDates;
import io.platen.device.testing.TestPrinters;
import io.platen.device.testing.TestServer;
import io.platen.device.testing.TestStorage;
import io.platen.device.testing.ToxicProxy;
import io.platen.device.testing.ToxicProxy.Poison;
import io.platen.device.testing.VirtualTime;
import io.platen.protocol.report.Report;
import io.platen.protocol.sync.DiscoveryEntry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * A device on schedule, two hosts of one server behind a proxy each, and a fault. After each:
 * nothing is lost, nothing is doubled, requests are bounded, and the status says what happened and
 * when the next try is.
 */
abstract class FaultsOnTheWay {
  static final Instant START = Instant.parse("2026-11-23T08:00:00Z");
  static final DiscoveryEntry ENTRY =
      new DiscoveryEntry("one", DiscoveryEntry.Kind.HOST, "10.0.0.5", List.of(), List.of());

  /** More than from one cycle to the next, and less than two. */
  static final Duration A_CYCLE = Duration.ofMinutes(141);

  /** For a fault that lasts for one or two cycles: four tries of two messages, and some again. */
  static final int MOST_TRIES = 24;

  /** How long is really waited for a host that says nothing. */
  static final int SHORT_MILLIS = 100;

  final VirtualTime time = new VirtualTime(START);
  final TestStorage storage = new TestStorage();
  final TestPrinters printers = new TestPrinters(time);
  final Heard heard = new Heard();
  final ServerDates connector = new ServerDates(time);
  final TestServer server = server().withEntries(ENTRY);
  ToxicProxy first;
  ToxicProxy second;
  Device device;
  long pages = 100;

  @BeforeEach
  void start() throws Exception {
    first = new ToxicProxy(server.address(), time);
    second = new ToxicProxy(server.address(), time);
    print();
    device = device();
    device.start();
    time.advance(Duration.ofSeconds(1));
    assertThat(server.reports()).hasSize(1);
  }

  @AfterEach
  void stop() {
    device.close();
    first.close();
    second.close();
    server.close();
  }

  Device device() throws IOException {
    return Device.open(
        config(storage, printers, time, first.address(), second.address())
            .connector(connector)
            .build(),
        heard);
  }

  void print() {
    pages++;
    printers.put("10.0.0.5", "SN-12345A", pages);
  }

  DeviceStatus status() throws IOException {
    return DeviceStatus.read(storage).orElseThrow();
  }

  int connections() {
    return first.connections() + second.connections();
  }

  void pour(Poison poison) {
    first.pour(poison);
    second.pour(poison);
  }

  void uploadsAre(TestServer.Handler handler) {
    server.instead(
        exchange -> exchange.getRequestMethod().equals("POST") && handler.handle(exchange));
  }

  /** A printer prints, the fault is there for a cycle, and the device says so. */
  void demandToldAs(String what) throws IOException {
    int connected = connections();
    int requested = server.requests().size();
    print();
    time.advance(A_CYCLE);
    assertThat(status().lastProblem()).contains(what);
    assertThat(status().waiting()).isPositive();
    assertThat(status().nextCycle()).isAfter(time.instant());
    assertThat(connections() - connected).isLessThanOrEqualTo(MOST_TRIES);
    assertThat(server.requests().size() - requested).isLessThanOrEqualTo(MOST_TRIES);
  }

  /** The fault is over: with the next try all arrives, each once and in order. */
  void demandAllArrives() throws IOException {
    server.instead(null);
    connector.waitFor(0);
    pour(Poison.NONE);
    print();
    time.advance(A_CYCLE.multipliedBy(2));
    List<Report> reports = server.reports();
    assertThat(reports)
        .extracting(Report::sequence)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, reports.size()).boxed().toList());
    assertThat(reports.get(reports.size() - 1).printers().get(0).meters().get(0).value())
        .isEqualTo(pages);
    assertThat(reports).allMatch(report -> report.lost().isEmpty());
    assertThat(status().waiting()).isZero();
  }

  /** A wish of 600 seconds; by a date where {@code seconds} is null. */
  void busy(int status, String seconds) throws Exception {
    uploadsAre(exchange -> busy(exchange, status, seconds));
    demandToldAs("the answer was " + status);
    Duration until = Duration.between(status().lastProblemAt(), status().nextCycle());
    assertThat(until).isBetween(Duration.ofSeconds(599), Duration.ofSeconds(661));
    demandAllArrives();
  }

  boolean busy(HttpExchange exchange, int status, String seconds) throws IOException {
    exchange.getRequestBody().readAllBytes();
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            time.instant().plusSeconds(600).atOffset(ZoneOffset.UTC));
    exchange.getResponseHeaders().set("Retry-After", seconds == null ? date : seconds);
    exchange.sendResponseHeaders(status, -1);
    return true;
  }
}
