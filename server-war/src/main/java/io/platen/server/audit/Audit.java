package io.platen.server.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Writes who did what, in the transaction of what was done. */
@ApplicationScoped
public class Audit {
  private EntityManager entities;
  private InstantSource clock;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected Audit() {}

  @Inject
  public Audit(EntityManager entities, InstantSource clock) {
    this.entities = entities;
    this.clock = clock;
  }

  /**
   * What is written down of one change.
   *
   * @param tenant null for what no tenant did, such as a stranger's sign-in
   * @param source the network address that it came from, where that is known
   */
  public record Entry(
      Instant at,
      @Nullable Long tenant,
      String actor,
      String action,
      String subject,
      @Nullable String source) {
    public Entry(Instant at, long tenant, String actor, String action, String subject) {
      this(at, tenant, actor, action, subject, null);
    }
  }

  /** The same in a transaction of plain JDBC. */
  public static void record(Connection connection, Entry entry) throws SQLException {
    AuditChain.append(connection, entry);
  }

  /**
   * @param actor the user's or token's name
   * @param action a verb and a noun, e.g. {@code device.deactivate}
   * @param subject what it was done to, never a secret
   */
  public void record(long tenant, String actor, String action, @Nullable String subject) {
    entities
        .createNativeQuery(
            "INSERT INTO audit_entry (tenant, at, actor, action, subject) VALUES (?, ?, ?, ?, ?)")
        .setParameter(1, tenant)
        .setParameter(2, clock.instant().atOffset(ZoneOffset.UTC))
        .setParameter(3, actor)
        .setParameter(4, action)
        .setParameter(5, subject == null ? "" : subject)
        .executeUpdate();
  }
}
