package io.platen.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.command.CommandDesk;
import io.platen.device.command.CommandHandler.Outcome;
import io.platen.device.command.Hands;
import io.platen.device.command.ResultForm;
import io.platen.device.identity.LocalKey;
import io.platen.device.store.DeviceStore;
import io.platen.device.testing.TestServer;
import io.platen.device.testing.VirtualTime;
import io.platen.protocol.codec.CommandCodec;
import io.platen.protocol.codec.LiveCodec;
import io.platen.protocol.command.Command;
import io.platen.protocol.live.CommandResult;
import io.platen.protocol.live.CommandResult.Stage;
import io.platen.protocol.live.LiveMessage;
import io.platen.protocol.order.CommandCheck;
import io.platen.protocol.order.OrderSigner;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.xml.ProtocolException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a device that was ended just after it went over still says to the server before. */
class FormerServerTest {
  @TempDir private static Path folder;
  private final List<CommandResult> heard = new CopyOnWriteArrayList<>();
  private RedirectBench bench;

  @BeforeEach
  void start() throws Exception {
    bench = new RedirectBench(folder);
    beginRedirect();
    bench.redirect(bench.storage, RedirectBench.young(), Duration.ofMinutes(10));
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  /** The command was taken, and the device ends before it can say how it went. */
  private void beginRedirect() throws Exception {
    VirtualTime time = RedirectBench.young();
    DeviceConfig config = bench.config(bench.storage, time);
    LocalKey key = LocalKey.load(bench.storage, config.vault(), config.random());
    OrderSigner signer =
        OrderSigner.issue(
            EnrolmentBench.AUTHORITY.certificate(),
            EnrolmentBench.AUTHORITY.key(),
            time.instant(),
            Duration.ofDays(1));
    Command command = bench.command(time, Duration.ofMinutes(10));
    try (DeviceStore store = DeviceStore.open(bench.storage, key, config.random())) {
      CommandDesk desk =
          new CommandDesk(
              EnrolmentBench.ID,
              config.keys(),
              store,
              ResultForm.OPEN,
              time,
              time,
              Hands.inTurn(Map.of("redirect", (asked, progress) -> Outcome.done(null))),
              problem -> {});
      byte[] file = signer.sign(CommandCheck.ROLE, CommandCodec.write(command));
      desk.heard(
          new LiveMessage.Commands(
              List.of(signer.certificate()), List.of(new LiveMessage.SignedBytes(file))));
    }
  }

  private void answerResults(boolean wanted) {
    bench.old.hosts.instead(
        exchange -> {
          if (!exchange.getRequestURI().getPath().equals("/update/v1/results")) {
            return bench.oldServer.handle(exchange);
          }
          if (!wanted) {
            TestServer.problem(exchange, ProblemType.DEVICE_INACTIVE);
            return true;
          }
          try {
            CommandResult piece =
                (CommandResult) LiveCodec.read(exchange.getRequestBody().readAllBytes());
            heard.add(piece);
            TestServer.respond(
                exchange,
                200,
                "application/vnd.platen+xml",
                LiveCodec.write(new LiveMessage.Taken(piece.command(), piece.number())));
            return true;
          } catch (ProtocolException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @Test
  void hears_that_the_redirect_was_done_and_is_forgotten() throws Exception {
    // given
    answerResults(true);

    // when
    boolean works = bench.works(bench.storage);

    // then
    assertThat(works).isTrue();
    assertThat(heard).extracting(CommandResult::stage).containsExactly(Stage.RECEIVED, Stage.DONE);
    assertThat(heard).extracting(CommandResult::device).containsOnly(EnrolmentBench.ID);
    assertThat(bench.storage.contents()).doesNotContainKey("identity");
    assertThat(bench.old.heard.problems()).isEmpty();
  }

  @Test
  void is_tried_again_until_it_answers() throws Exception {
    // given: it has gone in between
    bench.old.hosts.instead(
        exchange -> {
          throw new java.io.IOException("gone");
        });
    boolean works = bench.works(bench.storage);
    boolean kept = bench.storage.exists("identity");
    answerResults(true);

    // when
    bench.works(bench.storage);

    // then
    assertThat(works).isTrue();
    assertThat(kept).isTrue();
    assertThat(heard).extracting(CommandResult::stage).containsExactly(Stage.RECEIVED, Stage.DONE);
    assertThat(bench.storage.contents()).doesNotContainKey("identity");
  }

  @Test
  void is_forgotten_and_the_loss_told_where_it_wants_nothing_any_more() throws Exception {
    // given
    answerResults(false);

    // when
    boolean works = bench.works(bench.storage);

    // then
    assertThat(works).isTrue();
    assertThat(bench.old.heard.problems())
        .anyMatch(each -> each.contains("What was left for the server before is dropped"));
    assertThat(bench.storage.contents()).doesNotContainKey("identity");
  }

  @Test
  void is_forgotten_after_a_week() throws Exception {
    // given
    bench.old.hosts.close();
    VirtualTime later =
        new VirtualTime(EnrolmentBench.YOUNG.plus(Duration.ofDays(7)).plusSeconds(1));

    // when
    boolean early = bench.works(bench.storage) && bench.storage.exists("identity");
    boolean works = bench.old.isLetIn(bench.config(bench.storage, later));

    // then
    assertThat(early).isTrue();
    assertThat(works).isTrue();
    assertThat(bench.storage.contents()).doesNotContainKey("identity");
  }
}
