package io.platen.device.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class CrewTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private final Crew crew = new Crew(0);
  private final CountDownLatch end = new CountDownLatch(1);

  private void await() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void says_that_all_have_ended_when_none_is_alive() throws InterruptedException {
    // given
    Thread one = crew.daemon("crew-one", this::await);
    Thread unbegun = crew.daemon("crew-unbegun", this::await);
    one.start();
    end.countDown();

    // when
    boolean ended = crew.hasEnded(LONG);

    // then
    assertThat(ended).isTrue();
    assertThat(one.getState()).isEqualTo(Thread.State.TERMINATED);
    assertThat(unbegun.isAlive()).isFalse();
  }

  @Test
  void says_that_one_goes_on_when_the_patience_is_over() throws InterruptedException {
    // given
    Thread one = crew.daemon("crew-lasting", this::await);
    one.start();

    // when
    boolean ended = crew.hasEnded(Duration.ofMillis(5));

    // then
    assertThat(ended).isFalse();
    end.countDown();
    assertThat(crew.hasEnded(LONG)).isTrue();
  }

  @Test
  void does_not_wait_for_the_one_that_asks() throws InterruptedException {
    // given
    boolean[] said = new boolean[1];
    CountDownLatch asked = new CountDownLatch(1);
    Thread one =
        crew.daemon(
            "crew-asking",
            () -> {
              try {
                said[0] = crew.hasEnded(LONG);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              asked.countDown();
            });

    // when
    one.start();
    asked.await();

    // then
    assertThat(said[0]).isTrue();
  }
}
