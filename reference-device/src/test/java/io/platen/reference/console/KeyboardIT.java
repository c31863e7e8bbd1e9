package io.platen.reference.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Two ways through the console without a pointer; the focus is seen all the way. */
class KeyboardIT extends ConsoleTest {

  @Test
  void signs_in_and_opens_a_printer_by_keys_alone() {
    // given
    Page page = stranger();
    page.navigate("/sign-in");

    // when
    tabTo(page, "user");
    page.keyboard().type(demo.user());
    tabTo(page, "password");
    page.keyboard().type(demo.password());
    page.keyboard().press("Enter");
    page.waitForURL("**/overview");
    page.keyboard().press("g");
    page.keyboard().press("d");
    page.waitForURL("**/printers");
    page.keyboard().press("j");
    demandVisibleFocus(page);
    page.keyboard().press("j");
    demandVisibleFocus(page);
    String name = (String) page.evaluate("document.activeElement.textContent");
    page.keyboard().press("Enter");

    // then
    assertThat(page.getByRole(AriaRole.COMPLEMENTARY).getByRole(AriaRole.HEADING).first())
        .hasText(name);
    page.keyboard().press("Escape");
    assertThat(page.getByRole(AriaRole.COMPLEMENTARY)).hasCount(0);
    page.waitForFunction("name => document.activeElement.textContent === name", name);
    page.keyboard().press("o");
    assertThat(page).hasURL(Pattern.compile(".*/printers/\\d+"));
  }

  @Test
  void searches_reads_the_keys_and_signs_out_by_keys_alone() {
    // given: a sign-in of its own, for it ends here
    Page page = stranger();
    signIn(page, demo.password());
    page.waitForURL("**/overview");
    page.keyboard().press("Tab");
    assertThat(page.locator(".skip")).isFocused();

    // when
    page.keyboard().press("/");
    assertThat(page.locator("#search")).isFocused();
    page.keyboard().type("there-is-no-such-printer");
    page.keyboard().press("Enter");

    // then
    assertThat(
            page.getByRole(
                AriaRole.HEADING, new Page.GetByRoleOptions().setName("No printer matches")))
        .isVisible();
    page.keyboard().press("?");
    assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
    page.keyboard().press("Escape");
    assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
    tabUntil(page, "document.activeElement.matches('#user-menu summary')");
    page.keyboard().press("Enter");
    tabUntil(page, "document.activeElement.textContent.trim() === 'Sign out'");
    page.keyboard().press("Enter");
    assertThat(page).hasURL(Pattern.compile(".*/sign-in"));
  }

  private static void tabTo(Page page, String name) {
    tabUntil(page, "document.activeElement.name === '" + name + "'");
  }

  private static void tabUntil(Page page, String reached) {
    int steps = 0;
    while (!(boolean) page.evaluate(reached)) {
      assertThat(++steps).as("steps to where " + reached).isLessThan(80);
      page.keyboard().press("Tab");
      demandVisibleFocus(page);
    }
  }

  /** The focus is on something, marked, and within the window. */
  private static void demandVisibleFocus(Page page) {
    Object seen =
        page.evaluate(
            "(() => { const e = document.activeElement; if (e === document.body) return 'lost';"
                + " const box = e.getBoundingClientRect();"
                + " if (box.bottom <= 0 || box.top >= innerHeight) return 'outside';"
                + " return getComputedStyle(e).outlineStyle === 'none' ? 'unmarked' : 'seen'; })()");
    assertThat(seen)
        .as("focus on " + page.evaluate("document.activeElement.outerHTML"))
        .isEqualTo("seen");
  }
}
