package io.platen.device.link;

import static io.platen.protocol.Requirement.PLT_LNK_034;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.link.LinkFailure.Kind;
import io.platen.device.testing.VirtualTime;
import io.platen.protocol.Verifies;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
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
