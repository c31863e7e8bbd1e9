package io.platen.server.console;

import io.platen.server.access.control.OwnPassword;
import io.platen.server.console.view.Form;
import io.platen.server.console.view.Shell;
import io.platen.server.console.view.Words;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;

/** Where an invitation leads: a password is set, and its owner is in. */
@Dependent
class InvitationPage implements Page {
  private final OwnPassword password;

  @Inject
  InvitationPage(OwnPassword password) {
    this.password = password;
  }

  @Override
  public boolean answers(String path) {
    return path.equals("/invitation");
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public Answer get(Visit visit) {
    return page(visit, 200, Form.EMPTY);
  }

  @Override
  public Answer post(Visit visit) {
    String wanted = visit.exactly("password");
    OwnPassword.Outcome outcome = password.accept(visit.field("code"), wanted, visit.source());
    if (outcome instanceof OwnPassword.Set set) {
      return new Answer.SignedIn(set.cookie(), "/overview");
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
    return page(visit, 410, Form.EMPTY);
  }

  private Answer page(Visit visit, int status, Form form) {
    String code = visit.field("code");
    Optional<OwnPassword.Invitation> invited = password.find(code);
    Words words = visit.words();
    Shell shell = visit.shell(words.t("invitation.title"), "");
    return new Answer.Html(
        invited.isEmpty() ? 410 : status,
        "invitation",
        Map.of(
            "shell",
            shell,
            "form",
            form,
            "code",
            code,
            "user",
            invited.map(OwnPassword.Invitation::login).orElse(""),
            "tenant",
            invited.map(OwnPassword.Invitation::tenant).orElse("")));
  }
}
