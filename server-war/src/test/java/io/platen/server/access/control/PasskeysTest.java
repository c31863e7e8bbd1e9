package io.platen.server.access.control;

import static io.platen.server.access.control.TestAccess.SOURCE;
import static io.platen.server.access.control.TestAccess.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Passkey;
import io.platen.server.access.entity.Role;
import io.platen.server.access.entity.Session;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasskeysTest {
  private TestAccess access;
  private Passkeys passkeys;
  private Caller anna;
  private Session session;
  private final TestAuthenticator key = new TestAuthenticator();

  @BeforeEach
  void open() {
    access = new TestAccess();
    passkeys = access.passkeys("platen.example.org", 8444);
    anna = access.user(TENANT, "anna", Role.ADMINISTRATOR);
    session = access.session("anna");
  }

  @AfterEach
  void close() {
    access.close();
  }

  @Test
  void signs_in_by_a_passkey_alone_and_writes_it_down() {
    // given
    assertThat(add()).isTrue();

    // when
    SignIn.Outcome outcome = signIn();

    // then
    String cookie = ((SignIn.Welcome) outcome).cookie();
    assertThat(access.sessions.find(cookie).orElseThrow().caller()).isEqualTo(anna);
    assertThat(access.actions()).endsWith("passkey.add session.open");
    assertThat(passkeys.list(session)).extracting(Passkey::name).containsExactly("Telephone");
    assertThat(passkeys.list(session).get(0).lastUsed()).isNotNull();
  }

  @Test
  void takes_the_same_answer_once_only() {
    // given
    String making = key.create(passkeys.begin(session).challenge());
    assertThat(passkeys.add(session, making, "one")).isTrue();
    String using = key.get(passkeys.begin().challenge(), handle());
    assertThat(passkeys.signIn(using, SOURCE)).isInstanceOf(SignIn.Welcome.class);

    // then
    assertThat(passkeys.add(session, making, "two")).isFalse();
    assertThat(passkeys.signIn(using, SOURCE)).isInstanceOf(SignIn.Refused.class);
  }

  @Test
  void takes_no_answer_to_a_challenge_that_nobody_gave_or_that_is_old() {
    // given
    add();
    String late = key.get(passkeys.begin().challenge(), handle());

    // when
    access.wait(PasskeyChallenges.LIFE);

    // then
    assertThat(passkeys.signIn(late, SOURCE)).isInstanceOf(SignIn.Refused.class);
    assertThat(passkeys.signIn(key.get("aW52ZW50ZWQ", handle()), SOURCE))
        .isInstanceOf(SignIn.Refused.class);
  }

  @Test
  void takes_no_challenge_that_was_given_for_something_else() {
    // given: one for signing in, and one of another user
    String forSignIn = passkeys.begin().challenge();
    access.user(TENANT, "berta", Role.VIEWER);
    String bertas = passkeys.begin(access.session("berta")).challenge();

    // then
    assertThat(passkeys.add(session, key.create(forSignIn), "x")).isFalse();
    assertThat(passkeys.add(session, key.create(bertas), "x")).isFalse();
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        fault("on another site", key -> key.origin = "https://platen.example.com:8444"),
        fault("without TLS", key -> key.origin = "http://platen.example.org:8444"),
        fault("on another port", key -> key.origin = "https://platen.example.org:9999"),
        fault("for another party", key -> key.rpId = "example.org"),
        fault("untouched", key -> key.flags = TestAuthenticator.VERIFIED),
        fault("without finger, face or PIN", key -> key.flags = TestAuthenticator.PRESENT));
  }

  private static Arguments fault(String name, Consumer<TestAuthenticator> fault) {
    return Arguments.of(name, fault);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void refuses_a_passkey_that_was_made_or_used(String name, Consumer<TestAuthenticator> fault) {
    // given
    TestAuthenticator faulty = new TestAuthenticator();
    fault.accept(faulty);
    add();

    // then
    assertThat(passkeys.add(session, faulty.create(passkeys.begin(session).challenge()), name))
        .isFalse();
    fault.accept(key);
    assertThat(signIn()).isInstanceOf(SignIn.Refused.class);
  }

  @Test
  void refuses_a_signature_by_another_key() {
    // given: the same id, another key
    add();
    TestAuthenticator forger = new TestAuthenticator();

    // then
    assertThat(passkeys.signIn(forger.get(passkeys.begin().challenge(), handle()), SOURCE))
        .isInstanceOf(SignIn.Refused.class);
    assertThat(access.actions()).endsWith("passkey.add session.refuse");
  }

  @Test
  void refuses_a_copy_whose_count_of_signatures_stands_still() {
    // given
    key.counter = 5;
    add();
    key.counter = 6;
    assertThat(signIn()).isInstanceOf(SignIn.Welcome.class);

    // then
    assertThat(signIn()).isInstanceOf(SignIn.Refused.class);
    key.counter = 7;
    assertThat(signIn()).isInstanceOf(SignIn.Welcome.class);
  }

  @Test
  void refuses_it_in_the_name_of_another_user() {
    // given
    add();
    access.user(TENANT, "berta", Role.ADMINISTRATOR);
    byte[] bertas = PasskeyCheck.handle(access.id("berta"));

    // then
    assertThat(passkeys.signIn(key.get(passkeys.begin().challenge(), bertas), SOURCE))
        .isInstanceOf(SignIn.Refused.class);
  }

  @Test
  void ends_with_its_removal_and_with_a_new_link_for_its_owner() {
    // given
    add();
    access.user(TENANT, "berta", Role.ADMINISTRATOR);
    Session bertas = access.session("berta");

    // when: somebody else tries to remove it
    long id = passkeys.list(session).get(0).id();
    passkeys.remove(bertas, id);
    assertThat(signIn()).isInstanceOf(SignIn.Welcome.class);
    passkeys.remove(session, id);

    // then
    assertThat(signIn()).isInstanceOf(SignIn.Refused.class);
    add();
    assertThat(signIn()).isInstanceOf(SignIn.Welcome.class);
    access.users.invite(bertas.caller(), access.id("anna"));
    assertThat(signIn()).isInstanceOf(SignIn.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "null", "[]", "{\"id\":\"AQ\"}", "\"", "{\"response\":{}}"})
  void refuses_what_is_no_answer_of_a_browser(String json) {
    assertThat(passkeys.signIn(json, SOURCE)).isInstanceOf(SignIn.Refused.class);
    assertThat(passkeys.add(session, json, "x")).isFalse();
  }

  private boolean add() {
    return passkeys.add(session, key.create(passkeys.begin(session).challenge()), "Telephone");
  }

  private SignIn.Outcome signIn() {
    return passkeys.signIn(key.get(passkeys.begin().challenge(), handle()), SOURCE);
  }

  private byte[] handle() {
    return PasskeyCheck.handle(session.user());
  }
}
