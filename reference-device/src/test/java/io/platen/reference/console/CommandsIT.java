package io.platen.reference.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.platen.reference.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.platen.reference.demo.RunningDemo;
import io.platen.reference.stack.ServerApi;
import io.platen.reference.testing.DemoStack;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Commands, from the click to what a real device has made of them. */
@ExtendWith(DemoStack.class)
class CommandsIT extends ConsoleTest {
  /** A device process starts meanwhile, or tries another server out. */
  private static final double PATIENCE = 120_000;

  @Test
  void a_walk_of_a_named_printer_is_searched_and_downloaded_and_names_nobody(RunningDemo running)
      throws Exception {
    // given
    Page page = commands(running.deviceId());
    String printer = page.locator("#printers option").first().getAttribute("value");

    // when
    page.getByLabel("MIB walk", exact()).check();
    page.getByLabel("Printer", exact()).fill(printer);
    send(page);
    ends(page, "Done");
    newest(page).getByRole(AriaRole.LINK).click();

    // then: a tree, of which a search leaves a part
    assertThat(page.locator("details.card").first()).isVisible();
    page.getByLabel("Search", exact()).fill("1.3.6.1.2.1.1.");
    page.getByLabel("Search", exact()).press("Enter");
    assertThat(page).hasURL(Pattern.compile(".*q=1.3.6.1.2.1.1.*"));
    assertThat(page.getByRole(AriaRole.ROWHEADER, named("1.3.6.1.2.1.1.1.0"))).isVisible();
    Locator contact =
        page.locator("tr").filter(new Locator.FilterOptions().setHasText("1.3.6.1.2.1.1.4.0"));
    assertThat(contact).containsText("not told");

    // when
    Download file =
        page.waitForDownload(() -> page.getByRole(AriaRole.LINK, named("Download")).click());

    // then
    assertThat(file.suggestedFilename()).startsWith("mib-walk-").endsWith(".csv");
    assertThat(Files.readString(file.path())).contains("1.3.6.1.2.1.1.1.0", "1.3.6.1.2.1.43.");
  }

  @Test
  void an_update_is_asked_for(RunningDemo running) {
    // given
    Page page = commands(running.deviceId());

    // when
    page.getByLabel("Update", exact()).check();
    send(page);

    // then
    ends(page, "Done");
    assertThat(newest(page)).containsText("It asks for its update");
  }

  @Test
  void a_device_goes_to_another_server_is_deactivated_and_is_uninstalled(RunningDemo running)
      throws Exception {
    // given
    Page second = accepted("greta" + System.nanoTime(), "Administrator");
    ServerApi.Registered here = running.api().register("Here " + System.nanoTime());
    ServerApi.Registered there = running.api().register("There " + System.nanoTime());
    try (CommandedDevice device = CommandedDevice.start(running, here.activationCode())) {
      Page page = commands(here.id());

      // when
      redirect(page, running, there.activationCode());
      confirm(page, second, here.id(), "Redirect");

      // then: it is another record's, also after a loss of power, and the first one's has ended
      assertThat(newest(page)).containsText("It goes over to " + running.addresses().device());
      assertThat(page.content()).doesNotContain(there.activationCode());
      assertDeactivated(page, here.id());
      device.again();
      commands(page, there.id());
      eventually(
          "A device that has nothing of its former server",
          Duration.ofMillis((long) PATIENCE),
          device::memory,
          files ->
              files.containsAll(List.of("server", "r1-identity")) && !files.contains("identity"));

      // when
      page.getByLabel("Deactivate", exact()).check();
      send(page);
      ends(page, "Done");

      // then
      assertDeactivated(page, there.id());

      // when
      page.getByRole(AriaRole.BUTTON, named("Activate")).click();
      device.again();
      commands(page, there.id());
      page.getByLabel("Uninstall", exact()).check();
      send(page);
      confirm(page, second, there.id(), "Uninstall");

      // then
      assertThat(device.hasEnded()).isTrue();
      assertThat(device.memory()).isEmpty();
    }
  }

  private static void redirect(Page page, RunningDemo running, String code) throws Exception {
    String host = running.addresses().device().toString();
    page.getByLabel("Redirect", exact()).check();
    page.getByText("Where a redirect leads").click();
    page.getByLabel("Update hosts").fill(host);
    page.getByLabel("Download hosts").fill(host);
    page.getByLabel("Enrolment host").fill(running.addresses().enrolment().toString());
    page.getByLabel("Activation code").fill(code);
    page.getByLabel("Its authority").fill(Files.readString(running.addresses().authority()));
    page.getByLabel("Deactivate it here once it has gone over").check();
    send(page);
  }

  /** Not by the one who has ordered it, but by another. */
  private static void confirm(Page page, Page second, UUID device, String what) {
    ends(page, "Waits for a second person");
    newest(page).getByRole(AriaRole.BUTTON).filter(withText("Confirm")).click();
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("A second person must confirm it");
    second.navigate("/commands/" + device);
    assertThat(newest(second)).containsText(what);
    newest(second).getByRole(AriaRole.BUTTON).filter(withText("Confirm")).click();
    page.navigate("/commands/" + device);
    ends(page, "Done");
  }

  private void assertDeactivated(Page page, UUID device) {
    page.navigate("/devices/" + device);
    assertThat(page.getByText("Deactivated", new Page.GetByTextOptions().setExact(true)).first())
        .isVisible();
    assertThat(page.getByRole(AriaRole.BUTTON, named("Activate"))).isVisible();
  }

  private Page commands(UUID device) {
    return commands(visitor(), device);
  }

  private static Page commands(Page page, UUID device) {
    page.navigate("/commands/" + device);
    assertThat(page.locator("#reachable"))
        .containsText(
            "Can be reached now", new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE));
    return page;
  }

  private static void send(Page page) {
    page.getByRole(AriaRole.BUTTON, named("Send")).click();
  }

  private static void ends(Page page, String state) {
    assertThat(newest(page))
        .containsText(state, new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE));
  }

  private static Locator newest(Page page) {
    return page.locator("table.commands tbody tr").first();
  }

  private static Page.GetByLabelOptions exact() {
    return new Page.GetByLabelOptions().setExact(true);
  }

  private static Locator.FilterOptions withText(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }
}
