package io.platen.server.live.control;

import static io.platen.protocol.Requirement.PLT_LIV_002;
import static io.platen.protocol.Requirement.PLT_LIV_009;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.Verifies;
import io.platen.protocol.live.LiveClose;
import io.platen.protocol.live.LiveMessage;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.command.control.CommandDelivery;
import io.platen.server.command.control.CommandOrders;
import io.platen.server.command.control.OrderKeys;
import io.platen.server.enrolment.control.AdmittedDevice;
import io.platen.server.testing.TestDatabase;
import io.platen.server.testing.TestEnrolment;
import io.platen.server.testing.TestFleet;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The channels of one node, whose bell is rung by hand: late, or in the midst of an opening. */
class ChannelsTest {
  private static final Caller ANNA = new Caller(TestFleet.TENANT, "anna", Role.OPERATOR);
  private static final AdmittedDevice DEVICE =
      new AdmittedDevice(TestFleet.TENANT, TestFleet.DEVICE);

  private final TestDatabase test = TestDatabase.create();
  private final TestFleet fleet = new TestFleet(test).withTenants();
  private final InstantSource clock = fleet::now;
  private final Channels channels = node();

  private Channels node() {
    return new Channels(
        fleet.gate,
        new Presence(fleet.database, clock),
        new CommandDelivery(
            fleet.database, new OrderKeys(fleet.authority, "no-such-folder"), clock),
        fleet.changes,
        clock);
  }

  @AfterEach
  void close() {
    test.close();
  }

  /** A device's end of a channel. */
  private static class End implements DeviceChannel {
    final List<LiveMessage> heard = new ArrayList<>();
    final List<LiveClose> closes = new ArrayList<>();
    int beats;

    @Override
    public String form() {
      return "EVENTS";
    }

    @Override
    public boolean send(LiveMessage message) {
      return heard.add(message);
    }

    @Override
    public void close(LiveClose why) {
      closes.add(why);
    }

    @Override
    public void beat() {
      beats++;
    }
  }

  private void open(Channels node, End end) {
    node.open(DEVICE, TestEnrolment.foreign(TestFleet.DEVICE), end, 0);
  }

  private void ring(String what, String more) {
    channels.rung(List.of(what, TestFleet.DEVICE.toString(), more));
  }

  @Test
  void beats_for_a_channel_from_its_connection_to_its_end() {
    // given
    End speaks = new End();
    End leaves = new End();
    channels.awaitHello(speaks);
    channels.awaitHello(leaves);

    // when
    channels.tick();
    channels.forget(leaves);
    open(channels, speaks);
    channels.tick();

    // then
    assertThat(leaves.beats).isOne();
    assertThat(speaks.beats).isEqualTo(2);
  }

  @Test
  @Verifies(negative = PLT_LIV_009)
  void keeps_a_channel_when_it_hears_late_of_one_that_was_before_it() {
    // given
    End end = new End();
    open(channels, end);

    // when
    ring("opened", UUID.randomUUID().toString());

    // then
    assertThat(end.closes).isEmpty();
  }

  @Test
  @Verifies(positive = PLT_LIV_009)
  void ends_a_channel_when_another_node_has_a_newer_one() {
    // given
    End end = new End();
    open(channels, end);
    open(node(), new End());

    // when
    ring("opened", test.value("SELECT channel FROM live_channel").toString());

    // then
    assertThat(end.closes).containsExactly(LiveClose.REPLACED);
  }

  @Test
  @Verifies(negative = PLT_LIV_002)
  void sends_no_command_before_its_welcome_though_the_bell_rings_meanwhile() {
    // given: something waits, and the bell rings just before the first word leaves
    OrderKeys keys = new OrderKeys(fleet.authority, "no-such-folder");
    new CommandOrders(fleet.database, keys, clock)
        .order(
            ANNA,
            TestFleet.DEVICE,
            new CommandOrders.Wanted("read", Map.of(), Duration.ofMinutes(10)));
    End end =
        new End() {
          @Override
          public boolean send(LiveMessage message) {
            if (message instanceof LiveMessage.Welcome) {
              ring("command", "");
            }
            return super.send(message);
          }
        };

    // when
    open(channels, end);

    // then
    assertThat(end.heard).hasSize(2);
    assertThat(end.heard.get(0)).isInstanceOf(LiveMessage.Welcome.class);
    assertThat(end.heard.get(1)).isInstanceOf(LiveMessage.Commands.class);
  }
}
