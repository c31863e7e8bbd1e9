package io.platen.server.live.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.live.LiveClose;
import io.platen.protocol.live.LiveMessage;
import io.platen.server.testing.Stub;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A question that waits, whose device has gone or not. */
class PollQuestionTest {
  private static final LiveMessage MESSAGE = new LiveMessage.Cancel(new UUID(1, 1));

  private final List<String> done = new ArrayList<>();
  private final TestWire wire = new TestWire();
  private final PollQuestion question = new PollQuestion(async());

  private AsyncContext async() {
    HttpServletResponse response = wire.response(done);
    return Stub.of(
        AsyncContext.class,
        call -> {
          if (call.equals("getResponse")) {
            return response;
          }
          done.add(call);
          return null;
        });
  }

  @Test
  void is_answered_by_the_first_document_and_not_by_the_welcome() {
    // when
    boolean welcomed = question.send(new LiveMessage.Welcome(null, null, null));
    List<String> before = List.copyOf(done);
    boolean first = question.send(MESSAGE);
    boolean second = question.send(MESSAGE);

    // then
    assertThat(welcomed).isTrue();
    assertThat(before).isEmpty();
    assertThat(first).isTrue();
    assertThat(second).isFalse();
    assertThat(done).endsWith("complete").containsOnlyOnce("complete");
  }

  @Test
  void is_over_where_the_answer_cannot_be_written_and_says_that_it_is_not_sent() {
    // given
    wire.cut = true;

    // when
    boolean sent = question.send(MESSAGE);
    question.close(LiveClose.SILENT);
    question.onTimeout(null);

    // then: the container does not keep it until its time is over
    assertThat(sent).isFalse();
    assertThat(done).containsOnlyOnce("complete");
  }

  @Test
  void is_answered_by_nothing_when_its_time_is_over() {
    // when
    question.onTimeout(null);

    // then
    assertThat(done).contains("setStatus 204").endsWith("complete");
  }

  @Test
  void tells_the_device_that_there_is_no_channel_for_it() {
    // when
    question.refuse(LiveDoor.unavailable());

    // then
    assertThat(done).contains("setStatus 503").endsWith("complete");
  }
}
