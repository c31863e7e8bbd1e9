package io.platen.reference.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A release on its way to the demo's device, as whoever sends it sees it. */
class RolloutIT extends ConsoleTest {
  /** A device fetches three components, starts them one after the other, and proves each. */
  private static final double PATIENCE = 180_000; // milliseconds

  @Test
  void leads_from_the_list_over_a_dry_run_to_a_device_that_confirmed_it() {
    // given
    Page page = visitor();
    page.navigate("/rollouts");

    // when
    page.getByRole(AriaRole.LINK, called("New rollout")).click();
    page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Seen in a browser");
    page.getByRole(AriaRole.BUTTON, called("See what it would do")).click();

    // then: nothing has begun
    assertThat(page.locator(".run .key-number")).containsText("1 device in it");
    Page other = visitor();
    other.navigate("/rollouts");
    assertThat(other.getByText("Seen in a browser")).hasCount(0);

    // when
    page.getByRole(AriaRole.BUTTON, called("Begin the rollout")).click();

    // then
    assertThat(page).hasURL(Pattern.compile(".*/rollouts/[0-9a-f-]+.*"));
    assertThat(page.locator(".rollout-top")).containsText("0 of 1 done");
    page.evaluate("window.here = 'still'");

    // then: the page follows by itself
    assertThat(page.locator(".rollout-top"))
        .containsText(
            "1 of 1 done", new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE));
    assertThat(page.getByRole(AriaRole.ROW).filter(of("Demo device"))).containsText("Done");
    org.assertj.core.api.Assertions.assertThat(page.evaluate("window.here")).isEqualTo("still");
    other.reload();
    assertThat(other.getByRole(AriaRole.ROW).filter(of("Seen in a browser")))
        .containsText("1 of 1 done");
  }

  private static Page.GetByRoleOptions called(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  private static Locator.FilterOptions of(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }
}
