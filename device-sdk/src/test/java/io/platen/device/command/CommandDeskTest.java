package io.platen.device.command;

import static io.platen.protocol.Requirement.PLT_CMD_004;
import static io.platen.protocol.Requirement.PLT_CMD_005;
import static io.platen.protocol.Requirement.PLT_CMD_006;
import static io.platen.protocol.Requirement.PLT_CMD_007;
import static io.platen.protocol.Requirement.PLT_CMD_008;
import static io.platen.protocol.Requirement.PLT_CMD_009;
import static io.platen.protocol.Requirement.PLT_CMD_010;
import static io.platen.protocol.Requirement.PLT_CMD_027;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.command.CommandHandler.Outcome;
import io.platen.device.identity.LocalKey;
import io.platen.device.port.Keys;
import io.platen.device.store.DeviceStore;
import io.platen.device.testing.TestAuthority;
import io.platen.device.testing.TestStorage;
import io.platen.device.testing.VirtualTime;
import io.platen.protocol.Verifies;
import io.platen.protocol.codec.CommandCodec;
import io.platen.protocol.command.Command;
import io.platen.protocol.command.CommandReason;
import io.platen.protocol.live.CommandResult;
import io.platen.protocol.live.CommandResult.Stage;
import io.platen.protocol.live.LiveMessage;
import io.platen.protocol.order.CommandCheck;
import io.platen.protocol.order.OrderSigner;
import java.io.IOException;
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

class CommandDeskTest {
  private static final UUID DEVICE = UUID.fromString("0b7e3c1e-9f43-4d0a-8a55-5f3a7e1c2d01");
  private static final UUID OTHER = UUID.fromString("0b7e3c1e-9f43-4d0a-8a55-5f3a7e1c2d02");
  private static final Instant START = Instant.parse("2026-11-26T08:00:00Z");
  private static final TestAuthority AUTHORITY = new TestAuthority("test authority");

  private final VirtualTime time = new VirtualTime(START);
  private final TestStorage storage = new TestStorage();
  private final List<String> done = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final OrderSigner signer = signer(AUTHORITY);
  private boolean diskFull;
  private DeviceStore store;
  private CommandDesk desk;

  private static OrderSigner signer(TestAuthority by) {
    try {
      return OrderSigner.issue(by.certificate(), by.key(), START, Duration.ofDays(1));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void open() throws Exception {
    SecureRandom random = new SecureRandom();
    LocalKey key = LocalKey.load(storage, random);
    store = DeviceStore.open(storage, key, random);
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
            Hands.inTurn(
                Map.of(
                    "read", this::read,
                    "slow", this::slow,
                    "broken", this::broken,
                    "leave", this::leave)),
            problems::add);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Outcome read(Command command, CommandHandler.Progress progress) {
    done.add(command.id().toString().substring(35));
    progress.at(1, 2, "half");
    return Outcome.done("all read");
  }

  private Outcome slow(Command command, CommandHandler.Progress progress)
      throws InterruptedException {
    time.pass(Duration.ofMinutes(20));
    return Outcome.done(null);
  }

  private Outcome leave(Command command, CommandHandler.Progress progress) {
    return Outcome.promised(
        "it goes",
        () -> {
          if (diskFull) {
            throw new IOException("no space");
          }
          done.add("promised at " + stages(command.counter()));
        },
        () -> done.add("left"));
  }

  private Outcome broken(Command command, CommandHandler.Progress progress) {
    throw new IllegalArgumentException("a fault of ours");
  }

  private List<CommandResult> pieces() throws IOException {
    return desk.waiting().stream().map(each -> (CommandResult) each.document()).toList();
  }

  private static UUID id(long number) {
    return new UUID(0x4000L, 0x8000_0000_0000_0000L + number);
  }

  private static Command command(UUID device, int number, String kind) {
    return new Command(
        id(number), device, number, kind, START, START.plus(Duration.ofMinutes(10)), Map.of());
  }

  private LiveMessage.Commands signed(OrderSigner by, Command... commands) {
    return new LiveMessage.Commands(
        List.of(by.certificate()),
        List.of(commands).stream()
            .map(each -> by.sign(CommandCheck.ROLE, CommandCodec.write(each)))
            .map(LiveMessage.SignedBytes::new)
            .toList());
  }

  private void hear(int number, String kind) throws Exception {
    desk.heard(signed(signer, command(DEVICE, number, kind)));
  }

  private void pass() {
    time.advance(Duration.ofSeconds(1));
  }

  private List<Stage> stages(long number) throws IOException {
    return pieces().stream()
        .filter(piece -> piece.command().equals(id(number)))
        .map(CommandResult::stage)
        .toList();
  }

  private String reason(int number) throws Exception {
    return pieces().stream()
        .filter(piece -> piece.command().equals(id(number)) && piece.reason() != null)
        .map(CommandResult::reason)
        .findFirst()
        .orElseThrow();
  }

  private void take(int number) throws Exception {
    for (CommandResult piece : pieces()) {
      if (piece.command().equals(id(number))) {
        desk.taken(new LiveMessage.Taken(piece.command(), piece.number()));
      }
    }
  }

  @Test
  @Verifies(positive = {PLT_CMD_004, PLT_CMD_005, PLT_CMD_007, PLT_CMD_008})
  void does_what_it_is_asked_and_keeps_each_piece_until_it_is_taken() throws Exception {
    // when
    hear(1, "read");
    List<Stage> atOnce = stages(1);
    pass();

    // then
    assertThat(atOnce).containsExactly(Stage.RECEIVED);
    assertThat(done).containsExactly("1");
    assertThat(stages(1)).containsExactly(Stage.RECEIVED, Stage.PROGRESS, Stage.DONE);
    assertThat(pieces()).extracting(CommandResult::number).containsExactly(1L, 2L, 3L);
    take(1);
    assertThat(desk.waiting()).isEmpty();
    assertThat(desk.last()).isEqualTo(1);
  }

  @Test
  @Verifies(negative = {PLT_CMD_005, PLT_CMD_004})
  void does_a_command_that_comes_again_no_second_time() throws Exception {
    // given
    hear(1, "read");
    pass();

    // when: once while its result waits, and once after the server has it
    hear(1, "read");
    pass();
    List<Stage> waiting = stages(1);
    take(1);
    hear(1, "read");
    pass();

    // then
    assertThat(done).containsExactly("1");
    assertThat(waiting).containsExactly(Stage.RECEIVED, Stage.PROGRESS, Stage.DONE);
    assertThat(reason(1)).isEqualTo("reordered");
  }

  @Test
  @Verifies(negative = {PLT_CMD_004, PLT_CMD_010})
  void refuses_a_command_that_comes_after_a_later_one_and_says_so() throws Exception {
    // given
    hear(2, "read");

    // when
    hear(1, "read");
    pass();

    // then
    assertThat(done).containsExactly("2");
    assertThat(stages(1)).containsExactly(Stage.REFUSED);
    assertThat(reason(1)).isEqualTo("reordered");
    assertThat(desk.last()).isEqualTo(2);
  }

  @Test
  @Verifies(positive = PLT_CMD_010, negative = PLT_CMD_007)
  void refuses_what_it_does_not_know_and_what_came_too_late_and_says_why() throws Exception {
    // given
    hear(1, "dance");
    time.advance(Duration.ofMinutes(11));

    // when
    hear(2, "read");
    pass();

    // then
    assertThat(done).isEmpty();
    assertThat(reason(1)).isEqualTo("kind-unknown");
    assertThat(reason(2)).isEqualTo("expired");
    assertThat(desk.last()).isEqualTo(2);
  }

  @Test
  void tells_a_person_of_what_nobody_trusted_has_signed_and_of_what_is_for_others()
      throws Exception {
    // when
    desk.heard(signed(signer(new TestAuthority("another")), command(DEVICE, 1, "read")));
    desk.heard(signed(signer, command(OTHER, 9, "read")));
    pass();

    // then: and a foreign counter does not lock the device's own commands out
    assertThat(done).isEmpty();
    assertThat(problems).hasSize(2);
    assertThat(desk.last()).isZero();
    assertThat(reason(9)).isEqualTo("foreign");
  }

  @Test
  @Verifies(
      positive = PLT_CMD_006,
      negative = {PLT_CMD_006, PLT_CMD_008})
  void does_not_begin_anew_what_it_was_stopped_at() throws Exception {
    // given: taken, and the power goes before its turn comes
    hear(1, "read");
    hear(2, "read");
    store.close();
    time.close();
    time.started();

    // when
    open();
    pass();
    hear(1, "read");
    hear(2, "read");
    pass();

    // then
    assertThat(done).isEmpty();
    assertThat(stages(1)).containsExactly(Stage.RECEIVED, Stage.FAILED);
    assertThat(reason(1)).isEqualTo("interrupted");
    assertThat(desk.last()).isEqualTo(2);
  }

  @Test
  @Verifies(positive = PLT_CMD_009)
  void ends_a_command_that_is_cancelled_before_its_turn() throws Exception {
    // given
    hear(1, "read");

    // when
    desk.cancel(id(1));
    pass();

    // then
    assertThat(done).isEmpty();
    assertThat(stages(1)).containsExactly(Stage.RECEIVED, Stage.CANCELLED);
  }

  @Test
  @Verifies(negative = PLT_CMD_009)
  void ends_a_command_whose_time_is_over_while_it_runs() throws Exception {
    // when
    hear(1, "slow");
    pass();

    // then
    assertThat(stages(1)).containsExactly(Stage.RECEIVED, Stage.FAILED);
    assertThat(reason(1)).isEqualTo("deadline");
  }

  @Test
  void goes_on_after_a_handler_that_fails() throws Exception {
    // when
    hear(1, "broken");
    hear(2, "read");
    pass();

    // then
    assertThat(reason(1)).isEqualTo("fault");
    assertThat(done).containsExactly("2");
  }

  @Test
  void takes_no_more_than_it_can_keep() throws Exception {
    // given: nobody takes what waits
    for (int i = 1; i <= 90; i++) {
      hear(i, "read");
      pass();
    }

    // then
    assertThat(reason(90)).isEqualTo(CommandReason.BUSY.token());
    assertThat(done).hasSizeLessThan(90).hasSizeGreaterThan(80);
  }

  @Test
  void writes_down_what_the_next_start_shall_do_before_it_says_that_it_is_done() throws Exception {
    // when
    hear(1, "leave");
    pass();
    diskFull = true;
    hear(2, "leave");
    pass();

    // then
    assertThat(done).containsExactly("promised at [RECEIVED]");
    assertThat(stages(1)).containsExactly(Stage.RECEIVED, Stage.DONE);
    assertThat(stages(2)).containsExactly(Stage.RECEIVED, Stage.FAILED);
    assertThat(reason(2)).isEqualTo(CommandReason.FAULT.token());
  }

  @Test
  @Verifies(positive = PLT_CMD_027)
  void knows_who_may_command_by_its_own_certificate_where_est_gave_no_other() throws Exception {
    // given: its servers come from another authority, and of its chain it has the first only
    TestAuthority.Issued own = AUTHORITY.device(DEVICE);
    TestAuthority servers = new TestAuthority("an operator's own");
    Keys est =
        () ->
            new Keys.Material(own.key(), own.chain().subList(0, 1), List.of(servers.certificate()));
    desk =
        new CommandDesk(
            DEVICE,
            est,
            store,
            ResultForm.OPEN,
            time,
            time,
            Hands.inTurn(Map.of("read", this::read)),
            problems::add);
    LiveMessage.Commands alone = signed(signer, command(DEVICE, 1, "read"));

    // when
    desk.heard(alone);
    pass();
    List<String> before = List.copyOf(done);
    desk.heard(
        new LiveMessage.Commands(
            List.of(signer.certificate(), AUTHORITY.certificate()), alone.files()));
    pass();

    // then
    assertThat(before).isEmpty();
    assertThat(done).hasSize(1);
    assertThat(stages(1)).endsWith(Stage.DONE);
  }
}
