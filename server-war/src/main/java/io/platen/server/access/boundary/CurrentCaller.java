package io.platen.server.access.boundary;

import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.problem.RefusedException;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who makes this request. */
@RequestScoped
public class CurrentCaller {
  private @Nullable Caller caller;
  private @Nullable String sessionCookie;

  void set(Caller found, @Nullable String cookie) {
    caller = found;
    sessionCookie = cookie;
  }

  /** Throws unless the caller may do what this role may. */
  public Caller as(Role role) {
    Caller found = caller;
    if (found == null) {
      throw new RefusedException(401, "Send an API token as 'Authorization: Bearer plt_...'");
    }
    if (!found.role().includes(role)) {
      throw new RefusedException(
          403, found.name() + " is " + found.role() + "; this needs " + role);
    }
    return found;
  }

  Optional<String> sessionCookie() {
    return Optional.ofNullable(sessionCookie);
  }
}
