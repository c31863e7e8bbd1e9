package io.platen.server.rollout.control;

import io.platen.protocol.assignment.AssignmentSigner;
import io.platen.server.database.Database;
import io.platen.server.database.Query;
import io.platen.server.enrolment.control.DocumentSigners;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The keys that sign what devices shall install. All nodes have the same, from the database, where
 * they lie encrypted under the server's secret. A new one is made well before the one before ends:
 * devices learn of it with their next sync, and until then the one before signs.
 */
@ApplicationScoped
public class AssignmentKeys {
  /** How long a certificate holds. */
  static final Duration LIFE = Duration.ofDays(90);

  /** So long before its end the next one is made. */
  static final Duration AHEAD = Duration.ofDays(30);

  /** [PLT-UPD-433] So long devices are told of a new key before it signs. */
  static final Duration TOLD_FIRST = Duration.ofDays(7);

  /** As many as a sync document may name. */
  private static final int MOST = 8;

  /** How long this node goes by what it has read. */
  private static final Duration FRESH = Duration.ofMinutes(1);

  /** Any number that nothing else locks: one node makes a key at a time. */
  private static final long LOCK = 0x61737369676eL;

  private static final Logger LOG = System.getLogger(AssignmentKeys.class.getName());

  private Database database;
  private DocumentSigners signers;
  private InstantSource clock;
  private List<Key> keys = List.of();
  private Instant read = Instant.MIN;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected AssignmentKeys() {}

  @Inject
  public AssignmentKeys(Database database, DocumentSigners signers, InstantSource clock) {
    this.database = database;
    this.signers = signers;
    this.clock = clock;
  }

  private record Key(
      AssignmentSigner signer, @Nullable X509Certificate also, Instant begins, Instant ends) {
    /** A device believes the one whose authority it was given. */
    Stream<X509Certificate> certificates() {
      return Stream.concat(Stream.of(certificate()), Stream.ofNullable(also));
    }

    X509Certificate certificate() {
      return signer.certificate();
    }
  }

  /** What the sync document names, the newest first; none where the server has no authority. */
  public List<X509Certificate> certificates() {
    return current().stream().flatMap(Key::certificates).limit(MOST).toList();
  }

  /** What signs now; empty where the server has no authority. */
  public Optional<AssignmentSigner> signer() {
    Instant now = clock.instant();
    List<Key> current = current();
    return current.stream()
        .filter(key -> !key.begins().plus(TOLD_FIRST).isAfter(now))
        .filter(key -> signers.isCurrent(key.certificate(), key.also()))
        .findFirst()
        // The first one, or the first of a new authority, has nobody to wait for.
        .or(
            () ->
                current.stream()
                    .filter(key -> signers.isCurrent(key.certificate(), key.also()))
                    .findFirst())
        .map(Key::signer);
  }

  private synchronized List<Key> current() {
    Instant now = clock.instant();
    if (!signers.canIssue()) {
      return List.of();
    }
    if (read.plus(FRESH).isBefore(now) || isDue(now)) {
      keys = database.inTransaction(connection -> readOrMake(connection, now));
      read = now;
    }
    return keys.stream().filter(key -> key.ends().isAfter(now)).toList();
  }

  private boolean isDue(Instant now) {
    return keys.stream()
        .noneMatch(
            key ->
                key.ends().minus(AHEAD).isAfter(now)
                    && signers.isCurrent(key.certificate(), key.also()));
  }

  private List<Key> readOrMake(Connection connection, Instant now) throws SQLException {
    keys = stored(connection, now);
    if (!isDue(now)) {
      return keys;
    }
    // Another node may be first.
    Query.of(connection, "SELECT pg_advisory_xact_lock(?)", LOCK).first(row -> true);
    keys = stored(connection, now);
    if (isDue(now)) {
      make(connection, now);
      keys = stored(connection, now);
    }
    return keys;
  }

  private void make(Connection connection, Instant now) throws SQLException {
    DocumentSigners.Signer made = signers.issue("Platen assignments", now, LIFE);
    try {
      Query.of(
              connection,
              "INSERT INTO assignment_key (certificate, also, private_key, begins, ends)"
                  + " VALUES (?, ?, ?, ?, ?)",
              made.certificate().getEncoded(),
              made.also() == null ? null : made.also().getEncoded(),
              signers.lock(made.key()),
              now,
              made.certificate().getNotAfter().toInstant())
          .update();
      LOG.log(Level.INFO, "A new key signs what devices install, until {0}", now.plus(LIFE));
    } catch (CertificateException e) {
      throw new IllegalStateException("A certificate that was just made has an encoding", e);
    }
  }

  private List<Key> stored(Connection connection, Instant now) throws SQLException {
    return Query.of(
            connection,
            "SELECT * FROM assignment_key WHERE ends > ? ORDER BY begins DESC, id DESC",
            now)
        .list(this::key)
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  /** Empty where the server's secret was changed: a new one is made then. */
  private Optional<Key> key(ResultSet row) throws SQLException {
    try {
      X509Certificate certificate = parse(row.getBytes("certificate"));
      byte[] also = row.getBytes("also");
      AssignmentSigner signer =
          new AssignmentSigner(certificate, signers.unlock(row.getString("private_key")));
      return Optional.of(
          new Key(
              signer,
              also == null ? null : parse(also),
              Query.time(row, "begins"),
              Query.time(row, "ends")));
    } catch (GeneralSecurityException e) {
      LOG.log(Level.WARNING, "A key that signs what devices install cannot be read", e);
      return Optional.empty();
    }
  }

  private static X509Certificate parse(byte[] der) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }
}
