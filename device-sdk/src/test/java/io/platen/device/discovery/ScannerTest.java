package io.platen.device.discovery;

import static io.platen.protocol.Requirement.PLT_SYN_020;
import static io.platen.protocol.Requirement.PLT_SYN_021;
import static io.platen.protocol.Requirement.PLT_SYN_022;
import static io.platen.protocol.Requirement.PLT_SYN_023;
import static io.platen.protocol.Requirement.PLT_SYN_027;
import static io.platen.protocol.Requirement.PLT_SYN_028;
import static io.platen.protocol.Requirement.PLT_SYN_029;
import static io.platen.protocol.Requirement.PLT_SYN_050;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.device.port.HostNames;
import io.platen.device.printer.PrinterTarget;
import io.platen.device.testing.PrinterAgents;
import io.platen.device.testing.SimulatedAgent;
import io.platen.device.testing.SimulatedNetwork;
import io.platen.protocol.Verifies;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.sync.DiscoveryEntry;
import io.platen.protocol.sync.DiscoveryEntry.Kind;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess.Version;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.snmp4j.PDU;

class ScannerTest {
  private static final SnmpAccess V2C = SnmpAccess.PUBLIC;
  private static final SnmpAccess V1 = new SnmpAccess(Version.V1, "public", 161);

  private final SimulatedNetwork network = new SimulatedNetwork();
  private final Heard heard = new Heard();
  private final HostNames names =
      host -> {
        if (host.equals("quill.example")) {
          return InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 9});
        }
        throw new UnknownHostException(host);
      };
  private final Scanner scanner =
      new Scanner(network, names, new Random(17), ScanPatience.DEFAULT, null);

  @Test
  void finds_each_printer_of_a_network_with_one_request_to_the_others_and_one_retry()
      throws Exception {
    // given
    for (int i = 10; i < 250; i += 16) {
      network.with(at(i), PrinterAgents.colourPrinter());
    }
    // when
    List<PrinterTarget> found = scan(network("192.0.2.0/24", V2C));
    // then
    assertThat(found).hasSize(15);
    assertThat(network.sentTo(at(77))).hasSize(2);
    assertThat(network.sentTo(at(26))).hasSize(2);
    int bytes = network.sent().stream().mapToInt(sent -> sent.payload().remaining() + 28).sum();
    assertThat(bytes).isLessThan(40_000);
    assertThat(heard.found).extracting(PrinterIdentity::model).containsOnly("Acme Quill 300c");
  }

  @Test
  @Verifies(negative = PLT_SYN_020)
  void leaves_out_the_networks_own_and_the_broadcast_address() throws Exception {
    // when
    scan(network("192.0.2.0/30", V2C));
    // then
    assertThat(asked()).containsExactlyInAnyOrder(at(1), at(2));
  }

  @Test
  @Verifies(positive = PLT_SYN_020)
  void asks_both_addresses_of_a_network_of_two() throws Exception {
    // when
    scan(network("192.0.2.4/31", V2C));
    // then
    assertThat(asked()).containsExactlyInAnyOrder(at(4), at(5));
  }

  @Test
  @Verifies(negative = PLT_SYN_021)
  void leaves_alone_what_is_excluded() throws Exception {
    // when
    scan(
        new DiscoveryEntry(
            "e1",
            Kind.RANGE,
            "192.0.2.1-192.0.2.16",
            List.of("192.0.2.3", "192.0.2.8-192.0.2.16", "192.0.2.4/30"),
            List.of(V2C)));
    // then
    assertThat(asked()).containsExactlyInAnyOrder(at(1), at(2));
    assertThat(heard.total).isEqualTo(2);
  }

  @Test
  @Verifies(positive = PLT_SYN_021)
  void asks_an_excluded_address_that_another_entry_names() throws Exception {
    // when
    scan(
        new DiscoveryEntry(
            "e1", Kind.RANGE, "192.0.2.1-192.0.2.3", List.of("192.0.2.2"), List.of(V2C)),
        new DiscoveryEntry("e2", Kind.HOST, "192.0.2.2", List.of(), List.of(V2C)));
    // then
    assertThat(asked()).containsExactlyInAnyOrder(at(1), at(2), at(3));
  }

  @Test
  void finds_a_printer_whose_first_packet_was_lost() throws Exception {
    // given
    network.with(at(5), PrinterAgents.colourPrinter());
    network.losing(sent -> network.sentTo(sent.to()).size() == 1);
    // when
    List<PrinterTarget> found = scan(network("192.0.2.0/28", V2C, V1));
    // then
    assertThat(found).containsExactly(new PrinterTarget(at(5), V2C));
  }

  @Test
  void finds_a_printer_that_speaks_v1_only_and_remembers_it() throws Exception {
    // given
    network.with(at(5), PrinterAgents.colourPrinter().only(Version.V1));
    // when
    List<PrinterTarget> found = scan(network("192.0.2.0/28", V2C, V1));
    // then
    assertThat(found).containsExactly(new PrinterTarget(at(5), V1));
    assertThat(network.sentTo(at(6))).hasSize(2);
  }

  @Test
  void passes_over_what_is_no_printer() throws Exception {
    // given
    network.with(at(5), new SimulatedAgent().set("1.3.6.1.2.1.1.1.0", "Acme switch"));
    // when
    List<PrinterTarget> found = scan(network("192.0.2.0/28", V2C));
    // then
    assertThat(found).isEmpty();
    assertThat(heard.passedOver)
        .extracting(PrinterIdentity::sysDescr)
        .containsExactly("Acme switch");
  }

  @Test
  void asks_for_less_where_an_agent_takes_little() throws Exception {
    // given
    network.with(at(5), PrinterAgents.colourPrinter().takingAtMost(2));
    // when, then
    assertThat(scan(network("192.0.2.0/28", V2C))).hasSize(1);
  }

  @Test
  void believes_no_answer_to_another_request() throws Exception {
    // given
    network.with(at(5), PrinterAgents.colourPrinter().with(SimulatedAgent.Fault.WRONG_REQUEST_ID));
    // when, then
    assertThat(scan(network("192.0.2.0/28", V2C))).isEmpty();
  }

  @Test
  void survives_what_is_no_message_at_all() throws Exception {
    // given
    network.with(at(5), datagram -> List.of(java.nio.ByteBuffer.wrap(new byte[] {48, 1, 2, 3})));
    // when, then
    assertThat(scan(network("192.0.2.0/28", V2C))).isEmpty();
    assertThat(heard.done).isEqualTo(14);
  }

  @Test
  void asks_an_address_once_that_two_entries_name() throws Exception {
    // given
    network.with(at(9), PrinterAgents.colourPrinter());
    // when
    List<PrinterTarget> found =
        scan(
            network("192.0.2.8/29", V2C),
            network("192.0.2.0/28", V2C),
            new DiscoveryEntry("host", Kind.HOST, "quill.example", List.of(), List.of(V2C)));
    // then
    assertThat(found).hasSize(1);
    assertThat(network.sentTo(at(10))).hasSize(2);
  }

  @Test
  void has_one_request_at_a_time_under_way_to_an_address_of_several_entries() throws Exception {
    // given
    SnmpAccess other = new SnmpAccess(Version.V2C, "acme", 161);
    // when
    scan(network("192.0.2.5/32", V2C), network("192.0.2.5/32", other));
    // then
    assertThat(network.sentTo(at(5))).hasSize(4);
    assertThat(network.sentTo(at(5)).get(2).at())
        .isGreaterThanOrEqualTo(Duration.ofMillis(1_200 + 1_500));
    assertThat(heard.done).isEqualTo(2);
  }

  @Test
  void finds_several_printers_behind_one_address_by_their_ports() throws Exception {
    // given
    List<DiscoveryEntry> entries =
        IntStream.rangeClosed(1, 3)
            .mapToObj(
                i -> {
                  InetSocketAddress place = new InetSocketAddress("192.0.2.9", 1160 + i);
                  network.with(place, PrinterAgents.colourPrinter());
                  SnmpAccess access = new SnmpAccess(Version.V2C, "public", 1160 + i);
                  return new DiscoveryEntry(
                      "e" + i, Kind.HOST, "192.0.2.9", List.of(), List.of(access));
                })
            .toList();
    // when, then
    assertThat(scanner.scan(entries, new Pace(100), heard)).hasSize(3);
  }

  @Test
  @Verifies(positive = PLT_SYN_022)
  void keeps_its_pace() throws Exception {
    // when
    scanner.scan(List.of(network("192.0.2.0/24", V2C)), new Pace(50), heard);
    // then
    long inTheSecondSecond =
        network.sent().stream().filter(sent -> sent.at().toSeconds() == 1).count();
    assertThat(inTheSecondSecond).isBetween(48L, 52L);
  }

  @Test
  @Verifies(positive = PLT_SYN_050)
  void exchanges_no_more_bytes_than_it_may() throws Exception {
    // given
    network.with(at(5), PrinterAgents.colourPrinter());
    // when
    scanner.scan(List.of(network("192.0.2.0/24", V2C)), new Pace(400, 60_000), heard);
    // then
    long bytes =
        network.sent().stream()
            .filter(sent -> sent.at().toSeconds() < 30)
            .mapToLong(sent -> sent.payload().remaining() + 28)
            .sum();
    assertThat(bytes).isBetween(29_000L, 30_100L);
  }

  @Test
  @Verifies(positive = PLT_SYN_023, negative = PLT_SYN_023)
  void tells_of_a_wrong_entry_and_walks_the_others() throws Exception {
    // given
    network.with(at(5), PrinterAgents.colourPrinter());
    // when
    List<PrinterTarget> found =
        scan(
            network("192.0.2.0/33", V2C),
            network("10.0.0.0/8", V2C),
            new DiscoveryEntry("r", Kind.RANGE, "192.0.2.9-192.0.2.1", List.of(), List.of(V2C)),
            new DiscoveryEntry("h", Kind.HOST, "nowhere.example", List.of(), List.of(V2C)),
            network("192.0.2.0/28", V2C));
    // then
    assertThat(found).hasSize(1);
    assertThat(heard.refused)
        .hasSize(4)
        .anySatisfy(reason -> assertThat(reason).contains("prefix of 33 bits"))
        .anySatisfy(reason -> assertThat(reason).contains("16777214 addresses", "split it"))
        .anySatisfy(reason -> assertThat(reason).contains("ends before it begins"))
        .anySatisfy(reason -> assertThat(reason).contains("'nowhere.example' is not known"));
  }

  @Test
  @Verifies(positive = PLT_SYN_027, negative = PLT_SYN_027)
  void sends_nothing_by_snmp_for_a_host_that_is_to_be_asked_by_ipp() throws Exception {
    // given
    network.with(at(5), PrinterAgents.colourPrinter());
    // when
    List<PrinterTarget> found = scan(host("192.0.2.5", Set.of("ipp", "pjl")));
    // then
    assertThat(network.sent()).isEmpty();
    assertThat(found)
        .containsExactly(new PrinterTarget(at(5), SnmpAccess.PUBLIC, Set.of("ipp", "pjl"), true));
  }

  @Test
  @Verifies(positive = PLT_SYN_028)
  void passes_over_a_reader_that_is_not_known() throws Exception {
    // given
    network.with(at(5), PrinterAgents.colourPrinter());
    // when
    List<PrinterTarget> found = scan(host("192.0.2.5", Set.of("snmp", "x-smoke-signals")));
    // then
    assertThat(found).hasSize(1);
    assertThat(heard.refused).isEmpty();
  }

  @Test
  @Verifies(negative = PLT_SYN_028)
  void leaves_out_an_entry_whose_readers_find_no_printer() throws Exception {
    // given
    network.with(at(5), PrinterAgents.colourPrinter());
    DiscoveryEntry wide =
        new DiscoveryEntry(
            "wide", Kind.NETWORK, "192.0.2.0/28", List.of(), List.of(), Set.of("ipp"));
    // when
    List<PrinterTarget> found = scan(wide, host("192.0.2.5", Set.of("pjl", "web")));
    // then
    assertThat(found).isEmpty();
    assertThat(network.sent()).isEmpty();
    assertThat(heard.refused)
        .containsExactlyInAnyOrder(
            "By the readers ipp no printer is found: name snmp too",
            "By the readers pjl web no printer is found: name snmp or ipp too");
  }

  @Test
  @Verifies(positive = PLT_SYN_029)
  void goes_by_the_readers_of_the_host_within_a_network() throws Exception {
    // given
    network.with(at(5), PrinterAgents.colourPrinter());
    network.with(at(6), PrinterAgents.colourPrinter());
    // when
    List<PrinterTarget> found =
        scan(network("192.0.2.0/28", V2C), host("192.0.2.5", Set.of("snmp", "pjl")));
    // then
    assertThat(found)
        .containsExactlyInAnyOrder(
            new PrinterTarget(at(5), V2C, Set.of("snmp", "pjl"), true),
            new PrinterTarget(at(6), V2C));
  }

  @Test
  @Verifies(negative = PLT_SYN_029)
  void takes_no_readers_of_a_network_for_a_host_that_names_its_own() throws Exception {
    // given
    network.with(at(5), PrinterAgents.colourPrinter());
    DiscoveryEntry wide =
        new DiscoveryEntry(
            "wide", Kind.NETWORK, "192.0.2.0/28", List.of(), List.of(), Set.of("snmp", "pjl"));
    // when
    List<PrinterTarget> found = scan(host("192.0.2.5", Set.of("snmp")), wide);
    // then
    assertThat(found).containsExactly(new PrinterTarget(at(5), V2C, Set.of("snmp"), true));
  }

  @Test
  void finds_a_printer_once_that_answers_snmp_and_is_named_for_ipp() throws Exception {
    // given
    network.with(at(5), PrinterAgents.colourPrinter());
    // when
    List<PrinterTarget> found =
        scan(network("192.0.2.0/28", V2C), host("192.0.2.5", Set.of("ipp")));
    // then
    assertThat(found).containsExactly(new PrinterTarget(at(5), V2C, Set.of("ipp"), true));
  }

  @Test
  void tells_of_addresses_to_which_nothing_can_be_sent() throws Exception {
    // given
    network.broken();
    // when
    List<PrinterTarget> found = scan(network("192.0.2.0/30", V2C));
    // then
    assertThat(found).isEmpty();
    assertThat(heard.unsent).isEqualTo(2);
  }

  @Test
  @Verifies(negative = PLT_SYN_022)
  void refuses_a_pace_of_nothing() {
    // when, then
    assertThatThrownBy(() -> new Pace(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one packet a second");
  }

  @Test
  void stops_when_it_is_interrupted() {
    // given
    Thread.currentThread().interrupt();
    // when, then
    assertThatThrownBy(() -> scan(network("192.0.2.0/24", V2C)))
        .isInstanceOf(InterruptedException.class);
  }

  @Test
  void asks_for_no_more_than_one_object_before_something_answers() throws Exception {
    // given
    SimulatedAgent agent = PrinterAgents.colourPrinter();
    network.with(at(5), agent);
    // when
    scan(network("192.0.2.0/28", V2C));
    // then
    assertThat(agent.heard()).extracting(PDU::size).containsExactly(1, 5);
  }

  private List<PrinterTarget> scan(DiscoveryEntry... entries) throws InterruptedException {
    return scanner.scan(List.of(entries), new Pace(400), heard);
  }

  private List<InetSocketAddress> asked() {
    return network.sent().stream().map(SimulatedNetwork.Sent::to).distinct().toList();
  }

  private static DiscoveryEntry network(String cidr, SnmpAccess... access) {
    return new DiscoveryEntry(cidr, Kind.NETWORK, cidr, List.of(), List.of(access));
  }

  private static DiscoveryEntry host(String address, Set<String> readers) {
    return new DiscoveryEntry(address, Kind.HOST, address, List.of(), List.of(), readers);
  }

  private static InetSocketAddress at(int last) {
    return new InetSocketAddress("192.0.2." + last, 161);
  }

  private static final class Heard implements ScanListener {
    private final List<PrinterIdentity> found = new ArrayList<>();
    private final List<PrinterIdentity> passedOver = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private int unsent;
    private int done;
    private int total;

    @Override
    public void progress(int soFar, int all, int printers) {
      done = soFar;
      total = all;
    }

    @Override
    public void found(PrinterTarget target, PrinterIdentity identity) {
      found.add(identity);
    }

    @Override
    public void passedOver(PrinterTarget target, PrinterIdentity identity) {
      passedOver.add(identity);
    }

    @Override
    public void refused(String entryId, String reason) {
      refused.add(reason);
    }

    @Override
    public void unsent(InetSocketAddress address, String reason) {
      unsent++;
    }
  }
}
