package io.platen.server.live.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.server.enrolment.control.AdmittedDevice;
import io.platen.server.testing.TestDatabase;
import io.platen.server.testing.TestFleet;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** Who hears when a device can be reached, and when it no more can. */
class PresenceTest {
  private static final AdmittedDevice DEVICE =
      new AdmittedDevice(TestFleet.TENANT, TestFleet.DEVICE);
  private static final String PAGES = "pages " + TestFleet.DEVICE + " " + TestFleet.TENANT;

  private final TestDatabase test = TestDatabase.create();
  private final TestFleet fleet = new TestFleet(test).withTenants();
  private final Presence presence = new Presence(fleet.database, fleet::now);
  private Connection listening;

  @BeforeEach
  void listen() throws SQLException {
    listening = test.source().getConnection();
    execute("LISTEN platen_live");
  }

  @AfterEach
  void close() throws SQLException {
    listening.close();
    test.close();
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = listening.createStatement()) {
      statement.execute(sql);
    }
  }

  /** All that was rung until now. */
  private List<String> rung() throws SQLException {
    execute("NOTIFY platen_live, 'end'");
    List<String> words = new ArrayList<>();
    while (!words.contains("end")) {
      PGNotification[] heard = listening.unwrap(PGConnection.class).getNotifications(20_000);
      assertThat(heard).isNotEmpty();
      for (PGNotification each : heard) {
        words.add(each.getParameter());
      }
    }
    words.remove("end");
    return words;
  }

  private UUID open(String form) {
    UUID channel = UUID.randomUUID();
    presence.opened(DEVICE, channel, form);
    return channel;
  }

  private static String opened(UUID channel) {
    return "opened " + TestFleet.DEVICE + " " + channel;
  }

  @Test
  void tells_pages_of_a_channel_that_opens_and_of_its_end() throws Exception {
    // when
    UUID channel = open("WEBSOCKET");

    // then
    assertThat(rung()).containsExactly(PAGES, opened(channel));
    presence.closed(DEVICE, channel);
    assertThat(rung()).containsExactly(PAGES);
  }

  @Test
  void tells_pages_nothing_where_they_would_show_the_same() throws Exception {
    // given
    UUID first = open("POLL");
    rung();

    // when: the next question of a device that polls
    UUID second = open("POLL");

    // then
    assertThat(rung()).containsExactly(opened(second));
    presence.closed(DEVICE, first);
    assertThat(rung()).isEmpty();
  }

  @Test
  void tells_pages_of_another_form_and_of_one_that_comes_after_a_node_was_gone() throws Exception {
    // given
    open("POLL");
    rung();

    // when
    UUID second = open("WEBSOCKET");

    // then
    assertThat(rung()).containsExactly(PAGES, opened(second));

    // when
    fleet.setTime(fleet.now().plus(Presence.GONE).toString());
    UUID third = open("WEBSOCKET");

    // then
    assertThat(rung()).containsExactly(PAGES, opened(third));
  }

  @Test
  void tells_pages_of_a_channel_that_ends_with_its_node() throws Exception {
    // given
    UUID channel = open("WEBSOCKET");
    rung();
    fleet.setTime(fleet.now().plus(Presence.GONE).plusSeconds(1).toString());

    // when: it is there, and then no longer
    presence.renew(List.of(channel));
    List<String> before = rung();
    fleet.setTime(fleet.now().plus(Presence.GONE).plusSeconds(1).toString());
    presence.renew(List.of());

    // then: once
    assertThat(before).isEmpty();
    assertThat(rung()).containsExactly(PAGES);
    presence.renew(List.of());
    assertThat(rung()).isEmpty();
  }
}
