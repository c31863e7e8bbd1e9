package io.platen.reference.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.platen.reference.CommandFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.snmp4j.CommunityTarget;
import org.snmp4j.PDU;
import org.snmp4j.Snmp;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.VariableBinding;
import org.snmp4j.transport.DefaultUdpTransportMapping;

/** The invented printers on real sockets, asked by clients that are not ours. */
class SimulatorTest {
  private static final InetSocketAddress ANY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  private static final String SYS_DESCR = "1.3.6.1.2.1.1.1.0";

  private static Simulator simulator;

  @BeforeAll
  static void start() {
    simulator = Simulator.start(Recordings.shipped(), options(ANY));
  }

  @AfterAll
  static void stop() {
    simulator.close();
  }

  @Test
  void ships_at_least_ten_printers_and_its_index_names_each_file() throws Exception {
    // given
    Path folder = Path.of(SimulatorTest.class.getResource("printers/index").toURI()).getParent();
    // when
    List<String> names = Recordings.shipped().stream().map(Recording::name).toList();
    // then
    assertThat(names).hasSizeGreaterThanOrEqualTo(10);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(file -> file.endsWith(".snmprec"))
          .containsExactlyInAnyOrderElementsOf(names.stream().map(n -> n + ".snmprec").toList());
    }
    String readme = Files.readString(folder.resolve("README.md"));
    assertThat(names).allSatisfy(name -> assertThat(readme).contains(name));
  }

  @Test
  void snmp4j_gets_what_was_recorded_in_both_versions() throws IOException {
    for (int version : List.of(SnmpConstants.version1, SnmpConstants.version2c)) {
      // when
      PDU answer = get(version, "public", 1, SYS_DESCR);
      // then
      assertThat(answer.get(0).getVariable()).hasToString("Norda ML310; NetCore 2.41.7; OS 5.2");
    }
  }

  @Test
  void the_name_of_a_recording_is_a_community_at_every_address() throws IOException {
    // when
    PDU answer = get(SnmpConstants.version2c, "02-halden-c450", 1, SYS_DESCR);
    // then
    assertThat(answer.get(0).getVariable()).hasToString("Halden C450");
  }

  @Test
  void a_wrong_community_gets_no_answer() throws IOException {
    assertThat(get(SnmpConstants.version2c, "secret", 1, SYS_DESCR)).isNull();
  }

  @Test
  void snmpget_and_snmpbulkwalk_read_each_good_agent_whole() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/snmpbulkwalk")), "no snmpbulkwalk here");
    for (Endpoint endpoint : simulator.endpoints()) {
      Behaviour behaviour = endpoint.printer().behaviour();
      if (behaviour.delay().isZero()
          && behaviour.bulk()
          && !behaviour.v1Only()
          && behaviour.loop() == null
          && !behaviour.bulkTooBig()) {
        // given
        Recording recording = Recordings.shipped().get(endpoint.number() - 1);
        // when
        List<String> walked = run("snmpbulkwalk", "-v2c", endpoint, "1.3.6.1");
        // then
        assertThat(walked)
            .filteredOn(line -> line.startsWith(".1.3") && !line.contains("No more variables"))
            .hasSize(recording.objects().size());
      }
    }
  }

  @Test
  void snmpget_tells_the_errors_of_v1_from_those_of_v2c() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/snmpget")), "no snmpget here");
    // given
    Endpoint first = simulator.endpoints().get(0);
    // then
    assertThat(run("snmpget", "-v1", first, "1.3.6.1.2.1.1.99.0"))
        .anyMatch(l -> l.contains("noSuchName"));
    assertThat(run("snmpget", "-v2c", first, "1.3.6.1.2.1.1.99.0"))
        .anyMatch(l -> l.contains("No Such Instance"));
  }

  @Test
  void snmpwalk_notices_that_the_faulty_agent_loops() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/snmpwalk")), "no snmpwalk here");
    // given
    Endpoint faulty =
        simulator.endpoints().stream()
            .filter(e -> e.printer().behaviour().loop() != null)
            .findFirst()
            .orElseThrow();
    // when
    List<String> walked = run("snmpwalk", "-v2c", faulty, "1.3.6.1.2.1.43.18");
    // then
    assertThat(walked).anyMatch(line -> line.contains("OID not increasing"));
  }

  @Test
  void garbage_ends_nothing() throws IOException {
    // given
    try (var socket = new java.net.DatagramSocket()) {
      byte[] garbage = {0x30, 0x7f, 1, 2, 3};
      socket.send(
          new java.net.DatagramPacket(garbage, garbage.length, simulator.addresses().get(0)));
    }
    // then
    assertThat(get(SnmpConstants.version2c, "public", 1, SYS_DESCR)).isNotNull();
  }

  @Test
  void the_control_raises_and_clears_an_alert_that_snmp_sees() throws Exception {
    // given
    String code = "1.3.6.1.2.1.43.18.1.1.7.1.1";
    // when
    var raised = http("POST", "/printers/3/alert", "{\"code\":8}");
    // then
    assertThat(raised.statusCode()).isEqualTo(201);
    assertThat(get(SnmpConstants.version2c, "public", 3, code).get(0).getVariable())
        .hasToString("8");
    // when
    var cleared = http("DELETE", "/printers/3/alert", "{\"code\":8}");
    // then
    assertThat(cleared.statusCode()).isEqualTo(200);
    assertThat(get(SnmpConstants.version2c, "public", 3, code).get(0).isException()).isTrue();
  }

  @Test
  void the_control_lists_the_printers() throws Exception {
    // when
    var answer = http("GET", "/printers", "");
    // then
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains("\"number\":1", "01-norda-ml310", "\"serial\":\"NO31A00417\"");
  }

  @Test
  void the_control_says_what_is_wrong_with_a_request() throws Exception {
    assertThat(http("POST", "/printers/99/alert", "{\"code\":8}").statusCode()).isEqualTo(404);
    assertThat(http("POST", "/printers/1/alert", "{\"code\":\"jam\"}").statusCode()).isEqualTo(400);
    assertThat(http("POST", "/printers/1/alert", "jam").body()).contains("no JSON object");
    assertThat(http("PUT", "/printers/1/alert", "{}").statusCode()).isEqualTo(405);
    assertThat(http("DELETE", "/printers/2/alert", "").statusCode()).isEqualTo(404);
    assertThat(http("GET", "/", "").statusCode()).isEqualTo(404);
  }

  @Test
  void a_taken_port_is_named() {
    // given
    InetSocketAddress taken = simulator.addresses().get(0);
    // then
    assertThatThrownBy(() -> Simulator.start(Recordings.shipped(), options(taken)))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("" + taken.getPort())
        .hasMessageContaining("--listen");
  }

  @Test
  void addresses_go_on_behind_the_last_given_one() throws Exception {
    // given
    InetSocketAddress base = new InetSocketAddress(InetAddress.getByName("127.9.0.253"), 1161);
    SimulatorOptions ports = options(base);
    SimulatorOptions addresses =
        new SimulatorOptions(
            List.of(base),
            SimulatorOptions.Next.ADDRESS,
            0,
            0,
            1,
            InstantSource.fixed(Instant.EPOCH));
    // then
    assertThat(Simulator.address(ports, 2).getPort()).isEqualTo(1163);
    assertThat(Simulator.address(addresses, 1).getAddress().getHostAddress())
        .isEqualTo("127.9.0.254");
    assertThatThrownBy(() -> Simulator.address(addresses, 2)).hasMessageContaining("--next port");
  }

  private static SimulatorOptions options(InetSocketAddress listen) {
    return new SimulatorOptions(
        List.of(listen), SimulatorOptions.Next.PORT, 0, 0, 1, InstantSource.fixed(Instant.EPOCH));
  }

  private static PDU get(int version, String community, int number, String oid) throws IOException {
    InetSocketAddress at = simulator.addresses().get(number - 1);
    try (Snmp snmp = new Snmp(new DefaultUdpTransportMapping(new UdpAddress("127.0.0.1/0")))) {
      snmp.listen();
      CommunityTarget<UdpAddress> target =
          new CommunityTarget<>(
              new UdpAddress(at.getAddress(), at.getPort()), new OctetString(community));
      target.setVersion(version);
      target.setTimeout(community.equals("secret") ? 300 : 5000);
      PDU request = version == SnmpConstants.version1 ? new org.snmp4j.PDUv1() : new PDU();
      request.setType(PDU.GET);
      request.add(new VariableBinding(new OID(oid)));
      return snmp.send(request, target).getResponse();
    }
  }

  private static List<String> run(String tool, String version, Endpoint endpoint, String oid)
      throws Exception {
    List<String> command = new ArrayList<>(List.of(tool, version, "-c", "public", "-On", "-Oe"));
    command.add("127.0.0.1:" + endpoint.address().getPort());
    command.add(oid);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return process.inputReader(StandardCharsets.ISO_8859_1).lines().toList();
  }

  private static java.net.http.HttpResponse<String> http(String method, String path, String body)
      throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(simulator.controlUrl() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
  }
}
