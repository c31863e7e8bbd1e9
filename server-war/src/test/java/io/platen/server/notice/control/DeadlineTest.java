package io.platen.server.notice.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.server.notice.control.MailSettings.Security;
import io.platen.server.notice.entity.Channel;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The end of a conversation as a whole. */
class DeadlineTest {

  @Test
  void ends_a_mail_server_that_keeps_each_wait_short_and_never_comes_to_an_end()
      throws IOException {
    // given: no wait is limited here, and the server says nothing
    ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    try (ScriptedSmtp smtp = new ScriptedSmtp().says("", ScriptedSmtp.SILENCE)) {
      MailSettings settings =
          new MailSettings(
              "127.0.0.1",
              smtp.port(),
              Security.NONE,
              "platen@fleet.example",
              "",
              Optional.empty(),
              Optional.empty());
      // when
      Outcome outcome =
          new MailSender(
                  settings,
                  Duration.ofHours(1),
                  new Deadline(scheduler, Duration.ofMillis(1)),
                  () -> TestNotices.START)
              .send(
                  new Letter(
                      new UUID(1, 1), Channel.Kind.MAIL, "a@fleet.example", null, "A", "B", "{}"));
      // then
      assertThat(outcome).isInstanceOf(Outcome.Later.class);
    } finally {
      scheduler.shutdownNow();
    }
  }

  @Test
  void leaves_no_task_behind_of_a_conversation_that_ended_well() {
    // given
    ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(0);
    scheduler.setRemoveOnCancelPolicy(true);
    AtomicInteger closed = new AtomicInteger();
    // when
    Deadline.Watched watched =
        new Deadline(scheduler, Duration.ofDays(1)).watch(closed::incrementAndGet);
    assertThat(scheduler.getQueue()).hasSize(1);
    watched.end();
    // then
    assertThat(scheduler.getQueue()).isEmpty();
    assertThat(closed).hasValue(0);
  }
}
