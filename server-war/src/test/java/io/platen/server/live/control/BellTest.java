package io.platen.server.live.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.live.LiveClose;
import io.platen.protocol.live.LiveMessage;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.command.control.CommandOrders;
import io.platen.server.enrolment.control.AdmittedDevice;
import io.platen.server.testing.OneConnection;
import io.platen.server.testing.TestDatabase;
import io.platen.server.testing.TestEnrolment;
import io.platen.server.testing.TestFleet;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The thread that hears rings, and the one that looks, over a connection as of a pool. */
class BellTest {
  private final TestDatabase test = TestDatabase.create();
  private final TestFleet fleet = new TestFleet(test).withTenants();
  private final BlockingQueue<LiveMessage> heard = new LinkedBlockingQueue<>();
  private final Channels channels = fleet.channels();
  private final Look look = new Look(channels);
  private OneConnection pool;
  private Bell bell;
  private Thread hears;
  private Thread looks;

  @BeforeEach
  void open() throws SQLException {
    pool = new OneConnection(test.source());
    bell = new Bell(pool.source(), channels, look);
    hears = new Thread(bell, "hears");
    looks = new Thread(look, "looks");
    channels.open(
        new AdmittedDevice(TestFleet.TENANT, TestFleet.DEVICE),
        TestEnrolment.foreign(TestFleet.DEVICE),
        new DeviceChannel() {
          @Override
          public String form() {
            return "WEBSOCKET";
          }

          @Override
          public boolean send(LiveMessage message) {
            return heard.add(message);
          }

          @Override
          public void close(LiveClose why) {}
        },
        0);
    heard.clear();
  }

  @AfterEach
  void close() throws Exception {
    end();
    pool.close();
    test.close();
  }

  private void end() throws InterruptedException {
    bell.end();
    look.end();
    hears.join(20_000);
    looks.join(20_000);
  }

  private void order() {
    fleet.orders.order(
        new Caller(TestFleet.TENANT, "anna", Role.OPERATOR),
        TestFleet.DEVICE,
        new CommandOrders.Wanted("read", Map.of(), Duration.ofMinutes(10)));
  }

  private LiveMessage next() throws InterruptedException {
    return heard.poll(20, TimeUnit.SECONDS);
  }

  @Test
  void hears_a_ring_while_a_look_waits() throws Exception {
    // given: the look that every listening begins with waits for a table that rings do not need
    try (Connection other = test.source().getConnection()) {
      other.setAutoCommit(false);
      other.createStatement().execute("LOCK TABLE device_certificate IN ACCESS EXCLUSIVE MODE");
      looks.start();
      hears.start();

      // when
      order();

      // then
      assertThat(next()).isInstanceOf(LiveMessage.Commands.class);
      other.rollback();
    }
  }

  @Test
  void goes_on_hearing_after_a_ring_that_it_does_not_understand() throws Exception {
    // given
    looks.start();
    hears.start();
    order();
    assertThat(next()).isInstanceOf(LiveMessage.Commands.class);

    // when
    test.execute("SELECT pg_notify('platen_live', 'command nobody')");
    order();

    // then
    assertThat(next()).isInstanceOf(LiveMessage.Commands.class);
    assertThat(pool.taken()).isOne();
  }

  @Test
  void gives_a_connection_back_that_listens_no_more() throws Exception {
    // given
    looks.start();
    hears.start();
    order();
    assertThat(next()).isInstanceOf(LiveMessage.Commands.class);

    // when
    end();

    // then
    try (ResultSet row =
        pool.connection().createStatement().executeQuery("SELECT pg_listening_channels()")) {
      assertThat(row.next()).isFalse();
    }
  }
}
