package io.platen.server.access.control;

import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import io.platen.server.access.entity.Passkey;
import io.platen.server.access.entity.Session;
import io.platen.server.audit.Audit;
import io.platen.server.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Passkeys (W3C Web Authentication, level 2): how a user adds one, and signs in with it and nothing
 * else. The authenticator asks for finger, face or PIN each time; whoever signs in types no name,
 * so that nobody learns whose name there is.
 */
@ApplicationScoped
public class Passkeys {
  /** A user has several devices, and not hundreds. */
  static final int MOST = 20;

  private static final int LONGEST_NAME = 60;
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private Database database;
  private Sessions sessions;
  private PasskeyChallenges challenges;
  private PasskeyCheck check;
  private InstantSource clock;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected Passkeys() {}

  @Inject
  Passkeys(
      Database database,
      Sessions sessions,
      PasskeyChallenges challenges,
      PasskeyCheck check,
      InstantSource clock) {
    this.database = database;
    this.sessions = sessions;
    this.challenges = challenges;
    this.check = check;
    this.clock = clock;
  }

  /**
   * What a page hands to the browser to make a passkey.
   *
   * @param handle the user's id for authenticators, in base64url
   * @param others credential ids, in base64url, that the user has; the same authenticator makes no
   *     second one
   */
  public record Creation(
      String rpId, String challenge, String handle, String login, List<String> others) {
    public Creation {
      others = List.copyOf(others);
    }
  }

  /** What a page hands to the browser to use one. */
  public record Use(String rpId, String challenge) {}

  public Creation begin(Session session) {
    List<String> others = new ArrayList<>();
    database.read(
        connection -> {
          try (PreparedStatement query =
                  Rows.prepare(
                      connection,
                      "SELECT credential FROM passkey WHERE app_user = ?",
                      session.user());
              ResultSet row = query.executeQuery()) {
            while (row.next()) {
              others.add(BASE64.encodeToString(row.getBytes(1)));
            }
            return others;
          }
        });
    return new Creation(
        check.rpId(),
        challenges.create(Optional.of(session.user())),
        BASE64.encodeToString(PasskeyCheck.handle(session.user())),
        session.caller().name(),
        others);
  }

  public Use begin() {
    return new Use(check.rpId(), challenges.create(Optional.empty()));
  }

  /**
   * Takes what the browser made. False when it is not good, or was not asked for.
   *
   * @param json the browser's {@code PublicKeyCredential.toJSON()}
   */
  public boolean add(Session session, String json, String name) {
    Optional<RegistrationData> made =
        check.registration(
            json, challenge -> challenges.take(challenge, Optional.of(session.user())));
    if (made.isEmpty() || made.get().getAttestationObject() == null) {
      return false;
    }
    AuthenticatorData<?> data = made.get().getAttestationObject().getAuthenticatorData();
    AttestedCredentialData attested = data.getAttestedCredentialData();
    return attested != null
        && database.inTransaction(connection -> add(connection, session, data, attested, name));
  }

  private boolean add(
      Connection connection,
      Session session,
      AuthenticatorData<?> data,
      AttestedCredentialData attested,
      String name)
      throws SQLException {
    String title = name.isBlank() ? "Passkey" : name.strip();
    int added =
        Rows.update(
            connection,
            "INSERT INTO passkey (app_user, credential, attested, counter, backup, backed_up, name,"
                + " created) SELECT ?, ?, ?, ?, ?, ?, ?, ?"
                + " WHERE (SELECT count(*) FROM passkey WHERE app_user = ?) < ?"
                + " ON CONFLICT (credential) DO NOTHING",
            session.user(),
            attested.getCredentialId(),
            check.bytes(attested),
            data.getSignCount(),
            data.isFlagBE(),
            data.isFlagBS(),
            title.substring(0, Math.min(LONGEST_NAME, title.length())),
            now(),
            session.user(),
            MOST);
    if (added == 1) {
      audit(
          connection, session.caller().tenant(), session.caller().name(), "passkey.add", title, "");
    }
    return added == 1;
  }

  /**
   * Opens a session for the passkey's owner.
   *
   * @param json the browser's {@code PublicKeyCredential.toJSON()}
   */
  public SignIn.Outcome signIn(String json, String source) {
    Optional<byte[]> credential = check.credential(json);
    Optional<Passkey> found = credential.flatMap(this::find);
    Optional<AuthenticationData> proof =
        found.flatMap(
            passkey ->
                check.authentication(
                    json, passkey, challenge -> challenges.take(challenge, Optional.empty())));
    return database.inTransaction(
        connection -> {
          if (found.isEmpty() || proof.isEmpty() || !use(connection, found.get(), proof.get())) {
            Long tenant = found.map(Passkey::tenant).orElse(null);
            String login = found.map(Passkey::login).orElse("somebody");
            Audit.record(
                connection,
                new Audit.Entry(
                    clock.instant(), tenant, login, "session.refuse", "passkey", source));
            return new SignIn.Refused();
          }
          Passkey passkey = found.get();
          Rows.update(
              connection,
              "UPDATE app_user SET last_sign_in = ? WHERE id = ?",
              now(),
              passkey.user());
          audit(
              connection,
              passkey.tenant(),
              passkey.login(),
              "session.open",
              "passkey " + passkey.name(),
              source);
          return new SignIn.Welcome(sessions.open(connection, passkey.tenant(), passkey.user()));
        });
  }

  /** False where it was removed meanwhile, or a copy of it was faster with the same count. */
  private boolean use(Connection connection, Passkey passkey, AuthenticationData proof)
      throws SQLException {
    AuthenticatorData<?> data = proof.getAuthenticatorData();
    return data != null
        && Rows.update(
                connection,
                "UPDATE passkey SET counter = ?, backed_up = ?, last_used = ?"
                    + " WHERE id = ? AND counter = ?",
                data.getSignCount(),
                data.isFlagBS(),
                now(),
                passkey.id(),
                passkey.counter())
            == 1;
  }

  private Optional<Passkey> find(byte[] credential) {
    return database.read(
        connection -> {
          try (PreparedStatement query =
                  Rows.prepare(
                      connection, PasskeyRows.SELECT + " WHERE p.credential = ?", credential);
              ResultSet row = query.executeQuery()) {
            return row.next() ? Optional.of(PasskeyRows.read(row)) : Optional.empty();
          }
        });
  }

  public List<Passkey> list(Session session) {
    return database.read(
        connection -> {
          try (PreparedStatement query =
                  Rows.prepare(
                      connection,
                      PasskeyRows.SELECT + " WHERE p.app_user = ? ORDER BY p.created",
                      session.user());
              ResultSet row = query.executeQuery()) {
            List<Passkey> all = new ArrayList<>();
            while (row.next()) {
              all.add(PasskeyRows.read(row));
            }
            return all;
          }
        });
  }

  public void remove(Session session, long id) {
    database.inTransaction(
        connection -> {
          int removed =
              Rows.update(
                  connection,
                  "DELETE FROM passkey WHERE id = ? AND app_user = ?",
                  id,
                  session.user());
          if (removed == 1) {
            String login = session.caller().name();
            audit(connection, session.caller().tenant(), login, "passkey.remove", "", "");
          }
          return removed;
        });
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  private void audit(
      Connection connection,
      long tenant,
      String login,
      String action,
      String subject,
      String source)
      throws SQLException {
    Audit.record(
        connection,
        new Audit.Entry(
            clock.instant(), tenant, login, action, subject, source.isEmpty() ? null : source));
  }
}
