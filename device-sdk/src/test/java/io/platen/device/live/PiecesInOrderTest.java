package io.platen.device.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.command.CommandDesk;
import io.platen.device.command.CommandHandler.Outcome;
import io.platen.device.command.Hands;
import io.platen.device.command.ResultForm;
import io.platen.device.command.WaitingPiece;
import io.platen.device.identity.LocalKey;
import io.platen.device.port.Keys;
import io.platen.device.port.ThreadScheduler;
import io.platen.device.store.DeviceStore;
import io.platen.device.store.StoreException;
import io.platen.device.testing.TestAuthority;
import io.platen.device.testing.TestStorage;
import io.platen.device.testing.VirtualTime;
import io.platen.protocol.codec.CommandCodec;
import io.platen.protocol.command.Command;
import io.platen.protocol.live.LiveMessage;
import io.platen.protocol.order.CommandCheck;
import io.platen.protocol.order.OrderSigner;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two threads with something to send: the channel's own, and that of a command. */
class PiecesInOrderTest {
  private static final UUID DEVICE = UUID.fromString("6a0e2a1c-0000-4000-8000-000000000001");
  private static final Instant NOW = Instant.parse("2026-11-26T08:00:00Z");
  private static final TestAuthority AUTHORITY = new TestAuthority("test authority");

  private final VirtualTime time = new VirtualTime(NOW);
  private final ThreadScheduler scheduler = new ThreadScheduler("order");
  private final BlockingQueue<Long> sent = new LinkedBlockingQueue<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private OrderSigner signer;
  private DeviceStore store;
  private CommandDesk desk;
  private LiveChannel channel;

  @BeforeEach
  void open() throws Exception {
    signer = OrderSigner.issue(AUTHORITY.certificate(), AUTHORITY.key(), NOW, Duration.ofDays(1));
    SecureRandom random = new SecureRandom();
    TestStorage storage = new TestStorage();
    store = DeviceStore.open(storage, LocalKey.load(storage, random), random);
    TestAuthority.Issued own = AUTHORITY.device(DEVICE);
    Keys keys = () -> new Keys.Material(own.key(), own.chain(), List.of(AUTHORITY.certificate()));
    desk =
        new CommandDesk(
            DEVICE,
            keys,
            store,
            ResultForm.OPEN,
            time,
            time,
            Hands.inTurn(Map.of("read", (command, progress) -> Outcome.done("read"))),
            problem -> {});
    channel =
        new LiveChannel(
            (host, form, last) -> new OtherThreadBetween(),
            () -> List.of(URI.create("https://update.example")),
            desk,
            scheduler,
            () -> 0,
            new LiveChannel.Listener() {});
  }

  @AfterEach
  void close() {
    end.countDown();
    channel.close();
    scheduler.close();
    store.close();
  }

  private LiveMessage.Commands commands(Command... all) {
    return new LiveMessage.Commands(
        List.of(signer.certificate()),
        List.of(all).stream()
            .map(each -> signer.sign(CommandCheck.ROLE, CommandCodec.write(each)))
            .map(LiveMessage.SignedBytes::new)
            .toList());
  }

  /** As the first piece is about to go, another thread has news, too. */
  private final class OtherThreadBetween implements Carrier {
    private boolean welcomed;

    @Override
    public Optional<LiveMessage> receive() throws IOException {
      if (!welcomed) {
        welcomed = true;
        return Optional.of(
            new LiveMessage.Welcome(NOW, Duration.ofSeconds(30), Duration.ofSeconds(90)));
      }
      try {
        end.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw new IOException("The test has ended");
    }

    @Override
    public Optional<LiveMessage> send(WaitingPiece piece) {
      if (piece.number() == 1) {
        Thread other = new Thread(this::haveNews, "order-other");
        other.start();
        while (isOnItsWay(other)) {
          Thread.onSpinWait();
        }
      }
      sent.add(piece.number());
      return Optional.empty();
    }

    /** Until it has sent what it found, or waits for its turn. */
    private boolean isOnItsWay(Thread other) {
      return other.getState() != Thread.State.TERMINATED
          && other.getState() != Thread.State.WAITING;
    }

    private void haveNews() {
      try {
        desk.heard(commands());
      } catch (StoreException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() {}
  }

  @Test
  void sends_the_pieces_of_a_result_in_their_order_whichever_thread_sends() throws Exception {
    // given: a command that was done while there was no channel
    desk.heard(
        commands(
            new Command(
                UUID.fromString("6a0e2a1c-0000-4000-8000-000000000002"),
                DEVICE,
                1,
                "read",
                NOW,
                NOW.plus(Duration.ofMinutes(10)),
                Map.of())));
    time.advance(Duration.ofSeconds(1));

    // when
    channel.allow();

    // then
    assertThat(sent.poll(20, TimeUnit.SECONDS)).isEqualTo(1);
    assertThat(sent.poll(20, TimeUnit.SECONDS)).isEqualTo(2);
  }
}
