package io.platen.reference.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Passkeys in a real browser, with the authenticator that Chromium plays. */
class PasskeysIT extends ConsoleTest {
  private static final String PASSWORD = "nine violet tractors";

  @Test
  void adds_a_passkey_signs_in_by_it_alone_and_is_out_once_it_is_removed() {
    // given
    Page page = accepted("fritz" + System.nanoTime());
    plugIn(page);

    // when
    page.navigate("/account");
    page.locator("#passkeyName").fill("Test key");
    page.getByRole(AriaRole.BUTTON, named("Add a passkey")).click();

    // then
    assertThat(page.getByText("The passkey is added")).isVisible();

    // when
    signOut(page);
    page.getByRole(AriaRole.BUTTON, named("Sign in with a passkey")).click();

    // then
    assertThat(page).hasURL(Pattern.compile(".*/overview"));
    page.navigate("/account");
    assertThat(page.locator(".passkeys li")).containsText("Test key");
    assertThat(page.locator(".passkeys li")).not().containsText("never");

    // when
    page.getByRole(AriaRole.BUTTON, named("Remove Test key")).click();
    signOut(page);
    page.getByRole(AriaRole.BUTTON, named("Sign in with a passkey")).click();

    // then
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("not known here");
  }

  @Test
  void says_what_to_do_when_there_is_no_passkey() {
    // given
    Page page = stranger();
    page.navigate("/sign-in");
    plugIn(page);

    // when
    page.getByRole(AriaRole.BUTTON, named("Sign in with a passkey")).click();

    // then
    assertThat(page.getByText("No passkey came from this browser")).isVisible();
  }

  /** An authenticator inside the machine, with a finger on it. */
  private static void plugIn(Page page) {
    CDPSession session = page.context().newCDPSession(page);
    session.send("WebAuthn.enable");
    JsonObject options = new JsonObject();
    options.addProperty("protocol", "ctap2");
    options.addProperty("transport", "internal");
    options.addProperty("hasResidentKey", true);
    options.addProperty("hasUserVerification", true);
    options.addProperty("isUserVerified", true);
    options.addProperty("automaticPresenceSimulation", true);
    JsonObject arguments = new JsonObject();
    arguments.add("options", options);
    session.send("WebAuthn.addVirtualAuthenticator", arguments);
  }

  private Page accepted(String name) {
    Page admin = visitor();
    admin.navigate("/users");
    admin.locator("#user").fill(name);
    admin.getByRole(AriaRole.BUTTON, named("Invite")).click();
    URI link = URI.create(admin.locator(".command code").textContent());
    Page page = stranger();
    page.navigate(link.getRawPath() + "?" + link.getRawQuery());
    page.getByLabel("New password").fill(PASSWORD);
    page.getByRole(AriaRole.BUTTON, named("Set password and sign in")).click();
    assertThat(page).hasURL(Pattern.compile(".*/overview"));
    return page;
  }

  private static void signOut(Page page) {
    page.locator("#user-menu summary").click();
    page.getByRole(AriaRole.BUTTON, named("Sign out")).click();
    assertThat(page).hasURL(Pattern.compile(".*/sign-in"));
  }
}
