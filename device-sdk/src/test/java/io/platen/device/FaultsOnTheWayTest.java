package io.platen.device;

import static io.platen.protocol.Requirement.PLT_LNK_010;
import static io.platen.protocol.Requirement.PLT_LNK_011;
import static io.platen.protocol.Requirement.PLT_LNK_013;
import static io.platen.protocol.Requirement.PLT_LNK_014;
import static io.platen.protocol.Requirement.PLT_LNK_020;
import static io.platen.protocol.Requirement.PLT_LNK_021;
import static io.platen.protocol.Requirement.PLT_LNK_023;
import static io.platen.protocol.Requirement.PLT_LNK_030;
import static io.platen.protocol.Requirement.PLT_LNK_031;
import static io.platen.protocol.Requirement.PLT_RPT_010;
import static io.platen.protocol.Requirement.PLT_SYN_008;
import static io.platen.protocol.Requirement.PLT_SYN_012;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.platen.device.port.Keys;
import io.platen.device.testing.Heard;
import io.platen.device.testing.ServerDates;
import io.platen.device.testing.TestAuthority;
import io.platen.device.testing.TestPrinters;
import io.platen.device.testing.TestServer;
import io.platen.device.testing.TestStorage;
import io.platen.device.testing.ToxicProxy;
import io.platen.device.testing.ToxicProxy.Poison;
import io.platen.device.testing.VirtualTime;
import io.platen.protocol.Verifies;
import io.platen.protocol.report.Report;
import io.platen.protocol.sync.DiscoveryEntry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A device on schedule, two hosts of one server behind a proxy each, and a fault. After each:
 * nothing is lost, nothing is doubled, requests are bounded, and the status says what happened and
 * when the next try is.
 */
class FaultsOnTheWayTest {
  private static final UUID ID = UUID.fromString("0b7e3c1e-9f43-4d0a-8a55-5f3a7e1c2d01");
  private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");
  private static final TestAuthority AUTHORITY = new TestAuthority("test authority");
  private static final DiscoveryEntry ENTRY =
      new DiscoveryEntry("one", DiscoveryEntry.Kind.HOST, "10.0.0.5", List.of(), List.of());

  /** More than from one cycle to the next, and less than two. */
  private static final Duration A_CYCLE = Duration.ofMinutes(141);

  /** For a fault that lasts for one or two cycles: four tries of two messages, and some again. */
  private static final int MOST_TRIES = 24;

  /** How long is really waited for a host that says nothing. */
  private static final int SHORT_MILLIS = 100;

  private final VirtualTime time = new VirtualTime(START);
  private final TestStorage storage = new TestStorage();
  private final TestPrinters printers = new TestPrinters(time);
  private final Heard heard = new Heard();
  private final ServerDates connector = new ServerDates(time);
  private final TestServer server =
      new TestServer(AUTHORITY.server(), AUTHORITY.certificate(), ID).withEntries(ENTRY);
  private ToxicProxy first;
  private ToxicProxy second;
  private Device device;
  private long pages = 100;

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

  private Device device() throws IOException {
    TestAuthority.Issued own = AUTHORITY.device(ID);
    Keys keys = () -> new Keys.Material(own.key(), own.chain(), List.of(AUTHORITY.certificate()));
    return Device.open(
        DeviceConfig.builder()
            .device(ID.toString())
            .storage(storage)
            .keys(keys)
            .updateHosts(first.address(), second.address())
            .downloadHosts(first.address(), second.address())
            .finder(printers)
            .reader(printers)
            .clock(time)
            .connector(connector)
            .zone(ZoneOffset.UTC)
            .scheduler(time::started)
            .build(),
        heard);
  }

  private void print() {
    pages++;
    printers.put("10.0.0.5", "SN-12345A", pages);
  }

  private DeviceStatus status() throws IOException {
    return DeviceStatus.read(storage).orElseThrow();
  }

  private int connections() {
    return first.connections() + second.connections();
  }

  private void pour(Poison poison) {
    first.pour(poison);
    second.pour(poison);
  }

  private void uploadsAre(TestServer.Handler handler) {
    server.instead(
        exchange -> exchange.getRequestMethod().equals("POST") && handler.handle(exchange));
  }

  private void syncsAre(TestServer.Handler handler) {
    server.instead(
        exchange -> exchange.getRequestMethod().equals("GET") && handler.handle(exchange));
  }

  /** A printer prints, the fault is there for a cycle, and the device says so. */
  private void demandToldAs(String what) throws IOException {
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
  private void demandAllArrives() throws IOException {
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

  @Test
  @Verifies(negative = {PLT_LNK_014, PLT_LNK_020, PLT_LNK_023})
  void goes_on_after_nobody_listened() throws Exception {
    first.down();
    second.down();
    demandToldAs("no connection could be made");
    first.up();
    second.up();
    demandAllArrives();
  }

  @Test
  @Verifies(negative = {PLT_LNK_020, PLT_LNK_023, PLT_LNK_031})
  void goes_on_after_a_network_that_swallowed_everything() throws Exception {
    connector.waitFor(SHORT_MILLIS);
    pour(Poison.BLACK_HOLE);
    demandToldAs("nothing came in time");
    demandAllArrives();
  }

  @Test
  @Verifies(negative = {PLT_LNK_020, PLT_LNK_031})
  void goes_on_after_a_server_that_took_too_long_to_answer() throws Exception {
    connector.waitFor(SHORT_MILLIS);
    uploadsAre(
        exchange -> {
          first.taint(Poison.BLACK_HOLE);
          second.taint(Poison.BLACK_HOLE);
          return false;
        });
    demandToldAs("nothing came in time");
    demandAllArrives();
  }

  @Test
  @Verifies(negative = {PLT_LNK_020, PLT_LNK_023})
  void goes_on_after_connections_were_reset() throws Exception {
    pour(Poison.RESET_AT_ONCE);
    demandToldAs("localhost: ");
    demandAllArrives();
  }

  @Test
  @Verifies(negative = {PLT_LNK_020, PLT_LNK_023})
  void goes_on_after_connections_were_reset_in_place_of_the_answer() throws Exception {
    uploadsAre(
        exchange -> {
          first.cut();
          second.cut();
          return true;
        });
    demandToldAs("the connection ended before the answer was complete");
    demandAllArrives();
  }

  @Test
  @Verifies(
      positive = PLT_RPT_010,
      negative = {PLT_LNK_021, PLT_LNK_023})
  void sends_the_same_again_when_half_an_answer_came_to_what_was_stored() throws Exception {
    uploadsAre(
        exchange -> {
          first.taint(Poison.HALF);
          second.taint(Poison.HALF);
          return false;
        });
    demandToldAs("Upload failed");
    assertThat(server.reports()).hasSize(2);
    demandAllArrives();
  }

  @Test
  @Verifies(negative = PLT_LNK_031)
  void waits_for_no_handshake_that_comes_octet_by_octet() throws Exception {
    pour(Poison.DRIP);
    demandToldAs("nothing came in time");
    demandAllArrives();
  }

  @Test
  @Verifies(negative = {PLT_LNK_021, PLT_LNK_031})
  void waits_for_no_answer_that_comes_octet_by_octet() throws Exception {
    uploadsAre(
        exchange -> {
          first.taint(Poison.DRIP);
          second.taint(Poison.DRIP);
          return false;
        });
    demandToldAs("nothing came in time");
    demandAllArrives();
  }

  @ParameterizedTest(name = "{0} with seconds")
  @ValueSource(ints = {429, 503})
  @Verifies(positive = PLT_LNK_013, negative = PLT_LNK_023)
  void comes_again_when_a_busy_server_says_in_seconds(int status) throws Exception {
    busy(status, "600");
  }

  @ParameterizedTest(name = "{0} with a date")
  @ValueSource(ints = {429, 503})
  @Verifies(positive = PLT_LNK_013, negative = PLT_LNK_023)
  void comes_again_when_a_busy_server_says_by_a_date(int status) throws Exception {
    busy(status, null);
  }

  /** A wish of 600 seconds; by a date where {@code seconds} is null. */
  private void busy(int status, String seconds) throws Exception {
    uploadsAre(exchange -> busy(exchange, status, seconds));
    demandToldAs("the answer was " + status);
    Duration until = Duration.between(status().lastProblemAt(), status().nextCycle());
    assertThat(until).isBetween(Duration.ofSeconds(599), Duration.ofSeconds(661));
    demandAllArrives();
  }

  private boolean busy(HttpExchange exchange, int status, String seconds) throws IOException {
    exchange.getRequestBody().readAllBytes();
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            time.instant().plusSeconds(600).atOffset(ZoneOffset.UTC));
    exchange.getResponseHeaders().set("Retry-After", seconds == null ? date : seconds);
    exchange.sendResponseHeaders(status, -1);
    return true;
  }

  @ParameterizedTest(name = "{0} octets were said")
  @ValueSource(ints = {1, 100_000})
  @Verifies(negative = {PLT_LNK_021, PLT_LNK_023})
  void takes_no_answer_of_another_length_than_was_said(int length) throws Exception {
    uploadsAre(
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().set("Content-Type", "application/vnd.platen+xml");
          exchange.sendResponseHeaders(200, length);
          byte[] answer = "<receipt/>".getBytes(UTF_8);
          exchange.getResponseBody().write(answer, 0, Math.min(length, answer.length));
          exchange.getResponseBody().flush();
          if (length > answer.length) {
            throw new IOException("hangs up");
          }
          return true;
        });
    demandToldAs("Upload failed");
    demandAllArrives();
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  @Verifies(negative = {PLT_LNK_023, PLT_LNK_030})
  void follows_no_redirect_and_keeps_the_report(int status) throws Exception {
    uploadsAre(
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().set("Location", second.address() + "/elsewhere");
          exchange.sendResponseHeaders(status, -1);
          return true;
        });
    demandToldAs("the answer was a redirect, which is never followed");
    assertThat(server.requests()).noneMatch(line -> line.contains("elsewhere"));
    demandAllArrives();
  }

  @Test
  @Verifies(negative = {PLT_SYN_008, PLT_SYN_012})
  void takes_no_304_that_is_about_another_document() throws Exception {
    // given
    syncsAre(
        exchange -> {
          exchange.getResponseHeaders().set("ETag", "\"another\"");
          exchange.sendResponseHeaders(304, -1);
          return true;
        });
    print();

    // when
    time.advance(A_CYCLE);

    // then
    assertThat(status().lastProblem()).contains("304 means another document");
    assertThat(server.reports()).hasSize(2);
    demandAllArrives();
  }

  @Test
  @Verifies(
      positive = PLT_LNK_011,
      negative = {PLT_LNK_010, PLT_LNK_014})
  void goes_to_the_second_host_while_the_first_is_dead_and_back() throws Exception {
    // given
    first.down();
    print();

    // when
    time.advance(A_CYCLE);

    // then
    assertThat(server.reports()).hasSizeGreaterThanOrEqualTo(2);
    assertThat(status().lastProblem()).contains("Another host is asked now");
    assertThat(status().nextCycle()).isAfter(time.instant());
    assertThat(status().waiting()).isZero();

    // when
    first.up();
    int before = second.connections();
    demandAllArrives();

    // then
    assertThat(second.connections()).isEqualTo(before);
  }

  @Test
  @Verifies(negative = {PLT_LNK_014, PLT_LNK_020})
  void keeps_a_days_reports_while_nothing_can_be_reached() throws Exception {
    // given
    pour(Poison.RESET_AT_ONCE);
    int before = connections();

    // when
    for (int hour = 1; hour <= 24; hour++) {
      print();
      time.advance(Duration.ofHours(1));
    }

    // then
    int kept = status().waiting();
    assertThat(kept).isBetween(5, 14);
    assertThat(status().nextCycle()).isAfter(time.instant());
    // a sync and an upload a cycle, each with the probe and what the budget allows
    assertThat(connections() - before).isLessThanOrEqualTo(kept * 6 + MOST_TRIES);
    demandAllArrives();
    assertThat(server.reports()).hasSizeGreaterThan(kept);
  }
}
