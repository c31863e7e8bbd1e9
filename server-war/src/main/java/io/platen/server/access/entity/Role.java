package io.platen.server.access.entity;

/** What a user or token may do; each role may do what the ones after it may. */
public enum Role {
  ADMINISTRATOR,
  OPERATOR,
  VIEWER;

  /** Whether this role may do what the other may. */
  public boolean includes(Role other) {
    return compareTo(other) <= 0;
  }
}
