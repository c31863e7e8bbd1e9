package io.platen.reference.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What all browser tests share: the stack, the browser, a signed-in visitor, and a strict eye. */
@ExtendWith(ConsoleTest.Start.class)
abstract class ConsoleTest {
  /** Of those who were invited. */
  static final String PASSWORD = "nine violet tractors";

  static ConsoleStack demo;
  static Browser browser;

  /** The cookies of one sign-in, for all that do not test it. */
  private static String signedIn;

  private final List<BrowserContext> contexts = new ArrayList<>();
  private final List<String> violations = new CopyOnWriteArrayList<>();

  /** Browser first: without one the stack need not start. */
  static final class Start implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
      PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
      browser = Chromium.of(context);
      demo = ConsoleStack.of(context);
    }
  }

  @BeforeEach
  void forget() {
    violations.clear();
  }

  @AfterEach
  void nothing_broke_the_policy_or_left_the_house() {
    contexts.forEach(BrowserContext::close);
    assertThat(violations).isEmpty();
  }

  static URI console() {
    return demo.console();
  }

  /** A visitor nobody knows. */
  Page stranger() {
    return page(options());
  }

  /** A signed-in visitor. */
  Page visitor() {
    return visitor(options());
  }

  Page visitor(Browser.NewContextOptions options) {
    return page(options.setStorageState(signedIn()));
  }

  Browser.NewContextOptions options() {
    return new Browser.NewContextOptions()
        .setBaseURL(console().toString())
        // The demo's authority is its own; the tests of TLS are elsewhere.
        .setIgnoreHTTPSErrors(true)
        .setLocale("en-GB")
        .setColorScheme(ColorScheme.LIGHT)
        .setViewportSize(1280, 800);
  }

  private Page page(Browser.NewContextOptions options) {
    BrowserContext context = browser.newContext(options);
    contexts.add(context);
    context.setDefaultTimeout(30_000);
    context.onRequest(
        request -> {
          if (!request.url().startsWith("data:")
              && !URI.create(request.url()).getAuthority().equals(console().getAuthority())) {
            violations.add("asked another host: " + request.url());
          }
        });
    Page page = context.newPage();
    page.onConsoleMessage(
        message -> {
          if (message.text().contains("Content Security Policy")) {
            violations.add(message.text());
          }
        });
    page.onPageError(error -> violations.add("script failed: " + error));
    return page;
  }

  private String signedIn() {
    if (signedIn == null) {
      Page page = stranger();
      signIn(page, demo.password());
      page.waitForURL("**/overview");
      signedIn = page.context().storageState();
    }
    return signedIn;
  }

  static void signIn(Page page, String password) {
    page.navigate("/sign-in");
    page.getByLabel("User").fill(demo.user());
    page.getByLabel("Password").fill(password);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in").setExact(true))
        .click();
  }

  /** Returns the link as a path of this console. */
  static String invite(Page admin, String name, String role) {
    admin.navigate("/users");
    admin.locator("#user").fill(name);
    admin
        .locator("form[action='/users']")
        .getByLabel(role, new Locator.GetByLabelOptions().setExact(true))
        .check();
    admin.getByRole(AriaRole.BUTTON, named("Invite")).click();
    URI link = URI.create(admin.locator(".command code").textContent());
    return link.getRawPath() + "?" + link.getRawQuery();
  }

  /** Signed in, with {@link #PASSWORD}. */
  Page accepted(String name, String role) {
    String link = invite(visitor(), name, role);
    Page page = stranger();
    page.navigate(link);
    setPassword(page, PASSWORD);
    page.waitForURL("**/overview");
    return page;
  }

  static void setPassword(Page page, String password) {
    page.getByLabel("New password").fill(password);
    page.getByRole(AriaRole.BUTTON, named("Set password and sign in")).click();
  }

  static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }
}
