package io.platen.server.live.control;

import static io.platen.protocol.Requirement.PLT_LIV_003;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.Verifies;
import io.platen.protocol.live.CommandResult;
import io.platen.protocol.live.CommandResult.Stage;
import io.platen.protocol.live.LiveClose;
import io.platen.protocol.live.LiveMessage;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.command.control.CommandOrders;
import io.platen.server.command.control.CommandQueries;
import io.platen.server.command.entity.CommandState;
import io.platen.server.command.entity.DeviceCommand;
import io.platen.server.enrolment.control.AdmittedDevice;
import io.platen.server.testing.TestDatabase;
import io.platen.server.testing.TestEnrolment;
import io.platen.server.testing.TestFleet;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Commands that are cancelled while their device hears nothing. */
class CancelsTest {
  private static final Caller ANNA = new Caller(TestFleet.TENANT, "anna", Role.ADMINISTRATOR);
  private static final Caller BERT = new Caller(TestFleet.TENANT, "bert", Role.ADMINISTRATOR);
  private static final AdmittedDevice DEVICE =
      new AdmittedDevice(TestFleet.TENANT, TestFleet.DEVICE);
  private static final X509Certificate CERTIFICATE = TestEnrolment.foreign(TestFleet.DEVICE);

  private final TestDatabase test = TestDatabase.create();
  private final TestFleet fleet = new TestFleet(test).withTenants();
  private final CommandOrders orders = fleet.orders;
  private final CommandQueries queries = new CommandQueries(fleet.database);
  private final Channels channels = fleet.channels();

  @AfterEach
  void close() {
    test.close();
  }

  /** A device's end of a channel that stays, or of a question that one document answers. */
  private static final class End implements DeviceChannel {
    final boolean question;
    final List<LiveMessage> heard = new ArrayList<>();

    End(boolean question) {
      this.question = question;
    }

    @Override
    public String form() {
      return question ? "POLL" : "WEBSOCKET";
    }

    @Override
    public boolean endsWithDocument() {
      return question;
    }

    @Override
    public boolean send(LiveMessage message) {
      if (message instanceof LiveMessage.Welcome) {
        return true;
      }
      return (!question || heard.isEmpty()) && heard.add(message);
    }

    @Override
    public void close(LiveClose why) {}
  }

  private List<LiveMessage> connect(long last) {
    End end = new End(false);
    channels.open(DEVICE, CERTIFICATE, end, last);
    return end.heard;
  }

  private List<LiveMessage> ask(long last) {
    End end = new End(true);
    channels.open(DEVICE, CERTIFICATE, end, last).answered();
    return end.heard;
  }

  private DeviceCommand order(String kind) {
    return orders.order(
        ANNA, TestFleet.DEVICE, new CommandOrders.Wanted(kind, Map.of(), Duration.ofMinutes(10)));
  }

  private void cancel(DeviceCommand command) {
    orders.cancel(ANNA, TestFleet.DEVICE, command.id());
  }

  private DeviceCommand now(DeviceCommand command) {
    return queries.get(ANNA, TestFleet.DEVICE, command.id());
  }

  private static CommandResult piece(UUID command, Stage stage) {
    return new CommandResult(
        TestFleet.DEVICE,
        command,
        stage == Stage.RECEIVED ? 1 : 2,
        stage,
        null,
        null,
        null,
        null,
        List.of(),
        List.of(),
        CERTIFICATE.getNotBefore().toInstant());
  }

  @Test
  @Verifies(negative = PLT_LIV_003)
  void sends_nothing_again_that_was_cancelled_before_the_device_had_taken_it() {
    // given: a grave one went into a connection at whose other end is nobody any more
    DeviceCommand grave = order("uninstall");
    orders.confirm(BERT, TestFleet.DEVICE, grave.id());
    assertThat(connect(0)).hasSize(1);
    cancel(grave);
    DeviceCommand wanted = order("read");
    assertThat(now(grave).state()).isEqualTo(CommandState.SENT);
    assertThat(now(grave).cancelAsked()).isEqualTo(fleet.now());

    // when: the device comes again, and says that it has taken nothing
    List<LiveMessage> heard = connect(0);

    // then
    assertThat(heard).singleElement().isInstanceOf(LiveMessage.Commands.class);
    assertThat(((LiveMessage.Commands) heard.get(0)).files()).hasSize(1);
    assertThat(now(grave).state()).isEqualTo(CommandState.CANCELLED);
    assertThat(now(grave).ended()).isEqualTo(fleet.now());
    assertThat(now(wanted).state()).isEqualTo(CommandState.SENT);
  }

  @Test
  void asks_over_each_channel_to_end_what_the_device_has_taken_until_it_has_ended() {
    // given: cancelled while there is no channel
    DeviceCommand command = order("read");
    assertThat(connect(0)).hasSize(1);
    channels.leave();
    cancel(command);

    // when
    List<LiveMessage> first = connect(1);
    End end = new End(false);
    Channels.Open open = channels.open(DEVICE, CERTIFICATE, end, 1);
    open.heard(piece(command.id(), Stage.RECEIVED));
    List<LiveMessage> running = connect(1);
    open.heard(piece(command.id(), Stage.CANCELLED));
    List<LiveMessage> ended = connect(1);

    // then
    LiveMessage.Cancel cancel = new LiveMessage.Cancel(command.id());
    assertThat(first).containsExactly(cancel);
    assertThat(end.heard).startsWith(cancel);
    assertThat(running).containsExactly(cancel);
    assertThat(ended).isEmpty();
    assertThat(now(command).state()).isEqualTo(CommandState.CANCELLED);
  }

  @Test
  void answers_a_poll_by_what_was_cancelled_since_the_last_and_not_each_that_follows_at_once() {
    // given
    DeviceCommand command = order("read");
    assertThat(ask(0)).hasSize(1);
    cancel(command);

    // when
    List<LiveMessage> next = ask(1);
    List<LiveMessage> atOnce = ask(1);
    fleet.setTime(fleet.now().plusSeconds(30).toString());
    List<LiveMessage> later = ask(1);

    // then
    LiveMessage.Cancel cancel = new LiveMessage.Cancel(command.id());
    assertThat(next).containsExactly(cancel);
    assertThat(atOnce).isEmpty();
    assertThat(later).containsExactly(cancel);
  }

  @Test
  void counts_no_command_as_sent_by_a_poll_that_was_answered_with_a_cancel() {
    // given: one is cancelled that the device has, and two more wait
    DeviceCommand command = order("read");
    DeviceCommand other = order("sync");
    assertThat(ask(0)).hasSize(1);
    cancel(command);
    cancel(other);
    DeviceCommand waits = order("read");

    // when
    List<LiveMessage> answer = ask(2);
    CommandState between = now(waits).state();
    List<LiveMessage> second = ask(2);
    List<LiveMessage> third = ask(2);

    // then
    assertThat(answer).containsExactly(new LiveMessage.Cancel(command.id()));
    assertThat(between).isEqualTo(CommandState.WAITING);
    assertThat(second).containsExactly(new LiveMessage.Cancel(other.id()));
    assertThat(third).singleElement().isInstanceOf(LiveMessage.Commands.class);
    assertThat(now(waits).state()).isEqualTo(CommandState.SENT);
  }

  @Test
  void tells_at_a_look_what_was_cancelled_unheard() {
    // given
    DeviceCommand command = order("read");
    End end = new End(false);
    channels.open(DEVICE, CERTIFICATE, end, 0);
    cancel(command);

    // when: nobody has rung here
    channels.lookAgain();

    // then
    assertThat(end.heard).hasSize(2).endsWith(new LiveMessage.Cancel(command.id()));
    assertThat(now(command).state()).isEqualTo(CommandState.SENT);
  }
}
