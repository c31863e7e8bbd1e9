package io.platen.reference.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.platen.reference.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.platen.device.testing.ForeignProcess;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Net-snmp's snmptrap and snmpinform in a printer's name, to an alert in the browser. One of each
 * is sent: a trap that is lost is a fault here.
 */
class TrapsIT extends ConsoleTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String JAM = "Jam told by ";
  private static final String ALERT = "1.3.6.1.2.1.43.18.2.0.1";
  private static final List<String> CODE = List.of("1.3.6.1.2.1.43.18.1.1.7.1.14", "i", "8");

  @TempDir private Path folder;
  private URI simulator;
  private String printer;
  private String serial;

  @BeforeEach
  void awaitTheDeviceToKnowItsPrinters() throws Exception {
    ForeignProcess.demand("snmp", "snmptrap");
    simulator = demo.simulator().orElse(null);
    Assumptions.assumeTrue(simulator != null, "This demo has no simulated printers");
    JsonObject simulated = printer("GET", "", "");
    printer = simulated.getString("address");
    serial = simulated.getString("serial");
    // A device that has reported a printer takes its traps.
    eventually("Printer " + serial, SOON, this::id, id -> !id.isEmpty());
  }

  @AfterEach
  void mend() throws Exception {
    if (simulator != null) {
      request("DELETE", "/alert", "");
    }
  }

  static Stream<Arguments> ways() {
    return Stream.of(
        Arguments.of("snmptrap", "1", List.of()),
        Arguments.of("snmptrap", "2c", List.of()),
        Arguments.of("snmptrap", "3", List.of("-e", "0x80001f880302a0b1c2d3")),
        Arguments.of("snmpinform", "2c", List.of()),
        Arguments.of("snmpinform", "3", List.of()));
  }

  @ParameterizedTest(name = "{0} -v {1}")
  @MethodSource("ways")
  void brings_an_alert_to_the_page(String program, String version, List<String> more)
      throws Exception {
    // given
    String jam = JAM + program + " of version " + version;
    raise(jam);

    // when
    int status = send(program, version, more);

    // then
    assertThat(status).isZero();
    Page page = visitor();
    page.navigate("/alerts");
    assertThat(link(page, jam)).isVisible();
    link(page, jam).click();
    assertThat(page.locator("main")).containsText("The printer raised it");
  }

  @Test
  void brings_a_poll_and_nothing_else_where_the_printer_says_nothing_of_it() throws Exception {
    // given
    int alerts = alerts();
    long requests = printer("GET", "", "").getJsonNumber("requests").longValue();

    // when: it says that there is a jam, and the printer knows of none
    assertThat(send("snmptrap", "2c", List.of())).isZero();

    // then: the printer was asked
    eventually(
        "A question",
        SOON,
        () -> printer("GET", "", "").getJsonNumber("requests").longValue(),
        asked -> asked > requests);

    // and what comes behind it, in its order, is the only one
    String jam = JAM + "one that is not forged";
    raise(jam);
    assertThat(send("snmpinform", "2c", List.of())).isZero();
    Page page = visitor();
    page.navigate("/alerts");
    assertThat(link(page, jam)).isVisible();
    assertThat(alerts()).isEqualTo(alerts + 1);
  }

  private static com.microsoft.playwright.Locator link(Page page, String jam) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(jam)).first();
  }

  /** Its exit status: an inform that nobody answers ends with 1. */
  private int send(String program, String version, List<String> more) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(ForeignProcess.demand("snmp", program).toString());
    command.addAll(List.of("--clientaddr=" + printer, "-v", version));
    command.addAll(version.equals("3") ? user() : List.of("-c", "public"));
    command.addAll(more);
    command.add(demo.traps());
    command.addAll(
        version.equals("1")
            ? List.of("1.3.6.1.2.1.43.18.2", printer, "6", "1", "")
            : List.of("", ALERT));
    command.addAll(CODE);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile());
    builder.environment().put("SNMP_PERSISTENT_DIR", folder.toString());
    Process process = builder.start();
    assertThat(process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(folder.resolve("log"))).doesNotContain("nknown");
    return process.exitValue();
  }

  private static List<String> user() {
    String password = demo.trapPassword();
    return List.of(
        "-l",
        "authPriv",
        "-u",
        demo.trapUser(),
        "-a",
        "SHA-256",
        "-A",
        password,
        "-x",
        "AES",
        "-X",
        password);
  }

  private void raise(String description) throws Exception {
    printer(
        "POST",
        "/alert",
        Json.createObjectBuilder().add("code", 8).add("description", description).build());
  }

  /** All that the server has ever known of this printer. */
  private int alerts() throws Exception {
    return demo.api().list("/alerts?printer=" + id()).size();
  }

  /** The server's number for it; empty until it has one. */
  private String id() throws Exception {
    return demo.api().list("/printers").stream()
        .filter(each -> serial.equals(each.getString("serial", null)))
        .map(each -> each.get("id").toString().replace("\"", ""))
        .findFirst()
        .orElse("");
  }

  private JsonObject printer(String method, String path, Object body) throws Exception {
    HttpResponse<String> answer = request(method, path, body.toString());
    assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
    return Json.createReader(new StringReader(answer.body())).readObject();
  }

  private HttpResponse<String> request(String method, String path, String body)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(simulator + "/printers/2" + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
  }
}
