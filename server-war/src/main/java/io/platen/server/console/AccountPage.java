package io.platen.server.console;

import io.platen.server.access.control.OwnPassword;
import io.platen.server.access.control.Passkeys;
import io.platen.server.access.entity.Passkey;
import io.platen.server.console.view.AccountView;
import io.platen.server.console.view.Form;
import io.platen.server.console.view.Words;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Set;

/** One's own account: the password, and the passkeys beside it. */
@Dependent
class AccountPage implements Page {
  private static final String PATH = "/account";

  private static final Set<String> DONE = Set.of("password", "added", "refused");

  private final OwnPassword password;
  private final Passkeys passkeys;

  @Inject
  AccountPage(OwnPassword password, Passkeys passkeys) {
    this.password = password;
    this.passkeys = passkeys;
  }

  @Override
  public boolean answers(String path) {
    return path.equals(PATH);
  }

  @Override
  public Answer get(Visit visit) {
    return page(visit, 200, Form.EMPTY);
  }

  @Override
  public Answer post(Visit visit) {
    String wanted = visit.exactly("password");
    OwnPassword.Outcome outcome =
        password.change(visit.session(), visit.exactly("old"), wanted, visit.source());
    if (outcome instanceof OwnPassword.Set set) {
      return new Answer.SignedIn(set.cookie(), PATH + "?changed=password");
    }
    Words words = visit.words();
    if (outcome instanceof OwnPassword.Weak weak) {
      String text = NewPasswordWords.of(words, weak.rule(), wanted);
      return page(visit, 422, new Form(Map.of(), Map.of("password", text)));
    }
    if (outcome instanceof OwnPassword.TooMany tooMany) {
      String text = words.t("signIn.slow", words.span(tooMany.retryAfter()));
      return page(visit, 429, new Form(Map.of(), Map.of("", text)));
    }
    return page(visit, 422, new Form(Map.of(), Map.of("old", words.t("account.wrongOld"))));
  }

  private Answer page(Visit visit, int status, Form form) {
    Words words = visit.words();
    String done = visit.field("changed") + visit.field("passkey");
    AccountView view =
        new AccountView(
            visit.session().caller().name(),
            words.t("role." + UsersPage.token(visit.session().caller().role())),
            form,
            status == 200 && DONE.contains(done) ? done : "",
            passkeys.list(visit.session()).stream().map(AccountPage::line).toList());
    return new Answer.Html(
        status,
        "account",
        Map.of("shell", visit.shell(words.t("account.title"), "account"), "view", view));
  }

  private static AccountView.PasskeyLine line(Passkey passkey) {
    return new AccountView.PasskeyLine(
        Long.toString(passkey.id()), passkey.name(), passkey.created(), passkey.lastUsed());
  }
}
