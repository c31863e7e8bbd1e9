package io.platen.device.printer.pjl;

import static io.platen.protocol.Requirement.PLT_SYN_034;
import static io.platen.protocol.Requirement.PLT_SYN_035;
import static io.platen.protocol.Requirement.PLT_SYN_036;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.port.JdkStreams;
import io.platen.device.printer.CommandSets;
import io.platen.device.printer.PrinterSnapshot;
import io.platen.device.printer.PrinterTarget;
import io.platen.device.testing.RecordedStreams;
import io.platen.device.testing.TestStreams;
import io.platen.protocol.Verifies;
import io.platen.protocol.printer.Meter;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.printer.PrinterStatus;
import io.platen.protocol.printer.PrinterStatus.State;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class PjlReaderTest {
  private static final String UEL = "\u001b%-12345X";
  private static final Set<String> READERS = Set.of("snmp", "pjl");
  private static final InetSocketAddress PLACE = new InetSocketAddress("192.0.2.7", 161);

  /** In a network: its 1284 id decides. */
  private static final PrinterTarget TARGET =
      new PrinterTarget(PLACE, SnmpAccess.PUBLIC, READERS, false);

  private static final PrinterTarget NAMED =
      new PrinterTarget(PLACE, SnmpAccess.PUBLIC, READERS, true);

  private final CommandSets commandSets = new CommandSets();
  private PjlPeer peer;
  private RecordedStreams streams;

  @BeforeEach
  void start() throws IOException {
    peer =
        PjlPeer.start()
            .answering("INFO ID", "\"Acme Quill 300\"")
            .answering("INFO STATUS", "CODE=10006\r\nDISPLAY=\"Toner bald leer\"\r\nONLINE=TRUE")
            .answering("INFO PAGECOUNT", "18421");
    streams = new RecordedStreams(new JdkStreams(), to -> peer.address());
    commandSets.heard(PLACE.getAddress(), "MFG:Acme;CMD:PCL, PJL,POSTSCRIPT;MDL:Quill 300;");
  }

  @AfterEach
  void stop() throws IOException {
    peer.close();
  }

  @Test
  @Verifies(positive = {PLT_SYN_034, PLT_SYN_035})
  void reads_what_others_have_not_found_out() throws Exception {
    // when
    PrinterFacts facts = read(TARGET, idle()).facts().orElseThrow();
    // then
    assertThat(facts.meters())
        .containsExactly(
            new Meter("total-impressions", null, "impressions", 18_421, null, "pjl:PAGECOUNT"));
    assertThat(facts.identity().model()).isEqualTo("Acme Quill 300");
    assertThat(facts.status())
        .isEqualTo(new PrinterStatus(State.IDLE, List.of("low-toner"), List.of("Toner bald leer")));
    assertThat(streams.asked()).containsExactly(new InetSocketAddress("192.0.2.7", 9100));
  }

  @Test
  void reads_the_forms_of_brother() throws Exception {
    // given
    peer.answering("INFO ID", "\"Brother HL-Invented:84E-211:Ver.1.07\"")
        .answering("INFO PAGECOUNT", "PAGECOUNT=512")
        .answering("INFO STATUS", "CODE=40000\r\nDISPLAY=\"Ruhezustand\"\r\nONLINE=FALSE");
    // when
    PrinterFacts facts = read(TARGET, idle()).facts().orElseThrow();
    // then
    assertThat(facts.identity().vendor()).isEqualTo("Brother");
    assertThat(facts.identity().model()).isEqualTo("HL-Invented");
    assertThat(facts.identity().firmware()).isEqualTo("1.07");
    assertThat(facts.meters()).extracting(Meter::value).containsExactly(512L);
    assertThat(facts.status().state()).isEqualTo(State.IDLE);
  }

  @Test
  @Verifies(positive = PLT_SYN_036)
  void sends_these_bytes_and_no_others() throws Exception {
    // when
    PrinterSnapshot snapshot = read(TARGET, idle());
    // then
    String received = peer.received();
    assertThat(received)
        .matches(
            UEL
                + "@PJL ECHO PLATEN-[0-9a-f]{1,16}\r\n"
                + UEL
                + UEL
                + "@PJL INFO ID\r\n@PJL INFO STATUS\r\n@PJL INFO PAGECOUNT\r\n"
                + UEL);
    assertThat(streams.sent()).isEqualTo(received);
    assertThat(snapshot.traffic().requests()).isEqualTo(2);
    assertThat(snapshot.traffic().bytesOut()).isEqualTo(received.length());
    assertThat(streams.times()).hasSize(1);
  }

  @Test
  @Verifies(negative = PLT_SYN_036)
  void sends_one_line_and_leaves_the_language_where_nothing_speaks_pjl() throws Exception {
    // given
    String garbage = "220 ready\r\n\u0000\u00ff@PJL INFO PAGECOUNT\r\n7\r\n\f";
    streams = new RecordedStreams(new TestStreams(sent -> stream(garbage)), to -> to);
    // when
    PrinterSnapshot snapshot = read(TARGET, idle());
    // then
    assertThat(streams.sent()).matches(UEL + "@PJL ECHO PLATEN-[0-9a-f]{1,16}\r\n" + UEL);
    assertThat(snapshot.isReachable()).isFalse();
  }

  @Test
  @Verifies(negative = PLT_SYN_036)
  void leaves_the_language_whatever_breaks_off() throws Exception {
    // given
    peer.endingAt("INFO STATUS");
    // when
    PrinterSnapshot snapshot = read(TARGET, idle());
    // then
    assertThat(streams.sent()).startsWith(UEL).endsWith(UEL);
    assertThat(snapshot.facts().orElseThrow().identity().model()).isEqualTo("Acme Quill 300");
  }

  @Test
  @Verifies(negative = PLT_SYN_034)
  void connects_to_nothing_that_no_other_reader_found() throws Exception {
    // given
    PrinterIdentity onlyAnAddress = PrinterIdentity.builder().address("192.0.2.7").build();
    // when
    PrinterSnapshot alone = reader().read(NAMED);
    PrinterSnapshot unknown = read(NAMED, facts(onlyAnAddress, State.IDLE));
    // then
    assertThat(alone.isReachable()).isFalse();
    assertThat(unknown.isReachable()).isFalse();
    assertThat(streams.asked()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"PRINTING", "WARMUP", "UNREACHABLE"})
  @Verifies(negative = PLT_SYN_034)
  void connects_to_no_printer_that_has_a_job(State state) throws Exception {
    // when
    read(NAMED, facts(quill(), state));
    // then
    assertThat(streams.asked()).isEmpty();
  }

  @Test
  @Verifies(negative = PLT_SYN_035)
  void connects_to_no_printer_of_a_network_that_does_not_say_that_it_speaks_pjl() throws Exception {
    // given
    commandSets.heard(PLACE.getAddress(), "MFG:Acme;CMD:PCL,PJLX;MDL:Quill 300;");
    // when
    read(TARGET, idle());
    // then
    assertThat(streams.asked()).isEmpty();
  }

  @Test
  @Verifies(positive = PLT_SYN_035)
  void asks_the_printer_that_an_entry_names_whatever_its_1284_id() throws Exception {
    // given
    commandSets.heard(PLACE.getAddress(), "MFG:Acme;CMD:PCL;MDL:Quill 300;");
    // when
    PrinterSnapshot snapshot = read(NAMED, idle());
    // then
    assertThat(snapshot.isReachable()).isTrue();
  }

  @Test
  void asks_nothing_where_others_have_found_out_all() throws Exception {
    // given
    Meter meter = new Meter("total-impressions", null, "impressions", 7, null, "1.3.6");
    PrinterFacts known =
        new PrinterFacts(
            quill(),
            new PrinterStatus(State.IDLE, List.of(), List.of()),
            List.of(meter),
            List.of(),
            List.of(),
            List.of());
    // when
    read(NAMED, known);
    // then
    assertThat(streams.asked()).isEmpty();
  }

  @Test
  void passes_over_what_the_printer_says_of_others_requests() throws Exception {
    // given
    peer.sayingFirst("@PJL USTATUS DEVICE\r\nCODE=10023\r\n\f@PJL INFO PAGECOUNT\r\n7\r\n\f");
    // when
    PrinterFacts facts = read(TARGET, idle()).facts().orElseThrow();
    // then
    assertThat(facts.meters()).extracting(Meter::value).containsExactly(18_421L);
    assertThat(facts.status().state()).isEqualTo(State.IDLE);
  }

  @Test
  void gives_nothing_where_no_request_is_known() throws Exception {
    // given
    peer.answering("INFO ID", "?")
        .answering("INFO STATUS", "\"?\"")
        .answering("INFO PAGECOUNT", "");
    // when, then
    assertThat(read(TARGET, idle()).isReachable()).isFalse();
  }

  @Test
  void is_over_in_less_than_two_seconds_when_each_byte_takes_its_time() throws Exception {
    // given
    streams =
        new RecordedStreams(
            echoing("@PJL INFO PAGECOUNT\r\n7\r\n\f".repeat(100)).slow(Duration.ofMillis(30)),
            to -> to);
    // when
    read(TARGET, idle());
    // then
    assertThat(streams.times()).singleElement().satisfies(PjlReaderTest::isShort);
  }

  @Test
  void takes_what_came_when_the_printer_ends_no_answer() throws Exception {
    // given
    TestStreams silent = echoing("@PJL INFO PAGECOUNT\r\n7\r\n");
    streams = new RecordedStreams(silent, to -> to);
    // when
    PrinterSnapshot snapshot = read(TARGET, idle());
    // then
    assertThat(snapshot.facts().orElseThrow().meters())
        .extracting(Meter::value)
        .containsExactly(7L);
  }

  @Test
  void takes_so_many_bytes_and_no_more() throws Exception {
    // given
    TestStreams flood = echoing("x".repeat(1_000_000));
    streams = new RecordedStreams(flood, to -> to);
    // when
    read(TARGET, idle());
    // then
    assertThat(flood.bytesRead()).isLessThanOrEqualTo(PjlSession.MOST_BYTES);
  }

  @Test
  void finds_nothing_where_nothing_listens() throws Exception {
    // given
    peer.close();
    // when, then
    assertThat(read(TARGET, idle()).isReachable()).isFalse();
  }

  private static void isShort(Duration time) {
    assertThat(time).isLessThan(Duration.ofSeconds(2));
  }

  /** Gives back the echo, and these bytes behind it. */
  private static TestStreams echoing(String text) {
    return new TestStreams(
        sent -> stream(sent.replace(UEL, "").replace("\r\n", "") + "\r\n\f" + text));
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private PjlReader reader() {
    return new PjlReader(
        streams, () -> Instant.parse("2026-03-01T08:00:00Z"), new Random(17), commandSets);
  }

  private PrinterSnapshot read(PrinterTarget target, PrinterFacts known)
      throws InterruptedException {
    return reader().read(target, known);
  }

  private static PrinterIdentity quill() {
    return PrinterIdentity.builder().model("Quill 300").build();
  }

  private static PrinterFacts idle() {
    return facts(quill(), State.IDLE);
  }

  private static PrinterFacts facts(PrinterIdentity identity, State state) {
    return new PrinterFacts(
        identity,
        new PrinterStatus(state, List.of(), List.of()),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }
}
