package io.platen.server.access.boundary;

import io.platen.server.access.entity.Role;
import io.platen.server.problem.InvalidException;
import org.jspecify.annotations.Nullable;

/** A role as programs write it. */
final class RoleName {
  private RoleName() {}

  static Role read(@Nullable String text) {
    for (Role role : Role.values()) {
      if (role.name().equalsIgnoreCase(text == null ? "" : text)) {
        return role;
      }
    }
    throw new InvalidException(
        "role", "'" + text + "' is none of the three", "administrator, operator or viewer");
  }
}
