package io.platen.server.access.control;

import io.platen.server.access.entity.AppUser;
import io.platen.server.access.entity.Caller;
import io.platen.server.audit.Audit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** From a name and a password to a session. */
@ApplicationScoped
public class SignIn {
  private EntityManager entities;
  private Sessions sessions;
  private SignInLimit limit;
  private Audit audit;
  private Passwords passwords;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected SignIn() {}

  @Inject
  SignIn(EntityManager entities, Sessions sessions, SignInLimit limit, Audit audit) {
    this(entities, sessions, limit, audit, new Passwords());
  }

  SignIn(
      EntityManager entities,
      Sessions sessions,
      SignInLimit limit,
      Audit audit,
      Passwords passwords) {
    this.entities = entities;
    this.sessions = sessions;
    this.limit = limit;
    this.audit = audit;
    this.passwords = passwords;
  }

  /** What became of a try. */
  public sealed interface Outcome {}

  /**
   * @param cookie the value of {@link Sessions#COOKIE}
   */
  public record Welcome(String cookie) implements Outcome {}

  /** Name or password is wrong; which one is not told. */
  public record Refused() implements Outcome {}

  /** Too many tries; the password was not looked at. */
  public record TooMany(Duration retryAfter) implements Outcome {}

  /**
   * @param source the address that the try came from
   */
  @Transactional
  public Outcome attempt(String login, String password, String source) {
    String name = login.strip().toLowerCase(Locale.ROOT);
    Optional<Duration> wait = limit.take(name, source);
    if (wait.isPresent()) {
      return new TooMany(wait.get());
    }
    Optional<AppUser> found =
        entities
            .createQuery("SELECT u FROM AppUser u WHERE u.login = :login", AppUser.class)
            .setParameter("login", name)
            .getResultStream()
            .findFirst();
    if (found.isEmpty()) {
      passwords.verifyNothing(password);
      return new Refused();
    }
    AppUser user = found.get();
    Caller caller = new Caller(user.tenant(), user.login(), user.role());
    if (!passwords.verify(password, user.passwordHash())) {
      audit.record(caller.tenant(), caller.name(), "session.refuse", "from " + source);
      return new Refused();
    }
    limit.forgive(name, source);
    audit.record(caller.tenant(), caller.name(), "session.open", "from " + source);
    return new Welcome(sessions.open(user.tenant(), user.id()));
  }
}
