package io.platen.device.printer.ipp;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.port.JdkStreams;
import io.platen.device.printer.CommandSets;
import io.platen.device.printer.PrinterSnapshot;
import io.platen.device.printer.PrinterTarget;
import io.platen.device.printer.web.Pins;
import io.platen.device.printer.web.WebClient;
import io.platen.device.printer.web.WebLimits;
import io.platen.device.testing.RecordedStreams;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.printer.PrinterStatus;
import io.platen.protocol.printer.PrinterStatus.State;
import io.platen.protocol.printer.Supply;
import io.platen.protocol.printer.SupplyClass;
import io.platen.protocol.printer.SupplyLevel;
import io.platen.protocol.printer.SupplyLevel.Measured;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class IppReaderTest {
  private static final PrinterTarget TARGET =
      new PrinterTarget(new InetSocketAddress("192.0.2.7", 161), SnmpAccess.PUBLIC);
  private static final IppPeer.Reply QUILL = (path, version, id) -> quill(id).end();

  /** Long, for the machine may be busy; the limits have tests of their own. */
  private static final WebLimits LIMITS =
      new WebLimits(Duration.ofSeconds(60), Duration.ofSeconds(60), 128 * 1024, 0);

  @TempDir private Path folder;
  private final Map<Integer, IppPeer> peers = new HashMap<>();
  private final Pins pins = Pins.inMemory();
  private final CommandSets commandSets = new CommandSets();
  private Instant now = Instant.parse("2026-03-01T08:00:00Z");
  private InetSocketAddress nowhere;
  private RecordedStreams streams;
  private IppReader reader;

  @BeforeEach
  void start() throws Exception {
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nowhere = new InetSocketAddress(closed.getInetAddress(), closed.getLocalPort());
    }
    streams =
        new RecordedStreams(
            new JdkStreams(),
            to -> peers.containsKey(to.getPort()) ? peers.get(to.getPort()).address() : nowhere);
    WebClient web = new WebClient(streams, () -> now, pins, LIMITS);
    reader = new IppReader(web, pins, () -> now, commandSets);
  }

  @AfterEach
  void stop() {
    peers.values().forEach(IppPeer::close);
  }

  @Test
  void reads_over_tls_with_one_question_and_remembers_the_certificate() throws Exception {
    // given
    peers.put(631, IppPeer.withTls(folder.resolve("keys"), QUILL));
    // when
    PrinterSnapshot snapshot = reader.read(TARGET);
    // then
    PrinterFacts facts = snapshot.facts().orElseThrow();
    assertThat(facts.identity().serial()).isEqualTo("QX-000417");
    assertThat(facts.supplies()).extracting(Supply::colorant).containsExactly("cyan");
    assertThat(snapshot.traffic().requests()).isEqualTo(1);
    assertThat(snapshot.traffic().bytesIn()).isGreaterThan(100);
    assertThat(peers.get(631).asked()).containsExactly("/ipp/print 200");
    assertThat(pins.all()).containsOnlyKeys("192.0.2.7:631");
    assertThat(commandSets.hasPjl(InetAddress.getByName("192.0.2.7"))).isTrue();
  }

  @Test
  void asks_for_attributes_of_the_printer_and_for_nothing_else() throws Exception {
    // given
    peers.put(631, IppPeer.inClear(QUILL));
    // when
    reader.read(TARGET);
    // then
    assertThat(streams.sent())
        .contains("POST /ipp/print HTTP/1.1", "Content-Type: application/ipp")
        .contains("printer-uri\u0000\u001dipp://192.0.2.7:631/ipp/print")
        .contains("\u0002\u0000\u0000\u000b");
  }

  @Test
  void goes_without_tls_where_a_printer_has_none() throws Exception {
    // given
    peers.put(631, IppPeer.inClear(QUILL));
    // when
    PrinterSnapshot first = reader.read(TARGET);
    PrinterSnapshot second = reader.read(TARGET);
    // then
    assertThat(first.isReachable()).isTrue();
    assertThat(second.isReachable()).isTrue();
    assertThat(streams.asked()).hasSize(3);
  }

  @Test
  void goes_never_without_tls_where_a_printer_has_spoken_it_once() throws Exception {
    // given
    peers.put(631, IppPeer.withTls(folder.resolve("keys"), QUILL));
    reader.read(TARGET);
    peers.get(631).close();
    peers.put(631, IppPeer.inClear(QUILL));
    // when
    PrinterSnapshot after = reader.read(TARGET);
    PrinterSnapshot anew = reader.read(TARGET);
    // then
    assertThat(after.isReachable()).isFalse();
    assertThat(anew.isReachable()).isFalse();
    assertThat(peers.get(631).asked()).isEmpty();
  }

  @Test
  void asks_nothing_of_a_printer_that_shows_another_certificate() throws Exception {
    // given
    peers.put(631, IppPeer.withTls(folder.resolve("keys"), QUILL));
    reader.read(TARGET);
    peers.get(631).close();
    peers.put(631, IppPeer.withTls(folder.resolve("others"), QUILL));
    // when
    PrinterSnapshot snapshot = reader.read(TARGET);
    // then
    assertThat(snapshot.isReachable()).isFalse();
    assertThat(peers.get(631).asked()).isEmpty();
  }

  @Test
  void finds_the_path_of_an_older_printer_once() throws Exception {
    // given
    peers.put(
        631, IppPeer.inClear((path, version, id) -> path.equals("/ipp") ? quill(id).end() : null));
    // when
    reader.read(TARGET);
    reader.read(TARGET);
    // then
    assertThat(peers.get(631).asked()).containsExactly("/ipp/print 200", "/ipp 200", "/ipp 200");
  }

  @Test
  void speaks_the_older_version_where_the_newer_is_not_understood() throws Exception {
    // given
    peers.put(
        631,
        IppPeer.inClear(
            (path, version, id) ->
                version == 0x0101 ? quill(id).end() : IppBytes.of(0x0503, id).end()));
    // when
    PrinterSnapshot first = reader.read(TARGET);
    reader.read(TARGET);
    // then
    assertThat(first.isReachable()).isTrue();
    assertThat(peers.get(631).asked())
        .containsExactly("/ipp/print 200", "/ipp/print 101", "/ipp/print 101");
  }

  @Test
  void asks_at_the_port_of_web_pages_where_nothing_listens_at_its_own() throws Exception {
    // given
    peers.put(443, IppPeer.withTls(folder.resolve("keys"), QUILL));
    // when
    PrinterSnapshot snapshot = reader.read(TARGET);
    // then
    assertThat(snapshot.isReachable()).isTrue();
    assertThat(pins.all()).containsOnlyKeys("192.0.2.7:443");
  }

  @Test
  void takes_no_answer_to_another_question_and_none_that_is_malformed() throws Exception {
    // given
    peers.put(
        631,
        IppPeer.inClear(
            (path, version, id) ->
                path.equals("/ipp/print") ? quill(id + 1).end() : quill(id).cut()));
    // when, then
    assertThat(reader.read(TARGET).isReachable()).isFalse();
  }

  @Test
  void asks_nothing_where_others_have_found_out_all() throws Exception {
    // when
    PrinterSnapshot snapshot = reader.read(TARGET, known(54));
    // then
    assertThat(snapshot.isReachable()).isFalse();
    assertThat(streams.asked()).isEmpty();
  }

  @Test
  void asks_nothing_at_an_address_that_leads_to_several_printers() throws Exception {
    // given
    SnmpAccess forwarded = new SnmpAccess(SnmpAccess.Version.V2C, "public", 1161);
    // when
    reader.read(new PrinterTarget(TARGET.address(), forwarded), known(-3));
    // then
    assertThat(streams.asked()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"waste-toner, RECEPTACLE", "unknown, OTHER", "staples, CONSUMED"})
  void asks_nothing_where_something_is_left_of_what_has_no_gauge(String type, SupplyClass kind)
      throws Exception {
    // when
    reader.read(TARGET, known(type, kind, new SupplyLevel.SomeRemaining()));
    // then
    assertThat(streams.asked()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"waste-toner, RECEPTACLE", "staples, CONSUMED", "fuser, CONSUMED"})
  void asks_for_any_level_that_nobody_knows(String type, SupplyClass kind) throws Exception {
    // when
    reader.read(TARGET, known(type, kind, new SupplyLevel.Unknown()));
    // then
    assertThat(streams.asked()).isNotEmpty();
  }

  @Test
  void adds_the_level_that_others_could_not_tell() throws Exception {
    // given
    peers.put(631, IppPeer.inClear(QUILL));
    // when
    PrinterSnapshot first = reader.read(TARGET, known(-3));
    PrinterSnapshot second = reader.read(TARGET, known(-3));
    // then
    assertThat(first.isReachable()).isTrue();
    assertThat(second.facts()).isEqualTo(first.facts());
  }

  @Test
  void lets_a_printer_rest_for_a_day_that_had_nothing_to_add() throws Exception {
    // given
    peers.put(631, IppPeer.inClear((path, version, id) -> IppBytes.successful(id).state(3).end()));
    PrinterSnapshot first = reader.read(TARGET, known(-3));
    int connections = streams.asked().size();
    // when
    now = now.plus(Duration.ofHours(23));
    reader.read(TARGET, known(-3));
    // then
    assertThat(first.isReachable()).isFalse();
    assertThat(streams.asked()).hasSize(connections);
    now = now.plus(Duration.ofHours(2));
    reader.read(TARGET, known(-3));
    assertThat(streams.asked()).hasSizeGreaterThan(connections);
  }

  @Test
  void lets_an_address_rest_where_nothing_listens() throws Exception {
    // given
    reader.read(TARGET, known(-3));
    int connections = streams.asked().size();
    // when
    reader.read(TARGET, known(-3));
    // then
    assertThat(streams.asked()).hasSize(connections);
    assertThat(connections).isEqualTo(2);
  }

  @Test
  void asks_a_printer_again_that_has_answered_before_and_sleeps() throws Exception {
    // given
    peers.put(631, IppPeer.inClear(QUILL));
    reader.read(TARGET, known(-3));
    IppPeer awake = peers.remove(631);
    reader.read(TARGET, known(-3));
    // when
    peers.put(631, awake);
    PrinterSnapshot snapshot = reader.read(TARGET, known(-3));
    // then
    assertThat(snapshot.isReachable()).isTrue();
  }

  private static IppBytes quill(int requestId) {
    return IppBytes.successful(requestId)
        .text("printer-make-and-model", "Acme Quill 300c")
        .text("printer-device-id", "MFG:Acme;MDL:Quill 300c;CMD:PCL,PJL;SN:QX-000417;")
        .state(3)
        .octets("printer-supply", "type=toner;unit=percent;level=54;colorantname=cyan;");
  }

  /**
   * @param cyan 0 to 100, or -3 for some
   */
  private static PrinterFacts known(int cyan) {
    SupplyLevel level =
        cyan < 0 ? new SupplyLevel.SomeRemaining() : new Measured(cyan, 100L, "percent");
    return known("toner", SupplyClass.CONSUMED, level);
  }

  private static PrinterFacts known(String type, SupplyClass kind, SupplyLevel level) {
    return new PrinterFacts(
        PrinterIdentity.builder().model("Quill 300c").serial("QX-000417").build(),
        new PrinterStatus(State.IDLE, List.of(), List.of()),
        List.of(),
        List.of(new Supply("1.1", type, kind, "cyan", null, null, "1.3.6", level)),
        List.of(),
        List.of());
  }
}
