package io.platen.device.discovery;

import static io.platen.protocol.Requirement.PLT_SYN_028;
import static io.platen.protocol.Requirement.PLT_SYN_051;
import static io.platen.protocol.Requirement.PLT_SYN_052;
import static io.platen.protocol.Requirement.PLT_SYN_053;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.discovery.mdns.MdnsHost;
import io.platen.device.printer.PrinterTarget;
import io.platen.device.testing.PrinterAgents;
import io.platen.device.testing.SimulatedAgent;
import io.platen.device.testing.SimulatedNetwork;
import io.platen.protocol.Verifies;
import io.platen.protocol.sync.DiscoveryEntry;
import io.platen.protocol.sync.DiscoveryEntry.Kind;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess.Version;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AnnouncedPrintersTest {
  private static final String IPP = "_ipp._tcp.local";
  private static final SnmpAccess FIRST = SnmpAccess.PUBLIC;
  private static final SnmpAccess SECOND = new SnmpAccess(Version.V2C, "acme", 161);
  private static final Set<String> ALL = Set.of("snmp", "ipp", "web");

  private final SimulatedNetwork network = new SimulatedNetwork();
  private final List<InetAddress> unread = new ArrayList<>();

  @BeforeEach
  void announce() {
    network.with(
        MdnsHost.GROUP,
        new MdnsHost()
            .printer(IPP, "quill", 631, "192.0.2.5")
            .printer("_printer._tcp.local", "wren", 515, "192.0.2.6")
            .printer(IPP, "elsewhere", 631, "198.51.100.5"));
  }

  @Test
  @Verifies(negative = PLT_SYN_051)
  void asks_for_no_announcements_unless_an_entry_wants_them() throws Exception {
    // when
    List<PrinterTarget> found = scan(entry(ALL, false, FIRST, SECOND));
    // then
    assertThat(network.sentTo(MdnsHost.GROUP)).isEmpty();
    assertThat(found).isEmpty();
  }

  @Test
  @Verifies(positive = {PLT_SYN_051, PLT_SYN_053})
  void finds_a_printer_by_ipp_that_announces_it_and_keeps_quiet_to_snmp() throws Exception {
    // when
    List<PrinterTarget> found = scan(entry(ALL, true, FIRST, SECOND));
    // then
    assertThat(found)
        .containsExactly(new PrinterTarget(at("192.0.2.5"), FIRST, Set.of("ipp", "web")));
    assertThat(unread).containsExactly(at("192.0.2.6").getAddress());
  }

  @Test
  @Verifies(positive = PLT_SYN_052)
  void takes_an_announcement_for_a_sign_of_life() throws Exception {
    // given
    network.with(at("192.0.2.5"), PrinterAgents.colourPrinter().community("acme"));
    network.with(at("192.0.2.6"), PrinterAgents.colourPrinter().community("acme"));
    // when, then
    assertThat(scan(entry(ALL, true, FIRST, SECOND)))
        .containsExactlyInAnyOrder(
            new PrinterTarget(at("192.0.2.5"), SECOND), new PrinterTarget(at("192.0.2.6"), SECOND));
  }

  @Test
  @Verifies(negative = PLT_SYN_052)
  void asks_no_announced_address_for_an_entry_that_does_not_want_it() throws Exception {
    // given
    network.with(at("192.0.2.5"), PrinterAgents.colourPrinter().community("acme"));
    DiscoveryEntry deaf = entry(ALL, false, FIRST, SECOND);
    DiscoveryEntry other =
        new DiscoveryEntry(
            "other", Kind.NETWORK, "203.0.113.0/28", List.of(), List.of(FIRST), ALL, true);
    // when, then
    assertThat(scan(deaf, other)).isEmpty();
    assertThat(network.sent())
        .noneMatch(sent -> sent.to().getHostString().startsWith("198.51.100."));
  }

  @Test
  @Verifies(negative = PLT_SYN_052)
  void leaves_an_announced_address_alone_that_is_excluded() throws Exception {
    // when, then
    assertThat(
            scan(
                new DiscoveryEntry(
                    "e",
                    Kind.NETWORK,
                    "192.0.2.0/28",
                    List.of("192.0.2.5"),
                    List.of(FIRST),
                    ALL,
                    true)))
        .isEmpty();
  }

  @Test
  @Verifies(negative = PLT_SYN_053)
  void takes_nothing_by_ipp_where_it_is_left_out_or_snmp_says_that_it_is_no_printer()
      throws Exception {
    // when, then
    assertThat(scan(entry(Set.of("snmp"), true, FIRST))).isEmpty();
    // given
    network.with(at("192.0.2.5"), new SimulatedAgent().set("1.3.6.1.2.1.1.1.0", "A queue"));
    // when, then
    assertThat(scan(entry(ALL, true, FIRST))).isEmpty();
  }

  @Test
  @Verifies(positive = PLT_SYN_028)
  void sends_no_request_to_a_network_that_is_to_be_asked_by_announcements_alone() throws Exception {
    // when
    List<PrinterTarget> found = scan(entry(Set.of("ipp"), true, FIRST));
    // then
    assertThat(found).containsExactly(new PrinterTarget(at("192.0.2.5"), FIRST, Set.of("ipp")));
    assertThat(network.sent()).allMatch(sent -> sent.to().equals(MdnsHost.GROUP));
  }

  @Test
  void goes_by_a_host_entry_that_wants_no_ipp_within_a_network_that_does() throws Exception {
    // given
    DiscoveryEntry host =
        new DiscoveryEntry("h", Kind.HOST, "192.0.2.5", List.of(), List.of(FIRST), Set.of("snmp"));
    // when, then
    assertThat(scan(entry(ALL, true, FIRST), host)).isEmpty();
  }

  private List<PrinterTarget> scan(DiscoveryEntry... entries) throws InterruptedException {
    return new Scanner(network, new Random(17))
        .scan(
            List.of(entries),
            new Pace(400),
            new ScanListener() {
              @Override
              public void unread(InetAddress address, SignOfLife sign) {
                unread.add(address);
              }
            });
  }

  private static DiscoveryEntry entry(Set<String> readers, boolean mdns, SnmpAccess... access) {
    return new DiscoveryEntry(
        "e", Kind.NETWORK, "192.0.2.0/28", List.of(), List.of(access), readers, mdns);
  }

  private static InetSocketAddress at(String address) {
    return new InetSocketAddress(address, 161);
  }
}
