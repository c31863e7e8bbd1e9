package io.platen.server.access.control;

import io.platen.server.access.entity.AppUser;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.access.entity.Tenant;
import io.platen.server.audit.Audit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;

/**
 * The first tenant and its administrator, once: whoever can read the server's setup token makes
 * them. There is no default password.
 */
@ApplicationScoped
public class Setup {
  /** Any number that nothing else locks: two setups at the same time follow each other. */
  private static final long LOCK = 0x7365747570L;

  private static final int MAX_NAME = 100;

  private EntityManager entities;
  private Tokens tokens;
  private SetupToken setupToken;
  private Audit audit;
  private InstantSource clock;
  private Passwords passwords;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected Setup() {}

  @Inject
  Setup(
      EntityManager entities,
      Tokens tokens,
      SetupToken setupToken,
      Audit audit,
      InstantSource clock,
      Passwords passwords) {
    this.entities = entities;
    this.tokens = tokens;
    this.setupToken = setupToken;
    this.audit = audit;
    this.clock = clock;
    this.passwords = passwords;
  }

  /** What became of it. */
  public sealed interface Outcome {}

  public record Done(String apiToken) implements Outcome {}

  /** There is an administrator already. */
  public record AlreadyDone() implements Outcome {}

  /** The token is not the server's, or was used. */
  public record WrongToken() implements Outcome {}

  /**
   * @param field {@code tenant}, {@code user} or {@code password}
   * @param reason what is wrong and what is accepted
   */
  public record Invalid(String field, String reason) implements Outcome {}

  /** Whether nobody can sign in yet. */
  @Transactional
  public boolean isNeeded() {
    return entities
            .createQuery("SELECT count(u) FROM AppUser u", Long.class)
            .getSingleResult()
            .longValue()
        == 0;
  }

  @Transactional
  public Outcome run(String token, String tenantName, String login, String password) {
    entities
        .createNativeQuery("SELECT 1 FROM (SELECT pg_advisory_xact_lock(?)) AS setup")
        .setParameter(1, LOCK)
        .getSingleResult();
    if (!isNeeded()) {
      return new AlreadyDone();
    }
    if (!setupToken.matches(token)) {
      return new WrongToken();
    }
    String name = tenantName.strip();
    String user = login.strip().toLowerCase(Locale.ROOT);
    if (name.isEmpty() || name.length() > MAX_NAME) {
      return new Invalid("tenant", "A tenant's name has 1 to " + MAX_NAME + " characters");
    }
    if (!Users.LOGIN.matcher(user).matches()) {
      return new Invalid(
          "user", "A user's name has 1 to 64 of the characters a-z, 0-9, and . _ @ + - inside");
    }
    Optional<PasswordRule> broken = PasswordRule.broken(password, user);
    if (broken.isPresent()) {
      return new Invalid("password", broken.get().reason());
    }
    Tenant tenant = new Tenant(name, clock.instant());
    entities.persist(tenant);
    entities.flush();
    entities.persist(
        new AppUser(
            tenant.id(), user, passwords.hash(password), Role.ADMINISTRATOR, clock.instant()));
    Caller caller = new Caller(tenant.id(), user, Role.ADMINISTRATOR);
    audit.record(caller.tenant(), caller.name(), "setup", name);
    Tokens.Created created = tokens.create(caller, "setup", Role.ADMINISTRATOR, Tokens.LIFE);
    entities.flush();
    // The lock and the count above keep a second setup out, should the file outlive a crash.
    setupToken.use();
    return new Done(created.secret());
  }
}
