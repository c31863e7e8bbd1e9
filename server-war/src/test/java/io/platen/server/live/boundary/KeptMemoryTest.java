package io.platen.server.live.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.platen.server.testing.Stub;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * In the container of the build it is there: an end-to-end test looks for the word that it is not.
 */
class KeptMemoryTest {
  @Test
  void is_none_where_the_container_is_built_in_another_way() {
    // given
    HttpServletRequest request = Stub.of(HttpServletRequest.class, call -> null);

    // when
    KeptMemory kept = KeptMemory.of(new HttpServletRequestWrapper(request));

    // then
    assertThat(kept).isSameAs(KeptMemory.NONE);
    assertThatCode(kept::release).doesNotThrowAnyException();
  }

  /** As Grizzly has them, as far as it matters here. */
  public static final class Coyote {
    private Object packet = new Object();

    public Object getRequest() {
      return packet;
    }
  }

  public static final class Packet {
    private Object connection;

    Packet(Object connection) {
      this.connection = connection;
    }

    public Object getConnection() {
      return connection;
    }
  }

  private final Object connection = new Object();
  private final Packet packet = new Packet(connection);
  private final Coyote coyote = new Coyote();
  private final AtomicInteger taken = new AtomicInteger();

  private KeptMemory kept() throws ReflectiveOperationException {
    coyote.packet = packet;
    KeptMemory.Step step =
        () -> {
          assertThat(Thread.holdsLock(connection)).isTrue();
          taken.incrementAndGet();
        };
    return new KeptMemory(
        connection,
        null,
        null,
        new KeptMemory.Once(KeptMemory.using(coyote, packet, connection), List.of(step)));
  }

  @Test
  void empties_the_request_once_with_the_second_beat() throws Exception {
    // given
    KeptMemory kept = kept();

    // when
    kept.beat();
    int first = taken.get();
    kept.beat();
    kept.beat();

    // then
    assertThat(first).isZero();
    assertThat(taken).hasValue(1);
  }

  @Test
  void leaves_a_packet_alone_that_another_connection_has_taken_from_the_pool() throws Exception {
    // given
    KeptMemory kept = kept();
    packet.connection = new Object();

    // when
    kept.beat();
    kept.beat();

    // then
    assertThat(taken).hasValue(0);
  }

  @Test
  void leaves_a_request_alone_that_another_connection_has_taken_from_the_pool() throws Exception {
    // given
    KeptMemory kept = kept();
    coyote.packet = new Object();

    // when
    kept.beat();
    kept.beat();

    // then
    assertThat(taken).hasValue(0);
  }
}
