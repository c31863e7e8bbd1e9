package io.platen.reference.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.AriaRole;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** An alert from the printer's trap to what people did about it, in the browser. */
class AlertsIT extends ConsoleTest {
  private static final String JAM = "Jam that a trap tells of";

  /** SNMP v2c, community public: printerV2Alert (RFC 3805) with the code 8. */
  private static final byte[] TRAP =
      HexFormat.of()
          .parseHex(
              "305502010104067075626c6963a748020101020100020100303d300e06082b060102010103"
                  + "00430212673018060a2b060106030101040100060a2b060102012b120200013011060c"
                  + "2b060102012b120101070101020108");

  /** A trap is a hint: one that comes before the device knows its printers is lost. */
  private static final int MOST_TRAPS = 40;

  private @Nullable URI simulator;

  @Test
  void shows_what_a_trap_told_of_and_what_people_did_about_it() throws Exception {
    // given
    simulator = demo.simulator().orElse(null);
    Assumptions.assumeTrue(simulator != null, "This demo has no simulated printers");
    JsonObject printer = raise();
    Page page = visitor();

    // when
    Locator alert = untilShown(page, printer.getString("address"));

    // then
    alert.click();
    assertThat(page.locator("main")).containsText("The printer raised it");
    page.locator(".headline a").click();
    assertThat(page.locator("main")).containsText(Pattern.compile("told by (a trap|\\d+ traps)"));
    page.goBack();
    page.getByLabel("How long to mute").selectOption("8");
    button(page, "Mute").click();
    assertThat(page.locator("main")).containsText("muted until");
    button(page, "End the mute").click();
    page.getByLabel("Comment").fill("A roller <b> is ordered");
    button(page, "Add comment").click();
    assertThat(page.locator(".decisions")).containsText("A roller <b> is ordered");
    button(page, "Acknowledge").click();
    assertThat(page.locator(".decisions")).containsText("acknowledged " + demo.user());

    // and the list finds it by its state, and says who has it
    page.navigate("/alerts");
    page.getByLabel("State").selectOption("cleared");
    button(page, "Filter").click();
    assertThat(link(page)).hasCount(0);
    page.getByLabel("State").selectOption("open");
    button(page, "Filter").click();
    assertThat(page.locator("tr", new Page.LocatorOptions().setHasText(JAM)))
        .containsText("acknowledged by " + demo.user());
  }

  private JsonObject raise() throws Exception {
    String jam =
        Json.createObjectBuilder().add("code", 8).add("description", JAM).build().toString();
    HttpResponse<String> answer = alert("POST", jam);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return Json.createReader(new StringReader(answer.body())).readObject();
  }

  private HttpResponse<String> alert(String method, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(simulator + "/printers/1/alert"))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  @AfterEach
  void mend() throws Exception {
    if (simulator != null) {
      alert("DELETE", "{\"code\":8}");
    }
  }

  private Locator untilShown(Page page, String printer) throws Exception {
    page.navigate("/alerts");
    String[] to = demo.traps().split(":", -1);
    InetSocketAddress device = new InetSocketAddress(to[0], Integer.parseInt(to[1]));
    try (DatagramSocket socket =
        new DatagramSocket(new InetSocketAddress(InetAddress.getByName(printer), 0))) {
      for (int sent = 0; sent < MOST_TRAPS; sent++) {
        socket.send(new DatagramPacket(TRAP, TRAP.length, device));
        try {
          link(page).waitFor(new Locator.WaitForOptions().setTimeout(5_000));
          return link(page);
        } catch (TimeoutError e) {
          // The next trap may be heard.
        }
      }
    }
    throw new AssertionError("The page does not show it: " + page.locator("main").innerText());
  }

  private static Locator link(Page page) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(JAM)).first();
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }
}
