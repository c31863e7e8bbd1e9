package io.platen.server.live.control;

import static io.platen.protocol.Requirement.PLT_CMD_020;
import static io.platen.protocol.Requirement.PLT_CMD_021;
import static io.platen.protocol.Requirement.PLT_CMD_022;
import static io.platen.protocol.Requirement.PLT_CMD_023;
import static io.platen.protocol.Requirement.PLT_CMD_026;
import static io.platen.protocol.Requirement.PLT_LIV_002;
import static io.platen.protocol.Requirement.PLT_LIV_003;
import static io.platen.protocol.Requirement.PLT_LIV_007;
import static io.platen.protocol.Requirement.PLT_LIV_009;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.protocol.Verifies;
import io.platen.protocol.command.Command;
import io.platen.protocol.live.CommandResult;
import io.platen.protocol.live.CommandResult.Stage;
import io.platen.protocol.live.LiveClose;
import io.platen.protocol.live.LiveMessage;
import io.platen.protocol.order.CommandCheck;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.command.control.CommandDelivery;
import io.platen.server.command.control.CommandOrders;
import io.platen.server.command.control.CommandQueries;
import io.platen.server.command.control.OrderKeys;
import io.platen.server.command.entity.CommandState;
import io.platen.server.command.entity.DeviceCommand;
import io.platen.server.enrolment.control.Admission;
import io.platen.server.enrolment.control.AdmittedDevice;
import io.platen.server.operation.Revocations;
import io.platen.server.problem.RefusedException;
import io.platen.server.testing.TestDatabase;
import io.platen.server.testing.TestEnrolment;
import io.platen.server.testing.TestFleet;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two nodes of one server over one real PostgreSQL, each with its own channels and its own bell.
 */
class TwoNodesTest {
  private static final Caller ANNA = new Caller(TestFleet.TENANT, "anna", Role.OPERATOR);
  private static final Caller BERT = new Caller(TestFleet.TENANT, "bert", Role.ADMINISTRATOR);
  private static final Caller STRANGER =
      new Caller(TestFleet.OTHER_TENANT, "eve", Role.ADMINISTRATOR);
  private static final AdmittedDevice DEVICE =
      new AdmittedDevice(TestFleet.TENANT, TestFleet.DEVICE);

  private final TestDatabase test = TestDatabase.create();
  private final TestFleet fleet = new TestFleet(test).withTenants();
  private final InstantSource clock = fleet::now;
  private final OrderKeys keys = new OrderKeys(fleet.authority, "no-such-folder");
  private final CommandOrders orders = new CommandOrders(fleet.database, keys, clock);
  private final CommandQueries queries = new CommandQueries(fleet.database);
  private Node one;
  private Node other;

  /** One node: what it has in the container, without the container. */
  private final class Node {
    final CommandDelivery delivery = new CommandDelivery(fleet.database, keys, clock);
    final Channels channels =
        new Channels(
            fleet.gate,
            new Revocations(Optional.empty()),
            new Presence(fleet.database, clock),
            delivery,
            fleet.changes,
            clock);
    final Look look = new Look(channels);
    final Bell bell = new Bell(test.source(), channels, look);
    final List<Thread> threads =
        List.of(new Thread(bell, "node"), new Thread(look, "node that looks"));

    Node start() {
      for (Thread each : threads) {
        each.setDaemon(true);
        each.start();
      }
      return this;
    }

    /** As if its process had ended: it says nothing to anybody. */
    void kill() throws InterruptedException {
      bell.end();
      look.end();
      for (Thread each : threads) {
        each.join(20_000);
      }
    }
  }

  /** A device's end of a channel, which keeps what it hears. */
  private static final class End implements DeviceChannel {
    final BlockingQueue<LiveMessage> heard = new LinkedBlockingQueue<>();
    final BlockingQueue<LiveClose> closes = new LinkedBlockingQueue<>();

    @Override
    public String form() {
      return "WEBSOCKET";
    }

    @Override
    public boolean send(LiveMessage message) {
      return heard.add(message);
    }

    @Override
    public void close(LiveClose why) {
      closes.add(why);
    }

    LiveMessage next() throws InterruptedException {
      LiveMessage message = heard.poll(20, TimeUnit.SECONDS);
      if (message == null) {
        throw new AssertionError("The device hears nothing");
      }
      return message;
    }

    LiveClose closed() throws InterruptedException {
      return closes.poll(20, TimeUnit.SECONDS);
    }
  }

  @BeforeEach
  void start() {
    one = new Node().start();
    other = new Node().start();
  }

  @AfterEach
  void stop() throws InterruptedException {
    one.kill();
    other.kill();
    test.close();
  }

  private static X509Certificate certificate() {
    return TestEnrolment.foreign(TestFleet.DEVICE);
  }

  private Channels.Open open(Node node, End end, long last) throws InterruptedException {
    Channels.Open open = node.channels.open(DEVICE, certificate(), end, last);
    assertThat(end.next()).isInstanceOf(LiveMessage.Welcome.class);
    return open;
  }

  private static byte[] print(X509Certificate certificate) throws Exception {
    return MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
  }

  private DeviceCommand order(String kind) {
    return orders.order(
        ANNA, TestFleet.DEVICE, new CommandOrders.Wanted(kind, Map.of(), Duration.ofMinutes(10)));
  }

  /** As a device reads them: verified. */
  private List<Command> read(LiveMessage message) throws Exception {
    LiveMessage.Commands commands = (LiveMessage.Commands) message;
    CommandCheck check = new CommandCheck(TestFleet.DEVICE, List.of(fleet.authority.told().get(0)));
    // A device that has enrolled by EST knows the authority by this alone.
    assertThat(commands.certificates()).hasSize(2).contains(fleet.authority.told().get(0));
    List<Command> read = new ArrayList<>();
    for (LiveMessage.SignedBytes each : commands.files()) {
      read.add(check.check(each.bytes(), commands.certificates(), fleet.now()));
    }
    return read;
  }

  private CommandResult piece(UUID command, long number, Stage stage) {
    return new CommandResult(
        TestFleet.DEVICE,
        command,
        number,
        stage,
        null,
        stage == Stage.DONE ? "all read" : null,
        null,
        null,
        List.of(),
        List.of(),
        fleet.now());
  }

  private CommandState state(UUID command) {
    return queries.get(ANNA, TestFleet.DEVICE, command).state();
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

  @Test
  void shows_who_can_be_reached_and_lets_nobody_command_devices_of_others() throws Exception {
    // given
    Presence presence = new Presence(fleet.database, clock);
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
