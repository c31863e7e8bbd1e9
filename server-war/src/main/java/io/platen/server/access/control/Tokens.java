package io.platen.server.access.control;

import io.platen.server.access.entity.ApiToken;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.access.entity.TokenScope;
import io.platen.server.audit.Audit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** API tokens: shown once, kept as a hash. */
@ApplicationScoped
public class Tokens {
  /** Begins each token, so that scanners of leaked secrets know it. */
  public static final String PREFIX = "plt_";

  /** How long a token lives where nobody says how long. */
  public static final Duration LIFE = Duration.ofDays(90);

  /** No token lives longer. */
  public static final Duration LONGEST_LIFE = Duration.ofDays(366);

  /** The time of use is written this often, not with each request. */
  private static final Duration TOUCH = Duration.ofMinutes(1);

  private EntityManager entities;
  private Audit audit;
  private InstantSource clock;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected Tokens() {}

  @Inject
  public Tokens(EntityManager entities, Audit audit, InstantSource clock) {
    this.entities = entities;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * @param secret the token itself; nobody can show it again
   */
  public record Created(ApiToken token, String secret) {}

  /** A token never may more than who made it: the caller checks {@link Role#includes}. */
  @Transactional
  public Created create(Caller caller, String name, Role role, Duration life) {
    return create(caller, name, role, life, Optional.empty());
  }

  /** The same for one that may do nothing but what a scope is for. */
  @Transactional
  public Created create(
      Caller caller, String name, Role role, Duration life, Optional<TokenScope> scope) {
    if (!caller.role().includes(role)) {
      throw new IllegalArgumentException("A token may not do more than who makes it");
    }
    String secret = PREFIX + Secrets.random();
    Instant now = clock.instant();
    ApiToken token =
        new ApiToken(
            name, Secrets.hash(secret), role, caller, new ApiToken.Term(now, now.plus(life)));
    scope.ifPresent(token::limitedTo);
    entities.persist(token);
    audit.record(
        caller.tenant(),
        caller.name(),
        "token.create",
        name + " " + role + scope.map(each -> " for " + each.token()).orElse(""));
    return new Created(token, secret);
  }

  /** Who holds this token, as long as it is neither revoked nor expired. */
  @Transactional
  public Optional<Caller> find(String secret) {
    return token(secret).map(ApiToken::caller);
  }

  /** The same with what it is for. */
  @Transactional
  public Optional<ApiToken> token(String secret) {
    if (!secret.startsWith(PREFIX)) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Optional<ApiToken> found =
        entities
            .createQuery(
                "SELECT t FROM ApiToken t WHERE t.tokenHash = :hash AND t.revoked IS NULL",
                ApiToken.class)
            .setParameter("hash", Secrets.hash(secret))
            .getResultStream()
            .findFirst()
            .filter(token -> !token.isExpired(now));
    found.ifPresent(token -> touch(token, now));
    return found;
  }

  private void touch(ApiToken token, Instant now) {
    Instant before = token.lastUsed();
    if (before == null || before.isBefore(now.minus(TOUCH))) {
      // One statement, so that requests at the same time do not refuse each other.
      entities
          .createQuery("UPDATE ApiToken t SET t.lastUsed = :now WHERE t.id = :id")
          .setParameter("now", now)
          .setParameter("id", token.id())
          .executeUpdate();
    }
  }

  @Transactional
  public List<ApiToken> list(Caller caller) {
    return entities
        .createQuery(
            "SELECT t FROM ApiToken t WHERE t.tenant = :tenant AND t.revoked IS NULL ORDER BY t.id",
            ApiToken.class)
        .setParameter("tenant", caller.tenant())
        .getResultList();
  }

  /** Returns whether there was one to revoke. */
  @Transactional
  public boolean revoke(Caller caller, long id) {
    ApiToken token = entities.find(ApiToken.class, id);
    if (token == null || token.tenant() != caller.tenant() || token.isRevoked()) {
      return false;
    }
    token.revoke(clock.instant());
    audit.record(caller.tenant(), caller.name(), "token.revoke", token.name());
    return true;
  }
}
