package io.platen.reference.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.platen.protocol.printer.PrinterAlert;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** From a rule that somebody makes to the mail that somebody has, and back to the alert. */
class NoticesIT extends ConsoleTest {
  /** A rule is looked at each half minute, on a machine that does much else. */
  private static final LocatorAssertions.IsVisibleOptions PATIENT =
      new LocatorAssertions.IsVisibleOptions().setTimeout(180_000);

  private static final String JAM = "Paper jam that somebody is told of";

  @Test
  void tells_who_is_to_be_told_and_shows_who_acknowledged() throws Exception {
    // given
    GreenMail mail = demo.mail().orElse(null);
    Assumptions.assumeTrue(mail != null, "A demo that runs already sends its mail elsewhere");
    Page page = visitor();
    makeChannel(page);
    makeRule(page);

    // when
    Reporter.of(demo).send(List.of(jam()));

    // then
    assertThat(mail.waitForIncomingEmail(180_000, 1)).isTrue();
    assertThat(mail.getReceivedMessages()[0].getSubject())
        .isEqualTo("Urgent: Liveware L1 - Has stopped: " + JAM);
    page.navigate("/findings");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Has stopped: " + JAM))
        .click();
    button(page, "Acknowledge").click();
    assertThat(page.locator(".decisions")).containsText("acknowledged " + demo.user());
    field(page, "Comment").fill("A roller <b> is ordered");
    button(page, "Add comment").click();
    assertThat(page.locator(".decisions")).containsText("A roller <b> is ordered");
    assertThat(page.locator(".notices")).containsText("desk@demo.example");
    page.navigate("/alerts");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(JAM)).first().click();
    assertThat(page.locator(".decisions")).containsText("The printer raised it");
  }

  private static void makeChannel(Page page) {
    page.navigate("/notice-channels");
    field(page, "Name").fill("Desk");
    field(page, "To").fill("desk@demo.example");
    field(page, "Minutes to gather").fill("0");
    button(page, "Make channel").click();
    assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Desk")))
        .isVisible(PATIENT);
  }

  private static void makeRule(Page page) {
    page.navigate("/alert-rules");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Printer has stopped"))
        .click();
    field(page, "Minutes").fill("0");
    field(page, "Urgency").selectOption("critical");
    field(page, "Maker and model").fill("Liveware");
    field(page, "Desk").check();
    button(page, "Make rule").click();
    assertThat(page.getByText("A printer that has stopped for 0 minutes")).isVisible();
  }

  private static Locator field(Page page, String label) {
    return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }

  private static PrinterAlert jam() {
    return new PrinterAlert(
        "1.9", 8, PrinterAlert.Severity.CRITICAL, "trained", "media-path", null, null, JAM, null);
  }
}
