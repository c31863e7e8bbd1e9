package io.platen.server.live.control;

import static io.platen.protocol.Requirement.PLT_CMD_020;
import static io.platen.protocol.Requirement.PLT_CMD_021;
import static io.platen.protocol.Requirement.PLT_CMD_026;
import static io.platen.protocol.Requirement.PLT_LIV_002;
import static io.platen.protocol.Requirement.PLT_LIV_003;
import static io.platen.protocol.Requirement.PLT_LIV_007;
import static io.platen.protocol.Requirement.PLT_LIV_009;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.protocol.Verifies;
import io.platen.protocol.command.Command;
import io.platen.protocol.live.CommandResult.Stage;
import io.platen.protocol.live.LiveClose;
import io.platen.protocol.live.LiveMessage;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.command.entity.CommandState;
import io.platen.server.command.entity.DeviceCommand;
import io.platen.server.enrolment.control.Admission;
import io.platen.server.problem.RefusedException;
import io.platen.server.testing.TestFleet;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Devices at two nodes of one server: who reaches them, and what ends their channels. */
class TwoNodesTest extends TwoNodes {
  private static final Caller STRANGER =
      new Caller(TestFleet.OTHER_TENANT, "eve", Role.ADMINISTRATOR);

  private static byte[] print(X509Certificate certificate) throws Exception {
    return MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
  }

  @Test
  @Verifies(
      positive = {PLT_LIV_002, PLT_LIV_003, PLT_CMD_020, PLT_CMD_021, PLT_CMD_026},
      negative = PLT_CMD_026)
  void a_command_reaches_the_device_at_the_other_node_and_its_result_comes_back() throws Exception {
    // given: connected to the other node than the one that takes the order
    End device = new End();
    Channels.Open open = open(other, device, 0);

    // when
    DeviceCommand ordered = order("read");
    List<Command> reached = read(device.next());
    open.heard(piece(ordered.id(), 1, Stage.RECEIVED));
    open.heard(piece(ordered.id(), 2, Stage.DONE));

    // then
    assertThat(reached).extracting(Command::id).containsExactly(ordered.id());
    assertThat(device.next()).isEqualTo(new LiveMessage.Taken(ordered.id(), 1));
    assertThat(device.next()).isEqualTo(new LiveMessage.Taken(ordered.id(), 2));
    DeviceCommand done = queries.get(ANNA, TestFleet.DEVICE, ordered.id());
    assertThat(done.state()).isEqualTo(CommandState.DONE);
    assertThat(done.detail()).isEqualTo("all read");
  }

  @Test
  @Verifies(negative = {PLT_LIV_002, PLT_LIV_003, PLT_CMD_020})
  void a_node_that_dies_loses_no_command_and_sends_none_that_was_taken() throws Exception {
    // given: three commands were sent by a node, and the device has taken the first only
    End atOne = new End();
    Channels.Open open = open(one, atOne, 0);
    DeviceCommand first = order("read");
    Command taken = read(atOne.next()).get(0);
    open.heard(piece(first.id(), 1, Stage.RECEIVED));
    atOne.next(); // that it was taken
    DeviceCommand second = order("sync");
    read(atOne.next());

    // when
    one.kill();
    DeviceCommand third = order("read");
    End atOther = new End();
    open(other, atOther, taken.counter());
    List<Command> again = read(atOther.next());

    // then
    assertThat(again).extracting(Command::id).containsExactly(second.id(), third.id());
    assertThat(again).extracting(Command::counter).containsExactly(2L, 3L);
    assertThat(atOther.heard).isEmpty();
  }

  @Test
  @Verifies(positive = PLT_LIV_009, negative = PLT_LIV_009)
  void a_device_at_two_nodes_is_left_by_the_older_which_sends_it_nothing_more() throws Exception {
    // given
    End older = new End();
    open(one, older, 0);
    End newer = new End();

    // when
    open(other, newer, 0);
    LiveClose close = older.closed();
    DeviceCommand ordered = order("read");

    // then
    assertThat(close).isEqualTo(LiveClose.REPLACED);
    assertThat(read(newer.next())).extracting(Command::id).containsExactly(ordered.id());
    assertThat(older.heard).isEmpty();
    assertThat(newer.closes).isEmpty();
    End again = new End();
    open(other, again, 1);
    assertThat(newer.closed()).isEqualTo(LiveClose.REPLACED);
  }

  @Test
  @Verifies(positive = PLT_LIV_007, negative = PLT_LIV_007)
  void a_device_that_is_deactivated_loses_its_channel_at_once() throws Exception {
    // given
    End device = new End();
    open(one, device, 0);

    // when: whoever does it, at whichever node
    test.execute("UPDATE device SET state = 'DEACTIVATED' WHERE id = '" + TestFleet.DEVICE + "'");

    // then
    assertThat(device.closed()).isEqualTo(LiveClose.INACTIVE);
  }

  @Test
  @Verifies(negative = PLT_LIV_007)
  void a_channel_of_a_certificate_that_another_has_replaced_ends_at_once() throws Exception {
    // given: one of this authority's, as the device was given it
    X509Certificate given =
        fleet.authority.orderSigner(fleet.now(), Duration.ofDays(1)).certificate();
    test.execute(
        "INSERT INTO device_certificate (tenant, device, key, print, der, not_after, issued)"
            + " VALUES (1, '%s', '\\x01', '\\x%s', '\\x01', now(), now())"
                .formatted(TestFleet.DEVICE, HexFormat.of().formatHex(print(given))));
    End device = new End();
    one.channels.open(DEVICE, given, device, 0);
    assertThat(device.next()).isInstanceOf(LiveMessage.Welcome.class);
    assertThat(device.closes).isEmpty();

    // when: the device comes with its next one, at whichever node
    test.execute("UPDATE device_certificate SET superseded = now()");

    // then: it comes again at once with that one, and who has the old one alone comes no more
    assertThat(device.closed()).isEqualTo(LiveClose.LEAVING);
    assertThat(fleet.gate.enter(TestFleet.DEVICE, given, false))
        .isEqualTo(new Admission.Superseded(TestFleet.DEVICE));
  }

  @Test
  void shows_who_can_be_reached_and_lets_nobody_command_devices_of_others() throws Exception {
    // given
    Presence presence = new Presence(fleet.database, fleet::now);
    End device = new End();
    Channels.Open open = open(one, device, 0);

    // then
    assertThat(presence.find(TestFleet.TENANT, TestFleet.DEVICE)).isPresent();
    assertThat(presence.find(TestFleet.OTHER_TENANT, TestFleet.DEVICE)).isEmpty();
    assertThatThrownBy(() -> queries.list(STRANGER, TestFleet.DEVICE))
        .isInstanceOf(RefusedException.class);
    open.closed();
    assertThat(presence.find(TestFleet.TENANT, TestFleet.DEVICE)).isEmpty();
  }
}
