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

  private Instant created;
  private @Nullable Instant revoked;

  protected ApiToken() {}

  public ApiToken(
      long tenant, String name, byte[] tokenHash, Role role, String createdBy, Instant created) {
    this.tenant = tenant;
    this.name = name;
    this.tokenHash = tokenHash.clone();
    this.role = role;
    this.createdBy = createdBy;
    this.created = created;
  }

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
    return new Caller(tenant, "token " + name, role);
  }
}
