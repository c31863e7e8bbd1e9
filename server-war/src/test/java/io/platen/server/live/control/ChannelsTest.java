package io.platen.server.live.control;

import static io.platen.protocol.Requirement.PLT_LIV_002;
import static io.platen.protocol.Requirement.PLT_LIV_007;
import static io.platen.protocol.Requirement.PLT_LIV_009;
import static io.platen.protocol.Requirement.PLT_TLS_051;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.protocol.Verifies;
import io.platen.protocol.live.LiveClose;
import io.platen.protocol.live.LiveMessage;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.command.control.CommandDelivery;
import io.platen.server.command.control.CommandOrders;
import io.platen.server.database.Database;
import io.platen.server.database.StorageException;
import io.platen.server.enrolment.control.AdmittedDevice;
import io.platen.server.enrolment.control.DeviceGate;
import io.platen.server.enrolment.control.OperationalAuthorities;
import io.platen.server.fleet.control.FleetChanges;
import io.platen.server.listener.RevocationLists;
import io.platen.server.operation.Revocations;
import io.platen.server.testing.OneConnection;
import io.platen.server.testing.TestAuthority;
import io.platen.server.testing.TestDatabase;
import io.platen.server.testing.TestEnrolment;
import io.platen.server.testing.TestFleet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The channels of one node, whose bell is rung by hand: late, or in the midst of an opening. */
class ChannelsTest {
  private static final Caller ANNA = new Caller(TestFleet.TENANT, "anna", Role.OPERATOR);
  private static final AdmittedDevice DEVICE =
      new AdmittedDevice(TestFleet.TENANT, TestFleet.DEVICE);

  private static final AdmittedDevice OTHER =
      new AdmittedDevice(TestFleet.OTHER_TENANT, TestFleet.OTHER_DEVICE);
  private static final X509Certificate CERTIFICATE = TestEnrolment.foreign(TestFleet.DEVICE);

  private final TestDatabase test = TestDatabase.create();
  private final TestFleet fleet = new TestFleet(test).withTenants();
  private final InstantSource clock = fleet::now;
  private final Channels channels = node();

  private Channels node() {
    return node(fleet.database, Optional.empty());
  }

  private Channels node(Database database, Optional<RevocationLists> lists) {
    OperationalAuthorities others = new OperationalAuthorities(Optional.empty());
    return new Channels(
        new DeviceGate(database, fleet.authority, others, clock),
        new Revocations(lists),
        new Presence(database, clock),
        new CommandDelivery(database, fleet.orderKeys, clock),
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
    node.open(DEVICE, CERTIFICATE, end, 0);
  }

  private void order() {
    fleet.orders.order(
        ANNA, TestFleet.DEVICE, new CommandOrders.Wanted("read", Map.of(), Duration.ofMinutes(10)));
  }

  private void ring(String what, String more) {
    channels.rung(List.of(what, TestFleet.DEVICE.toString(), more));
  }

  @Test
  void tells_pages_by_a_ring_that_names_the_tenant_and_by_one_that_does_not() {
    // given
    List<Set<String>> told = new ArrayList<>();
    FleetChanges.Subscription page =
        fleet.changes.subscribe(TestFleet.TENANT, change -> told.add(change.topics()));

    // when
    ring("pages", Long.toString(TestFleet.TENANT));
    channels.rung(List.of("pages", TestFleet.DEVICE.toString()));
    ring("pages", Long.toString(TestFleet.OTHER_TENANT));
    page.close();

    // then
    Set<String> topics = Set.of("device:" + TestFleet.DEVICE);
    assertThat(told).containsExactly(topics, topics);
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
    order();
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

  @Test
  @Verifies(positive = PLT_LIV_007)
  void sends_no_command_to_a_device_that_was_cut_off_before_its_hello() {
    // given: it has connected, and says its first word late
    order();
    End late = new End();
    channels.awaitHello(late);
    setState("DEACTIVATED");

    // when
    open(channels, late);

    // then
    assertThat(late.closes).containsExactly(LiveClose.INACTIVE);
    assertThat(late.heard).hasOnlyElementsOfType(LiveMessage.Welcome.class);
    assertThat(channels.size()).isZero();
  }

  @Test
  @Verifies(positive = PLT_LIV_007)
  void sends_no_command_to_a_device_that_was_cut_off_though_its_channel_still_stands() {
    // given: its ring is late, as the channel's own beginning may be
    End end = new End();
    open(channels, end);
    setState("DEACTIVATED");
    order();

    // when
    ring("command", "");

    // then: it is sent when the device is let in again
    assertThat(end.heard).hasOnlyElementsOfType(LiveMessage.Welcome.class);
    setState("ACTIVE");
    ring("command", "");
    assertThat(end.heard.get(1)).isInstanceOf(LiveMessage.Commands.class);
  }

  private void setState(String state) {
    test.execute("UPDATE device SET state = '" + state + "' WHERE id = '" + TestFleet.DEVICE + "'");
  }

  @Test
  @Verifies(positive = PLT_TLS_051, negative = PLT_TLS_051)
  void ends_the_channel_of_a_certificate_that_a_new_list_names(@TempDir Path folder)
      throws Exception {
    // given
    TestAuthority authority = TestAuthority.named("Devices");
    X509Certificate first = certificate(authority, TestFleet.DEVICE);
    X509Certificate second = certificate(authority, TestFleet.OTHER_DEVICE);
    Path file = folder.resolve("devices.crl");
    Files.write(file, authority.revocationList());
    Channels node =
        node(
            fleet.database,
            Optional.of(new RevocationLists(file, () -> List.of(authority.certificate()))));
    End revoked = new End();
    End good = new End();
    node.open(DEVICE, first, revoked, 0);
    node.open(OTHER, second, good, 0);
    node.tick();
    assertThat(revoked.closes).isEmpty();

    // when
    Files.write(file, authority.revocationList(first));
    node.tick();

    // then
    assertThat(revoked.closes).containsExactly(LiveClose.INACTIVE);
    assertThat(good.closes).isEmpty();

    // when: its request was let in before the list was there, and its hello comes now
    End again = new End();
    node.open(DEVICE, first, again, 0);

    // then
    assertThat(again.closes).containsExactly(LiveClose.INACTIVE);
  }

  private static X509Certificate certificate(TestAuthority authority, UUID device)
      throws Exception {
    return (X509Certificate) authority.issue(device.toString()).getCertificate("key");
  }

  @Test
  void asks_the_database_as_often_for_many_channels_as_for_one() throws Exception {
    try (OneConnection pool = new OneConnection(test.source())) {
      // given
      Channels node = node(new Database(pool.source()), Optional.empty());
      open(node, new End());
      int one = questionsOf(node, pool);
      List<End> all = new ArrayList<>();
      for (AdmittedDevice device : devices(200)) {
        End end = new End();
        node.open(device, CERTIFICATE, end, 0);
        all.add(end);
      }
      test.execute(
          "UPDATE live_channel SET channel = device WHERE device <> '" + DEVICE.id() + "'");

      // when
      int many = questionsOf(node, pool);

      // then: and it has seen all of them
      assertThat(one).isPositive();
      assertThat(many).isEqualTo(one);
      assertThat(all).allSatisfy(end -> assertThat(end.closes).containsExactly(LiveClose.REPLACED));
    }
  }

  private static int questionsOf(Channels node, OneConnection pool) {
    int before = pool.taken();
    node.lookAgain();
    return pool.taken() - before;
  }

  private List<AdmittedDevice> devices(int number) {
    test.execute(
        "INSERT INTO device (id, tenant, name, state, created) SELECT gen_random_uuid(), 1,"
            + " 'Box ' || n, 'CREATED', now() FROM generate_series(1, "
            + number
            + ") n");
    return fleet.overview.devices(TestFleet.TENANT).stream()
        .filter(each -> each.name().startsWith("Box "))
        .map(each -> new AdmittedDevice(TestFleet.TENANT, each.id()))
        .toList();
  }

  @Test
  void delivers_at_a_look_what_nobody_has_rung_for() {
    // given: an order whose ring was missed, and a device that was cut off unheard
    End end = new End();
    open(channels, end);
    order();
    End cut = new End();
    channels.open(OTHER, TestEnrolment.foreign(TestFleet.OTHER_DEVICE), cut, 0);
    test.execute("UPDATE device SET state = 'RETIRED' WHERE id = '" + OTHER.id() + "'");

    // when
    channels.lookAgain();

    // then
    assertThat(end.heard).last().isInstanceOf(LiveMessage.Commands.class);
    assertThat(end.closes).isEmpty();
    assertThat(cut.closes).containsExactly(LiveClose.INACTIVE);
  }

  @Test
  @Verifies(negative = PLT_LIV_007)
  void has_a_device_come_again_at_a_look_whose_certificate_alone_has_ended() {
    // given: one that is still the device's, and one of a device that was cut off
    End end = new End();
    open(channels, end);
    End cut = new End();
    channels.open(OTHER, TestEnrolment.foreign(TestFleet.OTHER_DEVICE), cut, 0);
    test.execute("UPDATE device SET state = 'RETIRED' WHERE id = '" + OTHER.id() + "'");
    fleet.setTime("2099-01-01T00:00:00Z");

    // when
    channels.lookAgain();

    // then
    assertThat(end.closes).containsExactly(LiveClose.LEAVING);
    assertThat(cut.closes).containsExactly(LiveClose.INACTIVE);
  }

  @Test
  void keeps_nothing_of_channels_that_have_ended_however_many_there_were() throws Exception {
    try (OneConnection pool = new OneConnection(test.source())) {
      // given: of ten devices one stays, and the others lose their channels again and again
      Channels node = node(new Database(pool.source()), Optional.empty());
      List<AdmittedDevice> devices = devices(9);
      open(node, new End());

      // when: a day of a proxy that cuts what is idle for five minutes
      for (int round = 0; round < 288; round++) {
        for (AdmittedDevice device : devices) {
          lose(node, device, round + devices.indexOf(device));
        }
      }
      devices.forEach(each -> node.open(each, CERTIFICATE, new End(), 0).closed());

      // then
      assertThat(node.size()).isOne();
      assertThat(node.awaited()).isZero();
      assertThat(test.value("SELECT count(*) FROM live_channel")).isEqualTo(1L);
    }
  }

  /** In one of the ways in which channels end. */
  private static void lose(Channels node, AdmittedDevice device, int way) {
    End end = new End();
    node.awaitHello(end);
    if (way % 4 == 0) {
      node.forget(end); // it never said a word
      return;
    }
    Channels.Open open = node.open(device, CERTIFICATE, end, 0);
    switch (way % 4) {
      case 1 -> open.closed();
      case 2 -> open.answered();
      default -> {
        node.open(device, CERTIFICATE, new End(), 0);
        open.closed(); // it was half open, and its end is noticed late
      }
    }
  }

  @Test
  void keeps_no_channel_whose_opening_fails_in_the_database() {
    // given: its table of commands cannot be read
    test.execute("ALTER TABLE device_command RENAME TO gone");

    // then
    assertThatThrownBy(() -> open(channels, new End())).isInstanceOf(StorageException.class);
    assertThat(channels.size()).isZero();
    assertThat(test.value("SELECT count(*) FROM live_channel")).isEqualTo(0L);
  }
}
