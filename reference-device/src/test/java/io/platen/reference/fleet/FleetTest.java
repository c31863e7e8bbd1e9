package io.platen.reference.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import io.platen.device.port.SharedThreads;
import io.platen.device.testing.EstServer;
import io.platen.device.testing.TestAuthority;
import io.platen.device.testing.TestServer;
import io.platen.protocol.codec.SyncCodec;
import io.platen.protocol.enrolment.ActivationCode;
import io.platen.protocol.report.Report;
import io.platen.protocol.sync.Policy;
import io.platen.protocol.sync.SyncDocument;
import io.platen.reference.CommandFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A few devices in one process, against a server that enrols each by its code. */
class FleetTest {
  private static final int DEVICES = 6;
  private static final int PRINTERS = 2;
  private static final Instant NOW = Instant.parse("2026-11-26T08:00:00Z");
  private static final TestAuthority AUTHORITY = new TestAuthority("test authority");

  @TempDir private Path folder;

  private final Map<String, EstServer> enrolments = new LinkedHashMap<>();
  private final List<String> codes = new ArrayList<>();
  private final CountDownLatch reported = new CountDownLatch(DEVICES);
  private TestServer server;

  @BeforeEach
  void open() throws IOException {
    SecureRandom random = new SecureRandom();
    for (int device = 0; device < DEVICES; device++) {
      ActivationCode code = ActivationCode.draw(random);
      codes.add(code.text());
      enrolments.put(
          code.selector(), new EstServer(AUTHORITY, new UUID(0x4000L, device), code, () -> NOW));
    }
    server =
        new TestServer(
            AUTHORITY.server(), AUTHORITY.certificate(), new UUID(0, 0), TestServer.Asks.WANTS);
    server.instead(this::answer);
    TestAuthority.writePem(folder.resolve("authority.pem"), "CERTIFICATE", encoded());
    Files.writeString(
        folder.resolve("server.properties"),
        "device.url=%s%nest.url=%s%nauthority.pem=authority.pem%n"
            .formatted(server.address(), server.address()));
  }

  private static byte[] encoded() {
    try {
      return AUTHORITY.certificate().getEncoded();
    } catch (java.security.cert.CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterEach
  void close() {
    server.close();
  }

  private boolean answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.contains("/est/")) {
      return enrolment(exchange).handle(exchange);
    }
    if (path.endsWith("/sync")) {
      UUID device = UUID.fromString(subject(exchange).substring("CN=".length()));
      TestServer.respond(
          exchange,
          200,
          "application/vnd.platen+xml",
          SyncCodec.write(new SyncDocument(device, null, Policy.DEFAULT, List.of())));
      return true;
    }
    if (path.endsWith("/reports")) {
      reported.countDown();
    }
    return false;
  }

  private EstServer enrolment(HttpExchange exchange) {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    if (header == null) {
      return enrolments.values().iterator().next(); // asks whom to trust
    }
    byte[] said = Base64.getDecoder().decode(header.substring("Basic ".length()));
    return enrolments.get(new String(said, StandardCharsets.US_ASCII).split(":", 2)[0]);
  }

  private static String subject(HttpExchange exchange) throws IOException {
    return ((HttpsExchange) exchange).getSSLSession().getPeerPrincipal().getName();
  }

  private Fleet fleet(SharedThreads threads, FleetCounts counts) {
    return new Fleet(
        DEVICES,
        new FleetMember.Common(
            folder.resolve("data"),
            FleetServer.read(folder.resolve("server.properties")),
            threads,
            PRINTERS,
            true,
            counts));
  }

  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(name -> name.startsWith("test-fleet") || name.startsWith("device-"))
        .collect(Collectors.toSet());
  }

  @Test
  void enrols_each_device_once_reports_for_all_and_leaves_no_thread() throws Exception {
    // given
    FleetCounts counts = new FleetCounts();

    // when
    try (Fleet fleet = fleet(new SharedThreads("test-fleet", 2), counts)) {
      assertThat(fleet.start(Fleet.of(codes))).isEqualTo(DEVICES);
      assertThat(reported.await(2, TimeUnit.MINUTES)).isTrue();
    }

    // then
    assertThat(threads()).isEmpty();
    assertThat(counts.standing().enrolled()).isEqualTo(DEVICES);
    assertThat(counts.standing().synced()).isEqualTo(DEVICES);
    assertThat(server.reports())
        .extracting(Report::device)
        .doesNotHaveDuplicates()
        .hasSizeBetween(1, DEVICES);
    assertThat(server.reports()).allMatch(report -> report.printers().size() == PRINTERS);

    // and a second start goes on with the same devices, without a code
    Fleet.Codes none =
        number -> {
          throw new IllegalStateException("Device " + number + " wants a code");
        };
    try (Fleet again = fleet(new SharedThreads("test-fleet", 2), new FleetCounts())) {
      assertThat(again.start(none)).isEqualTo(DEVICES);
    }
    assertThat(threads()).isEmpty();
  }

  @Test
  void says_that_there_are_fewer_codes_than_devices() throws Exception {
    // given
    Fleet.Codes few = Fleet.of(codes.subList(0, 2));

    // when
    try (Fleet fleet = fleet(new SharedThreads("test-fleet", 2), new FleetCounts())) {
      assertThatThrownBy(() -> fleet.start(few))

          // then
          .isInstanceOf(CommandFailure.class)
          .hasMessageContaining("--codes has none left");
    }
    assertThat(threads()).isEmpty();
  }
}
