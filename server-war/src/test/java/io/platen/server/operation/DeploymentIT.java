package io.platen.server.operation;

import static io.platen.protocol.Requirement.PLT_TLS_008;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.protocol.Verifies;
import io.platen.protocol.codec.ProblemCodec;
import io.platen.protocol.codec.ReceiptCodec;
import io.platen.protocol.codec.ReportCodec;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.report.Receipt;
import io.platen.protocol.report.Report;
import io.platen.server.listener.Listener;
import io.platen.server.testing.TestAuthority;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The WAR on a bare Payara Micro that an operator has prepared by the script: mutual TLS, three
 * listeners, PostgreSQL. From outside only, as the gate leaves no port for tests inside.
 */
@ExtendWith({DeploymentSurroundings.class, ArquillianExtension.class})
class DeploymentIT {
  private static final String REPORTS = "/update/v1/reports";
  private static final String SYNC = "/download/v1/sync";

  @Deployment(testable = false)
  static WebArchive war() {
    return ShrinkWrap.create(ZipImporter.class, "ROOT.war")
        .importFrom(new File("target/platen-server.war"))
        .as(WebArchive.class);
  }

  @Test
  void gives_no_http_answer_on_the_device_port_without_a_certificate() throws Exception {
    // given
    HttpClient stranger = client(TestAuthority.emptyStore(), "TLSv1.3");

    // then
    assertThatThrownBy(() -> get(stranger, Listener.DEVICE, REPORTS))
        .isInstanceOf(IOException.class);
  }

  @Test
  void gives_no_http_answer_to_a_certificate_of_another_authority() throws Exception {
    // given
    KeyStore foreign = TestAuthority.named("Another").issue(UUID.randomUUID().toString());

    // then
    assertThatThrownBy(() -> get(client(foreign, "TLSv1.3"), Listener.DEVICE, REPORTS))
        .isInstanceOf(IOException.class);
  }

  @Test
  void gives_no_http_answer_to_an_expired_certificate() throws Exception {
    // given
    KeyStore expired = DeploymentSurroundings.authority.issueExpired(UUID.randomUUID().toString());

    // then
    assertThatThrownBy(() -> get(client(expired, "TLSv1.3"), Listener.DEVICE, REPORTS))
        .isInstanceOf(IOException.class);
  }

  @ParameterizedTest(name = "on {0}")
  @CsvSource({"DEVICE", "ENROLMENT"})
  void refuses_tls_1_2_also_with_a_good_certificate(Listener listener) throws Exception {
    // given
    HttpClient old = client(goodKey(UUID.randomUUID()), "TLSv1.2");

    // then
    assertThatThrownBy(() -> get(old, listener, REPORTS)).isInstanceOf(IOException.class);
  }

  @ParameterizedTest(name = "{0} is not served on {1}")
  @CsvSource({
    "/health, DEVICE",
    "/metrics, DEVICE",
    "/openapi, DEVICE",
    "/api/v1/printers, DEVICE",
    "/overview, DEVICE",
    "/.well-known/platen/diagnosis, DEVICE",
    "/update/v1/reports, CONSOLE",
    "/download/v1/sync, CONSOLE",
    "/.well-known/platen/diagnosis, CONSOLE",
    "/health, ENROLMENT",
    "/metrics, ENROLMENT",
    "/api/v1/printers, ENROLMENT",
    "/overview, ENROLMENT",
    "/update/v1/reports, ENROLMENT",
    "/.well-known/../health, ENROLMENT",
    "/update/..%2fhealth, DEVICE",
    "//health, ENROLMENT",
    "/%68ealth, ENROLMENT"
  })
  void serves_each_path_on_one_listener_only(String path, Listener listener) throws Exception {
    // given
    HttpClient device = client(goodKey(UUID.randomUUID()), "TLSv1.3");

    // when
    HttpResponse<byte[]> response = get(device, listener, path);

    // then
    assertThat(response.statusCode()).isIn(400, 404);
    if (response.statusCode() == 404 && listener != Listener.CONSOLE) {
      assertThat(ProblemCodec.read(response.body()).type()).isEqualTo(ProblemType.NOT_FOUND);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"/health/live", "/health/ready", "/metrics"})
  void tells_the_operator_how_it_is_on_the_console_port(String path) throws Exception {
    // given
    HttpClient operator = client(TestAuthority.emptyStore(), "TLSv1.3");

    // when
    HttpResponse<byte[]> response = get(operator, Listener.CONSOLE, path);

    // then
    assertThat(response.statusCode()).isEqualTo(200);
  }

  @Test
  void counts_what_devices_are_answered_for_the_operators_monitoring() throws Exception {
    // given
    UUID unknown = UUID.randomUUID();
    HttpClient operator = client(TestAuthority.emptyStore(), "TLSv1.3");

    // when
    post(unknown, ReportCodec.write(report(unknown)));
    String figures = new String(get(operator, Listener.CONSOLE, "/metrics").body(), UTF_8);

    // then
    assertThat(figures)
        .containsPattern(
            "platen_device_answers_total\\{[^}]*host=\"update\"[^}]*status=\"403\"[^}]*} [1-9]");
  }

  @Test
  void refuses_a_device_that_it_does_not_know_with_a_reason() throws Exception {
    // given
    UUID unknown = UUID.randomUUID();

    // when
    HttpResponse<byte[]> response = post(unknown, ReportCodec.write(report(unknown)));

    // then
    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(ProblemCodec.read(response.body()).type())
        .isEqualTo(ProblemType.CERTIFICATE_UNKNOWN);
  }

  @ParameterizedTest(name = "of {0} bytes")
  @CsvSource({"300000", "2000000"})
  void refuses_a_body_that_is_too_large(int size) throws Exception {
    // given
    UUID device = knownDevice();

    // when
    HttpResponse<byte[]> response = post(device, new byte[size]);

    // then
    assertThat(response.statusCode()).isEqualTo(413);
  }

  @Test
  void stores_a_report_before_it_answers() throws Exception {
    // given
    UUID device = knownDevice();
    Report report = report(device);

    // when
    HttpResponse<byte[]> response = post(device, ReportCodec.write(report));

    // then
    assertThat(response.statusCode()).isEqualTo(200);
    Receipt receipt = ReceiptCodec.read(response.body());
    assertThat(receipt.sequence()).isEqualTo(report.sequence());
    assertThat(count("SELECT count(*) FROM device_state WHERE device = ?", device)).isEqualTo(1);
  }

  @ParameterizedTest(name = "when its record is {0}")
  @CsvSource({"DEACTIVATED", "HIBERNATING", "EXPIRED", "RETIRED"})
  @Verifies(positive = PLT_TLS_008, negative = PLT_TLS_008)
  void refuses_the_next_request_on_a_kept_connection_and_on_a_resumed_session(String state)
      throws Exception {
    // given: a connection that is kept, with a session that was resumed
    UUID device = knownDevice();
    SSLContext tls = DeploymentSurroundings.authority.client(goodKey(device), "TLS");
    KeptConnection first = KeptConnection.open(tls, uri(Listener.DEVICE, ""));
    assertThat(first.status(SYNC)).isEqualTo(200);
    KeptConnection kept = KeptConnection.open(tls, uri(Listener.DEVICE, ""));
    assertThat(kept.status(SYNC)).isEqualTo(200);
    assertThat(kept.isResumed()).isTrue();

    // when
    execute("UPDATE device SET state = '" + state + "' WHERE id = ?", device);
    long committed = System.nanoTime();
    int next = kept.status(SYNC);
    long took = System.nanoTime() - committed;
    KeptConnection resumed = KeptConnection.open(tls, uri(Listener.DEVICE, ""));

    // then
    assertThat(next).isEqualTo(403);
    assertThat(Duration.ofNanos(took)).isLessThan(Duration.ofSeconds(1));
    assertThat(resumed.status(SYNC)).isEqualTo(403);
    assertThat(resumed.isResumed()).isTrue();
    assertThat(first.status(SYNC)).isEqualTo(403);

    // when
    execute("UPDATE device SET state = 'ACTIVE' WHERE id = ?", device);

    // then
    assertThat(kept.status(SYNC)).isEqualTo(200);
    first.close();
    kept.close();
    resumed.close();
  }

  private static HttpResponse<byte[]> post(UUID device, byte[] body) throws Exception {
    return client(goodKey(device), "TLSv1.3")
        .send(
            HttpRequest.newBuilder(uri(Listener.DEVICE, REPORTS))
                .header("Content-Type", "application/vnd.platen+xml")
                .POST(BodyPublishers.ofByteArray(body))
                .build(),
            BodyHandlers.ofByteArray());
  }

  private static HttpResponse<byte[]> get(HttpClient client, Listener listener, String path)
      throws Exception {
    return client.send(
        HttpRequest.newBuilder(uri(listener, path)).build(), BodyHandlers.ofByteArray());
  }

  private static URI uri(Listener listener, String path) {
    return URI.create("https://localhost:" + DeploymentSurroundings.endpoint.port(listener) + path);
  }

  private static HttpClient client(KeyStore key, String protocol) throws Exception {
    javax.net.ssl.SSLParameters parameters = new javax.net.ssl.SSLParameters();
    parameters.setProtocols(new String[] {protocol});
    return HttpClient.newBuilder()
        .sslContext(DeploymentSurroundings.authority.client(key, "TLS"))
        .sslParameters(parameters)
        .version(HttpClient.Version.HTTP_1_1)
        .build();
  }

  private static KeyStore goodKey(UUID device) throws Exception {
    return DeploymentSurroundings.authority.issue(device.toString());
  }

  private static Report report(UUID device) {
    return new Report(
        device,
        UUID.randomUUID(),
        1,
        Report.Kind.FULL,
        null,
        Instant.now(),
        Report.ClockQuality.SYNCHRONISED,
        null,
        List.of(),
        List.of(),
        List.of());
  }

  private static UUID knownDevice() throws Exception {
    UUID device = UUID.randomUUID();
    try (Connection connection =
            DeploymentSurroundings.database.getPostgresDatabase().getConnection();
        PreparedStatement tenant =
            connection.prepareStatement(
                "INSERT INTO tenant (id, name, created) VALUES (-1, 'Test', now())"
                    + " ON CONFLICT DO NOTHING");
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO device (id, tenant, name, state, created)"
                    + " VALUES (?, -1, ?, 'CREATED', now())")) {
      tenant.executeUpdate();
      insert.setObject(1, device);
      insert.setString(2, device.toString());
      insert.executeUpdate();
    }
    return device;
  }

  private static void execute(String sql, UUID device) throws Exception {
    try (Connection connection =
            DeploymentSurroundings.database.getPostgresDatabase().getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, device);
      assertThat(statement.executeUpdate()).isEqualTo(1);
    }
  }

  private static int count(String sql, UUID device) throws Exception {
    try (Connection connection =
            DeploymentSurroundings.database.getPostgresDatabase().getConnection();
        PreparedStatement query = connection.prepareStatement(sql)) {
      query.setObject(1, device);
      ResultSet rows = query.executeQuery();
      rows.next();
      return rows.getInt(1);
    }
  }
}
