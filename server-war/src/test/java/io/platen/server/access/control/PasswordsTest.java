package io.platen.server.access.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {
  private final Passwords quick = new Passwords(64, 1);

  @Test
  void costs_a_guess_at_least_what_owasp_asks_for() {
    // when
    String hash = new Passwords().hash("nine violet tractors");

    // then
    assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    assertThat(new Passwords().verify("nine violet tractors", hash)).isTrue();
    assertThat(new Passwords().verify("nine violet tractor", hash)).isFalse();
  }

  /** RFC 9106 has no vector without a secret; this one was made by the reference program argon2. */
  @Test
  void takes_what_the_reference_implementation_hashed() {
    // given: echo -n password | argon2 somesalt -id -t 2 -k 65536 -p 1 -l 32 -e
    String reference =
        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$"
            + "CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

    // then
    assertThat(quick.verify("password", reference)).isTrue();
    assertThat(quick.verify("Password", reference)).isFalse();
  }

  @Test
  void salts_each_hash() {
    assertThat(quick.hash("nine violet tractors")).isNotEqualTo(quick.hash("nine violet tractors"));
  }

  @Test
  void takes_an_accent_however_the_keyboard_composes_it() {
    assertThat(quick.verify("ge\u0301nie logiciel", quick.hash("g\u00e9nie logiciel"))).isTrue();
  }

  @Test
  void takes_what_an_earlier_server_hashed_and_calls_it_outdated() {
    // given: PBKDF2 with HMAC-SHA-512, 1000 passes
    String old =
        "pbkdf2-sha512$1000$AAAAAAAAAAAAAAAAAAAAAA==$" + OldHash.of("a long enough one", 1_000);

    // then
    assertThat(quick.verify("a long enough one", old)).isTrue();
    assertThat(quick.verify("a long enough two", old)).isFalse();
    assertThat(quick.isOutdated(old)).isTrue();
    assertThat(quick.isOutdated(quick.hash("x"))).isFalse();
    assertThat(new Passwords().isOutdated(quick.hash("x"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "$argon2id$", "$argon2i$v=19$m=64,t=1,p=1$AAAA$AAAA"})
  void verifies_nothing_against_what_is_no_hash(String stored) {
    assertThat(quick.verify("", stored)).isFalse();
    assertThat(quick.verify(stored, stored)).isFalse();
  }

  @Test
  void checks_few_at_the_same_time() throws Exception {
    // given
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch four = new CountDownLatch(4);
    ExecutorService threads = Executors.newFixedThreadPool(12);

    // when
    try {
      java.util.List<Future<Optional<Integer>>> all = new java.util.ArrayList<>();
      for (int i = 0; i < 12; i++) {
        all.add(
            threads.submit(
                () ->
                    quick.inTurn(
                        () -> {
                          most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                          four.countDown();
                          await(four);
                          return inside.decrementAndGet();
                        })));
      }
      for (Future<Optional<Integer>> one : all) {
        assertThat(one.get()).isPresent();
      }
    } finally {
      threads.shutdownNow();
    }

    // then
    assertThat(most.get()).isEqualTo(4);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "eleven char, TOO_SHORT",
    "aaaaaaaaaaaaaaaa, TOO_SIMPLE",
    "abababababab, TOO_SIMPLE",
    "123456789012, TOO_SIMPLE",
    "abcdefghijklmnop, TOO_SIMPLE",
    "passwordpassword, TOO_SIMPLE",
    "Password1234, TOO_SIMPLE",
    "Administrator1!, TOO_SIMPLE",
    "printmonitor1, TOO_SIMPLE",
    "Qwertzuiop123, TOO_SIMPLE",
    "anna.maier2026, TOO_SIMPLE",
    "nine violet tractors,",
    "Kx8!vWq2#Lm9pZ,",
    "correct horse battery staple,"
  })
  void refuses_what_is_guessed_first(String password, PasswordRule rule) {
    assertThat(PasswordRule.broken(password, "anna.maier")).isEqualTo(Optional.ofNullable(rule));
  }

  @Test
  void refuses_what_would_keep_the_server_busy() {
    assertThat(PasswordRule.broken("nine violet tractors ".repeat(13), "anna"))
        .contains(PasswordRule.TOO_LONG);
    assertThat(quick.verify("x".repeat(257), quick.hash("x".repeat(257)))).isFalse();
  }
}
