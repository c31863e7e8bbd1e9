package io.platen.server.console;

import io.platen.server.access.control.PasswordRule;
import io.platen.server.console.view.Words;

/** Why a new password is not taken, in the reader's language. */
final class NewPasswordWords {
  private NewPasswordWords() {}

  static String of(Words words, PasswordRule rule, String typed) {
    return switch (rule) {
      case TOO_SHORT -> words.t("password.short", typed.length(), PasswordRule.SHORTEST);
      case TOO_LONG -> words.t("password.long", typed.length(), PasswordRule.LONGEST);
      case TOO_SIMPLE -> words.t("password.simple");
    };
  }
}
