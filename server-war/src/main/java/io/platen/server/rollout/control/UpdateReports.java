package io.platen.server.rollout.control;

import io.platen.protocol.report.UpdateState;
import io.platen.server.database.Query;
import io.platen.server.enrolment.control.AdmittedDevice;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes what a device says of its software, in the transaction of its report. */
@ApplicationScoped
public class UpdateReports {
  /** For live pages. */
  public static final String TOPIC = "rollouts";

  /**
   * Only the rollout that told the device last is judged by what it says now: what it runs since
   * then is no contradiction to one before.
   *
   * @return topics of pages that show something else now
   */
  public Set<String> heard(
      Connection connection, AdmittedDevice device, UpdateState status, Instant now)
      throws SQLException {
    new DeviceSoftware(connection).store(device, status, now);
    Optional<Membership> latest = latest(connection, device, status);
    if (latest.isEmpty()) {
      return Set.of();
    }
    Membership member = latest.get();
    Map<String, String> images = images(connection, device.tenant(), member.rollout());
    Standing after = Heard.of(status, member.release(), images).after(member.standing());
    boolean isOver = member.state().isEnded() && member.standing() == Standing.CONFIRMED;
    if (!isOver && after != member.standing()) {
      move(connection, device, member, after, reason(status, member), now);
    }
    // Progress is shown too, so each report counts.
    return Set.of(TOPIC, "rollout:" + member.rollout());
  }

  private record Membership(UUID rollout, String release, Rollout.State state, Standing standing) {}

  private static Optional<Membership> latest(
      Connection connection, AdmittedDevice device, UpdateState status) throws SQLException {
    return Query.of(
            connection,
            "SELECT m.rollout, r.release, r.state, m.standing FROM rollout_member m"
                + " JOIN rollout r ON r.tenant = m.tenant AND r.id = m.rollout"
                + " WHERE m.tenant = ? AND m.device = ? AND m.told IS NOT NULL"
                + " AND r.repository = ? AND r.hardware = ?"
                + " ORDER BY m.told DESC, r.created DESC LIMIT 1",
            device.tenant(),
            device.id(),
            status.repository(),
            status.hardware())
        .first(UpdateReports::membership);
  }

  private static Membership membership(ResultSet row) throws SQLException {
    return new Membership(
        row.getObject("rollout", UUID.class),
        row.getString("release"),
        Rollout.State.valueOf(row.getString("state")),
        Standing.valueOf(row.getString("standing")));
  }

  static Map<String, String> images(Connection connection, long tenant, UUID rollout)
      throws SQLException {
    Map<String, String> images = new HashMap<>();
    Query.of(
            connection,
            "SELECT component, sha256 FROM rollout_component WHERE tenant = ? AND rollout = ?",
            tenant,
            rollout)
        .list(row -> images.put(row.getString("component"), row.getString("sha256")));
    return images;
  }

  private static @Nullable String reason(UpdateState status, Membership member) {
    UpdateState.Result result = status.result();
    return result == null || !result.release().equals(member.release()) ? null : result.reason();
  }

  private static void move(
      Connection connection,
      AdmittedDevice device,
      Membership member,
      Standing after,
      @Nullable String reason,
      Instant now)
      throws SQLException {
    // What people have accepted is over when the device goes on.
    Query.of(
            connection,
            "UPDATE rollout_member SET standing = ?, since = ?, reason = ?,"
                + " accepted = accepted AND ? WHERE tenant = ? AND rollout = ? AND device = ?",
            after,
            now,
            after.isBad() ? reason : null,
            after.isBad(),
            device.tenant(),
            member.rollout(),
            device.id())
        .update();
  }
}
