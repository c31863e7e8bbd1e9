package io.platen.server.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Walks the chain of audit entries and finds the first that is not what was written. The database
 * makes the hashes when it commits; this is a second reckoning, which trusts none of its functions.
 */
public final class AuditChain {
  /** Rows at a time: a server's audit may be larger than its memory. */
  private static final int FETCH = 1_000;

  private static final long MICROS = 1_000_000L;

  private AuditChain() {}

  /** The chain's end as somebody outside the database remembers it. */
  public record Anchor(long position, String hash) {

    /** As {@link #text} writes it; empty for anything else. */
    public static Optional<Anchor> read(String text) {
      String[] parts = text.strip().split(" ", -1);
      return parts.length == 2
              && parts[0].matches("[0-9]{1,18}")
              && parts[1].matches("[0-9a-f]{64}")
          ? Optional.of(new Anchor(Long.parseLong(parts[0]), parts[1]))
          : Optional.empty();
    }

    public String text() {
      return position + " " + hash;
    }
  }

  /** What the walk found. */
  public sealed interface Verdict {}

  /**
   * @param end the last record; position 0 when there is none
   */
  public record Intact(Anchor end) implements Verdict {}

  /**
   * @param position of the first record that is wrong
   * @param what in words for the operator
   */
  public record Broken(long position, String what) implements Verdict {}

  /** Adds an entry; the database chains it when the transaction commits. */
  public static void append(Connection connection, Audit.Entry entry) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO audit_entry (tenant, at, actor, action, subject, source)"
                + " VALUES (?, ?, ?, ?, ?, ?)")) {
      insert.setObject(1, entry.tenant());
      insert.setObject(2, entry.at().atOffset(ZoneOffset.UTC));
      insert.setString(3, entry.actor());
      insert.setString(4, entry.action());
      insert.setString(5, entry.subject());
      insert.setString(6, entry.source());
      insert.executeUpdate();
    }
  }

  /** The end of the chain as it is now. */
  public static Anchor end(Connection connection) throws SQLException {
    try (PreparedStatement query =
            connection.prepareStatement(
                "SELECT position, hash FROM audit_entry WHERE position IS NOT NULL"
                    + " ORDER BY position DESC LIMIT 1");
        ResultSet row = query.executeQuery()) {
      return row.next()
          ? new Anchor(row.getLong(1), hex(row.getBytes(2)))
          : new Anchor(0, hex(beginning()));
    }
  }

  /**
   * @param connection not in the middle of a transaction; is one for the walk
   * @param anchor what the chain has to pass through
   */
  public static Verdict verify(Connection connection, Optional<Anchor> anchor) throws SQLException {
    boolean before = connection.getAutoCommit();
    // The driver fetches by parts inside a transaction only.
    connection.setAutoCommit(false);
    try {
      Optional<Broken> beside = beside(connection);
      Verdict verdict = walk(connection, anchor);
      return verdict instanceof Intact && beside.isPresent() ? beside.get() : verdict;
    } finally {
      connection.rollback();
      connection.setAutoCommit(before);
    }
  }

  private static Verdict walk(Connection connection, Optional<Anchor> anchor) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT * FROM audit_entry WHERE position IS NOT NULL ORDER BY position")) {
      query.setFetchSize(FETCH);
      try (ResultSet row = query.executeQuery()) {
        byte[] hash = beginning();
        long position = 0;
        while (row.next()) {
          position++;
          if (row.getLong("position") != position) {
            return new Broken(position, "is missing; the next that is there is " + describe(row));
          }
          hash = hash(hash, row);
          if (!MessageDigest.isEqual(hash, row.getBytes("hash"))) {
            return new Broken(
                position, "is not what was written, or not where it was: " + describe(row));
          }
          if (anchor.isPresent() && anchor.get().position == position) {
            if (!anchor.get().hash.equals(hex(hash))) {
              return new Broken(
                  position,
                  "or one before it was rewritten along with all hashes after it: the server"
                      + " remembers another hash for it. It is now "
                      + describe(row));
            }
          }
        }
        return isCut(anchor, position)
            ? new Broken(
                position + 1,
                "and all after it are missing; the server remembers "
                    + anchor.orElseThrow().position
                    + " records")
            : new Intact(new Anchor(position, hex(hash)));
      }
    }
  }

  private static boolean isCut(Optional<Anchor> anchor, long last) {
    return anchor.isPresent() && anchor.get().position > last;
  }

  /** Entries that somebody wrote past the trigger that chains them. */
  private static Optional<Broken> beside(Connection connection) throws SQLException {
    try (PreparedStatement query =
            connection.prepareStatement(
                "SELECT * FROM audit_entry WHERE position IS NULL ORDER BY id LIMIT 1");
        ResultSet row = query.executeQuery()) {
      return row.next()
          ? Optional.of(new Broken(0, "stands beside the chain: " + describe(row)))
          : Optional.empty();
    }
  }

  private static byte[] beginning() {
    return sha256().digest();
  }

  /** The same bytes as the migration's function audit_hash. */
  private static byte[] hash(byte[] before, ResultSet row) throws SQLException {
    MessageDigest digest = sha256();
    digest.update(before);
    part(digest, Long.toString(row.getLong("position")));
    part(digest, Long.toString(row.getLong("id")));
    part(digest, row.getString("tenant"));
    part(digest, Long.toString(micros(at(row))));
    part(digest, row.getString("actor"));
    part(digest, row.getString("action"));
    part(digest, row.getString("subject"));
    part(digest, row.getString("detail"));
    part(digest, row.getString("source"));
    return digest.digest();
  }

  private static void part(MessageDigest digest, @Nullable String value) {
    if (value == null) {
      digest.update("-,".getBytes(StandardCharsets.US_ASCII));
      return;
    }
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(bytes);
    digest.update((byte) ',');
  }

  private static long micros(Instant at) {
    return Math.addExact(Math.multiplyExact(at.getEpochSecond(), MICROS), at.getNano() / 1_000L);
  }

  private static Instant at(ResultSet row) throws SQLException {
    return row.getObject("at", OffsetDateTime.class).toInstant();
  }

  private static String describe(ResultSet row) throws SQLException {
    return at(row)
        + " "
        + row.getString("actor")
        + " "
        + row.getString("action")
        + " "
        + row.getString("subject")
        + " (id "
        + row.getLong("id")
        + ")";
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
