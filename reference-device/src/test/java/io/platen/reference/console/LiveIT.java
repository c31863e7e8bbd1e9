package io.platen.reference.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.platen.protocol.printer.PrinterAlert;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a device sends is on the open page, without a reload. */
class LiveIT extends ConsoleTest {

  @Test
  void shows_a_new_alert_without_a_reload() throws Exception {
    // given
    Reporter reporter = Reporter.of(demo);
    reporter.send(List.of());
    Page page = visitor();
    page.navigate("/overview");
    assertThat(page.locator("live-state")).hasAttribute("data-state", "live");
    page.evaluate("window.here = 'still'");

    // when
    reporter.send(List.of(jam("Paper jam in the live test")));

    // then
    assertThat(page.getByText("Paper jam in the live test").first()).isVisible();
    assertThat(page.evaluate("window.here")).isEqualTo("still");
  }

  @Test
  void keeps_still_while_paused() throws Exception {
    // given
    Reporter reporter = Reporter.of(demo);
    reporter.send(List.of());
    Page page = visitor();
    page.navigate("/overview");
    assertThat(page.locator("live-state")).hasAttribute("data-state", "live");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Pause")).click();
    Page other = live();

    // when
    reporter.send(List.of(jam("Paper jam while paused")));

    // then
    assertThat(other.getByText("Paper jam while paused").first()).isVisible();
    assertThat(page.locator("live-state")).hasAttribute("data-state", "paused");
    assertThat(page.getByText("Paper jam while paused")).hasCount(0);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Resume")).click();
    assertThat(page.getByText("Paper jam while paused").first()).isVisible();
  }

  @Test
  void says_so_when_the_stream_is_lost_and_recovers_by_itself() throws Exception {
    // given
    Reporter reporter = Reporter.of(demo);
    reporter.send(List.of());
    Page page = visitor();
    page.navigate("/overview");
    assertThat(page.locator("live-state")).hasAttribute("data-state", "live");
    Page other = live();

    // when
    page.context().setOffline(true);

    // then
    assertThat(page.locator("live-state"))
        .hasAttribute("data-state", Pattern.compile("reconnecting|polling"));
    reporter.send(List.of(jam("Paper jam while the line was cut")));
    assertThat(other.getByText("Paper jam while the line was cut").first()).isVisible();
    assertThat(page.getByText("Paper jam while the line was cut")).hasCount(0);

    // when
    page.context().setOffline(false);

    // then
    assertThat(page.getByText("Paper jam while the line was cut").first()).isVisible();
    assertThat(page.locator("live-state")).hasAttribute("data-state", "live");
  }

  @Test
  void fetches_once_more_what_changes_while_it_fetches() {
    // given: a stream that the test speaks by, and an answer that stays out
    Page page = visitor();
    page.addInitScript(
        "window.EventSource = class extends EventTarget {"
            + " constructor() { super(); window.stream = this; } close() {} };");
    page.navigate("/overview");
    List<Route> asked = new ArrayList<>();
    page.route("**/overview", asked::add);
    String change = "window.stream.dispatchEvent(new Event('resync'))";
    page.evaluate(change);
    page.waitForCondition(() -> asked.size() == 1);

    // when
    page.evaluate(change);
    asked.get(0).resume();

    // then
    page.waitForCondition(() -> asked.size() == 2);
    asked.get(1).resume();
  }

  /** Someone else's page: when it shows what has happened, any page that listens could. */
  private Page live() {
    Page other = visitor();
    other.navigate("/overview");
    assertThat(other.locator("live-state")).hasAttribute("data-state", "live");
    return other;
  }

  @Test
  void shows_times_in_the_readers_zone() {
    // given
    Page page = visitor(options().setTimezoneId("Pacific/Auckland"));
    page.navigate("/overview");

    // when
    page.reload();

    // then
    assertThat(page.locator("time[data-clock]"))
        .hasAttribute("datetime", Pattern.compile(".*\\+1[23]:00"));
  }

  @Test
  void draws_the_chart_that_the_table_tells() throws Exception {
    // given
    Reporter reporter = Reporter.of(demo);
    reporter.send(List.of());
    reporter.send(List.of());
    Page page = visitor();
    page.navigate("/printers?q=" + Reporter.SERIAL);
    String printer = page.locator("tr[data-row] a").first().getAttribute("data-open");

    // when
    page.navigate(printer);
    Locator canvas = page.locator("time-chart canvas");
    assertThat(canvas).isVisible();

    // then
    Locator rows = page.locator("#meter-table tbody tr");
    assertThat(page.locator("time-chart"))
        .hasAttribute("data-points", Integer.toString(rows.count()));
    Object ends =
        page.evaluate(
            "(() => { const c = document.querySelector('time-chart').chart.data.datasets[0].data"
                + ".filter((p) => !Number.isNaN(p.y)); return [c[0].y, c.at(-1).y]; })()");
    assertThat(ends).isEqualTo(List.of(value(rows.first()), value(rows.last())));
    Object painted =
        page.evaluate(
            "(() => { const c = document.querySelector('time-chart canvas');"
                + " return c.getContext('2d').getImageData(0, 0, c.width, c.height).data"
                + ".some((part, i) => i % 4 === 3 && part > 0); })()");
    assertThat(painted).isEqualTo(true);
  }

  private static Object value(Locator row) {
    return Integer.valueOf(row.getAttribute("data-value"));
  }

  private static PrinterAlert jam(String description) {
    return new PrinterAlert(
        "1.1",
        8,
        PrinterAlert.Severity.CRITICAL,
        "trained",
        "media-path",
        null,
        null,
        description,
        null);
  }
}
