package io.platen.device.live;

import static io.platen.protocol.Requirement.PLT_LIV_004;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.command.CommandDesk;
import io.platen.device.command.Hands;
import io.platen.device.command.ResultForm;
import io.platen.device.command.WaitingPiece;
import io.platen.device.identity.LocalKey;
import io.platen.device.link.LinkFailedException;
import io.platen.device.link.LinkFailure;
import io.platen.device.port.Keys;
import io.platen.device.port.ThreadScheduler;
import io.platen.device.store.DeviceStore;
import io.platen.device.testing.TestStorage;
import io.platen.protocol.Verifies;
import io.platen.protocol.live.LiveMessage;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A channel over which something does come, and then nothing more: not a clock's second is waited.
 */
class HeldBackTest {
  private static final URI HOST = URI.create("https://update.example");
  private static final LiveMessage WELCOME =
      new LiveMessage.Welcome(Instant.EPOCH, Duration.ofSeconds(30), Duration.ofSeconds(90));

  private static final int ENOUGH = 3;

  private final AtomicInteger opens = new AtomicInteger();
  private final ThreadScheduler scheduler = new ThreadScheduler("held-back");
  private final BlockingQueue<Form> tried = new LinkedBlockingQueue<>();
  private final Deque<Optional<LiveMessage>> events = new ArrayDeque<>();
  private LinkFailure.Kind end = LinkFailure.Kind.TIMED_OUT;
  private DeviceStore store;
  private LiveChannel channel;

  @BeforeEach
  void open() throws Exception {
    SecureRandom random = new SecureRandom();
    TestStorage storage = new TestStorage();
    store = DeviceStore.open(storage, LocalKey.load(storage, random), random);
    Keys keys =
        () -> {
          throw new GeneralSecurityException("Nobody needs them here");
        };
    CommandDesk desk =
        new CommandDesk(
            UUID.randomUUID(),
            keys,
            store,
            ResultForm.OPEN,
            Clock.systemUTC(),
            scheduler,
            Hands.inTurn(Map.of()),
            problem -> {});
    RandomGenerator quick = () -> 0;
    channel =
        new LiveChannel(
            this::opened,
            () -> List.of(HOST),
            desk,
            scheduler,
            quick,
            new LiveChannel.Listener() {});
  }

  @AfterEach
  void close() {
    channel.close();
    scheduler.close();
    store.close();
  }

  /** A proxy that refuses a WebSocket; a stream of events that ends after what a test has put. */
  private Carrier opened(URI host, Form form, long last) throws IOException {
    tried.add(form);
    if (form == Form.WEBSOCKET) {
      throw new IOException("No WebSocket is let through");
    }
    if (opens.incrementAndGet() == ENOUGH) {
      channel.close();
      throw new IOException("The test has seen enough");
    }
    Deque<Optional<LiveMessage>> left = new ArrayDeque<>(events);
    return new Carrier() {
      @Override
      public Optional<LiveMessage> receive() throws IOException {
        if (left.isEmpty()) {
          throw new LinkFailedException(new LinkFailure(HOST, end, "it ended", "Wait"), null);
        }
        return left.remove();
      }

      @Override
      public Optional<LiveMessage> send(WaitingPiece piece) {
        return Optional.empty();
      }

      @Override
      public void close() {}
    };
  }

  private List<Form> forms() throws InterruptedException {
    List<Form> forms = new ArrayList<>();
    for (int i = 0; i < ENOUGH; i++) {
      forms.add(tried.poll(20, TimeUnit.SECONDS));
    }
    return forms;
  }

  @Test
  @Verifies(positive = PLT_LIV_004)
  void polls_where_a_stream_of_events_is_silent_after_its_first_word() throws Exception {
    // given
    events.add(Optional.of(WELCOME));

    // when
    channel.allow();

    // then
    assertThat(forms()).containsExactly(Form.WEBSOCKET, Form.EVENTS, Form.POLL);
  }

  @Test
  @Verifies(negative = PLT_LIV_004)
  void stays_with_a_stream_that_gave_a_sign_of_life() throws Exception {
    // given
    events.add(Optional.of(WELCOME));
    events.add(Optional.empty());

    // when
    channel.allow();

    // then
    assertThat(forms()).containsExactly(Form.WEBSOCKET, Form.EVENTS, Form.EVENTS);
  }

  @Test
  @Verifies(negative = PLT_LIV_004)
  void stays_with_a_stream_whose_server_went_away() throws Exception {
    // given
    events.add(Optional.of(WELCOME));
    end = LinkFailure.Kind.BROKEN_OFF;

    // when
    channel.allow();

    // then
    assertThat(forms()).containsExactly(Form.WEBSOCKET, Form.EVENTS, Form.EVENTS);
  }
}
