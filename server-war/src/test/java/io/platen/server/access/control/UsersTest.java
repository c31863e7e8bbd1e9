package io.platen.server.access.control;

import static io.platen.server.access.control.TestAccess.OTHER_TENANT;
import static io.platen.server.access.control.TestAccess.PASSWORD;
import static io.platen.server.access.control.TestAccess.SOURCE;
import static io.platen.server.access.control.TestAccess.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.access.entity.UserAccount;
import io.platen.server.problem.InvalidException;
import io.platen.server.problem.RefusedException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UsersTest {
  private TestAccess access;
  private Caller anna;

  @BeforeEach
  void open() {
    access = new TestAccess();
    anna = access.user(TENANT, "anna", Role.ADMINISTRATOR);
  }

  @AfterEach
  void close() {
    access.close();
  }

  @Test
  void invites_a_user_who_sets_a_password_once_and_is_in() {
    // given
    Invitations.Invited invited = access.users.create(anna, " Berta@Example.org ", Role.OPERATOR);
    assertThat(access.signIn.attempt("berta@example.org", "", SOURCE))
        .isInstanceOf(SignIn.Refused.class);

    // when
    OwnPassword.Outcome first = access.own.accept(invited.code(), PASSWORD, SOURCE);
    OwnPassword.Outcome second = access.own.accept(invited.code(), "another long one", SOURCE);

    // then
    assertThat(first)
        .isInstanceOfSatisfying(
            OwnPassword.Set.class,
            set ->
                assertThat(access.sessions.find(set.cookie()).orElseThrow().caller())
                    .isEqualTo(new Caller(TENANT, "berta@example.org", Role.OPERATOR)));
    assertThat(second).isInstanceOf(OwnPassword.Gone.class);
    assertThat(access.users.list(anna))
        .extracting(UserAccount::login)
        .containsExactly("anna", "berta@example.org");
    assertThat(access.actions()).endsWith("user.create session.refuse user.accept");
  }

  @Test
  void lets_an_invitation_end_and_keeps_only_its_hash() {
    // given
    Invitations.Invited invited = access.users.create(anna, "berta", Role.VIEWER);
    assertThat(access.own.find(invited.code())).isPresent();
    assertThat(String.valueOf(access.test.value("SELECT i::text FROM invitation i")))
        .doesNotContain(invited.code());

    // when
    access.wait(Invitations.LIFE);

    // then
    assertThat(access.own.find(invited.code())).isEmpty();
    assertThat(access.own.accept(invited.code(), PASSWORD, SOURCE))
        .isInstanceOf(OwnPassword.Gone.class);
  }

  @Test
  void ends_password_and_sessions_with_a_new_link() {
    // given
    access.user(TENANT, "berta", Role.OPERATOR);
    String cookie = access.signedIn("berta");

    // when
    Invitations.Invited again = access.users.invite(anna, access.id("berta"));

    // then
    assertThat(access.sessions.find(cookie)).isEmpty();
    assertThat(access.signIn.attempt("berta", PASSWORD, SOURCE)).isInstanceOf(SignIn.Refused.class);
    assertThat(access.own.accept(again.code(), "another long one", SOURCE))
        .isInstanceOf(OwnPassword.Set.class);
  }

  @Test
  void gives_a_role_that_holds_from_the_next_request_on_and_ends_tokens_that_may_more() {
    // given
    Caller berta = access.user(TENANT, "berta", Role.ADMINISTRATOR);
    String cookie = access.signedIn("berta");
    String strong = token(berta, Role.ADMINISTRATOR);
    String weak = token(berta, Role.VIEWER);

    // when
    access.users.setRole(anna, access.id("berta"), Role.VIEWER);

    // then
    assertThat(access.sessions.find(cookie).orElseThrow().caller().role()).isEqualTo(Role.VIEWER);
    assertThat(holder(strong)).isEmpty();
    assertThat(holder(weak)).isPresent();
  }

  @Test
  void removes_a_user_with_sessions_and_with_tokens_also_those_that_tokens_made() {
    // given
    Caller berta = access.user(TENANT, "berta", Role.ADMINISTRATOR);
    String cookie = access.signedIn("berta");
    String token = token(berta, Role.ADMINISTRATOR);
    String grandchild = token(holder(token).orElseThrow(), Role.VIEWER);
    String annas = token(anna, Role.VIEWER);

    // when
    access.users.remove(anna, access.id("berta"));

    // then
    assertThat(access.sessions.find(cookie)).isEmpty();
    assertThat(holder(token)).isEmpty();
    assertThat(holder(grandchild)).isEmpty();
    assertThat(holder(annas)).isPresent();
    assertThat(access.signIn.attempt("berta", PASSWORD, SOURCE)).isInstanceOf(SignIn.Refused.class);
  }

  @Test
  void keeps_the_last_administrator_who_can_sign_in() {
    // given: one who was invited cannot sign in yet
    access.users.create(anna, "berta", Role.ADMINISTRATOR);
    long id = access.id("anna");

    // then
    assertThat(status(() -> access.users.remove(anna, id))).isEqualTo(409);
    assertThat(status(() -> access.users.setRole(anna, id, Role.VIEWER))).isEqualTo(409);
    assertThat(status(() -> access.users.invite(anna, id))).isEqualTo(409);
    access.user(TENANT, "carl", Role.ADMINISTRATOR);
    access.users.setRole(anna, id, Role.VIEWER);
  }

  @Test
  void sees_and_touches_no_user_of_another_tenant() {
    // given
    access.user(OTHER_TENANT, "eve", Role.ADMINISTRATOR);
    long eve = access.id("eve");

    // then
    assertThat(access.users.list(anna)).extracting(UserAccount::login).containsExactly("anna");
    assertThat(status(() -> access.users.remove(anna, eve))).isEqualTo(404);
    assertThat(status(() -> access.users.setRole(anna, eve, Role.VIEWER))).isEqualTo(404);
    assertThat(status(() -> access.users.invite(anna, eve))).isEqualTo(404);
  }

  @Test
  void refuses_names_that_are_taken_or_none() {
    assertThatThrownBy(() -> access.users.create(anna, "Anna", Role.VIEWER))
        .isInstanceOf(InvalidException.class)
        .hasMessageContaining("taken");
    assertThatThrownBy(() -> access.users.create(anna, "a b", Role.VIEWER))
        .isInstanceOf(InvalidException.class);
  }

  @Test
  void changes_a_password_and_ends_every_other_session_at_once_on_every_node() {
    // given
    String elsewhere = access.signedIn("anna");
    String here = access.signedIn("anna");
    var session = access.sessions.find(here).orElseThrow();

    // when
    OwnPassword.Outcome outcome = access.own.change(session, PASSWORD, "ten green lorries", SOURCE);

    // then: another node asks the same table
    Sessions node = new Sessions(access.test.database(), () -> session.expires().minusSeconds(60));
    assertThat(node.find(elsewhere)).isEmpty();
    assertThat(node.find(here)).isEmpty();
    assertThat(access.sessions.find(((OwnPassword.Set) outcome).cookie())).isPresent();
    assertThat(access.signIn.attempt("anna", PASSWORD, SOURCE)).isInstanceOf(SignIn.Refused.class);
    assertThat(access.signIn.attempt("anna", "ten green lorries", SOURCE))
        .isInstanceOf(SignIn.Welcome.class);
  }

  @Test
  void changes_no_password_without_the_old_one_nor_to_a_weak_one() {
    // given
    var session = access.session("anna");

    // then
    assertThat(access.own.change(session, "wrong", "ten green lorries", SOURCE))
        .isInstanceOf(OwnPassword.Wrong.class);
    assertThat(access.own.change(session, PASSWORD, "anna12345678", SOURCE))
        .isEqualTo(new OwnPassword.Weak(PasswordRule.TOO_SIMPLE));
    assertThat(access.signIn.attempt("anna", PASSWORD, SOURCE)).isInstanceOf(SignIn.Welcome.class);
  }

  @Test
  void bounds_guessing_of_the_old_password_by_a_stolen_session() {
    // given
    var session = access.session("anna");
    for (int i = 0; i < SignInLimit.TRIES_OF_USER_AT_SOURCE; i++) {
      access.own.change(session, "wrong", "ten green lorries", SOURCE);
    }

    // then
    assertThat(access.own.change(session, PASSWORD, "ten green lorries", SOURCE))
        .isInstanceOf(OwnPassword.TooMany.class);
  }

  @Test
  void ends_a_token_at_its_time_and_remembers_when_it_was_used() {
    // given
    String token = token(anna, Role.VIEWER);
    assertThat(access.test.value("SELECT count(last_used) FROM api_token")).isEqualTo(0L);

    // when
    assertThat(holder(token)).isPresent();

    // then
    assertThat(access.test.value("SELECT last_used FROM api_token")).isNotNull();
    access.wait(Tokens.LIFE.minus(Duration.ofSeconds(1)));
    assertThat(holder(token)).isPresent();
    access.wait(Duration.ofSeconds(1));
    assertThat(holder(token)).isEmpty();
  }

  private String token(Caller by, Role role) {
    return access
        .test
        .inTransaction(em -> access.tokens.create(by, role + " token", role, Tokens.LIFE))
        .secret();
  }

  private Optional<Caller> holder(String token) {
    return access.test.inTransaction(em -> access.tokens.find(token));
  }

  private static int status(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return catchThrowableOfType(RefusedException.class, call).status();
  }
}
