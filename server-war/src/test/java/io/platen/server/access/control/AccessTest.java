package io.platen.server.access.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.access.entity.Session;
import io.platen.server.audit.Audit;
import io.platen.server.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessTest {
  private static final String PASSWORD = "a long enough one";
  private static final String SOURCE = "192.0.2.1";

  @TempDir private Path folder;
  private Instant now = Instant.parse("2026-11-22T06:00:00Z");
  private TestDatabase test;
  private SetupToken setupToken;
  private Setup setup;
  private SignIn signIn;
  private Sessions sessions;
  private Tokens tokens;

  @BeforeEach
  void open() {
    test = TestDatabase.create();
    InstantSource clock = () -> now;
    Passwords quick = new Passwords(64, 1);
    Audit audit = new Audit(test.entities(), clock);
    setupToken = new SetupToken(folder.resolve("data").resolve("setup-token"));
    setupToken.provide();
    tokens = new Tokens(test.entities(), audit, clock);
    setup = new Setup(test.entities(), tokens, setupToken, audit, clock, quick);
    sessions = new Sessions(test.database(), clock);
    signIn =
        new SignIn(
            test.database(), sessions, new SignInLimit(test.database(), clock), quick, clock);
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void makes_the_first_administrator_once_and_forgets_the_token() throws IOException {
    // given
    String token = readToken();

    // when
    Setup.Outcome first = run(token, "Admin", PASSWORD);
    Setup.Outcome second = run(token, "other", PASSWORD);

    // then
    assertThat(first).isInstanceOf(Setup.Done.class);
    assertThat(second).isInstanceOf(Setup.AlreadyDone.class);
    assertThat(folder.resolve("data").resolve("setup-token")).doesNotExist();
    assertThat(test.value("SELECT count(*) FROM app_user")).isEqualTo(1L);
    assertThat(caller(((Setup.Done) first).apiToken()).role()).isEqualTo(Role.ADMINISTRATOR);
  }

  @Test
  void writes_a_token_that_only_the_server_can_read_and_another_one_each_time() throws IOException {
    // given
    Path other = folder.resolve("other-token");
    new SetupToken(other).provide();

    // then
    assertThat(Files.getPosixFilePermissions(other)).hasSize(2);
    assertThat(Files.readString(other)).isNotEqualTo(readToken() + "\n");
  }

  @Test
  void refuses_a_wrong_setup_token_and_keeps_the_right_one() throws IOException {
    assertThat(run("wrong", "admin", PASSWORD)).isInstanceOf(Setup.WrongToken.class);
    assertThat(run("", "admin", PASSWORD)).isInstanceOf(Setup.WrongToken.class);
    assertThat(run(readToken(), "admin", PASSWORD)).isInstanceOf(Setup.Done.class);
  }

  @Test
  void names_the_field_that_setup_refuses_and_makes_nothing() throws IOException {
    assertThat(run(readToken(), "admin", "short"))
        .isInstanceOfSatisfying(
            Setup.Invalid.class, invalid -> assertThat(invalid.field()).isEqualTo("password"));
    assertThat(run(readToken(), "a b", PASSWORD))
        .isInstanceOfSatisfying(
            Setup.Invalid.class, invalid -> assertThat(invalid.field()).isEqualTo("user"));
    assertThat(test.value("SELECT count(*) FROM tenant")).isEqualTo(0L);
  }

  @Test
  void keeps_no_password_token_or_cookie_in_the_database() throws IOException {
    // given
    String token = ((Setup.Done) run(readToken(), "admin", PASSWORD)).apiToken();
    String cookie = ((SignIn.Welcome) attempt("admin", PASSWORD)).cookie();

    // then
    String everything =
        (String)
            test.value(
                "SELECT (SELECT string_agg(u::text, ' ') FROM app_user u)"
                    + " || (SELECT string_agg(t::text, ' ') FROM api_token t)"
                    + " || (SELECT string_agg(s::text, ' ') FROM session s)"
                    + " || (SELECT string_agg(a::text, ' ') FROM audit_entry a)");
    assertThat(everything)
        .contains("$argon2id$v=19$m=64,t=1,p=1$")
        .doesNotContain(PASSWORD, token, cookie);
  }

  @Test
  void opens_a_session_that_any_node_knows_and_ends_it() throws IOException {
    // given
    run(readToken(), "Admin", PASSWORD);

    // when
    String cookie = ((SignIn.Welcome) attempt(" ADMIN ", PASSWORD)).cookie();

    // then
    Session session = new Sessions(test.database(), () -> now).find(cookie).orElseThrow();
    assertThat(session.caller().name()).isEqualTo("admin");
    assertThat(session.tenantName()).isEqualTo("Nordlicht");
    sessions.close(cookie);
    assertThat(sessions.find(cookie)).isEmpty();
  }

  @Test
  void ends_a_session_that_nobody_uses_and_one_that_grows_old() throws IOException {
    // given
    run(readToken(), "admin", PASSWORD);
    String idle = ((SignIn.Welcome) attempt("admin", PASSWORD)).cookie();
    String used = ((SignIn.Welcome) attempt("admin", PASSWORD)).cookie();

    // when
    now = now.plus(Sessions.IDLE.minusMinutes(1));
    assertThat(sessions.find(used)).isPresent();
    now = now.plus(Duration.ofMinutes(2));

    // then
    assertThat(sessions.find(idle)).isEmpty();
    assertThat(sessions.find(used)).isPresent();
    for (int hour = 0; hour < Sessions.LIFE.toHours(); hour++) {
      now = now.plus(Duration.ofHours(1));
      sessions.find(used);
    }
    assertThat(sessions.find(used)).isEmpty();
  }

  @Test
  void remembers_theme_and_language_of_a_user() throws IOException {
    // given
    run(readToken(), "admin", PASSWORD);
    String cookie = ((SignIn.Welcome) attempt("admin", PASSWORD)).cookie();

    // when
    sessions.prefer(sessions.find(cookie).orElseThrow(), "dark", "de");

    // then
    Session session = sessions.find(cookie).orElseThrow();
    assertThat(session.theme()).isEqualTo("dark");
    assertThat(session.locale()).isEqualTo("de");
  }

  @Test
  void does_not_tell_a_wrong_name_from_a_wrong_password() throws IOException {
    // given
    run(readToken(), "admin", PASSWORD);

    // then
    assertThat(attempt("admin", "wrong")).isEqualTo(attempt("nobody", "wrong"));
    assertThat(attempt("admin", "")).isInstanceOf(SignIn.Refused.class);
  }

  @Test
  void stops_guessing_at_one_source_and_lets_the_user_in_from_another() throws IOException {
    // given
    run(readToken(), "admin", PASSWORD);
    for (int i = 0; i < SignInLimit.TRIES_OF_USER_AT_SOURCE; i++) {
      assertThat(attempt("admin", "wrong")).isInstanceOf(SignIn.Refused.class);
    }

    // then: the right password does not help there any more
    assertThat(attempt("admin", PASSWORD)).isInstanceOf(SignIn.TooMany.class);
    SignIn.Outcome elsewhere = signIn.attempt("admin", PASSWORD, "192.0.2.2");
    assertThat(elsewhere).isInstanceOf(SignIn.Welcome.class);
    now = now.plus(SignInLimit.WINDOW);
    assertThat(attempt("admin", PASSWORD)).isInstanceOf(SignIn.Welcome.class);
  }

  @Test
  void lets_no_single_source_use_up_a_users_tries() throws IOException {
    // given: one source that goes on long after it was stopped
    run(readToken(), "admin", PASSWORD);
    for (int i = 0; i < 3 * SignInLimit.TRIES_OF_USER; i++) {
      attempt("admin", "wrong");
    }

    // then
    assertThat(signIn.attempt("admin", PASSWORD, "192.0.2.2")).isInstanceOf(SignIn.Welcome.class);
  }

  @Test
  void stops_many_sources_that_guess_together_but_not_the_user_where_they_are_known()
      throws IOException {
    // given
    run(readToken(), "admin", PASSWORD);
    assertThat(attempt("admin", PASSWORD)).isInstanceOf(SignIn.Welcome.class);
    for (int i = 1; i < SignInLimit.TRIES_OF_USER; i++) {
      assertThat(signIn.attempt("admin", "wrong", "198.51.100." + i))
          .isInstanceOf(SignIn.Refused.class);
    }

    // then
    assertThat(signIn.attempt("admin", PASSWORD, "198.51.100.200"))
        .isInstanceOf(SignIn.TooMany.class);
    assertThat(attempt("admin", PASSWORD)).isInstanceOf(SignIn.Welcome.class);
  }

  @Test
  void counts_the_tries_of_one_ipv6_network_together() throws IOException {
    // given
    run(readToken(), "admin", PASSWORD);
    for (int i = 0; i < SignInLimit.TRIES_OF_USER_AT_SOURCE; i++) {
      signIn.attempt("admin", "wrong", "2001:db8:0:1::" + i);
    }

    // then
    assertThat(signIn.attempt("admin", PASSWORD, "2001:db8:0:1:ffff::1"))
        .isInstanceOf(SignIn.TooMany.class);
    assertThat(signIn.attempt("admin", PASSWORD, "2001:db8:0:2::1"))
        .isInstanceOf(SignIn.Welcome.class);
  }

  @Test
  void hashes_an_old_password_anew_when_its_owner_comes() throws IOException {
    // given
    run(readToken(), "admin", PASSWORD);
    test.execute(
        "UPDATE app_user SET password_hash = 'pbkdf2-sha512$1000$AAAAAAAAAAAAAAAAAAAAAA==$"
            + OldHash.of(PASSWORD, 1_000)
            + "'");

    // when
    assertThat(attempt("admin", "wrong")).isInstanceOf(SignIn.Refused.class);
    assertThat(attempt("admin", PASSWORD)).isInstanceOf(SignIn.Welcome.class);

    // then
    assertThat((String) test.value("SELECT password_hash FROM app_user")).startsWith("$argon2id$");
    assertThat(attempt("admin", PASSWORD)).isInstanceOf(SignIn.Welcome.class);
  }

  @Test
  void writes_down_who_came_who_was_refused_and_who_left() throws IOException {
    // given
    run(readToken(), "admin", PASSWORD);

    // when
    attempt("my password by mistake", "x");
    attempt("admin", "wrong");
    sessions.close(((SignIn.Welcome) attempt("admin", PASSWORD)).cookie());

    // then
    assertThat(
            test.value(
                "SELECT string_agg(actor || ' ' || action || ' ' || coalesce(source, '-'), ', '"
                    + " ORDER BY id) FROM audit_entry WHERE action LIKE 'session%'"))
        .isEqualTo(
            "somebody session.refuse 192.0.2.1, admin session.refuse 192.0.2.1,"
                + " admin session.open 192.0.2.1, admin session.close -");
  }

  @Test
  void stops_a_source_that_tries_many_names() {
    // given
    for (int i = 0; i < SignInLimit.TRIES_OF_SOURCE; i++) {
      assertThat(attempt("user" + i, "wrong")).isInstanceOf(SignIn.Refused.class);
    }

    // then
    assertThat(attempt("yet-another", "wrong")).isInstanceOf(SignIn.TooMany.class);
  }

  @Test
  void refuses_a_token_once_it_is_revoked_and_only_its_tenant_can() throws IOException {
    // given
    Caller admin = caller(((Setup.Done) run(readToken(), "admin", PASSWORD)).apiToken());
    Tokens.Created created =
        test.inTransaction(em -> tokens.create(admin, "export", Role.VIEWER, Tokens.LIFE));
    Caller stranger = new Caller(admin.tenant() + 1, "stranger", Role.ADMINISTRATOR);

    // then
    assertThat(created.secret()).startsWith("plt_");
    assertThat(caller(created.secret()).role()).isEqualTo(Role.VIEWER);
    long id = created.token().id();
    boolean byStranger = test.inTransaction(em -> tokens.revoke(stranger, id));
    boolean byAdmin = test.inTransaction(em -> tokens.revoke(admin, id));
    Optional<Caller> found = test.inTransaction(em -> tokens.find(created.secret()));
    assertThat(byStranger).isFalse();
    assertThat(byAdmin).isTrue();
    assertThat(found).isEmpty();
  }

  private Caller caller(String token) {
    return test.inTransaction(em -> tokens.find(token)).orElseThrow();
  }

  private Setup.Outcome run(String token, String user, String password) {
    return test.inTransaction(em -> setup.run(token, "Nordlicht", user, password));
  }

  private SignIn.Outcome attempt(String user, String password) {
    return signIn.attempt(user, password, SOURCE);
  }

  private String readToken() throws IOException {
    return Files.readString(folder.resolve("data").resolve("setup-token")).strip();
  }
}
