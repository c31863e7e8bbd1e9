package io.platen.server.access.control;

import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.access.entity.Session;
import io.platen.server.audit.Audit;
import io.platen.server.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Everything about access over a real database, with cheap passwords and a clock of its own. */
final class TestAccess implements AutoCloseable {
  static final long TENANT = 1;
  static final long OTHER_TENANT = 2;
  static final String PASSWORD = "nine violet tractors";
  static final String SOURCE = "192.0.2.1";

  final TestDatabase test = TestDatabase.create();
  final Passwords passwords = new Passwords(64, 1);
  final Users users;
  final OwnPassword own;
  final SignIn signIn;
  final Sessions sessions;
  final Tokens tokens;
  private Instant now = Instant.parse("2026-11-22T06:00:00Z");

  TestAccess() {
    InstantSource clock = () -> now;
    Audit audit = new Audit(test.entities(), clock);
    SignInLimit limit = new SignInLimit(test.database(), clock);
    users = new Users(test.database(), clock);
    sessions = new Sessions(test.database(), clock);
    signIn = new SignIn(test.database(), sessions, limit, passwords, clock);
    own = new OwnPassword(test.database(), sessions, limit, passwords, clock);
    tokens = new Tokens(test.entities(), audit, clock);
    for (long tenant : new long[] {TENANT, OTHER_TENANT}) {
      test.execute("INSERT INTO tenant VALUES (" + tenant + ", 'Tenant " + tenant + "', now())");
    }
  }

  /** With a console at that host and port. */
  Passkeys passkeys(String host, int port) {
    InstantSource clock = () -> now;
    return new Passkeys(
        test.database(),
        sessions,
        new PasskeyChallenges(test.database(), clock),
        new PasskeyCheck(host, port),
        clock);
  }

  void wait(Duration time) {
    now = now.plus(time);
  }

  /** With {@link #PASSWORD}. */
  Caller user(long tenant, String login, Role role) {
    Caller maker = new Caller(tenant, "maker", Role.ADMINISTRATOR);
    Invitations.Invited invited = users.create(maker, login, role);
    own.accept(invited.code(), PASSWORD, SOURCE);
    return new Caller(tenant, login, role);
  }

  long id(String login) {
    return (Long) test.value("SELECT id FROM app_user WHERE login = '" + login + "'");
  }

  /** The cookie of a session. */
  String signedIn(String login) {
    return ((SignIn.Welcome) signIn.attempt(login, PASSWORD, SOURCE)).cookie();
  }

  Session session(String login) {
    return sessions.find(signedIn(login)).orElseThrow();
  }

  String actions() {
    return (String) test.value("SELECT string_agg(action, ' ' ORDER BY id) FROM audit_entry");
  }

  @Override
  public void close() {
    test.close();
  }
}
