package io.platen.server.rollout.control;

import io.platen.server.database.Query;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The devices of one rollout. */
final class MemberRows {
  private static final int MOST = 1_000;
  private static final String OF_ROLLOUT = " WHERE tenant = ? AND rollout = ?";

  private final Connection connection;
  private final long tenant;
  private final UUID rollout;

  MemberRows(Connection connection, Rollout rollout) {
    this.connection = connection;
    this.tenant = rollout.tenant();
    this.rollout = rollout.id();
  }

  void add(Map<UUID, Integer> waves, Instant now) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO rollout_member (tenant, rollout, device, wave, phase, standing, since)"
                + " VALUES (?, ?, ?, ?, ?, 'WAITING', ?)")) {
      for (Map.Entry<UUID, Integer> each : waves.entrySet()) {
        insert.setLong(1, tenant);
        insert.setObject(2, rollout);
        insert.setObject(3, each.getKey());
        insert.setInt(4, each.getValue());
        insert.setLong(5, Phase.of(rollout, each.getKey()));
        insert.setObject(6, now.atOffset(ZoneOffset.UTC));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** Those of a wave that still wait learn of the release. */
  int tell(int wave, Instant now, Duration deadline) throws SQLException {
    return Query.of(
            connection,
            "UPDATE rollout_member SET standing = 'ASSIGNED', since = ?, told = ?, deadline = ?"
                + OF_ROLLOUT
                + " AND wave = ? AND standing = 'WAITING'",
            now,
            now,
            now.plus(deadline),
            tenant,
            rollout,
            wave)
        .update();
  }

  /** What has become of each wave, as the rules count. */
  List<WaveCount> counts(int waves) throws SQLException {
    return counts(waves, " AND NOT accepted");
  }

  /** The same, with those whose bad end people have accepted. */
  List<WaveCount> shown(int waves) throws SQLException {
    return counts(waves, "");
  }

  private List<WaveCount> counts(int waves, String condition) throws SQLException {
    List<Tally> tallies = IntStream.range(0, waves).mapToObj(i -> new Tally()).toList();
    Query.of(
            connection,
            "SELECT wave, standing, count(*) AS number, max(since) AS latest FROM rollout_member"
                + OF_ROLLOUT
                + condition
                + " GROUP BY wave, standing",
            tenant,
            rollout)
        .list(row -> tallies.get(row.getInt("wave")).add(row));
    return tallies.stream().map(Tally::count).toList();
  }

  private static final class Tally {
    private final Map<Standing, Integer> numbers = new EnumMap<>(Standing.class);
    private @Nullable Instant lastConfirmed;

    Tally add(ResultSet row) throws SQLException {
      Standing standing = Standing.valueOf(row.getString("standing"));
      numbers.put(standing, row.getInt("number"));
      if (standing == Standing.CONFIRMED) {
        lastConfirmed = Query.time(row, "latest");
      }
      return this;
    }

    WaveCount count() {
      return new WaveCount(
          of(Standing.WAITING),
          numbers.entrySet().stream()
              .filter(each -> each.getKey().isUnderway())
              .mapToInt(Map.Entry::getValue)
              .sum(),
          of(Standing.CONFIRMED),
          of(Standing.FAILED),
          of(Standing.ROLLED_BACK),
          of(Standing.SILENT),
          of(Standing.CONTRADICTED),
          lastConfirmed);
    }

    private int of(Standing standing) {
      return numbers.getOrDefault(standing, 0);
    }
  }

  /** A device that is underway, and when it was last heard of, or told. */
  record Underway(UUID device, Instant heard, @Nullable Instant deadline) {}

  /** Those that were not heard of since, or whose deadline has passed. */
  List<Underway> quiet(Instant since, Instant now) throws SQLException {
    return Query.of(
            connection,
            "SELECT m.device, greatest(m.told, d.last_contact) AS heard, m.deadline"
                + " FROM rollout_member m JOIN device d ON d.tenant = m.tenant AND d.id = m.device"
                + " WHERE m.tenant = ? AND m.rollout = ? AND m.standing = ANY (?)"
                + " AND (greatest(m.told, d.last_contact) <= ? OR m.deadline <= ?)",
            tenant,
            rollout,
            standings(Standing::isUnderway),
            since,
            now)
        .list(
            row ->
                new Underway(
                    row.getObject("device", UUID.class),
                    Query.time(row, "heard"),
                    Query.findTime(row, "deadline")));
  }

  int silence(Collection<UUID> devices, Instant now) throws SQLException {
    return Query.of(
            connection,
            "UPDATE rollout_member SET standing = 'SILENT', since = ?"
                + OF_ROLLOUT
                + " AND device = ANY (?) AND standing = ANY (?)",
            now,
            tenant,
            rollout,
            devices.toArray(UUID[]::new),
            standings(Standing::isUnderway))
        .update();
  }

  /** Those that wait are not told any more. */
  int withdrawWaiting(Instant now) throws SQLException {
    return withdraw(new String[] {Standing.WAITING.name()}, now);
  }

  /** Those that were told, and have not armed, are told otherwise. */
  int withdrawTold(Instant now) throws SQLException {
    return withdraw(
        standings(
            each ->
                each == Standing.ASSIGNED
                    || each == Standing.DOWNLOADING
                    || each == Standing.VERIFIED),
        now);
  }

  private int withdraw(String[] from, Instant now) throws SQLException {
    return Query.of(
            connection,
            "UPDATE rollout_member SET standing = 'WITHDRAWN', since = ?"
                + OF_ROLLOUT
                + " AND standing = ANY (?)",
            now,
            tenant,
            rollout,
            from)
        .update();
  }

  /** People have seen the bad ends so far; how many those are. */
  int accept() throws SQLException {
    return Query.of(
            connection,
            "UPDATE rollout_member SET accepted = TRUE"
                + OF_ROLLOUT
                + " AND NOT accepted AND standing = ANY (?)",
            tenant,
            rollout,
            standings(Standing::isBad))
        .update();
  }

  private static String[] standings(Predicate<Standing> which) {
    return Arrays.stream(Standing.values())
        .filter(which)
        .map(Standing::name)
        .toArray(String[]::new);
  }

  /** In the order in which they come; those of one standing where that is not null. */
  List<Member> list(@Nullable Standing standing) throws SQLException {
    List<Object> values = new ArrayList<>(List.of(tenant, rollout));
    Stream.ofNullable(standing).map(Standing::name).forEach(values::add);
    return Query.of(
            connection,
            "SELECT m.*, d.name, d.last_contact, u.release = r.release AS is_at_it, u.component,"
                + " u.done, u.size, u.waits FROM rollout_member m"
                + " JOIN rollout r ON r.tenant = m.tenant AND r.id = m.rollout"
                + " JOIN device d ON d.tenant = m.tenant AND d.id = m.device"
                + " LEFT JOIN device_update u ON u.tenant = m.tenant AND u.device = m.device"
                + " WHERE m.tenant = ? AND m.rollout = ?"
                + (standing == null ? "" : " AND m.standing = ?")
                + " ORDER BY m.wave, m.phase LIMIT "
                + MOST,
            values.toArray())
        .list(MemberRows::member);
  }

  private static Member member(ResultSet row) throws SQLException {
    Standing standing = Standing.valueOf(row.getString("standing"));
    boolean works = row.getBoolean("is_at_it") && standing.isUnderway();
    return new Member(
        row.getObject("device", UUID.class),
        row.getString("name"),
        row.getInt("wave"),
        standing,
        Query.time(row, "since"),
        Query.findTime(row, "told"),
        Query.findTime(row, "deadline"),
        Query.findTime(row, "last_contact"),
        row.getString("reason"),
        row.getBoolean("accepted"),
        works ? row.getString("component") : null,
        works ? row.getObject("done", Long.class) : null,
        works ? row.getObject("size", Long.class) : null,
        works ? row.getString("waits") : null);
  }
}
