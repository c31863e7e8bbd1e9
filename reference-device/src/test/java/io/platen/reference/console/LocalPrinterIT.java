package io.platen.reference.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.platen.reference.testing.Eventually.eventually;

import com.microsoft.playwright.Page;
import jakarta.json.Json;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A printer without a network, of which a local agent told a device. */
class LocalPrinterIT extends ConsoleTest {
  private static final Duration SOON = Duration.ofMinutes(2);
  private static final String SERIAL = "USB-0001";

  /** As ippeveprinter is told to have it. */
  private static final String QUILL = "QX-000417";

  @TempDir private Path folder;

  @Test
  void shows_its_supplies_and_on_which_workstation_it_is() throws Exception {
    // given
    Reporter.of(demo).sendLocal(SERIAL, "desk-7");
    Page page = visitor();

    // when
    open(page, SERIAL);

    // then
    assertThat(page.locator("main")).containsText("Answered for by the local agent at");
    assertThat(page.locator("main")).containsText("desk-7");
    assertThat(page.locator("main")).containsText(SERIAL);
    assertThat(page.locator("main")).containsText("54");
  }

  @Test
  void shows_the_printer_of_cups_behind_the_agent_that_the_device_is_paired_with()
      throws Exception {
    // given
    try (LocalPrinter printer = new LocalPrinter(folder, demo.deviceProperties())) {
      printer.pair();

      // when
      demo.api()
          .post(
              "/devices/" + demo.deviceId() + "/commands",
              Json.createObjectBuilder().add("kind", "read").build());
      eventually(
          "The printer",
          SOON,
          () -> demo.api().list("/printers?q=" + QUILL),
          found -> !found.isEmpty());
      printer.forget();
    }
    Page page = visitor();
    open(page, QUILL);

    // then
    assertThat(page.locator("main")).containsText("Answered for by the local agent at");
    assertThat(page.locator("main")).containsText("127.0.0.1");
    assertThat(page.locator("main")).containsText("Acme Quill 300c");
    assertThat(page.locator("main")).containsText("Cyan toner");
    assertThat(page.locator("main")).containsText("54");
  }

  private static void open(Page page, String serial) {
    page.navigate("/printers?q=" + serial);
    page.navigate(page.locator("tr[data-row] a").first().getAttribute("data-open"));
  }
}
