package io.platen.server.live.control;

import static io.platen.protocol.Requirement.PLT_CMD_021;
import static io.platen.protocol.Requirement.PLT_CMD_022;
import static io.platen.protocol.Requirement.PLT_CMD_023;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.protocol.Verifies;
import io.platen.protocol.command.Command;
import io.platen.protocol.live.CommandResult.Stage;
import io.platen.protocol.live.LiveMessage;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.command.entity.CommandState;
import io.platen.server.command.entity.DeviceCommand;
import io.platen.server.problem.RefusedException;
import io.platen.server.testing.TestFleet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What becomes of a command between its order and its end, with two nodes of one server. */
class CommandsOverNodesTest extends TwoNodes {
  @Test
  @Verifies(negative = PLT_CMD_021)
  void takes_the_same_piece_again_and_counts_it_once_and_opens_nothing_that_has_ended()
      throws Exception {
    // given
    End device = new End();
    Channels.Open open = open(one, device, 0);
    DeviceCommand ordered = order("read");
    device.next();
    open.heard(piece(ordered.id(), 1, Stage.RECEIVED));
    open.heard(piece(ordered.id(), 2, Stage.DONE));

    // when
    open.heard(piece(ordered.id(), 2, Stage.DONE));
    open.heard(piece(ordered.id(), 3, Stage.REFUSED));
    open.heard(piece(UUID.randomUUID(), 1, Stage.DONE));

    // then
    assertThat(device.heard).hasSize(5);
    assertThat(state(ordered.id())).isEqualTo(CommandState.DONE);
    assertThat(test.value("SELECT count(*) FROM command_result WHERE number = 2")).isEqualTo(1L);
  }

  @Test
  @Verifies(positive = PLT_CMD_022, negative = PLT_CMD_022)
  void closes_what_nobody_has_answered_in_time() throws Exception {
    // given
    DeviceCommand waits = order("read");
    End device = new End();
    Instant ordered = fleet.now();

    // when: a device that takes it and says nothing more
    open(one, device, 0);
    device.next();
    fleet.setTime(ordered.plus(Duration.ofMinutes(10)).toString());
    one.channels.tick();
    CommandState atTheEnd = state(waits.id());
    fleet.setTime(ordered.plus(Duration.ofMinutes(11)).toString());
    one.channels.tick();

    // then
    assertThat(atTheEnd).isEqualTo(CommandState.SENT);
    assertThat(state(waits.id())).isEqualTo(CommandState.EXPIRED);
  }

  @Test
  void sends_nothing_whose_time_is_over() throws Exception {
    // given
    DeviceCommand waits = order("read");
    fleet.setTime(fleet.now().plus(Duration.ofMinutes(10)).toString());

    // when
    End device = new End();
    open(one, device, 0);
    one.channels.tick();

    // then
    assertThat(device.heard).isEmpty();
    assertThat(state(waits.id())).isEqualTo(CommandState.EXPIRED);
  }

  @Test
  @Verifies(positive = PLT_CMD_023, negative = PLT_CMD_023)
  void sends_what_is_grave_when_a_second_person_has_confirmed_it_and_not_before() throws Exception {
    // given
    End device = new End();
    open(other, device, 0);
    Caller annasToken = new Caller(TestFleet.TENANT, "token a", Role.ADMINISTRATOR, "anna");

    // when
    DeviceCommand ordered = order("uninstall");

    // then
    assertThat(ordered.state()).isEqualTo(CommandState.AWAITING);
    for (Caller same : List.of(ANNA, annasToken)) {
      assertThatThrownBy(() -> orders.confirm(same, TestFleet.DEVICE, ordered.id()))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("second person");
    }
    assertThat(device.heard).isEmpty();
    orders.confirm(BERT, TestFleet.DEVICE, ordered.id());
    assertThat(read(device.next())).extracting(Command::kind).containsExactly("uninstall");
  }

  @Test
  void withdraws_what_was_not_sent_and_asks_the_device_to_end_what_was() throws Exception {
    // given
    DeviceCommand unsent = order("read");
    orders.cancel(ANNA, TestFleet.DEVICE, unsent.id());
    End device = new End();
    open(other, device, 0);
    DeviceCommand sent = order("read");
    Command reached = read(device.next()).get(0);

    // when
    orders.cancel(BERT, TestFleet.DEVICE, sent.id());

    // then
    assertThat(state(unsent.id())).isEqualTo(CommandState.CANCELLED);
    assertThat(reached.id()).isEqualTo(sent.id());
    assertThat(device.next()).isEqualTo(new LiveMessage.Cancel(sent.id()));
  }
}
