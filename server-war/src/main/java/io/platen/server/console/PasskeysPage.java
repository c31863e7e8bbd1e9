package io.platen.server.console;

import io.platen.server.access.control.Passkeys;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Optional;

/** One's own passkeys: to add and to remove. They are shown on the page of the account. */
@Dependent
class PasskeysPage implements Page {
  private static final String PATH = "/account/passkeys";
  private static final String ACCOUNT = "/account";

  private final Passkeys passkeys;

  @Inject
  PasskeysPage(Passkeys passkeys) {
    this.passkeys = passkeys;
  }

  @Override
  public boolean answers(String path) {
    return path.equals(PATH) || path.startsWith(PATH + "/");
  }

  @Override
  public Answer get(Visit visit) {
    return new Answer.Redirect(ACCOUNT);
  }

  @Override
  public Answer post(Visit visit) {
    if (visit.path().equals(PATH)) {
      boolean added =
          passkeys.add(visit.session(), visit.exactly("credential"), visit.field("passkeyName"));
      return new Answer.Redirect(ACCOUNT + "?passkey=" + (added ? "added" : "refused"));
    }
    String rest = visit.rest(PATH + "/");
    if (rest.equals("options")) {
      return new Answer.Json(PasskeyOptions.of(passkeys.begin(visit.session())));
    }
    String[] parts = rest.split("/", -1);
    Optional<Long> id = parts.length == 2 ? PrinterPage.number(parts[0]) : Optional.empty();
    if (id.isEmpty() || !parts[1].equals("remove")) {
      return new Answer.NotFound();
    }
    passkeys.remove(visit.session(), id.get());
    return new Answer.Redirect(ACCOUNT);
  }
}
