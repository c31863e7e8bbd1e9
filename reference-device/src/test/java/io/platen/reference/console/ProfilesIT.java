package io.platen.reference.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A printer profile on its way to the devices. */
class ProfilesIT extends ConsoleTest {
  private static final String PROFILE =
      """
      <profile xmlns="urn:platen:printer-profile:1" id="journey" version="1" maker="Journey">
        <sources><source id="invented" confidence="low">Invented for a test</source></sources>
        <recognise from="invented"><objectId prefix="1.3.6.1.4.1.32473.999"/></recognise>
        <meter name="METER" from="invented"><object oid="1.3.6.1.4.1.32473.999.1.0"/></meter>
      </profile>
      """;

  @Test
  void names_the_line_of_a_bad_profile_takes_the_right_file_and_withdraws_it() {
    // given
    Page page = visitor();
    page.navigate("/printer-profiles");

    // when
    page.getByText("Or paste it").click();
    page.locator("#profile").fill(PROFILE.replace("METER", "all-pages"));
    page.getByRole(AriaRole.BUTTON, named("Upload profile")).click();

    // then
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("Line 4: ");
    assertThat(page.locator("#profile")).hasValue(Pattern.compile("all-pages"));

    // when
    byte[] right = PROFILE.replace("METER", "total-impressions").getBytes(StandardCharsets.UTF_8);
    page.locator("#file").setInputFiles(new FilePayload("journey.xml", "text/xml", right));
    page.getByRole(AriaRole.BUTTON, named("Upload profile")).click();

    // then
    assertThat(page.getByRole(AriaRole.ROWHEADER, named("journey"))).isVisible();
    page.getByRole(AriaRole.BUTTON, named("Withdraw journey")).click();
    assertThat(page.getByRole(AriaRole.ROWHEADER, named("journey"))).hasCount(0);
  }
}
