package io.platen.server.heartbeat;

import static io.platen.protocol.Requirement.PLT_HBT_026;
import static io.platen.protocol.Requirement.PLT_HBT_027;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.Verifies;
import io.platen.protocol.sync.Heartbeat;
import io.platen.server.enrolment.control.AdmittedDevice;
import io.platen.server.testing.Peer;
import io.platen.server.testing.TestDatabase;
import io.platen.server.testing.TestFleet;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/** The registry on real sockets, asked by dig and by hand. */
class RegistryServerTest {
  private static final Instant NOW = Instant.parse("2026-11-26T06:00:00Z");

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private TestDatabase test;
  private Heartbeat by;
  private RegistryServer server;

  @BeforeEach
  void start() throws IOException {
    test = TestDatabase.create();
    new TestFleet(test).withTenants();
    test.execute("UPDATE device SET state = 'ACTIVE', last_contact = '" + NOW + "'");
    Heartbeats heartbeats =
        new Heartbeats(test.database(), () -> NOW, Optional.of(RegistryBench.ZONE));
    by = heartbeats.ofDevice(new AdmittedDevice(TestFleet.TENANT, TestFleet.DEVICE));
    server =
        RegistryServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            RegistryBench.answers(heartbeats),
            PATIENCE,
            Executors.defaultThreadFactory());
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    test.close();
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(server.address().getAddress(), server.address().getPort());
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static void send(Socket socket, byte[] message) throws IOException {
    DataOutputStream out = new DataOutputStream(socket.getOutputStream());
    out.writeShort(message.length);
    out.write(message);
    out.flush();
  }

  private static Message receive(Socket socket) throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    byte[] message = new byte[in.readUnsignedShort()];
    in.readFully(message);
    return new Message(message);
  }

  private List<String> dig(String... arguments) throws Exception {
    Peer.demand("bind9-dnsutils", "dig");
    List<String> command =
        new ArrayList<>(
            List.of(
                "dig",
                "@127.0.0.1",
                "-p",
                Integer.toString(server.address().getPort()),
                "+tries=1"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
        .lines()
        .toList();
  }

  private String name(long counter) {
    return by.keys().name(counter, RegistryBench.ZONE).text();
  }

  @Test
  void dig_gets_the_answer_to_a_heartbeat() throws Exception {
    // given
    String name = name(0);

    // when
    List<String> answer = dig("+short", "TXT", name);

    // then
    assertThat(answer).hasSize(1);
    assertThat(answer.get(0)).startsWith("\"fine ");
    assertThat(dig("+short", "+tcp", "TXT", name(1)).get(0)).startsWith("\"fine ");
    assertThat(dig("+short", "TXT", name).get(0)).startsWith("\"stale 1 ");
  }

  @Test
  void dig_sees_a_name_server_of_one_zone() throws Exception {
    // given
    String zone = RegistryBench.ZONE;

    // when
    List<String> soa = dig("+norec", "SOA", zone);

    // then
    assertThat(soa).anyMatch(line -> line.contains("status: NOERROR"));
    assertThat(soa).anyMatch(line -> line.contains("flags: qr aa;"));
    assertThat(soa).noneMatch(line -> line.contains("WARNING"));
    assertThat(dig("+short", "NS", zone)).containsExactly("fleet.example.");
    assertThat(dig("TXT", "nobody." + zone)).anyMatch(line -> line.contains("NXDOMAIN"));
    assertThat(dig("A", "www.example.org")).anyMatch(line -> line.contains("REFUSED"));
    assertThat(dig("AXFR", zone)).anyMatch(line -> line.contains("Transfer failed"));
  }

  @Test
  @Verifies(positive = PLT_HBT_027)
  void answers_several_questions_over_one_connection() throws Exception {
    // given
    try (Socket socket = connect()) {
      // when
      send(socket, RegistryBench.question(name(0), Type.TXT).toWire());
      send(socket, RegistryBench.question(name(1), Type.TXT).toWire());

      // then
      assertThat(RegistryBench.text(receive(socket))).startsWith("fine ");
      assertThat(RegistryBench.text(receive(socket))).startsWith("fine ");
    }
  }

  @Test
  @Verifies(negative = PLT_HBT_027)
  void ends_a_connection_that_announces_more_than_a_question_has() throws Exception {
    // given
    try (Socket socket = connect()) {
      // when
      new DataOutputStream(socket.getOutputStream()).writeShort(1025);

      // then
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void ends_a_connection_that_takes_too_long_for_a_question() throws Exception {
    // given
    try (Socket socket = connect()) {
      // when
      socket.getOutputStream().write(0);

      // then
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void turns_connections_away_when_all_are_taken_and_goes_on_by_udp() throws Exception {
    // given
    List<Socket> held = new ArrayList<>();
    for (int i = 0; i < RegistryServer.CONNECTIONS; i++) {
      held.add(connect());
      send(held.get(i), RegistryBench.question(RegistryBench.ZONE, Type.SOA).toWire());
      receive(held.get(i));
    }

    // when
    try (Socket more = connect()) {
      // then
      assertThat(more.getInputStream().read()).isEqualTo(-1);
      assertThat(byUdp(RegistryBench.question(name(0), Type.TXT).toWire()).getRcode())
          .isEqualTo(Rcode.NOERROR);
    } finally {
      for (Socket each : held) {
        each.close();
      }
    }
  }

  @Test
  @Verifies(negative = PLT_HBT_026)
  void says_come_by_tcp_where_the_answer_is_far_larger_than_the_question() throws Exception {
    // given
    byte[] question = RegistryBench.question(RegistryBench.ZONE, Type.SOA).toWire();

    // when
    Message answer = byUdp(question);

    // then
    int size = answer.toWire().length;
    assertThat(size).isLessThanOrEqualTo(3 * question.length);
    assertThat(answer.getHeader().getFlag(Flags.TC)).isFalse();
  }

  private Message byUdp(byte[] question) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(20_000);
      socket.send(new DatagramPacket(question, question.length, server.address()));
      DatagramPacket answer = new DatagramPacket(new byte[2048], 2048);
      socket.receive(answer);
      return new Message(Arrays.copyOf(answer.getData(), answer.getLength()));
    }
  }
}
