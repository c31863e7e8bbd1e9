package io.platen.device.discovery;

import static io.platen.protocol.Requirement.PLT_SYN_022;
import static io.platen.protocol.Requirement.PLT_SYN_047;
import static io.platen.protocol.Requirement.PLT_SYN_048;
import static io.platen.protocol.Requirement.PLT_SYN_049;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.port.Echo;
import io.platen.device.port.HostNames;
import io.platen.device.printer.PrinterTarget;
import io.platen.device.printer.Refusal;
import io.platen.device.printer.snmp.usm.EngineHost;
import io.platen.device.snmp.SnmpMessage;
import io.platen.device.testing.PrinterAgents;
import io.platen.device.testing.SimulatedAgent;
import io.platen.device.testing.SimulatedNetwork;
import io.platen.device.testing.VirtualTime;
import io.platen.protocol.Verifies;
import io.platen.protocol.sync.DiscoveryEntry;
import io.platen.protocol.sync.DiscoveryEntry.Kind;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess.Version;
import io.platen.protocol.sync.SnmpUser;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.snmp4j.PDU;

class SignsOfLifeTest {
  private static final SnmpAccess FIRST = SnmpAccess.PUBLIC;
  private static final SnmpAccess SECOND = new SnmpAccess(Version.V2C, "acme", 161);
  private static final SnmpAccess THIRD = new SnmpAccess(Version.V2C, "quill", 161);
  private static final SnmpAccess USER =
      SnmpAccess.of(
          new SnmpUser("reader", SnmpUser.Auth.NONE, "", SnmpUser.Priv.NONE, "", ""), 161);

  private final SimulatedNetwork network = new SimulatedNetwork();
  private final OpenPorts ports = new OpenPorts();
  private final Pings pings = new Pings();
  private final VirtualTime time = new VirtualTime(Instant.EPOCH);
  private final Heard heard = new Heard();

  @Test
  @Verifies(negative = PLT_SYN_047)
  void tries_no_further_credential_at_an_address_where_nothing_is() throws Exception {
    // when
    scan(network(FIRST, SECOND, THIRD));
    // then
    assertThat(network.sent()).noneMatch(sent -> names(sent, "acme") || names(sent, "quill"));
    assertThat(network.sentTo(at(5))).hasSize(3);
    assertThat(heard.unread).isEmpty();
  }

  @Test
  @Verifies(positive = PLT_SYN_047)
  void tries_further_credentials_where_an_engine_tells_of_itself() throws Exception {
    // given
    network.with(at(5), both(new EngineHost(), PrinterAgents.colourPrinter().community("quill")));
    // when
    List<PrinterTarget> found = scan(network(FIRST, SECOND, THIRD));
    // then
    assertThat(found).containsExactly(new PrinterTarget(at(5), THIRD));
    assertThat(ports.asked).noneMatch(to -> to.getHostString().equals("192.0.2.5"));
    assertThat(pings.sent).doesNotContain(at(5).getAddress());
  }

  @Test
  @Verifies(positive = PLT_SYN_048)
  void takes_a_connection_at_the_port_of_ipp_or_https_for_a_sign() throws Exception {
    // given
    network.with(at(5), PrinterAgents.colourPrinter().community("acme"));
    network.with(at(6), PrinterAgents.colourPrinter().community("acme"));
    network.with(at(7), PrinterAgents.colourPrinter().community("acme"));
    ports.taking("192.0.2.5", 631).taking("192.0.2.6", 443).refusing("192.0.2.7", 631);
    // when
    List<PrinterTarget> found = scan(network(FIRST, SECOND));
    // then
    assertThat(found)
        .containsExactlyInAnyOrder(
            new PrinterTarget(at(5), SECOND), new PrinterTarget(at(6), SECOND));
    assertThat(ports.asked).doesNotContain(new InetSocketAddress("192.0.2.5", 443));
    assertThat(ports.open).isZero();
  }

  @Test
  @Verifies(negative = PLT_SYN_048)
  void connects_to_no_port_of_a_reader_that_the_entry_leaves_out() throws Exception {
    // when
    scan(entry(Set.of("snmp"), FIRST, SECOND));
    // then
    assertThat(ports.asked).isEmpty();
    // when
    scan(entry(Set.of("snmp", "ipp"), FIRST, SECOND));
    // then
    assertThat(ports.asked).isNotEmpty().allMatch(to -> to.getPort() == 631);
  }

  @Test
  @Verifies(positive = PLT_SYN_048)
  void takes_an_answered_ping_for_a_sign_where_the_system_lets_it_ping() throws Exception {
    // given
    network.with(at(5), PrinterAgents.colourPrinter().community("acme"));
    pings.answering.add(at(5).getAddress());
    // when
    pings.permitted = false;
    // then
    assertThat(scan(network(FIRST, SECOND))).isEmpty();
    assertThat(pings.sent).isEmpty();
    // when
    pings.permitted = true;
    // then
    assertThat(scan(network(FIRST, SECOND))).containsExactly(new PrinterTarget(at(5), SECOND));
    assertThat(pings.sent).hasSize(14);
  }

  @Test
  void pings_no_large_network() throws Exception {
    // when
    scan(new DiscoveryEntry("e", Kind.NETWORK, "192.0.2.0/23", List.of(), List.of(FIRST, SECOND)));
    // then
    assertThat(pings.sent).isEmpty();
  }

  @Test
  @Verifies(negative = PLT_SYN_048)
  void looks_for_no_sign_of_life_where_there_is_one_credential() throws Exception {
    // given
    SnmpAccess v1 = new SnmpAccess(Version.V1, "public", 161);
    // when
    scan(network(FIRST, v1));
    // then
    assertThat(network.sent()).hasSize(2 * 14);
    assertThat(ports.asked).isEmpty();
    assertThat(pings.sent).isEmpty();
  }

  @Test
  void asks_at_another_port_without_a_sign() throws Exception {
    // given
    SnmpAccess elsewhere = new SnmpAccess(Version.V2C, "acme", 1161);
    InetSocketAddress there = new InetSocketAddress("192.0.2.5", 1161);
    network.with(there, PrinterAgents.colourPrinter().community("acme"));
    // when, then
    assertThat(scan(network(FIRST, elsewhere)))
        .containsExactly(new PrinterTarget(there, elsewhere));
  }

  @Test
  void tries_the_next_credential_where_an_agent_refuses_the_first_user() throws Exception {
    // given
    network.with(at(5), both(new EngineHost(), PrinterAgents.colourPrinter().community("acme")));
    network.with(at(6), both(new EngineHost().curt(), PrinterAgents.colourPrinter()));
    // when
    List<PrinterTarget> found = scan(network(USER, SECOND, FIRST));
    // then
    assertThat(found)
        .containsExactlyInAnyOrder(
            new PrinterTarget(at(5), SECOND), new PrinterTarget(at(6), FIRST));
    assertThat(heard.refused).isEmpty();
  }

  @Test
  void tries_what_the_entry_names_after_a_user_that_is_refused() throws Exception {
    // given
    network.with(at(5), both(new EngineHost(), PrinterAgents.colourPrinter().community("acme")));
    // when, then
    assertThat(scan(network(FIRST, USER, SECOND)))
        .containsExactly(new PrinterTarget(at(5), SECOND));
  }

  @Test
  void tells_of_a_refusal_where_nothing_else_is_answered_either() throws Exception {
    // given
    network.with(at(5), new EngineHost());
    // when
    scan(network(USER, SECOND));
    // then
    assertThat(heard.refused).containsEntry(at(5), Refusal.UNKNOWN_USER);
    assertThat(heard.unread).isEmpty();
  }

  @Test
  @Verifies(positive = PLT_SYN_049)
  void tells_what_is_there_and_answers_no_credential() throws Exception {
    // given
    network.with(at(5), new EngineHost());
    network.with(at(6), refusing());
    ports.taking("192.0.2.7", 631);
    pings.answering.add(at(8).getAddress());
    // when
    List<PrinterTarget> found = scan(network(FIRST, SECOND));
    // then
    assertThat(found).isEmpty();
    assertThat(heard.unread)
        .containsOnly(
            Map.entry(at(5).getAddress(), SignOfLife.AGENT),
            Map.entry(at(6).getAddress(), SignOfLife.AGENT),
            Map.entry(at(7).getAddress(), SignOfLife.CONNECTION),
            Map.entry(at(8).getAddress(), SignOfLife.ECHO));
  }

  @Test
  @Verifies(negative = PLT_SYN_049)
  void tells_nothing_of_what_it_has_passed_over_or_found_by_another_entry() throws Exception {
    // given
    network.with(at(5), both(new EngineHost(), new SimulatedAgent().community("acme")));
    network.with(at(6), both(new EngineHost(), PrinterAgents.colourPrinter().community("quill")));
    // when
    List<PrinterTarget> found = scan(network(FIRST, SECOND), network(FIRST, THIRD));
    // then
    assertThat(found).hasSize(1);
    assertThat(heard.unread).isEmpty();
  }

  @Test
  @Verifies(positive = PLT_SYN_022)
  void keeps_its_pace_while_it_looks_for_signs() throws Exception {
    // when
    new Scanner(network, HostNames.JDK, new Random(17), ScanPatience.DEFAULT, signs())
        .scan(List.of(network("192.0.2.0/24", FIRST, SECOND)), new Pace(50), heard);
    // then
    assertThat(ports.mostOpen).isBetween(40, 46);
    assertThat(time.elapsed()).isBetween(Duration.ofSeconds(5), Duration.ofMillis(5_300));
  }

  private List<PrinterTarget> scan(DiscoveryEntry... entries) throws InterruptedException {
    return new Scanner(network, HostNames.JDK, new Random(17), ScanPatience.DEFAULT, signs())
        .scan(List.of(entries), new Pace(400), heard);
  }

  private LifeSigns signs() {
    return new LifeSigns(ports, pings, time);
  }

  private static SimulatedNetwork.Host both(
      SimulatedNetwork.Host engine, SimulatedNetwork.Host communities) {
    return datagram -> {
      List<ByteBuffer> answers = new ArrayList<>(engine.hear(datagram.duplicate()));
      answers.addAll(communities.hear(datagram.duplicate()));
      return answers;
    };
  }

  /** RFC 3416 section 3: authorizationError, which some agents answer to a wrong community. */
  private static SimulatedNetwork.Host refusing() {
    return datagram ->
        SnmpMessage.decode(datagram)
            .map(
                asked -> {
                  PDU answer = asked.pdu();
                  answer.setType(PDU.RESPONSE);
                  answer.setErrorStatus(PDU.authorizationError);
                  return new SnmpMessage(asked.version(), asked.community(), answer).encode();
                })
            .map(List::of)
            .orElse(List.of());
  }

  private static boolean names(SimulatedNetwork.Sent sent, String credential) {
    return StandardCharsets.ISO_8859_1
        .decode(sent.payload().duplicate())
        .toString()
        .contains(credential);
  }

  private static DiscoveryEntry network(SnmpAccess... access) {
    return network("192.0.2.0/28", access);
  }

  private static DiscoveryEntry network(String cidr, SnmpAccess... access) {
    return new DiscoveryEntry(cidr, Kind.NETWORK, cidr, List.of(), List.of(access));
  }

  private static DiscoveryEntry entry(Set<String> readers, SnmpAccess... access) {
    return new DiscoveryEntry(
        "e", Kind.NETWORK, "192.0.2.0/28", List.of(), List.of(access), readers);
  }

  private static InetSocketAddress at(int last) {
    return new InetSocketAddress("192.0.2." + last, 161);
  }

  private static final class Pings implements Echo {
    private final Set<InetAddress> answering = new HashSet<>();
    private final List<InetAddress> sent = new ArrayList<>();
    private boolean permitted = true;

    @Override
    public boolean isPermitted() {
      return permitted;
    }

    @Override
    public boolean isAnswered(InetAddress host, Duration patience) {
      sent.add(host);
      return answering.contains(host);
    }
  }

  private static final class Heard implements ScanListener {
    private final Map<InetSocketAddress, Refusal> refused = new LinkedHashMap<>();
    private final Map<InetAddress, SignOfLife> unread = new LinkedHashMap<>();

    @Override
    public void refusedAccess(PrinterTarget target, Refusal why) {
      refused.put(target.address(), why);
    }

    @Override
    public void unread(InetAddress address, SignOfLife sign) {
      unread.put(address, sign);
    }
  }
}
