package io.platen.device.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.command.CommandHandler.Outcome;
import io.platen.device.identity.LocalKey;
import io.platen.device.port.Keys;
import io.platen.device.store.DeviceStore;
import io.platen.device.testing.TestAuthority;
import io.platen.device.testing.TestStorage;
import io.platen.device.testing.VirtualTime;
import io.platen.protocol.codec.CommandCodec;
import io.platen.protocol.command.Command;
import io.platen.protocol.live.CommandResult;
import io.platen.protocol.live.CommandResult.Stage;
import io.platen.protocol.live.LiveMessage;
import io.platen.protocol.order.CommandCheck;
import io.platen.protocol.order.OrderSigner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A search of a large network takes hours; who asks for something else need not wait for it. */
class CommandsWhileScanningTest {
  private static final UUID DEVICE = UUID.fromString("0b7e3c1e-9f43-4d0a-8a55-5f3a7e1c2d01");
  private static final Instant START = Instant.parse("2026-11-26T08:00:00Z");
  private static final TestAuthority AUTHORITY = new TestAuthority("test authority");
  private static final UUID SCAN = new UUID(0x4000L, 0x8000_0000_0000_0001L);

  private final VirtualTime time = new VirtualTime(START);
  private final List<String> done = new ArrayList<>();
  private final List<String> stagesMeanwhile = new ArrayList<>();
  private Runnable meanwhile = () -> {};
  private boolean busy;
  private OrderSigner signer;
  private DeviceStore store;
  private CommandDesk desk;

  @BeforeEach
  void open() throws Exception {
    SecureRandom random = new SecureRandom();
    TestStorage storage = new TestStorage();
    store = DeviceStore.open(storage, LocalKey.load(storage, random), random);
    TestAuthority.Issued own = AUTHORITY.device(DEVICE);
    Keys keys = () -> new Keys.Material(own.key(), own.chain(), List.of(AUTHORITY.certificate()));
    signer = OrderSigner.issue(AUTHORITY.certificate(), AUTHORITY.key(), START, Duration.ofDays(1));
    Hands hands =
        new Hands(
            Map.of("scan", this::scan, "sync", (command, progress) -> does("sync in its turn")),
            Map.of(
                "collect-logs", (command, progress) -> does("logs"),
                "sync", (command, progress) -> does("sync aside"),
                "restart",
                    (command, progress) -> Outcome.doneThen("soon", () -> done.add("restarted"))),
            () -> busy);
    desk = new CommandDesk(DEVICE, keys, store, ResultForm.OPEN, time, time, hands, done::add);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Outcome does(String what) {
    done.add(what);
    return Outcome.done(what);
  }

  /** Hours of it, in steps of a minute; what the channel brings comes in between. */
  private Outcome scan(Command command, CommandHandler.Progress progress)
      throws InterruptedException {
    busy = true;
    time.pause(Duration.ofMinutes(1));
    meanwhile.run();
    time.pause(Duration.ofMinutes(1));
    stages().forEach(stagesMeanwhile::add);
    if (Thread.interrupted()) {
      throw new InterruptedException("cancelled");
    }
    time.pause(Duration.ofMinutes(1));
    busy = false;
    return does("scan");
  }

  private void hear(int number, String kind) {
    Command command =
        new Command(
            new UUID(0x4000L, 0x8000_0000_0000_0000L + number),
            DEVICE,
            number,
            kind,
            START,
            START.plus(Duration.ofHours(2)),
            Map.of());
    byte[] file = signer.sign(CommandCheck.ROLE, CommandCodec.write(command));
    try {
      desk.heard(
          new LiveMessage.Commands(
              List.of(signer.certificate()), List.of(new LiveMessage.SignedBytes(file))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> stages() {
    try {
      return desk.waiting().stream()
          .map(each -> (CommandResult) each.document())
          .map(each -> (each.command().getLeastSignificantBits() & 0xff) + " " + each.stage())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void scans() {
    hear(1, "scan");
    time.advance(Duration.ofHours(1));
  }

  @Test
  void another_command_is_taken_and_answered_while_a_scan_runs() {
    // given
    meanwhile =
        () -> {
          hear(2, "collect-logs");
          hear(3, "sync");
        };

    // when
    scans();

    // then
    assertThat(stagesMeanwhile)
        .contains("2 " + Stage.DONE, "3 " + Stage.DONE)
        .doesNotContain("1 " + Stage.DONE);
    assertThat(done).containsExactly("logs", "sync aside", "scan");
  }

  @Test
  void another_scan_waits_for_its_turn_and_a_sync_does_so_when_nothing_runs() {
    // given
    meanwhile = () -> hear(2, "scan");

    // when
    scans();
    hear(3, "sync");
    time.advance(Duration.ofSeconds(1));

    // then
    assertThat(stagesMeanwhile).contains("2 " + Stage.RECEIVED).doesNotContain("2 " + Stage.DONE);
    assertThat(done).containsExactly("scan", "scan", "sync in its turn");
  }

  @Test
  void a_scan_is_cancelled_while_it_runs() {
    // given
    meanwhile = () -> desk.cancel(SCAN);

    // when
    scans();

    // then
    assertThat(stages()).containsExactly("1 " + Stage.RECEIVED, "1 " + Stage.CANCELLED);
    assertThat(done).isEmpty();
  }

  @Test
  void what_follows_an_answer_does_not_wait_for_the_scan_either() {
    // given
    meanwhile =
        () -> {
          hear(2, "restart");
          try {
            time.pause(Duration.ofSeconds(1));
            for (long number = 1; number <= 2; number++) {
              desk.taken(new LiveMessage.Taken(new UUID(0x4000L, 0x8000_0000_0000_0002L), number));
            }
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        };

    // when
    scans();

    // then
    assertThat(done).containsExactly("restarted", "scan");
  }
}
