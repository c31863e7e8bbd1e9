package io.platen.device.live;

import static io.platen.protocol.Requirement.PLT_LIV_005;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.command.CommandDesk;
import io.platen.device.command.CommandHandler.Outcome;
import io.platen.device.command.Hands;
import io.platen.device.command.ResultForm;
import io.platen.device.command.WaitingPiece;
import io.platen.device.identity.LocalKey;
import io.platen.device.port.Keys;
import io.platen.device.port.Scheduler;
import io.platen.device.store.DeviceStore;
import io.platen.device.testing.Reachable;
import io.platen.device.testing.TestAuthority;
import io.platen.device.testing.TestStorage;
import io.platen.device.testing.VirtualTime;
import io.platen.protocol.Verifies;
import io.platen.protocol.codec.CommandCodec;
import io.platen.protocol.command.Command;
import io.platen.protocol.live.LiveClose;
import io.platen.protocol.live.LiveMessage;
import io.platen.protocol.order.CommandCheck;
import io.platen.protocol.order.OrderSigner;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Twenty-four hours of a channel that is cut again and again, in virtual time: it comes back each
 * time, by one thread, and nothing is left of the channels before.
 */
class DayOfDropsTest {
  private static final UUID DEVICE = UUID.fromString("0b7e3c1e-9f43-4d0a-8a55-5f3a7e1c2d01");
  private static final Instant START = Instant.parse("2026-11-26T00:00:00Z");
  private static final Duration DAY = Duration.ofHours(24);
  private static final TestAuthority AUTHORITY = new TestAuthority("test authority");

  private final SplittableRandom chance = new SplittableRandom(4711);
  private final VirtualTime time = new VirtualTime(START);
  private final OneThread scheduler = new OneThread();
  private final List<Standing> hours = new ArrayList<>();
  private OrderSigner signer;
  private DeviceStore store;
  private CommandDesk desk;
  private LiveChannel channel;
  private int open;
  private int mostOpen;
  private int welcomed;
  private int done;
  private int lasting;
  private long counter;

  /**
   * What there is at an hour.
   *
   * @param objects that the channel and the desk hold, collections' elements counted
   * @param work that waits for its time
   * @param stored values in the device's memory
   */
  private record Standing(int objects, int work, int stored) {}

  @BeforeEach
  void open() throws Exception {
    signer = OrderSigner.issue(AUTHORITY.certificate(), AUTHORITY.key(), START, Duration.ofDays(2));
    SecureRandom random = new SecureRandom();
    TestStorage disk = new TestStorage();
    store = DeviceStore.open(disk, LocalKey.load(disk, random), random);
    TestAuthority.Issued own = AUTHORITY.device(DEVICE);
    Keys keys = () -> new Keys.Material(own.key(), own.chain(), List.of(AUTHORITY.certificate()));
    desk =
        new CommandDesk(
            DEVICE,
            keys,
            store,
            ResultForm.OPEN,
            time,
            scheduler,
            Hands.inTurn(
                Map.of("read", (command, progress) -> Outcome.done(String.valueOf(done++)))),
            problem -> {});
    channel =
        new LiveChannel(
            (host, form, last) -> line(),
            () ->
                List.of(
                    URI.create("https://update1.example"), URI.create("https://update2.example")),
            desk,
            scheduler,
            random,
            new LiveChannel.Listener() {
              @Override
              public void opened(URI host, Form form) {
                welcomed++;
              }
            });
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Carrier line() throws IOException {
    if (chance.nextInt(4) == 0) {
      throw new IOException("Nobody listens");
    }
    return new Line();
  }

  /** A channel that lasts for a while, and ends in one way or another. */
  private final class Line implements Carrier {
    private final Queue<LiveMessage> coming = new ArrayDeque<>();
    private int left = 1 + chance.nextInt(6);
    private boolean closed;

    Line() {
      coming.add(
          new LiveMessage.Welcome(time.instant(), Duration.ofSeconds(45), Duration.ofSeconds(90)));
      open++;
      mostOpen = Math.max(mostOpen, open);
    }

    @Override
    public Optional<LiveMessage> receive() throws IOException {
      LiveMessage next = coming.poll();
      if (next != null) {
        return Optional.of(next);
      }
      time.advance(Duration.ofSeconds(chance.nextInt(60)));
      hour();
      if (left-- > 0) {
        return chance.nextBoolean() ? Optional.of(order()) : Optional.empty();
      }
      if (chance.nextBoolean()) {
        throw new EndedException(LiveClose.find("restart").orElse(null), "The server restarts");
      }
      throw new IOException("The connection is cut");
    }

    private LiveMessage order() {
      counter++;
      Command command =
          new Command(
              new UUID(0x4000L, 0x8000_0000_0000_0000L + counter),
              DEVICE,
              counter,
              "read",
              time.instant(),
              time.instant().plus(Duration.ofMinutes(10)),
              Map.of());
      byte[] file = signer.sign(CommandCheck.ROLE, CommandCodec.write(command));
      return new LiveMessage.Commands(
          List.of(signer.certificate()), List.of(new LiveMessage.SignedBytes(file)));
    }

    /** One in eight is lost on the way. */
    @Override
    public Optional<LiveMessage> send(WaitingPiece piece) {
      if (chance.nextInt(8) != 0) {
        coming.add(new LiveMessage.Taken(piece.command(), piece.number()));
      }
      return Optional.empty();
    }

    @Override
    public void close() {
      open -= closed ? 0 : 1;
      closed = true;
    }
  }

  /** All that a device does comes one after the other, in the test's thread. */
  private final class OneThread implements Scheduler {
    private Lasting work;

    @Override
    public Duration elapsed() {
      return time.elapsed();
    }

    @Override
    public Task after(Duration delay, Runnable piece) {
      return time.after(delay, piece);
    }

    @Override
    public void pause(Duration pause) throws InterruptedException {
      time.advance(pause);
      hour();
      if (!time.instant().isBefore(START.plus(DAY))) {
        throw new InterruptedException("The day is over");
      }
    }

    @Override
    public <T> void sideBySide(List<Part<T>> parts, Consumer<T> taken) throws InterruptedException {
      time.sideBySide(parts, taken);
    }

    @Override
    public <T> Optional<T> within(Duration limit, Part<T> part) throws InterruptedException {
      return time.within(limit, part);
    }

    @Override
    public void beside(String name, Lasting lastingWork) {
      lasting++;
      work = lastingWork;
    }

    @Override
    public void close() {
      time.close();
    }
  }

  private void hour() {
    while (!time.instant().isBefore(START.plus(Duration.ofHours(hours.size() + 1L)))) {
      try {
        hours.add(
            new Standing(
                Reachable.from(
                    List.of("io.platen.device.live", "io.platen.device.command"), channel, desk),
                time.waiting(),
                store.names().size()));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  @Verifies(positive = PLT_LIV_005)
  void stays_as_small_as_it_was_and_has_one_thread_and_one_channel_at_most() throws Exception {
    // given
    channel.allow();

    // when
    try {
      scheduler.work.run();
    } catch (InterruptedException e) {
      assertThat(e).hasMessage("The day is over");
    }

    // then: it was at work all day
    assertThat(welcomed).isGreaterThan(300);
    assertThat(done).isGreaterThan(300);
    assertThat(hours).hasSize(24);
    // and the evening is as the morning was
    assertThat(lasting).isEqualTo(1);
    assertThat(mostOpen).isEqualTo(1);
    assertThat(open).isZero();
    Standing morning = most(hours.subList(0, 6));
    Standing evening = most(hours.subList(18, 24));
    assertThat(evening.objects()).as(hours.toString()).isLessThanOrEqualTo(morning.objects() + 8);
    assertThat(evening.work()).as(hours.toString()).isLessThanOrEqualTo(morning.work() + 1);
    assertThat(evening.stored()).as(hours.toString()).isLessThanOrEqualTo(morning.stored() + 4);
  }

  private static Standing most(List<Standing> of) {
    return new Standing(
        of.stream().mapToInt(Standing::objects).max().orElseThrow(),
        of.stream().mapToInt(Standing::work).max().orElseThrow(),
        of.stream().mapToInt(Standing::stored).max().orElseThrow());
  }
}
