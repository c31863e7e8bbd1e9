package io.platen.device.link;

import static io.platen.protocol.Requirement.PLT_LNK_013;
import static io.platen.protocol.Requirement.PLT_LNK_034;
import static io.platen.protocol.Requirement.PLT_LNK_057;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.link.LinkFailure.Kind;
import io.platen.device.testing.VirtualTime;
import io.platen.protocol.Verifies;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AttemptsTest {
  private static final URI FIRST = URI.create("https://update1.example");
  private static final URI SECOND = URI.create("https://update2.example");

  private final VirtualTime time = new VirtualTime(Instant.parse("2026-03-04T08:00:00Z"));
  private final List<URI> asked = new ArrayList<>();
  private final Attempts attempts =
      new Attempts(
          new Hosts(List.of(FIRST, SECOND), new Random(1)),
          new Backoff(new Random(1)),
          time,
          new DeviceClock(time),
          (host, why) -> {});

  @Test
  @Verifies(positive = PLT_LNK_034)
  void tries_again_where_another_try_may_help() throws Exception {
    // when
    Tried last = attempts.make(host -> failing(host, Kind.NOT_REACHABLE));
    // then
    assertThat(asked).containsExactly(FIRST, FIRST, SECOND, SECOND);
    assertThat(attempts.again(last)).isPresent();
  }

  @Test
  @Verifies(negative = PLT_LNK_034)
  void sends_a_login_that_the_proxy_refused_no_second_time() throws Exception {
    // when
    Tried last = attempts.make(host -> failing(host, Kind.PROXY_LOGIN));
    // then
    assertThat(asked).containsExactly(FIRST);
    assertThat(time.pauses()).isEmpty();
    assertThat(attempts.again(last)).isEmpty();
  }

  @Test
  @Verifies(positive = PLT_LNK_057)
  void comes_back_from_a_date_at_a_time_of_its_own() throws Exception {
    // given
    Tried busy = attempts.make(host -> wishing(Duration.ofHours(1)));
    Instant date = time.instant().plus(Duration.ofHours(1));

    // when
    Set<Instant> times = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      times.add(attempts.again(busy).orElseThrow());
    }

    // then
    assertThat(times).hasSizeGreaterThan(90);
    assertThat(times)
        .allSatisfy(at -> assertThat(at).isBetween(date, date.plus(Duration.ofMinutes(6))));
  }

  @Test
  @Verifies(negative = {PLT_LNK_013, PLT_LNK_057})
  void adds_nothing_to_the_longest_time_of_all() throws Exception {
    // when
    Tried busy = attempts.make(host -> wishing(Duration.ofDays(1)));

    // then
    assertThat(attempts.again(busy)).contains(time.instant().plus(Duration.ofDays(1)));
  }

  private static Tried wishing(Duration wish) {
    return new Tried() {
      @Override
      public Optional<LinkFailure> failure() {
        return Optional.of(new LinkFailure(FIRST, Kind.SERVER_BUSY, "it is busy", "Wait"));
      }

      @Override
      public Optional<Duration> wish() {
        return Optional.of(wish);
      }
    };
  }

  private Tried failing(URI host, Kind kind) {
    asked.add(host);
    return new Tried() {
      @Override
      public Optional<LinkFailure> failure() {
        return Optional.of(new LinkFailure(host, kind, "it failed", "Look why"));
      }
    };
  }
}
