package io.platen.reference.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Two printers become one to people, and two again. */
class MergeIT extends ConsoleTest {

  @Test
  void merges_two_printers_and_splits_them_again_without_loss() {
    // given
    Page page = visitor(options().setJavaScriptEnabled(false));
    page.navigate("/printers?sort=name");
    Locator rows = page.locator("tr[data-row]");
    int all = rows.count();
    String one = rows.nth(0).getAttribute("data-row");
    String other = rows.nth(1).getAttribute("data-row");

    // when
    page.navigate("/printers/" + one + "/merge");
    page.locator("#with").fill(other);
    page.getByRole(AriaRole.BUTTON, named("Find")).click();
    page.getByRole(AriaRole.BUTTON, named("Merge")).click();

    // then
    assertThat(page).hasURL(Pattern.compile(".*/printers/" + one + "#keys-title"));
    assertThat(page.getByRole(AriaRole.LINK, matching("Split .+"))).hasCount(1);
    page.navigate("/printers/" + other);
    assertThat(page).hasURL(Pattern.compile(".*/printers/" + one));
    page.navigate("/printers?sort=name");
    assertThat(rows.count()).isEqualTo(all - 1);

    // when
    page.navigate("/printers/" + one);
    page.getByRole(AriaRole.LINK, matching("Split .+")).click();
    page.getByRole(AriaRole.BUTTON, named("Split")).click();

    // then
    page.navigate("/printers/" + other);
    assertThat(page).hasURL(Pattern.compile(".*/printers/" + other));
    page.navigate("/printers?sort=name");
    assertThat(rows.count()).isEqualTo(all);
  }

  private static Page.GetByRoleOptions matching(String name) {
    return new Page.GetByRoleOptions().setName(Pattern.compile(name));
  }
}
