package io.platen.server.console.view;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One's own account.
 *
 * @param done what this visit is the answer to: {@code password}, {@code added}, {@code refused},
 *     or empty
 */
public record AccountView(
    String login, String role, Form form, String done, List<PasskeyLine> passkeys) {
  public AccountView {
    passkeys = List.copyOf(passkeys);
  }

  /**
   * @param lastUsed null when nobody signed in with it yet
   */
  public record PasskeyLine(String id, String name, Instant created, @Nullable Instant lastUsed) {}
}
