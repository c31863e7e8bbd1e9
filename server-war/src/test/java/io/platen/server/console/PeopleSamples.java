package io.platen.server.console;

import io.platen.server.console.view.AccountView;
import io.platen.server.console.view.AuditView;
import io.platen.server.console.view.Form;
import io.platen.server.console.view.Shell;
import io.platen.server.console.view.TokensView;
import io.platen.server.console.view.UsersView;
import io.platen.server.console.view.Words;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Pages about users, tokens and the audit, with each look that they can have. */
final class PeopleSamples {
  private static final Instant NOW = Samples.NOW;

  private final Words words;

  PeopleSamples(Words words) {
    this.words = words;
  }

  Map<String, Map.Entry<String, Map<String, Object>>> pages(
      BiFunction<String, String, Shell> shell) {
    Map<String, Map.Entry<String, Map<String, Object>>> pages = new LinkedHashMap<>();
    pages.put("users", page("users", shell.apply("users.title", "users"), users(true)));
    pages.put("users-wrong", page("users", shell.apply("users.title", "users"), users(false)));
    pages.put("tokens", page("tokens", shell.apply("tokens.title", "tokens"), tokens(true)));
    pages.put("tokens-none", page("tokens", shell.apply("tokens.title", "tokens"), tokens(false)));
    pages.put("audit", page("audit", shell.apply("audit.title", "audit"), audit(true)));
    pages.put("audit-none", page("audit", shell.apply("audit.title", "audit"), audit(false)));
    pages.put("account", account(shell.apply("account.title", "account"), Form.EMPTY, "password"));
    Form wrong = new Form(Map.of(), Map.of("old", words.t("account.wrongOld")));
    pages.put("account-wrong", account(shell.apply("account.title", "account"), wrong, "refused"));
    return pages;
  }

  private UsersView users(boolean invited) {
    Form form =
        invited
            ? Form.EMPTY
            : new Form(
                Map.of("user", "<b>", "role", "operator"),
                Map.of("user", words.t("users.taken", "<b>")));
    return new UsersView(
        List.of(
            new UsersView.Line("1", "anna", "administrator", NOW.minusSeconds(60), false, true),
            new UsersView.Line("2", "berta@example.org", "operator", null, true, false),
            new UsersView.Line("3", "carl", "viewer", NOW.minusSeconds(900_000), false, false)),
        form,
        invited
            ? new UsersView.Invitation(
                "berta@example.org", "https://platen.example.org/invitation?code=x<y", "25 Nov")
            : null);
  }

  private TokensView tokens(boolean some) {
    if (!some) {
      Form wrong =
          new Form(Map.of("days", "0\"<>"), Map.of("days", words.t("tokens.wrongDays", 366)));
      return new TokensView(List.of(), wrong, null, "90");
    }
    Instant soon = NOW.plusSeconds(86_400);
    return new TokensView(
        List.of(
            new TokensView.Line("1", "ERP <b>", "viewer", "anna", NOW, soon, false, true),
            new TokensView.Line("2", "old", "operator", "token setup", null, null, false, false),
            new TokensView.Line("3", "gone", "administrator", "anna", null, NOW, true, false)),
        Form.EMPTY,
        "plt_example",
        "90");
  }

  private AuditView audit(boolean some) {
    if (!some) {
      return new AuditView(List.of(), "nobody \"<>", "user.", null);
    }
    String hash = "00".repeat(32);
    return new AuditView(
        List.of(
            new AuditView.Line(
                17, NOW, "anna", "user.role", words.t("audit.action.user.role"), "b", null, hash),
            new AuditView.Line(9, NOW, "somebody <b>", "x.y", "x.y", "an id", "2001:db8::1", hash)),
        "",
        "",
        "/audit?actor=&action=&before=9");
  }

  private static Map.Entry<String, Map<String, Object>> account(
      Shell shell, Form form, String done) {
    return page(
        "account",
        shell,
        new AccountView(
            "anna",
            "Viewer",
            form,
            done,
            List.of(
                new AccountView.PasskeyLine("1", "Telephone <b>", NOW, NOW.minusSeconds(90)),
                new AccountView.PasskeyLine("2", "Passkey", NOW, null))));
  }

  private static Map.Entry<String, Map<String, Object>> page(
      String template, Shell shell, Object view) {
    return Map.entry(template, Map.of("shell", shell, "view", view));
  }
}
