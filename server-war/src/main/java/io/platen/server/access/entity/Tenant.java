package io.platen.server.access.entity;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import java.time.Instant;

/** A customer of the hosting partner, or the partner's only one. */
@Entity
@SuppressWarnings("NullAway.Init")
public class Tenant {
  @Id
  @SequenceGenerator(name = "platen", sequenceName = "platen_seq", allocationSize = 50)
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "platen")
  private long id;

  private String name;
  private Instant created;

  protected Tenant() {}

  public Tenant(String name, Instant created) {
    this.name = name;
    this.created = created;
  }

  public long id() {
    return id;
  }

  public String name() {
    return name;
  }

  public Instant created() {
    return created;
  }
}
