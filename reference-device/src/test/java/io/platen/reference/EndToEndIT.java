package io.platen.reference;

import static io.platen.reference.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.reference.demo.RunningDemo;
import io.platen.reference.testing.DemoStack;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From a simulated printer to the REST API, all of it real: device, TLS, server, PostgreSQL. */
@ExtendWith(DemoStack.class)
class EndToEndIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  @Test
  void each_printer_that_has_a_serial_arrives_with_its_count(RunningDemo demo) throws Exception {
    // given
    Map<String, Long> simulated =
        simulator(demo, "GET", "/printers", "")
            .getJsonArray("items")
            .getValuesAs(JsonObject.class)
            .stream()
            .filter(printer -> !printer.getString("serial").isBlank())
            .filter(printer -> !printer.getString("serial").contains("\0"))
            .filter(printer -> printer.getInt("number") <= 5)
            .collect(
                Collectors.toMap(
                    printer -> printer.getString("serial"),
                    printer -> printer.getJsonNumber("lifeCount").longValue()));
    // when
    Map<String, Long> stored =
        eventually(
            "Reported printers",
            SOON,
            () -> totals(demo),
            totals -> totals.keySet().containsAll(simulated.keySet()));
    // then
    assertThat(simulated).hasSize(5);
    assertThat(stored).containsAllEntriesOf(simulated);
  }

  @Test
  void supplies_keep_their_kind_of_level_on_the_whole_way(RunningDemo demo) throws Exception {
    // when
    JsonObject printer = printer(demo, "OR3050J18800231");
    // then
    Map<String, String> states =
        printer.getJsonArray("supplies").getValuesAs(JsonObject.class).stream()
            .collect(Collectors.toMap(s -> s.getString("description"), s -> s.getString("state")));
    assertThat(states)
        .containsEntry("Black Toner", "some-remaining")
        .containsEntry("Waste Toner Bottle", "unknown");
  }

  @Test
  void an_alert_that_a_printer_raises_arrives_and_goes(RunningDemo demo) throws Exception {
    // given
    String serial = "02KE560771";
    // when
    simulator(demo, "POST", "/printers/3/alert", "{\"code\":8,\"description\":\"Jam at door\"}");
    demo.device().again();
    // then
    eventually("The jam", SOON, () -> alerts(demo, serial), alerts -> alerts.contains(8));
    // when
    simulator(demo, "DELETE", "/printers/3/alert", "{\"code\":8}");
    demo.device().again();
    // then
    eventually("Its end", SOON, () -> alerts(demo, serial), alerts -> !alerts.contains(8));
  }

  @Test
  void printed_pages_arrive(RunningDemo demo) throws Exception {
    // given
    long before = totals(demo).get("NO31A00417");
    // when
    simulator(demo, "POST", "/printers/1/print", "{\"pages\":17}");
    demo.device().again();
    // then
    eventually(
        "The new count", SOON, () -> totals(demo).get("NO31A00417"), now -> now == before + 17);
  }

  @Test
  void a_command_is_done_at_once_over_the_channel_and_its_result_is_back(RunningDemo demo)
      throws Exception {
    // given
    String commands = "/devices/" + demo.deviceId() + "/commands";
    eventually(
        "The channel",
        SOON,
        () -> Files.readString(demo.device().log()),
        log -> log.contains("can be reached by its server"));
    assertThat(Files.readString(demo.server().log())).doesNotContain("keeps more of each channel");
    long before = totals(demo).get("NO31A00417");
    simulator(demo, "POST", "/printers/1/print", "{\"pages\":3}");
    // when
    JsonObject ordered =
        demo.api().post(commands, Json.createObjectBuilder().add("kind", "read").build());
    // then
    String one = commands + "/" + ordered.getString("id");
    eventually("Its result", SOON, () -> demo.api().get(one).getString("state"), "done"::equals);
    eventually(
        "The new count", SOON, () -> totals(demo).get("NO31A00417"), now -> now == before + 3);
  }

  @Test
  void a_deactivated_device_is_refused_hears_why_and_is_let_in_again(RunningDemo demo)
      throws Exception {
    // given
    String device = "/devices/" + demo.deviceId();
    // when
    demo.api().post(device + "/deactivate", null);
    demo.device().again();
    // then
    eventually(
        "The device's word that it is cut off",
        SOON,
        () -> Files.readString(demo.device().log()),
        log -> log.contains("does not work with this device now"));
    // when
    demo.api().post(device + "/activate", null);
    long before = totals(demo).get("SU20K0012907");
    simulator(demo, "POST", "/printers/10/print", "{\"pages\":5}");
    demo.device().again();
    // then
    eventually(
        "The new count", SOON, () -> totals(demo).get("SU20K0012907"), now -> now == before + 5);
  }

  @Test
  void properties_name_all_that_other_tools_need(RunningDemo demo) throws Exception {
    // when
    List<String> demoKeys = keys(Files.readAllLines(demo.properties()));
    List<String> suiteKeys = keys(Files.readAllLines(demo.conformanceProperties()));
    // then
    assertThat(demoKeys)
        .containsExactlyInAnyOrder(
            "console.url",
            "console.user",
            "console.password",
            "api.url",
            "api.token",
            "device.url",
            "update1.url",
            "update2.url",
            "download.url",
            "download2.url",
            "est.url",
            "authority.pem",
            "trap.address",
            "trap.user",
            "trap.password",
            "snmp.hosts",
            "simulator.url");
    assertThat(suiteKeys)
        .contains("device.id", "valid.key", "expired.key", "foreign.key", "revoked.device.id");
  }

  private static List<String> keys(List<String> lines) {
    return lines.stream().map(line -> line.substring(0, line.indexOf('='))).toList();
  }

  private static Map<String, Long> totals(RunningDemo demo) throws InterruptedException {
    return demo.api().list("/printers").stream()
        .filter(printer -> printer.containsKey("serial") && !printer.isNull("serial"))
        .collect(Collectors.toMap(p -> p.getString("serial"), EndToEndIT::total, (a, b) -> a));
  }

  private static long total(JsonObject printer) {
    return printer.getJsonArray("meters").getValuesAs(JsonObject.class).stream()
        .filter(meter -> meter.getString("name").equals("total-impressions"))
        .mapToLong(meter -> meter.getJsonNumber("value").longValue())
        .max()
        .orElse(-1);
  }

  private static List<Integer> alerts(RunningDemo demo, String serial) throws InterruptedException {
    return printer(demo, serial).getJsonArray("alerts").getValuesAs(JsonObject.class).stream()
        .map(alert -> alert.getInt("code"))
        .toList();
  }

  private static JsonObject printer(RunningDemo demo, String serial) throws InterruptedException {
    return demo.api().list("/printers").stream()
        .filter(printer -> serial.equals(printer.getString("serial", null)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No printer with serial " + serial));
  }

  private static JsonObject simulator(RunningDemo demo, String method, String path, String body)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(demo.simulator() + path))
            .method(method, BodyPublishers.ofString(body))
            .build();
    String answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    try (var reader = Json.createReader(new StringReader(answer))) {
      return reader.readObject();
    }
  }
}
