package io.platen.reference.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The same console with script switched off. */
class NoScriptIT extends ConsoleTest {

  @Test
  void signs_in_filters_opens_and_exports() {
    // given
    Page page = visitor(options().setJavaScriptEnabled(false));
    page.navigate("/printers");

    // when
    page.getByLabel("Text").fill("a");
    page.getByRole(AriaRole.BUTTON, named("Filter")).click();

    // then
    assertThat(page).hasURL(Pattern.compile(".*q=a.*"));
    page.locator("tr[data-row] a").first().click();
    assertThat(page.getByRole(AriaRole.COMPLEMENTARY)).isVisible();
    page.getByRole(AriaRole.LINK, named("Open printer")).click();
    page.getByText("As table").click();
    assertThat(page.locator("#meter-table tbody tr").first()).isVisible();
    String href = page.getByRole(AriaRole.LINK, named("CSV")).getAttribute("href");
    APIResponse file = page.context().request().get(href);
    assertThat(file.headers()).containsEntry("content-type", "text/csv; charset=utf-8");
    assertThat(file.text()).startsWith("time,printer,serial,meter,value");
  }

  @Test
  void refuses_a_form_of_another_site() {
    // given
    Page page = visitor(options().setJavaScriptEnabled(false));

    // when
    APIResponse answer =
        page.context()
            .request()
            .post(
                "/devices",
                com.microsoft.playwright.options.RequestOptions.create()
                    .setHeader("Sec-Fetch-Site", "cross-site")
                    .setForm(com.microsoft.playwright.options.FormData.create().set("name", "X")));

    // then
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.text()).contains("This request came from another site");
  }
}
