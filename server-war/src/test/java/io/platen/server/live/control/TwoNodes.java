package io.platen.server.live.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.command.Command;
import io.platen.protocol.live.CommandResult;
import io.platen.protocol.live.CommandResult.Stage;
import io.platen.protocol.live.LiveClose;
import io.platen.protocol.live.LiveMessage;
import io.platen.protocol.order.CommandCheck;
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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * Two nodes of one server over one real PostgreSQL, each with its own channels and its own bell.
 */
abstract class TwoNodes {
  static final Caller ANNA = new Caller(TestFleet.TENANT, "anna", Role.OPERATOR);
  static final Caller BERT = new Caller(TestFleet.TENANT, "bert", Role.ADMINISTRATOR);
  static final AdmittedDevice DEVICE = new AdmittedDevice(TestFleet.TENANT, TestFleet.DEVICE);

  final TestDatabase test = TestDatabase.create();
  final TestFleet fleet = new TestFleet(test).withTenants();
  final CommandOrders orders = fleet.orders;
  final CommandQueries queries = new CommandQueries(fleet.database);
  Node one;
  Node other;

  /** One node: what it has in the container, without the container. */
  final class Node {
    final Channels channels = fleet.channels();
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
  static final class End implements DeviceChannel {
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

  static X509Certificate certificate() {
    return TestEnrolment.foreign(TestFleet.DEVICE);
  }

  Channels.Open open(Node node, End end, long last) throws InterruptedException {
    Channels.Open open = node.channels.open(DEVICE, certificate(), end, last);
    assertThat(end.next()).isInstanceOf(LiveMessage.Welcome.class);
    return open;
  }

  DeviceCommand order(String kind) {
    return orders.order(
        ANNA, TestFleet.DEVICE, new CommandOrders.Wanted(kind, Map.of(), Duration.ofMinutes(10)));
  }

  /** As a device reads them: verified. */
  List<Command> read(LiveMessage message) throws Exception {
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

  CommandResult piece(UUID command, long number, Stage stage) {
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

  CommandState state(UUID command) {
    return queries.get(ANNA, TestFleet.DEVICE, command).state();
  }
}
