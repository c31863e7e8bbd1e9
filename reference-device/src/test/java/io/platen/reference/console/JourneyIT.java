package io.platen.reference.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a person does: comes in, looks, filters, opens, corrects a range, leaves. */
class JourneyIT extends ConsoleTest {

  @Test
  void explains_a_wrong_password_and_lets_the_right_one_in() {
    // given
    Page page = stranger();

    // when
    signIn(page, "not the password");

    // then
    assertThat(page.getByRole(AriaRole.ALERT))
        .containsText("The user or the password is not right");
    signIn(page, demo.password());
    assertThat(page.getByRole(AriaRole.HEADING, named("Overview"))).isVisible();
    page.locator("#user-menu summary").click();
    page.getByRole(AriaRole.BUTTON, button("Sign out")).click();
    assertThat(page).hasURL(Pattern.compile(".*/sign-in"));
    page.navigate("/overview");
    assertThat(page).hasURL(Pattern.compile(".*/sign-in"));
  }

  @Test
  void leads_back_to_the_page_that_was_asked_for() {
    // given
    Page page = stranger();

    // when
    page.navigate("/printers?sort=name");
    page.getByLabel("User").fill("admin");
    page.getByLabel("Password").fill(demo.password());
    page.getByRole(AriaRole.BUTTON, button("Sign in")).click();

    // then
    assertThat(page).hasURL(Pattern.compile(".*/printers\\?sort=name"));
  }

  @Test
  void offers_no_second_setup() {
    // given
    Page page = stranger();

    // when
    page.navigate("/setup");

    // then
    assertThat(page).hasURL(Pattern.compile(".*/sign-in"));
  }

  @Test
  void lists_printers_with_their_supplies_and_filters_them() {
    // given
    Page page = visitor();
    page.navigate("/printers");
    Locator rows = page.locator("tr[data-row]");

    // then
    assertThat(rows.first()).isVisible();
    int all = rows.count();
    assertThat(all).isGreaterThanOrEqualTo(8);
    assertThat(page.getByRole(AriaRole.IMG, imageNamed("Black, \\d+ percent")).first()).isVisible();

    // when
    String name = rows.first().locator("a").textContent();
    page.getByLabel("Text").fill(name);
    page.getByRole(AriaRole.BUTTON, button("Filter")).click();

    // then
    assertThat(page).hasURL(Pattern.compile(".*q=.*"));
    assertThat(page.getByRole(AriaRole.LINK, link("Clear all"))).isVisible();
    assertThat(rows.first()).containsText(name);
    assertThat(rows.count()).isBetween(1, all - 1);
  }

  @Test
  void says_so_when_no_printer_matches() {
    // given
    Page page = visitor();

    // when
    page.navigate("/printers?q=there-is-no-such-printer");

    // then
    assertThat(page.getByRole(AriaRole.HEADING, named("No printer matches"))).isVisible();
  }

  @Test
  void shows_a_printer_beside_the_list_and_gives_the_focus_back() {
    // given
    Page page = visitor();
    page.navigate("/printers?sort=name");
    Locator first = page.locator("tr[data-row] a").first();
    String name = first.textContent();

    // when
    first.click();

    // then
    assertThat(page.getByRole(AriaRole.COMPLEMENTARY).getByRole(AriaRole.HEADING).first())
        .hasText(name);
    assertThat(page).hasURL(Pattern.compile(".*sel=\\d+.*"));
    page.keyboard().press("Escape");
    assertThat(page.getByRole(AriaRole.COMPLEMENTARY)).hasCount(0);
    assertThat(page.locator("tr[data-row] a").first()).isFocused();
  }

  @Test
  void opens_a_printer_in_full() {
    // given
    Page page = visitor();
    page.navigate("/printers");
    page.locator("tr[data-row] a").first().click();

    // when
    page.getByRole(AriaRole.LINK, link("Open printer")).click();

    // then
    assertThat(page).hasURL(Pattern.compile(".*/printers/\\d+"));
    assertThat(page.getByRole(AriaRole.HEADING, named("Supplies"))).isVisible();
    assertThat(page.getByRole(AriaRole.HEADING, named("Meters"))).isVisible();
  }

  @Test
  void explains_a_wrong_range_and_takes_the_right_one() {
    // given
    Page page = visitor();
    page.navigate("/devices");
    page.locator("#name").fill("Journey " + System.nanoTime());
    page.getByRole(AriaRole.BUTTON, button("Add device")).click();
    assertThat(page.getByRole(AriaRole.HEADING, named("Where it looks"))).isVisible();

    // when
    page.getByLabel("Where to look").fill("10.8.2.41/24");
    page.locator("#port").fill("99999");
    page.getByRole(AriaRole.BUTTON, button("Add range")).click();

    // then
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("The network is 10.8.2.0/24");
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("is not a port");
    assertThat(page.getByLabel("Where to look")).hasValue("10.8.2.41/24");
    page.getByLabel("Where to look").fill("10.8.2.0/24");
    page.locator("#port").fill("161");
    page.getByRole(AriaRole.BUTTON, button("Add range")).click();
    assertThat(
            page.getByRole(AriaRole.ROWHEADER, new Page.GetByRoleOptions().setName("10.8.2.0/24")))
        .isVisible();
    assertThat(page.getByRole(AriaRole.ALERT)).hasCount(0);
  }

  @Test
  void puts_a_device_aside_and_retires_it_only_when_that_is_meant() {
    // given
    Page page = visitor();
    page.navigate("/devices");
    page.locator("#name").fill("Retiring " + System.nanoTime());
    page.getByRole(AriaRole.BUTTON, button("Add device")).click();
    String device = page.url().replaceAll("/devices/([^/#?]+).*", "/devices/$1");

    // when
    page.locator(".head-actions summary").click();
    page.getByRole(AriaRole.BUTTON, button("Put aside")).click();

    // then
    assertThat(page.getByText("The device is put aside")).isVisible();
    assertThat(page.getByRole(AriaRole.BUTTON, button("Activate"))).isVisible();

    // when: without the tick, past the browser's own check
    page.locator(".head-actions summary").click();
    page.locator("[name=sure]").evaluate("box => box.required = false");
    page.getByRole(AriaRole.BUTTON, button("Retire")).click();

    // then
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("Tick the box first");

    // when
    page.locator("[name=sure]").check();
    page.getByRole(AriaRole.BUTTON, button("Retire")).click();

    // then
    assertThat(page.getByText("This record has ended for good")).isVisible();
    assertThat(page.locator(".head-actions")).hasCount(0);
    page.navigate(device);
    assertThat(page.getByText("This record has ended for good")).isVisible();
  }

  @Test
  void speaks_german_when_asked() {
    // given
    Page page = visitor(options().setLocale("de-DE"));

    // when
    page.navigate("/printers");

    // then
    assertThat(page.getByRole(AriaRole.HEADING, named("Drucker"))).isVisible();
    assertThat(page.locator("html")).hasAttribute("lang", "de");
  }

  @Test
  void has_a_page_for_addresses_that_lead_nowhere() {
    // given
    Page page = visitor();

    // when
    int status = page.navigate("/printers/999999999").status();

    // then
    assertThat(status).isEqualTo(404);
    assertThat(page.getByRole(AriaRole.HEADING, named("Not here"))).isVisible();
  }

  private static Page.GetByRoleOptions button(String name) {
    return named(name);
  }

  private static Page.GetByRoleOptions link(String name) {
    return named(name);
  }

  private static Page.GetByRoleOptions imageNamed(String pattern) {
    return new Page.GetByRoleOptions().setName(Pattern.compile(pattern));
  }
}
