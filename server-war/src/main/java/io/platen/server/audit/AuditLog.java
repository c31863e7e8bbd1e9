package io.platen.server.audit;

import io.platen.server.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what was written down, the newest first. */
@ApplicationScoped
public class AuditLog {
  public static final int MOST = 200;

  private Database database;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected AuditLog() {}

  @Inject
  public AuditLog(Database database) {
    this.database = database;
  }

  /**
   * @param position in the chain of the whole server, so a tenant sees gaps
   * @param source the network address that it came from, where that is known
   */
  public record Line(
      long id,
      long position,
      Instant at,
      String actor,
      String action,
      String subject,
      @Nullable String source,
      String hash) {}

  /**
   * @param next the id to ask with for those before; null at the end
   */
  public record Part(List<Line> lines, @Nullable Long next) {
    public Part {
      lines = List.copyOf(lines);
    }
  }

  /**
   * What is looked for.
   *
   * @param actor whose entries, to the letter; empty for everybody's
   * @param action how the action begins, such as {@code device.}; empty for every action
   * @param before only entries with a smaller id; null for the newest
   */
  public record Query(String actor, String action, @Nullable Long before, int limit) {}

  public Part read(long tenant, Query query) {
    int limit = Math.max(1, Math.min(MOST, query.limit));
    return database.read(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT id, position, at, actor, action, subject, source, hash FROM audit_entry"
                      + " WHERE tenant = ? AND id < ? AND (? = '' OR actor = ?)"
                      + " AND starts_with(action, ?) ORDER BY id DESC LIMIT ?")) {
            select.setLong(1, tenant);
            select.setLong(2, query.before == null ? Long.MAX_VALUE : query.before);
            select.setString(3, query.actor);
            select.setString(4, query.actor);
            select.setString(5, query.action);
            select.setInt(6, limit + 1);
            try (ResultSet row = select.executeQuery()) {
              List<Line> lines = new ArrayList<>();
              while (row.next()) {
                lines.add(line(row));
              }
              return part(lines, limit);
            }
          }
        });
  }

  private static Part part(List<Line> lines, int limit) {
    if (lines.size() <= limit) {
      return new Part(lines, null);
    }
    return new Part(lines.subList(0, limit), lines.get(limit - 1).id);
  }

  private static Line line(ResultSet row) throws SQLException {
    String subject = row.getString("subject");
    byte[] hash = row.getBytes("hash");
    return new Line(
        row.getLong("id"),
        row.getLong("position"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getString("actor"),
        row.getString("action"),
        subject == null ? "" : subject,
        row.getString("source"),
        hash == null ? "" : java.util.HexFormat.of().formatHex(hash));
  }
}
