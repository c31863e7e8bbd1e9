package io.platen.device.printer.web;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.temporaryRedirect;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.platen.device.port.JdkStreams;
import io.platen.device.printer.PrinterSnapshot;
import io.platen.device.printer.PrinterTarget;
import io.platen.device.printer.profile.ProfileSet;
import io.platen.device.testing.TestPages;
import io.platen.protocol.printer.Meter;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.printer.PrinterStatus;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the readers of web pages do with servers that mean no good, over real connections. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class HostilePagesTest {
  private static final String BROTHER = "1.3.6.1.4.1.2435.2.3.9.1";
  private static final String LEXMARK = "1.3.6.1.4.1.641.2.71";
  private static final int LARGEST_PAGE = 100_000;
  private static final long GIGABYTE = 1_000_000_000;

  /** What the machine may hold in its buffers between two ends of a connection. */
  private static final long MOST_ON_THE_WAY = 50_000_000;

  /** Long: a machine that is busy must not fail a test. */
  private static final Duration LONG = Duration.ofSeconds(60);

  private static final Duration SHORT = Duration.ofMillis(300);

  private WireMockServer printer;

  @BeforeEach
  void start() {
    printer = server("127.0.0.1", 0);
  }

  @AfterEach
  void stop() {
    printer.stop();
  }

  @ParameterizedTest(name = "{0}, {1}")
  @CsvSource({
    BROTHER + ",MFC-L9999TX,Content-Length: 1000000000",
    LEXMARK + ",MX910te,Content-Length: 1000000000",
    LEXMARK + ",CX999te,Connection: close",
    BROTHER + ",MFC-L9999TX,Connection: close"
  })
  void leaves_a_page_of_a_gigabyte(String objectId, String model, String header) throws Exception {
    // given
    Flood flood = new Flood(header);
    // when
    PrinterSnapshot snapshot = reader(flood.port(), LONG).read(target(), known(objectId, model));
    // then
    assertThat(snapshot.isReachable()).isFalse();
    assertThat(snapshot.traffic().bytesIn()).isBetween(1L, 2L * LARGEST_PAGE);
    assertThat(flood.sentInAll()).isLessThan(MOST_ON_THE_WAY);
  }

  @Test
  void leaves_a_loop_of_redirects() throws Exception {
    // given
    answer(temporaryRedirect("/etc/mnt_info.csv"));
    // when
    PrinterSnapshot snapshot = read(LONG);
    // then
    assertThat(snapshot.isReachable()).isFalse();
    assertThat(printer.getAllServeEvents()).hasSize(4);
  }

  @ParameterizedTest(name = "to {0}")
  @ValueSource(strings = {"http://127.0.0.2:PORT/", "//127.0.0.2:PORT/etc/mnt_info.csv"})
  void follows_no_redirect_to_another_host(String place) throws Exception {
    // given another host, which has the page at the same port
    WireMockServer other = server("127.0.0.2", printer.port());
    try {
      other.stubFor(any(anyUrl()).willReturn(ok(TestPages.maintenanceCsv())));
      answer(temporaryRedirect(place.replace("PORT", Integer.toString(printer.port()))));
      // when
      PrinterSnapshot snapshot = read(LONG);
      // then
      assertThat(snapshot.isReachable()).isFalse();
      assertThat(other.getAllServeEvents()).isEmpty();
      assertThat(printer.getAllServeEvents()).hasSize(1);
    } finally {
      other.stop();
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"Basic realm=\"printer\"", "Digest realm=\"p\", nonce=\"1\"", "NTLM"})
  void never_logs_in(String challenge) throws Exception {
    // given
    answer(
        aResponse()
            .withStatus(401)
            .withHeader("WWW-Authenticate", challenge)
            .withBody(TestPages.maintenanceCsv()));
    // when
    PrinterSnapshot snapshot = read(LONG);
    // then
    assertThat(snapshot.isReachable()).isFalse();
    assertThat(printer.getAllServeEvents())
        .singleElement()
        .matches(event -> !event.getRequest().containsHeader("Authorization"));
  }

  @Test
  void leaves_a_page_that_takes_its_time() throws Exception {
    // given: an hour for the whole
    answer(
        ok(TestPages.maintenanceCsv())
            .withChunkedDribbleDelay(3_600, (int) Duration.ofHours(1).toMillis()));
    // when
    PrinterSnapshot snapshot = read(SHORT);
    // then
    assertThat(snapshot.isReachable()).isFalse();
  }

  @Test
  void leaves_a_server_that_says_nothing() throws Exception {
    // given: the system takes the connection, and nobody answers
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      // when
      PrinterSnapshot snapshot =
          reader(silent.getLocalPort(), SHORT).read(target(), known(BROTHER, "HL-T1"));
      // then
      assertThat(snapshot.isReachable()).isFalse();
    }
  }

  /** At any port where it is 0. */
  private static WireMockServer server(String address, int port) {
    WireMockServer server = new WireMockServer(wireMockConfig().bindAddress(address).port(port));
    server.start();
    return server;
  }

  private void answer(ResponseDefinitionBuilder response) {
    printer.stubFor(any(anyUrl()).willReturn(response));
  }

  private PrinterSnapshot read(Duration whole) throws InterruptedException {
    return reader(printer.port(), whole).read(target(), known(BROTHER, "HL-T1"));
  }

  private static WebReader reader(int port, Duration whole) {
    Instant now = Instant.parse("2026-11-25T10:00:00Z");
    WebLimits limits = new WebLimits(whole, whole, LARGEST_PAGE, 3);
    return new WebReader(
        new WebClient(new JdkStreams(), () -> now, Pins.inMemory(), limits),
        () -> now,
        ProfileSet::bundled,
        new WebReader.Ports(port, 1));
  }

  private static PrinterTarget target() {
    return new PrinterTarget(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 161), SnmpAccess.PUBLIC);
  }

  private static PrinterFacts known(String objectId, String model) {
    return new PrinterFacts(
        PrinterIdentity.builder().sysObjectId(objectId).model(model).build(),
        new PrinterStatus(PrinterStatus.State.IDLE, List.of(), List.of()),
        List.of(new Meter("total-impressions", null, "impressions", 7, null, null)),
        List.of(),
        List.of(),
        List.of());
  }

  /** A server that sends a gigabyte to whoever connects first, if that one takes it. */
  private static final class Flood {
    private final ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final AtomicLong sent = new AtomicLong();
    private final Thread thread;

    Flood(String header) throws IOException {
      socket.setSoTimeout((int) LONG.toMillis());
      thread = new Thread(() -> serve(header), "flood");
      thread.setDaemon(true);
      thread.start();
    }

    int port() {
      return socket.getLocalPort();
    }

    long sentInAll() throws InterruptedException {
      thread.join();
      return sent.get();
    }

    private void serve(String header) {
      try (socket;
          Socket client = socket.accept()) {
        OutputStream out = client.getOutputStream();
        out.write(("HTTP/1.1 200 OK\r\n" + header + "\r\n\r\n").getBytes(US_ASCII));
        byte[] block = "\"x\",".repeat(16_000).getBytes(US_ASCII);
        while (sent.get() < GIGABYTE) {
          out.write(block);
          sent.addAndGet(block.length);
        }
      } catch (IOException e) {
        // It hung up.
        return;
      }
    }
  }
}
