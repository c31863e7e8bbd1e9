package io.platen.device.printer.web;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.unauthorized;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.platen.device.port.JdkStreams;
import io.platen.device.printer.PrinterSnapshot;
import io.platen.device.printer.PrinterTarget;
import io.platen.device.printer.Traffic;
import io.platen.device.printer.profile.ProfileSet;
import io.platen.device.testing.PrinterCertificates;
import io.platen.device.testing.TestPages;
import io.platen.device.testing.VirtualTime;
import io.platen.protocol.printer.Meter;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.printer.PrinterStatus;
import io.platen.protocol.printer.Supply;
import io.platen.protocol.printer.SupplyClass;
import io.platen.protocol.printer.SupplyLevel.Measured;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which pages are asked for, by pages of invented printers over real connections. */
class WebReaderTest {
  private static final String BROTHER = "1.3.6.1.4.1.2435.2.3.9.1";
  private static final String LEXMARK = "1.3.6.1.4.1.641.2.71";
  private static final String CSV = "/etc/mnt_info.csv";
  private static final String STATISTICS =
      "/cgi-bin/dynamic/printer/config/reports/devicestatistics.html";
  private static final String STATUS = "/webglue/rawcontent?c=Status&lang=en";

  /** Long: a machine that is busy must not fail a test. */
  private static final WebLimits LIMITS =
      new WebLimits(Duration.ofSeconds(60), Duration.ofSeconds(60), 100_000, 3);

  @TempDir private static Path folder;
  private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-25T10:00:00Z"));
  private final Pins pins = Pins.inMemory();
  private WireMockServer printer;
  private WebReader reader;

  @BeforeAll
  static void makeKeys() {
    PrinterCertificates.write(folder.resolve("keys"));
  }

  @BeforeEach
  void start() {
    printer =
        new WireMockServer(
            wireMockConfig()
                .bindAddress("127.0.0.1")
                .dynamicPort()
                .dynamicHttpsPort()
                .keystoreType("PKCS12")
                .keystorePath(folder.resolve("keys").toString())
                .keystorePassword(PrinterCertificates.PASSWORD)
                .keyManagerPassword(PrinterCertificates.PASSWORD));
    printer.start();
    reader = reader(printer.port());
  }

  private WebReader reader(int plainPort) {
    return new WebReader(
        new WebClient(new JdkStreams(), time, pins, LIMITS),
        time,
        ProfileSet::bundled,
        new WebReader.Ports(plainPort, printer.httpsPort()));
  }

  @AfterEach
  void stop() {
    printer.stop();
  }

  @Test
  void reads_brothers_page_where_snmp_has_a_total_only() throws InterruptedException {
    // given
    page(CSV, TestPages.maintenanceCsv());

    // when
    PrinterSnapshot snapshot = read(known(BROTHER, "MFC-L9999TX", "total-impressions"));

    // then
    PrinterFacts facts = snapshot.facts().orElseThrow();
    assertThat(facts.meters()).extracting(Meter::name).contains("print-impressions");
    assertThat(facts.identity().vendor()).isEqualTo("Brother");
    assertThat(facts.identity().model()).isEqualTo("MFC-L9999TX");
    assertThat(snapshot.traffic().requests()).isEqualTo(1);
    printer.verify(1, getRequestedFor(urlEqualTo(CSV)));
    assertThat(printer.getAllServeEvents()).hasSize(1);
  }

  @Test
  void takes_no_placeholder_on_a_page_for_a_serial_number() throws InterruptedException {
    // given
    page(CSV, TestPages.maintenanceCsv().replace("T70000A1B234567", "XXXXXXXXXXXXXXX"));

    // when
    PrinterSnapshot snapshot = read(known(BROTHER, "MFC-L9999TX", "total-impressions"));

    // then
    assertThat(snapshot.facts().orElseThrow().identity().serial()).isNull();
  }

  @Test
  void asks_for_nothing_that_snmp_has_said() throws InterruptedException {
    // given
    page(CSV, TestPages.maintenanceCsv());
    PrinterFacts all = whole(known(BROTHER, "MFC-L9999TX", "mono-impressions"));

    // when
    PrinterSnapshot snapshot = read(all);

    // then
    assertThat(snapshot.isReachable()).isFalse();
    assertThat(snapshot.traffic()).isEqualTo(Traffic.NONE);
    assertThat(printer.getAllServeEvents()).isEmpty();
  }

  @Test
  void asks_nothing_of_a_printer_whose_maker_it_does_not_know() throws InterruptedException {
    assertThat(read(known("1.3.6.1.4.1.11.2.3.9.1", "LaserJet T1")).traffic())
        .isEqualTo(Traffic.NONE);
    assertThat(reader.read(target()).traffic()).isEqualTo(Traffic.NONE);
  }

  @Test
  void asks_nothing_at_an_address_that_leads_to_several_printers() throws InterruptedException {
    // given an agent at another port than 161, as behind a print server
    page(CSV, TestPages.maintenanceCsv());
    PrinterTarget behind =
        new PrinterTarget(
            target().address(), new SnmpAccess(SnmpAccess.Version.V2C, "public", 1161));

    // when
    PrinterSnapshot snapshot =
        reader.read(behind, known(BROTHER, "MFC-L9999TX", "total-impressions"));

    // then
    assertThat(snapshot.isReachable()).isFalse();
    assertThat(printer.getAllServeEvents()).isEmpty();
  }

  @Test
  void reads_older_lexmarks_in_english() throws InterruptedException {
    // given
    printer.stubFor(
        get(STATISTICS)
            .withCookie("lexlang", equalTo("0"))
            .willReturn(ok(TestPages.lexmarkStatistics())));

    // when
    PrinterSnapshot snapshot = read(known(LEXMARK, "MX910te", "total-impressions"));

    // then
    assertThat(snapshot.facts().orElseThrow().meters())
        .extracting(Meter::name)
        .contains("mono-print-impressions", "mono-copy-impressions", "scan-to-network-pages");
    assertThat(printer.getAllServeEvents()).hasSize(1);
  }

  @Test
  void reads_newer_lexmarks_status_for_supplies() throws InterruptedException {
    // given
    page(STATUS, TestPages.lexmarkStatus());

    // when
    PrinterSnapshot snapshot = read(known(LEXMARK, "CX999te", "mono-impressions"));

    // then
    PrinterFacts facts = snapshot.facts().orElseThrow();
    assertThat(facts.supplies()).extracting(Supply::description).contains("Cyan Toner");
    assertThat(facts.identity().serial()).isEqualTo("7999000TESTER");
    assertThat(facts.identity().model()).isNull();
    assertThat(facts.meters()).isEmpty();
  }

  @Test
  void leaves_a_page_that_did_not_work_alone_for_a_day() throws InterruptedException {
    // given
    printer.stubFor(get(CSV).willReturn(unauthorized().withBody(TestPages.maintenanceCsv())));
    PrinterFacts known = known(BROTHER, "HL-T1", "total-impressions");

    // when
    PrinterSnapshot first = read(known);
    time.advance(Duration.ofHours(23));
    PrinterSnapshot second = read(known);
    time.advance(Duration.ofHours(2));
    page(CSV, TestPages.maintenanceCsv());
    PrinterSnapshot third = read(known);

    // then
    assertThat(first.isReachable()).isFalse();
    assertThat(first.traffic().requests()).isEqualTo(1);
    assertThat(second.traffic()).isEqualTo(Traffic.NONE);
    assertThat(third.isReachable()).isTrue();
  }

  @Test
  void goes_on_asking_for_a_page_that_has_given_something() throws InterruptedException {
    // given
    page(CSV, TestPages.maintenanceCsv());
    read(known(BROTHER, "HL-T1", "total-impressions"));

    // when: what is remembered of a printer that is silent has all of it
    PrinterSnapshot again = read(whole(known(BROTHER, "HL-T1", "mono-impressions")));

    // then
    assertThat(again.isReachable()).isTrue();
  }

  @Test
  void goes_to_https_where_http_is_closed() throws InterruptedException {
    // given
    page(CSV, TestPages.maintenanceCsv());
    reader = reader(1);

    // when
    PrinterSnapshot snapshot = read(known(BROTHER, "HL-T1", "total-impressions"));

    // then
    assertThat(snapshot.isReachable()).isTrue();
    assertThat(pins.all()).hasSize(1);
  }

  @Test
  void asks_again_at_once_after_a_changed_certificate_is_forgotten() throws InterruptedException {
    // given
    page(CSV, TestPages.maintenanceCsv());
    reader = reader(1);
    String host = "127.0.0.1:" + printer.httpsPort();
    pins.remember(host, new Pin("00" + ":00".repeat(31), time.instant()));
    PrinterFacts known = known(BROTHER, "HL-T1", "total-impressions");
    assertThat(read(known).isReachable()).isFalse();

    // when
    pins.forget(host);

    // then
    assertThat(read(known).isReachable()).isTrue();
  }

  @Test
  void takes_no_page_that_is_none_for_facts() throws InterruptedException {
    // given
    printer.stubFor(
        get(CSV)
            .willReturn(
                aResponse()
                    .withHeader("Content-Type", "text/csv")
                    .withBody("<html>Log in</html>")));

    // when, then
    assertThat(read(known(BROTHER, "HL-T1", "total-impressions")).isReachable()).isFalse();
  }

  private void page(String path, String text) {
    printer.stubFor(get(urlEqualTo(path)).willReturn(ok(text)));
  }

  private PrinterSnapshot read(PrinterFacts known) throws InterruptedException {
    return reader.read(target(), known);
  }

  private static PrinterTarget target() {
    return new PrinterTarget(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 161), SnmpAccess.PUBLIC);
  }

  private static PrinterFacts known(String objectId, String model, String... meters) {
    List<Meter> all = new ArrayList<>();
    for (String meter : meters) {
      all.add(new Meter(meter, null, "impressions", 7, null, null));
    }
    return new PrinterFacts(
        PrinterIdentity.builder().sysObjectId(objectId).model(model).build(),
        new PrinterStatus(PrinterStatus.State.IDLE, List.of(), List.of()),
        all,
        List.of(),
        List.of(),
        List.of());
  }

  private static PrinterFacts whole(PrinterFacts facts) {
    Supply toner =
        new Supply(
            "1.1",
            "toner",
            SupplyClass.CONSUMED,
            "black",
            null,
            null,
            null,
            new Measured(5, 100L, "percent"));
    return new PrinterFacts(
        facts.identity().toBuilder().serial("T1").firmware("1").build(),
        facts.status(),
        facts.meters(),
        List.of(toner),
        facts.trays(),
        facts.alerts());
  }
}
