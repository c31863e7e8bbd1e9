package io.platen.server.console.view;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may sign in.
 *
 * @param invitation of a user who was invited by this very request
 */
public record UsersView(List<Line> users, Form form, @Nullable Invitation invitation) {

  /** Tokens of the roles, the one that may least first. */
  public static final List<String> ROLES = List.of("viewer", "operator", "administrator");

  public UsersView {
    users = List.copyOf(users);
  }

  /**
   * @param lastSignIn null when the user never came
   * @param invited whether the user has yet to set a password
   * @param self whether it is who looks
   */
  public record Line(
      String id,
      String login,
      String role,
      @Nullable Instant lastSignIn,
      boolean invited,
      boolean self) {}

  /**
   * @param link sets the password, once
   */
  public record Invitation(String user, String link, String until) {}
}
