package io.platen.server.console;

import io.platen.server.access.control.PasswordRule;
import io.platen.server.access.control.Setup;
import io.platen.server.access.control.SignIn;
import io.platen.server.console.view.Form;
import io.platen.server.console.view.Shell;
import io.platen.server.console.view.Words;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The first administrator, made once by whoever can read the server's setup token. */
@Dependent
class SetupPage implements Page {
  private final Setup setup;
  private final SignIn signIn;

  @Inject
  SetupPage(Setup setup, SignIn signIn) {
    this.setup = setup;
    this.signIn = signIn;
  }

  @Override
  public boolean answers(String path) {
    return path.equals("/setup");
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public Answer get(Visit visit) {
    return setup.isNeeded() ? page(visit, 200, Form.EMPTY) : new Answer.Redirect("/sign-in");
  }

  @Override
  public Answer post(Visit visit) {
    Map<String, String> errors = check(visit);
    if (!errors.isEmpty()) {
      return page(visit, 422, form(visit, errors));
    }
    String password = visit.exactly("password");
    Setup.Outcome outcome =
        setup.run(visit.field("token"), visit.field("tenant"), visit.field("user"), password);
    if (outcome instanceof Setup.Done) {
      return welcome(visit, password);
    }
    if (outcome instanceof Setup.Invalid invalid) {
      String text = visit.words().t("setup.invalid." + invalid.field());
      return page(visit, 422, form(visit, Map.of(invalid.field(), text)));
    }
    if (outcome instanceof Setup.WrongToken) {
      String text = visit.words().t("setup.wrongToken");
      return page(visit, 403, form(visit, Map.of("token", text)));
    }
    return new Answer.Redirect("/sign-in");
  }

  private Answer welcome(Visit visit, String password) {
    return signIn.attempt(visit.field("user"), password, visit.source())
            instanceof SignIn.Welcome welcome
        ? new Answer.SignedIn(welcome.cookie(), "/overview")
        : new Answer.Redirect("/sign-in");
  }

  private static Map<String, String> check(Visit visit) {
    Words words = visit.words();
    Map<String, String> errors = new HashMap<>();
    for (String field : List.of("token", "tenant", "user")) {
      if (visit.field(field).isEmpty()) {
        errors.put(field, words.t("setup.blank"));
      }
    }
    String password = visit.exactly("password");
    PasswordRule.broken(password, visit.field("user"))
        .ifPresent(rule -> errors.put("password", NewPasswordWords.of(words, rule, password)));
    return errors;
  }

  private static Form form(Visit visit, Map<String, String> errors) {
    return new Form(
        Map.of(
            "token", visit.field("token"),
            "tenant", visit.field("tenant"),
            "user", visit.field("user")),
        errors);
  }

  private static Answer page(Visit visit, int status, Form form) {
    Shell shell = visit.shell(visit.words().t("setup.title"), "");
    return new Answer.Html(status, "setup", Map.of("shell", shell, "form", form));
  }
}
