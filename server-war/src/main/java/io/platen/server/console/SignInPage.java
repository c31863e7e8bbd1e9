package io.platen.server.console;

import io.platen.server.access.control.Passkeys;
import io.platen.server.access.control.Setup;
import io.platen.server.access.control.SignIn;
import io.platen.server.console.view.Form;
import io.platen.server.console.view.Shell;
import io.platen.server.console.view.Words;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Map;

/** Name and password, or a passkey alone, to a session. */
@Dependent
class SignInPage implements Page {
  private static final String PASSKEY = "/sign-in/passkey";
  private static final String OPTIONS = "/sign-in/passkey/options";

  private final SignIn signIn;
  private final Setup setup;
  private final Passkeys passkeys;

  @Inject
  SignInPage(SignIn signIn, Setup setup, Passkeys passkeys) {
    this.signIn = signIn;
    this.setup = setup;
    this.passkeys = passkeys;
  }

  @Override
  public boolean answers(String path) {
    return path.equals("/sign-in") || path.equals(PASSKEY) || path.equals(OPTIONS);
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public Answer get(Visit visit) {
    if (!visit.path().equals("/sign-in")) {
      return new Answer.Redirect("/sign-in");
    }
    return setup.isNeeded() ? new Answer.Redirect("/setup") : page(visit, 200, Form.EMPTY);
  }

  @Override
  public Answer post(Visit visit) {
    Words words = visit.words();
    if (visit.path().equals(OPTIONS)) {
      return new Answer.Json(PasskeyOptions.of(passkeys.begin()));
    }
    boolean byPasskey = visit.path().equals(PASSKEY);
    SignIn.Outcome outcome =
        byPasskey
            ? passkeys.signIn(visit.exactly("credential"), visit.source())
            : signIn.attempt(visit.field("user"), visit.exactly("password"), visit.source());
    if (outcome instanceof SignIn.Welcome welcome) {
      return new Answer.SignedIn(welcome.cookie(), BackPath.of(visit.field("return")));
    }
    if (outcome instanceof SignIn.TooMany tooMany) {
      String wait = words.span(tooMany.retryAfter());
      return page(visit, 429, form(visit, words.t("signIn.slow", wait)));
    }
    return page(
        visit, 401, form(visit, words.t(byPasskey ? "signIn.passkeyRefused" : "signIn.refused")));
  }

  private static Form form(Visit visit, String error) {
    return new Form(Map.of("user", visit.field("user")), Map.of("", error));
  }

  private static Answer page(Visit visit, int status, Form form) {
    Shell shell = visit.shell(visit.words().t("signIn.title"), "");
    String back = visit.field("return");
    return new Answer.Html(status, "signIn", Map.of("shell", shell, "form", form, "back", back));
  }
}
