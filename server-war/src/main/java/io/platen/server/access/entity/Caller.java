package io.platen.server.access.entity;

/**
 * Who asks. The tenant goes into every query.
 *
 * @param name the user's login, or {@code token <name>}; for the audit
 * @param owner the login of the user who asks, or who made the token; what a token makes is theirs
 */
public record Caller(long tenant, String name, Role role, String owner) {
  /** Of a user. */
  public Caller(long tenant, String login, Role role) {
    this(tenant, login, role, login);
  }
}
