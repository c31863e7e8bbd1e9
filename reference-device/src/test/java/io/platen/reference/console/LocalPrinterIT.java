package io.platen.reference.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

/** A printer without a network, of which a local agent told a device. */
class LocalPrinterIT extends ConsoleTest {
  private static final String SERIAL = "USB-0001";

  @Test
  void shows_its_supplies_and_on_which_workstation_it_is() throws Exception {
    // given
    Reporter.of(demo).sendLocal(SERIAL, "desk-7");
    Page page = visitor();

    // when
    page.navigate("/printers?q=" + SERIAL);
    String printer = page.locator("tr[data-row] a").first().getAttribute("data-open");
    page.navigate(printer);

    // then
    assertThat(page.locator("main")).containsText("Answered for by the local agent at");
    assertThat(page.locator("main")).containsText("desk-7");
    assertThat(page.locator("main")).containsText(SERIAL);
    assertThat(page.locator("main")).containsText("54");
  }
}
