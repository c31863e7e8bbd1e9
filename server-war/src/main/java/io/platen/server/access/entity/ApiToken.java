package io.platen.server.access.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A program's way in. Only a hash of the token is kept. */
@Entity
@Table(name = "api_token")
@SuppressWarnings("NullAway.Init")
public class ApiToken {
  @Id
  @SequenceGenerator(name = "platen", sequenceName = "platen_seq", allocationSize = 50)
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "platen")
  private long id;

  private long tenant;
  private String name;

  @Column(name = "token_hash")
  private byte[] tokenHash;

  @Enumerated(EnumType.STRING)
  private Role role;

  @Column(name = "created_by")
  private String createdBy;

  private String owner;
  private @Nullable String scope;
  private Instant created;
  private @Nullable Instant expires;

  @Column(name = "last_used")
  private @Nullable Instant lastUsed;

  private @Nullable Instant revoked;

  protected ApiToken() {}

  public ApiToken(String name, byte[] tokenHash, Role role, Caller by, Term term) {
    this.tenant = by.tenant();
    this.name = name;
    this.tokenHash = tokenHash.clone();
    this.role = role;
    this.createdBy = by.name();
    this.owner = by.owner();
    this.created = term.from;
    this.expires = term.to;
  }

  /** One that may do nothing but what the scope is for, whatever its role. */
  public ApiToken limitedTo(TokenScope only) {
    scope = only.token();
    return this;
  }

  /** Empty: all that its role may. */
  public Optional<TokenScope> scope() {
    return Optional.ofNullable(scope).map(TokenScope::of);
  }

  /** From when to when it lets in. */
  public record Term(Instant from, Instant to) {}

  public long id() {
    return id;
  }

  public long tenant() {
    return tenant;
  }

  public String name() {
    return name;
  }

  public Role role() {
    return role;
  }

  public String createdBy() {
    return createdBy;
  }

  public Instant created() {
    return created;
  }

  /** Null for a token that was made before tokens ended. */
  public @Nullable Instant expires() {
    return expires;
  }

  /** To the minute; null when it was never used. */
  public @Nullable Instant lastUsed() {
    return lastUsed;
  }

  public boolean isExpired(Instant now) {
    return expires != null && !now.isBefore(expires);
  }

  public boolean isRevoked() {
    return revoked != null;
  }

  /** Takes effect with the next request. */
  public void revoke(Instant now) {
    if (revoked == null) {
      revoked = now;
    }
  }

  /** Who asks with this token. */
  public Caller caller() {
    return new Caller(tenant, "token " + name, role, owner);
  }
}
