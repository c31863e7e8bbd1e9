package io.platen.reference.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Users, their passwords, tokens and the audit, from the click to what comes of it. */
class PeopleIT extends ConsoleTest {
  @Test
  void invites_a_user_who_sets_a_password_and_is_out_once_removed() {
    // given
    String name = "berta" + System.nanoTime();
    Page admin = visitor();
    String link = invite(admin, name, "Viewer");

    // when: a password that is guessed first, then a better one
    Page berta = stranger();
    berta.navigate(link);
    setPassword(berta, "password1234");
    assertThat(berta.getByRole(AriaRole.ALERT)).containsText("guessed early");
    setPassword(berta, PASSWORD);

    // then: in, and without the pages of administrators
    assertThat(berta).hasURL(Pattern.compile(".*/overview"));
    assertThat(berta.getByRole(AriaRole.LINK, named("Users"))).hasCount(0);
    assertThat(berta.navigate("/users").status()).isEqualTo(403);
    assertThat(berta.navigate("/tokens").status()).isEqualTo(403);
    assertThat(berta.navigate("/audit").status()).isEqualTo(403);

    // when: the link is used again, and the user is removed
    Page late = stranger();
    assertThat(late.navigate(link).status()).isEqualTo(410);
    admin.navigate("/users");
    admin.getByLabel("More about " + name).click();
    admin.getByRole(AriaRole.BUTTON, named("Remove " + name)).click();

    // then
    assertThat(admin.getByRole(AriaRole.ROWHEADER, named(name))).hasCount(0);
    berta.navigate("/printers");
    assertThat(berta).hasURL(Pattern.compile(".*/sign-in.*"));
  }

  @Test
  void changes_ones_own_password_and_ends_the_other_session() {
    // given: the same user in two browsers
    String name = "carl" + System.nanoTime();
    Page here = accepted(name, "Operator");
    Page there = stranger();
    there.navigate("/sign-in");
    there.getByLabel("User").fill(name);
    there.getByLabel("Password").fill(PASSWORD);
    there.getByRole(AriaRole.BUTTON, named("Sign in")).click();
    assertThat(there).hasURL(Pattern.compile(".*/overview"));

    // when
    here.locator("#user-menu summary").click();
    here.getByRole(AriaRole.LINK, named("My account")).click();
    changePassword(here, "not the old one", "ten green lorries");
    assertThat(here.getByRole(AriaRole.ALERT)).containsText("not the password so far");
    changePassword(here, PASSWORD, "ten green lorries");

    // then
    assertThat(here.getByRole(AriaRole.STATUS)).containsText("The password is changed");
    there.navigate("/printers");
    assertThat(there).hasURL(Pattern.compile(".*/sign-in.*"));
    here.navigate("/printers");
    assertThat(here).hasURL(Pattern.compile(".*/printers"));
  }

  @Test
  void makes_a_token_that_a_program_can_use_until_it_is_revoked() {
    // given
    String name = "nightly " + System.nanoTime();
    Page admin = visitor();
    String token = token(admin, name, "Viewer");

    // then
    assertThat(call("GET", "printers", token)).isEqualTo(200);
    admin.navigate("/tokens");
    Locator row = admin.locator("tr").filter(new Locator.FilterOptions().setHasText(name));
    assertThat(row).containsText("Viewer");
    assertThat(row).not().containsText("never");
    admin.getByRole(AriaRole.BUTTON, named("Revoke " + name)).click();
    assertThat(admin.getByRole(AriaRole.ROWHEADER, named(name))).hasCount(0);
    assertThat(call("GET", "printers", token)).isEqualTo(401);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "POST, devices",
    "POST, devices/00000000-0000-4000-8000-000000000001/activation-code",
    "POST, devices/00000000-0000-4000-8000-000000000001/deactivate",
    "PUT, policy",
    "POST, tokens",
    "DELETE, tokens/1",
    "GET, tokens",
    "GET, users",
    "POST, users",
    "PUT, users/1/role",
    "POST, users/1/invitation",
    "DELETE, users/1",
    "GET, audit"
  })
  void refuses_a_viewers_token_every_call_that_changes_something(String method, String path) {
    assertThat(call(method, path, viewerToken())).isIn(403, 405);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "/users, administrator",
    "/users/1/remove, administrator",
    "/tokens, administrator",
    "/policy, administrator",
    "/printer-profiles, administrator",
    "/devices, operator"
  })
  void refuses_a_viewers_form_however_it_was_made(String path, String role) {
    // given
    Page viewer = accepted("dora" + System.nanoTime(), "Viewer");

    // when
    APIResponse answer =
        viewer
            .context()
            .request()
            .post(
                path,
                RequestOptions.create()
                    .setHeader("Sec-Fetch-Site", "same-origin")
                    .setForm(FormData.create().set("name", "X").set("user", "x1")));

    // then
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.text()).contains(role);
  }

  @Test
  void writes_down_who_did_what_and_shows_it_to_administrators() {
    // given
    String name = "emil" + System.nanoTime();
    Page admin = visitor();
    invite(admin, name, "Operator");

    // when
    admin.navigate("/audit");
    admin.getByLabel("What", new Page.GetByLabelOptions().setExact(true)).selectOption("user.");
    admin.getByRole(AriaRole.BUTTON, named("Filter")).click();

    // then
    Locator row = admin.locator("tbody tr").filter(new Locator.FilterOptions().setHasText(name));
    assertThat(row).containsText("made a user");
    assertThat(row).containsText(demo.user());
    assertThat(admin.locator("tbody")).not().containsText("signed in");
  }

  private static String viewerToken;

  private String viewerToken() {
    if (viewerToken == null) {
      viewerToken = token(visitor(), "weak " + System.nanoTime(), "Viewer");
    }
    return viewerToken;
  }

  private int call(String method, String path, String token) {
    RequestOptions options =
        RequestOptions.create()
            .setMethod(method)
            .setHeader("Authorization", "Bearer " + token)
            .setHeader("Content-Type", "application/json");
    if (!method.equals("GET") && !method.equals("DELETE")) {
      options.setData("{}");
    }
    return stranger().context().request().fetch(console() + "/api/v1/" + path, options).status();
  }

  private static String token(Page admin, String name, String role) {
    admin.navigate("/tokens");
    admin.locator("#name").fill(name);
    admin.getByLabel(role, new Page.GetByLabelOptions().setExact(true)).check();
    admin.getByRole(AriaRole.BUTTON, named("Make token")).click();
    return admin.locator(".command code").textContent();
  }

  private static void changePassword(Page page, String old, String password) {
    page.getByLabel("Password so far").fill(old);
    page.getByLabel("New password").fill(password);
    page.getByRole(AriaRole.BUTTON, named("Change password")).click();
  }
}
