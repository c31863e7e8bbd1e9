package io.platen.device;

import static io.platen.device.testing.OneDevice.ID;
import static io.platen.device.testing.OneDevice.keys;
import static io.platen.device.testing.OneDevice.server;
import static io.platen.protocol.Requirement.PLT_RPT_037;
import static io.platen.protocol.Requirement.PLT_SYN_043;
import static io.platen.protocol.Requirement.PLT_SYN_044;
import static io.platen.protocol.Requirement.PLT_SYN_045;
import static io.platen.protocol.Requirement.PLT_SYN_046;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.printer.profile.ProfileState;
import io.platen.device.printer.profile.ProfileStore;
import io.platen.device.testing.Heard;
import io.platen.device.testing.MakersPrinters;
import io.platen.device.testing.ServerDates;
import io.platen.device.testing.SimulatedNetwork;
import io.platen.device.testing.TestServer;
import io.platen.device.testing.TestStorage;
import io.platen.device.testing.VirtualTime;
import io.platen.protocol.Verifies;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.printer.UsedProfile;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.report.Report;
import io.platen.protocol.sync.DiscoveryEntry;
import io.platen.protocol.sync.ListedProfile;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Printer profiles that a server lists, good and bad ones, and a printer that they are for. */
class DeviceProfilesTest {
  private static final DiscoveryEntry ENTRY =
      new DiscoveryEntry("one", DiscoveryEntry.Kind.HOST, "192.0.2.7", List.of(), List.of());

  private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-23T08:00:00Z"));
  private final TestStorage storage = new TestStorage();
  private final Heard heard = new Heard();
  private final TestServer server = server().withEntries(ENTRY);
  private final SimulatedNetwork network =
      new SimulatedNetwork()
          .with(
              new InetSocketAddress("192.0.2.7", 161),
              MakersPrinters.of("99999.4.1", "Acme Q1", "Acme Q1"));
  private Device device;

  @BeforeEach
  void openDevice() throws IOException {
    device = open();
  }

  @AfterEach
  void closeAll() {
    device.close();
    server.close();
  }

  private Device open() throws IOException {
    return Device.open(
        DeviceConfig.builder()
            .device(ID.toString())
            .storage(storage)
            .keys(keys())
            .updateHosts(server.address())
            .downloadHosts(server.address())
            .datagrams(network)
            .streams(
                () -> {
                  throw new IOException("There is no TCP in this test");
                })
            .clock(time)
            .connector(new ServerDates(time))
            .zone(ZoneOffset.UTC)
            .scheduler(time::started)
            .build(),
        heard);
  }

  private void cycle() throws Exception {
    time.advance(Duration.ofHours(2));
    device.runOnce();
  }

  private PrinterIdentity reported() {
    List<Report> reports = server.reports();
    return reports.get(reports.size() - 1).printers().get(0).identity();
  }

  private List<ProfileState> status() throws IOException {
    return DeviceStatus.read(storage).orElseThrow().profiles();
  }

  @Test
  @Verifies(
      positive = {PLT_SYN_043, PLT_RPT_037},
      negative = {PLT_SYN_044, PLT_SYN_045, PLT_SYN_046})
  void reads_by_a_listed_profile_from_the_next_cycle_on_without_a_restart() throws Exception {
    // given
    cycle();
    assertThat(reported().profile()).isEqualTo(new UsedProfile("generic", generic()));
    server.withProfiles(listed(acme(2)));
    // when
    cycle();
    // then
    assertThat(reported().profile()).isEqualTo(new UsedProfile("acme", 2));
    assertThat(heard.problems()).isEmpty();
    assertThat(status()).containsExactly(new ProfileState("acme", 2, null));
  }

  @Test
  @Verifies(negative = {PLT_SYN_043, PLT_SYN_046})
  void fetches_no_profile_that_it_has_over_a_restart_too() throws Exception {
    // given
    server.withProfiles(listed(acme(2)));
    cycle();
    device.close();
    device = open();
    // when
    cycle();
    // then
    assertThat(fetches()).hasSize(1);
    assertThat(reported().profile()).isEqualTo(new UsedProfile("acme", 2));
  }

  @Test
  @Verifies(positive = PLT_SYN_046, negative = PLT_RPT_037)
  void sets_a_profile_aside_that_is_listed_no_more() throws Exception {
    // given
    server.withProfiles(listed(acme(2)));
    cycle();
    server.withProfiles(Map.of());
    // when
    cycle();
    // then
    assertThat(reported().profile()).isEqualTo(new UsedProfile("generic", generic()));
    assertThat(status()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "another length, 1, false",
    "another digest, 0, true",
  })
  @Verifies(positive = PLT_SYN_044)
  void refuses_bytes_that_are_not_the_listed_ones_before_it_parses_them(
      String what, int longer, boolean spoilt) throws Exception {
    // given
    ListedProfile good = listed(acme(2)).keySet().iterator().next();
    byte[] bytes = acme(2);
    if (spoilt) {
      bytes[bytes.length - 2] = '<'; // no XML any more: who parsed it would give a line
    }
    ListedProfile wrong = new ListedProfile("acme", 2, good.sha256(), good.length() + longer);
    server.withProfiles(Map.of(wrong, bytes));
    // when
    cycle();
    // then
    assertThat(reported().profile().id()).isEqualTo("generic");
    assertThat(heard.problems())
        .singleElement()
        .asString()
        .contains("acme-2.xml: Its length or SHA-256 is not the one that the server lists");
  }

  @Test
  @Verifies(positive = PLT_SYN_045)
  void refuses_a_bad_profile_with_file_line_and_reason_and_keeps_the_one_before() throws Exception {
    // given
    server.withProfiles(listed(acme(2)));
    cycle();
    String bad = new String(acme(3), UTF_8).replace("total-impressions", "all-pages");
    server.withProfiles(listed(bad.getBytes(UTF_8)));
    // when
    cycle();
    cycle();
    // then
    assertThat(reported().profile()).isEqualTo(new UsedProfile("acme", 2));
    assertThat(heard.problems())
        .singleElement()
        .asString()
        .contains("acme 3 is refused, the one before holds on: acme-3.xml:4: ")
        .contains("all-pages");
    assertThat(status())
        .singleElement()
        .satisfies(state -> assertThat(state.version()).isEqualTo(2))
        .satisfies(state -> assertThat(state.refusal()).startsWith("acme-3.xml:4: "));
    assertThat(fetches()).hasSize(2);
  }

  @Test
  @Verifies(positive = PLT_SYN_045)
  void refuses_a_profile_that_is_another_one_than_listed() throws Exception {
    // given
    byte[] bytes = acme(2);
    ListedProfile honest = listed(bytes).keySet().iterator().next();
    server.withProfiles(
        Map.of(new ListedProfile("canon", 99, honest.sha256(), honest.length()), bytes));
    // when
    cycle();
    // then
    assertThat(heard.problems())
        .singleElement()
        .asString()
        .contains("canon-99.xml:1: It says that it is acme 2");
    assertThat(reported().profile().id()).isEqualTo("generic");
  }

  @Test
  @Verifies(positive = PLT_SYN_043)
  void fetches_in_the_next_cycle_what_it_could_not_have_in_this_one() throws Exception {
    // given
    server.withProfiles(listed(acme(2)));
    server.instead(
        exchange -> {
          boolean profile = exchange.getRequestURI().getPath().contains("/profiles/");
          if (profile) {
            TestServer.problem(exchange, ProblemType.UNAVAILABLE);
          }
          return profile;
        });
    cycle();
    assertThat(status()).containsExactly(new ProfileState("acme", 0, "not fetched yet"));
    server.instead(null);
    // when
    cycle();
    // then
    assertThat(reported().profile()).isEqualTo(new UsedProfile("acme", 2));
  }

  private List<String> fetches() {
    return server.requests().stream().filter(each -> each.contains("/profiles/")).toList();
  }

  private static int generic() {
    return ProfileStore.open(new TestStorage()).current().find("generic").orElseThrow().version();
  }

  private static Map<ListedProfile, byte[]> listed(byte[] profile) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(profile);
    int version =
        Integer.parseInt(
            new String(profile, UTF_8).replaceFirst("(?s).* version=\"([0-9]+)\".*", "$1"));
    return Map.of(
        new ListedProfile("acme", version, HexFormat.of().formatHex(digest), profile.length),
        profile);
  }

  private static byte[] acme(int version) {
    return """
    <profile xmlns="urn:platen:printer-profile:1" id="acme" version="%d" maker="Acme">
      <sources><source id="mib" confidence="high">ACME-PRINTER-MIB</source></sources>
      <recognise from="mib"><objectId prefix="1.3.6.1.4.1.99999.4"/></recognise>
      <meter name="total-impressions" from="mib"><object oid="1.3.6.1.4.1.99999.3.1.0"/></meter>
    </profile>
    """
        .formatted(version)
        .getBytes(UTF_8);
  }
}
