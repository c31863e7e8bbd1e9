package io.platen.device.local;

import static io.platen.protocol.Requirement.PLT_LPA_002;
import static io.platen.protocol.Requirement.PLT_LPA_003;
import static io.platen.protocol.Requirement.PLT_LPA_004;
import static io.platen.protocol.Requirement.PLT_LPA_005;
import static io.platen.protocol.Requirement.PLT_LPA_006;
import static io.platen.protocol.Requirement.PLT_LPA_007;
import static io.platen.protocol.Requirement.PLT_LPA_020;
import static io.platen.protocol.Requirement.PLT_LPA_021;
import static io.platen.protocol.Requirement.PLT_LPA_022;
import static io.platen.protocol.Requirement.PLT_LPA_023;
import static io.platen.protocol.Requirement.PLT_LPA_024;
import static io.platen.protocol.Requirement.PLT_LPA_026;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.platen.device.port.HostNames;
import io.platen.device.port.JdkDatagrams;
import io.platen.device.port.JdkStreams;
import io.platen.device.printer.PrinterSnapshot;
import io.platen.device.printer.local.LocalAgents;
import io.platen.device.printer.local.LocalAgents.RefusedException;
import io.platen.device.printer.local.LocalFrames;
import io.platen.device.printer.local.LocalIdentity;
import io.platen.device.printer.local.Pairings;
import io.platen.device.testing.TestStorage;
import io.platen.device.testing.VirtualTime;
import io.platen.protocol.Verifies;
import io.platen.protocol.codec.LocalCodec;
import io.platen.protocol.local.Finding;
import io.platen.protocol.local.LocalAnswer;
import io.platen.protocol.local.PairingCode;
import io.platen.protocol.local.Proof;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.printer.PrinterStatus;
import io.platen.protocol.printer.PrinterStatus.State;
import io.platen.protocol.report.PrinterReport;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Device and agent over real connections. */
class LocalAgentTest {
  private static final Instant NOW = Instant.parse("2026-11-26T06:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(3_600);
  private static final String HOST = "127.0.0.1";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final VirtualTime time = new VirtualTime(NOW);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final LocalIdentity device = LocalIdentity.make(RANDOM);
  private final LocalIdentity own = LocalIdentity.make(RANDOM);
  private final LocalAgents agents =
      new LocalAgents(new JdkStreams(), new JdkDatagrams(), HostNames.JDK, RANDOM);
  private LocalAgent agent;

  @BeforeEach
  void start() throws IOException {
    LocalPrinters printers =
        new LocalPrinters(time).with("usb-1", () -> Optional.of(facts("SN-000417")));
    agent =
        new LocalAgent.Builder(
                own,
                Pairings.open(new TestStorage(), null, RANDOM),
                printers,
                RANDOM,
                time,
                "agent 1")
            .start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), threads);
  }

  @AfterEach
  void stop() throws IOException {
    agent.close();
    threads.shutdownNow();
  }

  private static PrinterFacts facts(String serial) {
    return new PrinterFacts(
        PrinterIdentity.builder()
            .model("Quill 300c")
            .serial(serial)
            .address("10.1.1.1")
            .mac("00:00:5e:00:53:01")
            .via("elsewhere")
            .build(),
        new PrinterStatus(State.IDLE, List.of(), List.of()),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private int port() {
    return agent.address().getPort();
  }

  private Pairings.Peer pair(PairingCode code) throws Exception {
    return agents.pair(device, HOST, port(), code);
  }

  private SSLSocket connect() throws IOException {
    SSLSocket socket = (SSLSocket) device.context().getSocketFactory().createSocket(HOST, port());
    socket.setSoTimeout(20_000);
    return socket;
  }

  @Test
  @Verifies(positive = {PLT_LPA_004, PLT_LPA_005, PLT_LPA_022, PLT_LPA_024, PLT_LPA_026})
  void a_device_that_was_paired_reads_the_agents_printers() throws Exception {
    // given
    Pairings.Peer peer = pair(agent.pair());

    // when
    List<PrinterSnapshot> read = agents.read(device, peer, LATER);

    // then
    assertThat(read).hasSize(1);
    PrinterIdentity identity = read.get(0).facts().orElseThrow().identity();
    assertThat(identity.serial()).isEqualTo("SN-000417");
    assertThat(identity.via()).isEqualTo(HOST);
    assertThat(read.get(0).read()).isEqualTo(LATER);
  }

  @Test
  @Verifies(negative = PLT_LPA_004)
  void an_agent_gives_nothing_to_a_device_that_it_does_not_know() {
    // given
    Pairings.Peer claimed = new Pairings.Peer(HOST, port(), own.print());

    // when
    assertThatThrownBy(() -> agents.read(device, claimed, NOW))
        // then
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("does not know this device");
  }

  @Test
  @Verifies(
      positive = PLT_LPA_006,
      negative = {PLT_LPA_005, PLT_LPA_006})
  void a_code_is_good_for_one_device_five_tries_and_ten_minutes() throws Exception {
    // given
    PairingCode wrong = PairingCode.parse("0000-0000-0000-0000").orElseThrow();
    PairingCode used = agent.pair();
    pair(used);

    // when
    assertThatThrownBy(() -> pair(used)).hasMessageContaining("shows no code now");
    PairingCode guessed = agent.pair();
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> pair(wrong)).hasMessageContaining("shows another code");
    }
    assertThatThrownBy(() -> pair(guessed)).hasMessageContaining("shows no code now");
    PairingCode late = agent.pair();
    time.advance(Duration.ofMinutes(10));

    // then
    assertThatThrownBy(() -> pair(late)).hasMessageContaining("shows no code now");
    assertThat(List.of(used.text(), guessed.text(), late.text()))
        .doesNotHaveDuplicates()
        .allMatch(text -> text.matches("([0-9A-Z]{4}-){3}[0-9A-Z]{4}"));
  }

  @Test
  @Verifies(positive = PLT_LPA_021, negative = PLT_LPA_021)
  void a_device_refuses_an_agent_with_another_certificate() throws Exception {
    // given
    Pairings.Peer peer = pair(agent.pair());
    Pairings.Peer other = new Pairings.Peer(HOST, port(), "0".repeat(64));

    // when
    assertThatThrownBy(() -> agents.read(device, other, NOW))
        // then
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("another certificate");
    assertThat(peer.print()).isEqualTo(own.print());
  }

  @Test
  @Verifies(positive = PLT_LPA_002)
  void says_that_it_is_there() throws Exception {
    // given
    int port = port();

    // when
    Optional<Finding.Found> found = agents.find(HOST, port);

    // then
    assertThat(found.map(Finding.Found::agent)).contains(own.print());
    assertThat(found.map(Finding.Found::port)).contains(port);
  }

  @Test
  @Verifies(negative = PLT_LPA_002)
  void does_not_answer_a_question_that_is_shorter_than_the_answer() throws Exception {
    // given
    String find =
        "<find xmlns=\"urn:platen:protocol:1\" v=\"1.0\" nonce=\"" + "0".repeat(32) + "\"/>";
    byte[] question = find.getBytes(StandardCharsets.UTF_8);

    // when
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(300);
      socket.send(new DatagramPacket(question, question.length, agent.address()));

      // then
      assertThatThrownBy(() -> socket.receive(new DatagramPacket(new byte[512], 512)))
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  @Verifies(positive = PLT_LPA_020, negative = PLT_LPA_020)
  void asks_with_enough_bytes_and_takes_no_answer_to_another_question() throws Exception {
    // given
    try (DatagramSocket liar = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      threads.execute(() -> lie(liar));

      // when
      Optional<Finding.Found> found = agents.find(HOST, liar.getLocalPort());

      // then
      assertThat(found).isEmpty();
    }
    assertThat(LocalCodec.write(new Finding.Find("0".repeat(32)))).hasSizeGreaterThan(300);
  }

  private static void lie(DatagramSocket liar) {
    try {
      DatagramPacket asked = new DatagramPacket(new byte[1024], 1024);
      liar.receive(asked);
      byte[] found = LocalCodec.write(new Finding.Found("f".repeat(32), "0".repeat(64), 35));
      liar.send(new DatagramPacket(found, found.length, asked.getSocketAddress()));
    } catch (IOException e) {
      return; // closed
    }
  }

  @Test
  @Verifies(positive = PLT_LPA_003, negative = PLT_LPA_003)
  void speaks_tls_1_3_only() throws Exception {
    // given
    try (SSLSocket old = connect();
        SSLSocket current = connect()) {
      old.setEnabledProtocols(new String[] {"TLSv1.2"});
      current.setEnabledProtocols(new String[] {"TLSv1.3"});

      // when
      assertThatThrownBy(old::startHandshake).isInstanceOf(IOException.class);
      current.startHandshake();

      // then
      assertThat(current.getSession().getProtocol()).isEqualTo("TLSv1.3");
    }
  }

  @Test
  @Verifies(positive = PLT_LPA_007, negative = PLT_LPA_007)
  void an_agent_ends_a_connection_that_announces_too_much() throws Exception {
    // given
    try (SSLSocket socket = connect()) {
      byte[] announced = ByteBuffer.allocate(4).putInt(262_145).array();

      // when
      socket.getOutputStream().write(announced);
      socket.getOutputStream().flush();

      // then
      assertThatThrownBy(() -> LocalFrames.read(socket.getInputStream()))
          .isInstanceOf(IOException.class);
    }
    assertThat(pair(agent.pair()).print()).isEqualTo(own.print());
  }

  /** An agent that says what a test wants. */
  private SSLServerSocket liar(byte[] answer) throws IOException {
    SSLServerSocket liar =
        (SSLServerSocket)
            own.context()
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress());
    liar.setNeedClientAuth(true);
    threads.execute(
        () -> {
          try (SSLSocket socket = (SSLSocket) liar.accept()) {
            LocalFrames.read(socket.getInputStream());
            socket.getOutputStream().write(answer);
            socket.getOutputStream().flush();
            socket.getInputStream().read();
          } catch (IOException e) {
            return; // the device has had enough
          }
        });
    return liar;
  }

  private static byte[] framed(byte[] document) {
    return ByteBuffer.allocate(4 + document.length).putInt(document.length).put(document).array();
  }

  @Test
  @Verifies(negative = PLT_LPA_022)
  void a_device_is_not_paired_with_who_does_not_know_the_code() throws Exception {
    // given
    byte[] answer = LocalCodec.write(new LocalAnswer.Paired(new Proof(new byte[32])));
    try (SSLServerSocket liar = liar(framed(answer))) {
      PairingCode code = PairingCode.draw(RANDOM);

      // when
      assertThatThrownBy(() -> agents.pair(device, HOST, liar.getLocalPort(), code))
          // then
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("does not know the code itself");
    }
  }

  @Test
  @Verifies(positive = PLT_LPA_023, negative = PLT_LPA_023)
  void a_device_refuses_what_an_agent_may_not_say() throws Exception {
    // given
    String many =
        IntStream.range(0, 65)
            .mapToObj(i -> "<printer key=\"p" + i + "\" read=\"" + NOW + "\"/>")
            .reduce("", String::concat);
    String root = "<localAnswer xmlns=\"urn:platen:protocol:1\" v=\"1.0\"><printers>";
    byte[] tooMany = (root + many + "</printers></localAnswer>").getBytes(StandardCharsets.UTF_8);
    byte[] tooLong = ByteBuffer.allocate(4).putInt(262_145).array();
    byte[] no = "no document".getBytes(StandardCharsets.UTF_8);

    // when
    List<String> said = List.of(refusal(framed(tooMany)), refusal(framed(no)), refusal(tooLong));

    // then
    assertThat(said.get(0)).contains("is no document").contains("schema");
    assertThat(said.get(1)).contains("is no document");
    assertThat(said.get(2)).contains("at most 262144 are read");
  }

  private String refusal(byte[] answer) throws IOException {
    try (SSLServerSocket liar = liar(answer)) {
      Pairings.Peer peer = new Pairings.Peer(HOST, liar.getLocalPort(), own.print());
      Throwable thrown = catchThrowable(() -> agents.read(device, peer, NOW));
      return String.valueOf(thrown.getMessage());
    }
  }

  @Test
  @Verifies(negative = {PLT_LPA_024, PLT_LPA_026})
  void a_device_does_not_believe_where_and_when_an_agent_places_a_printer() throws Exception {
    // given
    PrinterReport told = PrinterReport.whole("p", NOW.minusSeconds(99), facts("SN-1"));
    byte[] answer = LocalCodec.write(new LocalAnswer.Printers(List.of(told), null));
    try (SSLServerSocket liar = liar(framed(answer))) {
      Pairings.Peer peer = new Pairings.Peer(HOST, liar.getLocalPort(), own.print());

      // when
      PrinterSnapshot read = agents.read(device, peer, LATER).get(0);

      // then
      PrinterIdentity identity = read.facts().orElseThrow().identity();
      assertThat(identity.address()).isNull();
      assertThat(identity.mac()).isNull();
      assertThat(identity.via()).isEqualTo(HOST);
      assertThat(read.read()).isEqualTo(LATER);
    }
  }
}
