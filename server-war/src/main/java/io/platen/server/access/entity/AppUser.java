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

/** Someone who signs in at the console. The login is lower case and unique on the server. */
@Entity
@Table(name = "app_user")
@SuppressWarnings("NullAway.Init")
public class AppUser {
  @Id
  @SequenceGenerator(name = "platen", sequenceName = "platen_seq", allocationSize = 50)
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "platen")
  private long id;

  private long tenant;
  private String login;

  @Column(name = "password_hash")
  private String passwordHash;

  @Enumerated(EnumType.STRING)
  private Role role;

  private String theme;
  private @Nullable String locale;
  private Instant created;

  protected AppUser() {}

  public AppUser(long tenant, String login, String passwordHash, Role role, Instant created) {
    this.tenant = tenant;
    this.login = login;
    this.passwordHash = passwordHash;
    this.role = role;
    this.theme = "system";
    this.created = created;
  }

  public long id() {
    return id;
  }

  public long tenant() {
    return tenant;
  }

  public String login() {
    return login;
  }

  public String passwordHash() {
    return passwordHash;
  }

  public Role role() {
    return role;
  }

  /** {@code system}, {@code light} or {@code dark}. */
  public String theme() {
    return theme;
  }

  /** A language tag; null for what the browser asks for. */
  public @Nullable String locale() {
    return locale;
  }

  public Instant created() {
    return created;
  }

  /** A stronger hash of the same password. */
  public void rehash(String stronger) {
    passwordHash = stronger;
  }

  public void prefer(String newTheme, @Nullable String newLocale) {
    theme = newTheme;
    locale = newLocale;
  }
}
