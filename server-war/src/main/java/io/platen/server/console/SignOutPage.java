package io.platen.server.console;

import jakarta.enterprise.context.Dependent;

/** Ends the session; a link cannot do it, only the button. */
@Dependent
class SignOutPage implements Page {
  @Override
  public boolean answers(String path) {
    return path.equals("/sign-out");
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public Answer get(Visit visit) {
    return new Answer.Redirect("/overview");
  }

  @Override
  public Answer post(Visit visit) {
    return new Answer.SignedOut("/sign-in");
  }
}
