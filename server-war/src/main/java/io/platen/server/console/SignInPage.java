package io.platen.server.console;

import io.platen.server.access.control.Setup;
import io.platen.server.access.control.SignIn;
import io.platen.server.console.view.Form;
import io.platen.server.console.view.Shell;
import io.platen.server.console.view.Words;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Map;

/** Name and password to a session. */
@Dependent
class SignInPage implements Page {
  private final SignIn signIn;
  private final Setup setup;

  @Inject
  SignInPage(SignIn signIn, Setup setup) {
    this.signIn = signIn;
    this.setup = setup;
  }

  @Override
  public boolean answers(String path) {
    return path.equals("/sign-in");
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public Answer get(Visit visit) {
    return setup.isNeeded() ? new Answer.Redirect("/setup") : page(visit, 200, Form.EMPTY);
  }

  @Override
  public Answer post(Visit visit) {
    Words words = visit.words();
    SignIn.Outcome outcome =
        signIn.attempt(visit.field("user"), visit.exactly("password"), visit.source());
    if (outcome instanceof SignIn.Welcome welcome) {
      return new Answer.SignedIn(welcome.cookie(), BackPath.of(visit.field("return")));
    }
    if (outcome instanceof SignIn.TooMany tooMany) {
      String wait = words.span(tooMany.retryAfter());
      return page(visit, 429, form(visit, words.t("signIn.slow", wait)));
    }
    return page(visit, 401, form(visit, words.t("signIn.refused")));
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
