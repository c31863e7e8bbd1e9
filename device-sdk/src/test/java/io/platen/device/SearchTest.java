package io.platen.device;

import static io.platen.protocol.Requirement.PLT_RPT_028;
import static io.platen.protocol.Requirement.PLT_SYN_037;
import static io.platen.protocol.Requirement.PLT_SYN_038;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.discovery.ScanListener;
import io.platen.device.discovery.ScanPatience;
import io.platen.device.discovery.Scanner;
import io.platen.device.discovery.mdns.MdnsHost;
import io.platen.device.identity.LocalKey;
import io.platen.device.port.HostNames;
import io.platen.device.printer.PrinterSnapshot;
import io.platen.device.printer.PrinterTarget;
import io.platen.device.printer.Traffic;
import io.platen.device.report.Watched;
import io.platen.device.store.DeviceStore;
import io.platen.device.testing.PrinterAgents;
import io.platen.device.testing.SimulatedNetwork;
import io.platen.device.testing.TestPrinters;
import io.platen.device.testing.TestStorage;
import io.platen.protocol.Verifies;
import io.platen.protocol.sync.DiscoveryEntry;
import io.platen.protocol.sync.DiscoveryEntry.Kind;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import io.platen.protocol.sync.Policy;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SearchTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final DiscoveryEntry NET = entry(Kind.NETWORK, "192.0.2.0/28");

  private final SimulatedNetwork network =
      new SimulatedNetwork().with(at(5), PrinterAgents.colourPrinter());
  private final TestStorage storage = new TestStorage();
  private DeviceStore store;
  private Search search;
  private Instant now = Instant.parse("2026-03-02T08:00:00Z");

  @BeforeEach
  void open() throws Exception {
    store = DeviceStore.open(storage, LocalKey.load(storage, RANDOM), RANDOM);
    search = new Search(finder(), store);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  @Verifies(positive = PLT_SYN_038)
  void searches_once_and_then_reads_what_it_knows() throws Exception {
    // given
    List<PrinterTarget> first = targets(NET);
    int sent = network.sent().size();
    // when
    pass(Duration.ofHours(2));
    List<PrinterTarget> second = targets(NET);
    // then
    assertThat(first).extracting(PrinterTarget::address).containsExactly(at(5));
    assertThat(second).isEqualTo(first);
    assertThat(network.sent()).hasSize(sent);
  }

  @Test
  @Verifies(positive = PLT_SYN_037, negative = PLT_SYN_037)
  void searches_again_when_the_time_of_the_policy_has_passed_and_no_sooner() throws Exception {
    // given
    targets(NET);
    network.with(at(9), PrinterAgents.colourPrinter());
    // when
    pass(Duration.ofHours(83));
    List<PrinterTarget> before = targets(NET);
    pass(Duration.ofHours(1));
    List<PrinterTarget> after = targets(NET);
    // then
    assertThat(before).hasSize(1);
    assertThat(after).extracting(PrinterTarget::address).containsExactlyInAnyOrder(at(5), at(9));
  }

  @Test
  void searches_at_once_where_the_entries_have_changed() throws Exception {
    // given
    targets(NET);
    network.with(at(20), PrinterAgents.colourPrinter());
    // when, then
    assertThat(targets(NET, entry(Kind.NETWORK, "192.0.2.16/28"))).hasSize(2);
  }

  @Test
  @Verifies(positive = PLT_SYN_038)
  void knows_its_printers_after_a_restart() throws Exception {
    // given
    List<PrinterTarget> first = targets(NET);
    int sent = network.sent().size();
    close();
    open();
    // when
    pass(Duration.ofHours(2));
    // then
    assertThat(targets(NET)).isEqualTo(first);
    assertThat(network.sent()).hasSize(sent);
  }

  @Test
  @Verifies(negative = PLT_SYN_038)
  void reads_no_printer_that_no_entry_names_any_more() throws Exception {
    // given
    targets(NET);
    // when
    DiscoveryEntry without =
        new DiscoveryEntry(
            "n", Kind.NETWORK, "192.0.2.0/28", List.of("192.0.2.5"), List.of(SnmpAccess.PUBLIC));
    // then
    assertThat(targets(without)).isEmpty();
    close();
    open();
    assertThat(targets(without)).isEmpty();
  }

  @Test
  @Verifies(negative = PLT_RPT_028)
  void does_not_say_whom_it_watches_where_an_entry_cannot_be_understood() throws Exception {
    // when
    targets(NET);
    Watched all = search.watched();
    targets(NET, entry(Kind.NETWORK, "192.0.2.300/28"));
    // then
    assertThat(all).isEqualTo(Watched.of(List.of(at(5).getAddress())));
    assertThat(search.watched()).isEqualTo(Watched.UNKNOWN);
  }

  @Test
  @Verifies(positive = PLT_SYN_038)
  void knows_after_a_restart_which_printer_answers_by_ipp_alone() throws Exception {
    // given
    network.with(
        MdnsHost.GROUP, new MdnsHost().printer("_ipp._tcp.local", "quill", 631, "192.0.2.7"));
    DiscoveryEntry announced =
        new DiscoveryEntry(
            "n",
            Kind.NETWORK,
            "192.0.2.0/28",
            List.of(),
            List.of(SnmpAccess.PUBLIC),
            DiscoveryEntry.DEFAULT_READERS,
            true);
    List<PrinterTarget> first = targets(announced);
    int sent = network.sent().size();
    close();
    open();
    // when
    pass(Duration.ofHours(2));
    // then
    assertThat(targets(announced)).isEqualTo(first).hasSize(2);
    assertThat(first.get(1).readers()).containsExactlyInAnyOrder("ipp", "web");
    assertThat(network.sent()).hasSize(sent);
  }

  @Test
  void keeps_a_printer_that_sleeps_while_it_searches_for_a_month() throws Exception {
    // given
    List<PrinterTarget> first = targets(NET);
    network.without(at(5));
    // when
    pass(Duration.ofDays(29));
    List<PrinterTarget> asleep = targets(NET);
    pass(Duration.ofDays(2));
    // then
    assertThat(asleep).isEqualTo(first);
    assertThat(targets(NET)).isEmpty();
  }

  @Test
  void counts_the_month_from_its_last_answer() throws Exception {
    // given
    List<PrinterTarget> first = targets(NET);
    network.without(at(5));
    pass(Duration.ofDays(20));
    PrinterTarget printer = first.get(0);
    search.read(
        List.of(
            new PrinterSnapshot(
                printer, now, TestPrinters.facts("192.0.2.5", "S1", 1), Traffic.NONE)),
        now);
    close();
    open();
    // when
    pass(Duration.ofDays(20));
    // then
    assertThat(targets(NET)).isEqualTo(first);
  }

  @Test
  void searches_once_a_day_where_it_has_found_none() throws Exception {
    // given
    network.without(at(5));
    targets(NET);
    network.with(at(5), PrinterAgents.colourPrinter());
    // when
    pass(Duration.ofHours(23));
    List<PrinterTarget> before = targets(NET);
    pass(Duration.ofHours(1));
    // then
    assertThat(before).isEmpty();
    assertThat(targets(NET)).hasSize(1);
  }

  @Test
  void looks_in_each_cycle_for_a_host_that_an_entry_names() throws Exception {
    // given
    DiscoveryEntry host = entry(Kind.HOST, "192.0.2.40");
    targets(NET, host);
    network.with(at(40), PrinterAgents.colourPrinter());
    // when
    pass(Duration.ofHours(2));
    // then
    assertThat(targets(NET, host)).hasSize(2);
  }

  @Test
  void searches_again_in_the_next_cycle_where_the_network_was_not_there() throws Exception {
    // given
    SimulatedNetwork none = new SimulatedNetwork().broken();
    Search unplugged = new Search(finder(none), store);
    unplugged.targets(List.of(NET), Policy.DEFAULT, ScanListener.NONE, now);
    // when, then
    assertThat(targets(NET)).hasSize(1);
  }

  private List<PrinterTarget> targets(DiscoveryEntry... entries) throws Exception {
    return search.targets(List.of(entries), Policy.DEFAULT, ScanListener.NONE, now);
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private PrinterFinder finder() {
    return finder(network);
  }

  private static PrinterFinder finder(SimulatedNetwork in) {
    return new NetworkFinder(
        new Scanner(in, HostNames.JDK, new Random(17), ScanPatience.DEFAULT, null));
  }

  private static DiscoveryEntry entry(Kind kind, String target) {
    return new DiscoveryEntry(target, kind, target, List.of(), List.of(SnmpAccess.PUBLIC));
  }

  private static InetSocketAddress at(int host) {
    return new InetSocketAddress("192.0.2." + host, 161);
  }
}
