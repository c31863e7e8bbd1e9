package io.platen.server.enrolment.control;

import static io.platen.server.testing.TestEnrolment.newKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.Requirement;
import io.platen.protocol.Verifies;
import io.platen.protocol.enrolment.ActivationCode;
import io.platen.protocol.problem.ProblemType;
import io.platen.server.problem.ProblemException;
import io.platen.server.testing.TestFleet;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a code is good for, for whom, and for how long. */
class ActivationCodesTest extends EnrolmentSetting {
  @Test
  void refuses_a_wrong_and_an_unknown_code_with_the_same_words() {
    // given
    ActivationCode code = code();
    ActivationCode unknown = new ActivationCode(otherThan(code.selector()), code.secret());

    // when
    ProblemException wrong = refusal(wrong(code), newKey(), SITE);
    ProblemException stranger = refusal(unknown, newKey(), SITE);

    // then
    assertThat(wrong.problem()).isEqualTo(stranger.problem());
    assertThat(wrong.problem().type()).isEqualTo(ProblemType.CODE_REFUSED);
  }

  @Test
  void refuses_another_key_after_the_code_was_used() {
    // given
    ActivationCode code = code();
    enrol(code, newKey());

    // when
    ProblemException refusal = refusal(code, newKey(), SITE);

    // then
    assertThat(refusal.problem().type()).isEqualTo(ProblemType.CODE_USED);
    assertThat(test.value("SELECT count(*) FROM audit_entry WHERE action LIKE '%used-again'"))
        .isEqualTo(1L);
  }

  @Test
  void refuses_a_code_for_good_after_five_wrong_tries_of_an_address() {
    // given
    ActivationCode code = code();
    for (int i = 0; i < CodeTries.OF_CODE_AT_SOURCE; i++) {
      refusal(wrong(code), newKey(), SITE);
    }

    // when
    ProblemException refusal = refusal(code, newKey(), SITE);

    // then
    assertThat(refusal.problem().type()).isEqualTo(ProblemType.CODE_REFUSED);
    assertThat(test.value("SELECT subject FROM audit_entry WHERE action = 'enrolment.guessed'"))
        .isEqualTo(SITE);
  }

  @Test
  void takes_the_right_code_after_four_wrong_tries() {
    // given
    ActivationCode code = code();
    for (int i = 1; i < CodeTries.OF_CODE_AT_SOURCE; i++) {
      refusal(wrong(code), newKey(), SITE);
    }

    // then
    assertThat(enrol(code, newKey())).isNotNull();
  }

  @Test
  @Verifies(positive = Requirement.PLT_ENR_009, negative = Requirement.PLT_ENR_009)
  void lets_nobody_burn_the_code_of_another_by_guessing_at_its_selector() {
    // given: all the tries that an address has, at this code and at others
    ActivationCode code = code();
    for (int i = 0; i < CodeTries.OF_SOURCE; i++) {
      refusal(wrong(code), newKey(), ELSEWHERE);
    }

    // then
    assertThat(refusal(code, newKey(), ELSEWHERE).problem().type())
        .isEqualTo(ProblemType.TOO_MANY_REQUESTS);
    assertThat(enrol(code, newKey())).isNotNull();
  }

  @Test
  void looks_at_no_more_than_five_of_many_guesses_at_once() throws Exception {
    // given
    ActivationCode code = code();
    List<Callable<Object>> guesses = new ArrayList<>();
    for (int i = 0; i < 15; i++) {
      guesses.add(tried(wrong(code), newKey(), SITE));
    }

    // when
    atOnce(guesses);

    // then
    assertThat(refusal(code, newKey(), SITE).problem().type()).isEqualTo(ProblemType.CODE_REFUSED);
    assertThat(test.value("SELECT failures FROM enrolment_try WHERE subject LIKE 'code %' LIMIT 1"))
        .isEqualTo(16);
  }

  @Test
  void refuses_the_right_code_too_among_many_guesses_at_once_after_the_limit() throws Exception {
    // given
    ActivationCode code = code();
    for (int i = 0; i < CodeTries.OF_CODE_AT_SOURCE; i++) {
      refusal(wrong(code), newKey(), SITE);
    }
    List<Callable<Object>> guesses = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      guesses.add(tried(i % 4 == 0 ? code : wrong(code), newKey(), SITE));
    }

    // when
    List<Object> outcomes = atOnce(guesses);

    // then
    assertThat(outcomes).hasSize(16).containsOnly(ProblemType.CODE_REFUSED);
    assertThat(test.value("SELECT count(*) FROM device_certificate")).isEqualTo(0L);
  }

  @Test
  void tells_people_of_guesses_at_a_tenants_codes_from_many_addresses_and_refuses_nobody() {
    // given
    ActivationCode code = code();
    guess(code, GuessingAlarm.OF_TENANT - 1);
    Object before = alarms();

    // when
    guess(code, 2);

    // then
    assertThat(before).isEqualTo(0L);
    assertThat(alarms()).isEqualTo(1L);
    assertThat(test.value("SELECT tenant FROM audit_entry WHERE action = 'enrolment.guessing'"))
        .isEqualTo(TestFleet.TENANT);
    assertThat(enrol(code, newKey())).isNotNull();
  }

  @Test
  void counts_guesses_anew_after_an_hour() {
    // given
    ActivationCode code = code();
    guess(code, GuessingAlarm.OF_TENANT - 1);

    // when
    fleet.setTime("2026-11-25T13:00:01Z");
    guess(code, GuessingAlarm.OF_TENANT - 1);

    // then
    assertThat(alarms()).isEqualTo(0L);
  }

  @Test
  void tells_people_of_guesses_at_codes_that_nobody_has() {
    // given
    test.execute("INSERT INTO enrolment_try VALUES ('server', 998, '2026-11-25T11:30:00Z')");
    ActivationCode unknown = ActivationCode.draw(new SecureRandom());

    // when
    guess(unknown, 3);

    // then
    assertThat(alarms()).isEqualTo(1L);
    assertThat(
            test.value(
                "SELECT count(*) FROM audit_entry WHERE tenant IS NULL AND subject LIKE '1000 %'"))
        .isEqualTo(1L);
  }

  @Test
  void has_no_guess_wait_for_another_where_all_are_counted() throws Exception {
    // given: somebody holds the rows that count all, as a slow commit does
    test.execute("INSERT INTO enrolment_try VALUES ('server', 1, '2026-11-25T11:30:00Z')");
    List<CompletableFuture<ProblemException>> guesses = new ArrayList<>();
    try (Connection holder = test.source().getConnection()) {
      holder.setAutoCommit(false);
      try (Statement lock = holder.createStatement()) {
        lock.execute("SELECT 1 FROM enrolment_try FOR UPDATE");
      }

      // when
      CountDownLatch answered = new CountDownLatch(2);
      for (int i = 0; i < 3; i++) {
        String address = "203.0.113." + i;
        guesses.add(
            CompletableFuture.supplyAsync(
                () -> {
                  ProblemException refusal =
                      refusal(ActivationCode.draw(new SecureRandom()), newKey(), address);
                  answered.countDown();
                  return refusal;
                }));
      }

      // then: one of them counts, and the others have their answer
      assertThat(answered.await(20, TimeUnit.SECONDS)).isTrue();
      holder.rollback();
    }
    for (CompletableFuture<ProblemException> each : guesses) {
      assertThat(each.get(20, TimeUnit.SECONDS).problem().type())
          .isEqualTo(ProblemType.CODE_REFUSED);
    }
  }

  /** Each from an address of its own. */
  private void guess(ActivationCode code, int times) {
    for (int i = 0; i < times; i++) {
      refusal(wrong(code), newKey(), "203.0.113." + i);
    }
  }

  private Object alarms() {
    return test.value("SELECT count(*) FROM audit_entry WHERE action = 'enrolment.guessing'");
  }

  @Test
  void lets_an_address_try_again_after_an_hour() {
    // given
    for (int i = 0; i < CodeTries.OF_SOURCE; i++) {
      refusal(ActivationCode.draw(new SecureRandom()), newKey(), SITE);
    }
    ActivationCode code = code();
    ProblemException refusal = refusal(code, newKey(), SITE);

    // when
    fleet.setTime("2026-11-25T13:00:01Z");

    // then
    assertThat(refusal.problem().retryAfterSeconds()).isEqualTo(3600);
    assertThat(enrol(code, newKey())).isNotNull();
  }

  @Test
  @Verifies(positive = Requirement.PLT_ENR_012, negative = Requirement.PLT_ENR_012)
  void refuses_a_code_after_72_hours_and_not_before() {
    // given
    ActivationCode first = code();
    fleet.setTime("2026-11-28T12:00:00Z");
    enrol(first, newKey());
    ActivationCode second = code();

    // when
    fleet.setTime("2026-12-01T12:00:01Z");

    // then
    assertThat(refusal(second, newKey(), SITE).problem().type())
        .isEqualTo(ProblemType.CODE_EXPIRED);
    assertThat(refusal(wrong(second), newKey(), SITE).problem().type())
        .as("who guesses learns nothing of it")
        .isEqualTo(ProblemType.CODE_REFUSED);
  }

  @Test
  @Verifies(positive = Requirement.PLT_ENR_010, negative = Requirement.PLT_ENR_010)
  void keeps_no_code_in_the_database() {
    // given
    ActivationCode code = code();
    enrol(code, newKey());

    // then
    assertThat(
            String.valueOf(test.value("SELECT string_agg(c::text, ' ') FROM activation_code AS c")))
        .contains(code.selector())
        .doesNotContain(code.secret());
    assertThat(String.valueOf(test.value("SELECT string_agg(a::text, ' ') FROM audit_entry AS a")))
        .doesNotContain(code.secret());
    assertThat(CodeHash.of(code, new byte[] {1})).isNotEqualTo(CodeHash.of(code, new byte[] {2}));
  }

  @Test
  void forgets_the_code_before_when_a_new_one_is_made() {
    // given
    ActivationCode old = code();

    // when
    ActivationCode next = code();

    // then
    assertThat(refusal(old, newKey(), SITE).problem().type()).isEqualTo(ProblemType.CODE_REFUSED);
    assertThat(enrol(next, newKey())).isNotNull();
  }
}
