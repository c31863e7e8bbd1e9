package io.platen.reference.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every page in both themes: accessible, within the screen, and photographed on request. */
class LooksIT extends ConsoleTest {
  private static final boolean PHOTOGRAPH = Boolean.getBoolean("screenshots");

  /** A folder for a picture of every page, to be looked at: {@code -Dlooks=FOLDER}. */
  private static final @Nullable String ALL = System.getProperty("looks");

  private static final Path PICTURES = Path.of("..", "docs", "img");
  private static final List<String> PHOTOGRAPHED =
      List.of(
          "overview-light",
          "overview-dark",
          "printers-light",
          "printers-dark",
          "printer-light",
          "printer-dark",
          "printers-320");
  private static final List<String> GRAVE = List.of("serious", "critical");

  @ParameterizedTest(name = "{0}")
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void has_no_serious_barrier_on_any_page(ColorScheme scheme) {
    // given
    Page page = visitor(options().setColorScheme(scheme));

    for (Map.Entry<String, String> each : pages(page).entrySet()) {
      // when
      page.navigate(each.getValue());
      page.waitForLoadState();

      // then
      assertThat(grave(page)).as(each.getKey() + " " + scheme).isEmpty();
      photograph(page, each.getKey() + "-" + scheme.name().toLowerCase(Locale.ROOT));
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"LIGHT", "DARK"})
  void has_no_serious_barrier_at_the_door(ColorScheme scheme) {
    // given
    Page page = visitorWithoutSession(scheme);

    // when
    page.navigate("/sign-in");

    // then
    assertThat(grave(page)).isEmpty();
    photograph(page, "sign-in-" + scheme.name().toLowerCase(Locale.ROOT));
  }

  @Test
  void needs_no_sideways_scrolling_on_a_telephone() {
    // given
    Page page = visitor(options().setViewportSize(320, 640));

    for (Map.Entry<String, String> each : pages(page).entrySet()) {
      // when
      page.navigate(each.getValue());
      page.waitForLoadState();

      // then
      Object wider =
          page.evaluate(
              "document.documentElement.scrollWidth - document.documentElement.clientWidth");
      assertThat(wider).as(each.getKey()).isEqualTo(0);
      photograph(page, each.getKey() + "-320");
    }
  }

  @Test
  void obeys_the_theme_that_the_user_chose() {
    // given
    Page page = visitor();
    page.navigate("/overview");
    String system = background(page);

    // when
    page.locator("#user-menu summary").click();
    choose(page, "Dark");

    // then
    page.waitForCondition(() -> !background(page).equals(system));
    page.reload();
    assertThat(page.locator("html").getAttribute("data-theme")).isEqualTo("dark");
    page.locator("#user-menu summary").click();
    choose(page, "System");
    page.waitForCondition(() -> background(page).equals(system));
  }

  /** Returns when the server has it, too. */
  private static void choose(Page page, String theme) {
    page.getByText(theme, new Page.GetByTextOptions().setExact(true)).click();
    page.locator("theme-switch[data-saved=" + theme.toLowerCase(Locale.ROOT) + "]").waitFor();
  }

  private static String background(Page page) {
    return (String) page.evaluate("getComputedStyle(document.documentElement).backgroundColor");
  }

  private Page visitorWithoutSession(ColorScheme scheme) {
    Page page = stranger();
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
    return page;
  }

  /** Addresses by name; one printer and one device stand for all. */
  private static Map<String, String> pages(Page page) {
    page.navigate("/printers");
    String printer = page.locator("tr[data-row] a").first().getAttribute("data-open");
    String row = printer.substring(printer.lastIndexOf('/') + 1);
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("overview", "/overview");
    pages.put("printers", "/printers?sel=" + row);
    pages.put("printer", printer);
    pages.put("devices", "/devices");
    page.navigate("/devices");
    pages.put("device", page.locator("tr[data-row] a").first().getAttribute("href"));
    pages.put("merge", printer + "/merge");
    pages.put("matches", "/printer-matches");
    pages.put("profiles", "/printer-profiles");
    pages.put("alerts", "/alerts?range=all&state=all");
    pages.put("findings", "/findings");
    pages.put("alert-rules", "/alert-rules");
    pages.put("alert-rule", "/alert-rules/new?template=supply-percent");
    pages.put("notice-channels", "/notice-channels");
    pages.put("maintenance-windows", "/maintenance");
    pages.put("notices", "/notices");
    first(page, "/alerts?range=all&state=all", "/alerts/").ifPresent(at -> pages.put("alert", at));
    first(page, "/findings", "/findings/").ifPresent(at -> pages.put("finding", at));
    pages.put("policy", "/policy");
    pages.put("releases", "/releases");
    pages.put("rollouts", "/rollouts");
    pages.put("rollout-plan", "/rollouts/new");
    pages.put("users", "/users");
    pages.put("tokens", "/tokens");
    pages.put("audit", "/audit");
    pages.put("account", "/account");
    pages.put("not-found", "/printers/0");
    return pages;
  }

  /** The first link on a page that begins so, where something is there. */
  private static Optional<String> first(Page page, String on, String begins) {
    page.navigate(on);
    return page.locator("table a[href^='" + begins + "']").all().stream()
        .map(each -> each.getAttribute("href"))
        .findFirst();
  }

  private static List<String> grave(Page page) {
    return new AxeBuilder(page)
        .analyze().getViolations().stream()
            .filter(rule -> GRAVE.contains(rule.getImpact()))
            .map(LooksIT::text)
            .toList();
  }

  private static String text(Rule rule) {
    return rule.getId() + ": " + rule.getNodes().get(0).getHtml();
  }

  private static void photograph(Page page, String name) {
    if (PHOTOGRAPH && PHOTOGRAPHED.contains(name)) {
      page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
    }
    if (ALL != null) {
      page.screenshot(
          new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of(ALL, name + ".png")));
    }
  }
}
