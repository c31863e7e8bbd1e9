package io.platen.server.command.control;

import static io.platen.protocol.Requirement.PLT_CMD_023;
import static io.platen.protocol.Requirement.PLT_CMD_024;
import static io.platen.protocol.Requirement.PLT_CMD_025;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.protocol.Verifies;
import io.platen.protocol.live.CommandResult;
import io.platen.protocol.live.CommandResult.Stage;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.command.control.CommandOrders.Wanted;
import io.platen.server.command.entity.CommandState;
import io.platen.server.command.entity.DeviceCommand;
import io.platen.server.enrolment.control.AdmittedDevice;
import io.platen.server.problem.InvalidException;
import io.platen.server.problem.RefusedException;
import io.platen.server.testing.TestDatabase;
import io.platen.server.testing.TestEnrolment;
import io.platen.server.testing.TestFleet;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** Commands that take a device away: two people, a code that is kept, and the record's end. */
@Timeout(60)
class GraveCommandsTest {
  private static final Caller ANNA = new Caller(TestFleet.TENANT, "anna", Role.ADMINISTRATOR);
  private static final Caller BERT = new Caller(TestFleet.TENANT, "bert", Role.ADMINISTRATOR);
  private static final Caller ANNAS_TOKEN =
      new Caller(TestFleet.TENANT, "token a", Role.ADMINISTRATOR, "anna");
  private static final Caller ANNAS_OTHER_TOKEN =
      new Caller(TestFleet.TENANT, "token b", Role.ADMINISTRATOR, "anna");
  private static final String CODE = "7KQ2-9F3M-T8WX-R5VN-5";

  private final TestDatabase test = TestDatabase.create();
  private final TestFleet fleet = new TestFleet(test).withTenants();
  private final CommandOrders orders = fleet.orders;
  private final CommandQueries queries = new CommandQueries(fleet.database);
  private final CommandDelivery delivery = fleet.delivery;
  private final Map<String, String> parameters = new TreeMap<>();

  @BeforeEach
  void type() throws Exception {
    parameters.put("update", "https://update1.other.example, https://update2.other.example/");
    parameters.put("download", "https://download.other.example:8443");
    parameters.put("enrolment", "https://enrol.other.example");
    parameters.put("code", "7kq2 9f3m t8wx r5vn 5");
    parameters.put("authority", pem());
  }

  @AfterEach
  void stop() {
    test.close();
  }

  private String base64() throws Exception {
    return Base64.getEncoder().encodeToString(fleet.authority.told().get(0).getEncoded());
  }

  private String pem() throws Exception {
    return "-----BEGIN CERTIFICATE-----\n"
        + base64().replaceAll("(.{64})", "$1\n")
        + "\n-----END CERTIFICATE-----\n";
  }

  private DeviceCommand order(Caller by, String kind, Map<String, String> what) {
    return orders.order(by, TestFleet.DEVICE, new Wanted(kind, what, Duration.ofMinutes(10)));
  }

  private void done(DeviceCommand command) {
    delivery.heard(
        new AdmittedDevice(TestFleet.TENANT, TestFleet.DEVICE),
        new CommandResult(
            TestFleet.DEVICE,
            command.id(),
            2,
            Stage.DONE,
            null,
            "It goes over",
            null,
            null,
            List.of(),
            List.of(),
            fleet.now()));
  }

  private String ask(String sql) throws Exception {
    try (Connection connection = test.source().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? String.valueOf(row.getString(1)) : "nothing";
    }
  }

  @Test
  @Verifies(negative = PLT_CMD_023)
  void nobody_is_his_own_second_person_by_whatever_token() {
    for (Caller first : List.of(ANNA, ANNAS_TOKEN)) {
      // given
      DeviceCommand ordered = order(first, "uninstall", Map.of());

      // then
      for (Caller second : List.of(ANNA, ANNAS_TOKEN, ANNAS_OTHER_TOKEN)) {
        assertThatThrownBy(() -> orders.confirm(second, TestFleet.DEVICE, ordered.id()))
            .as(second.name() + " confirms what " + first.name() + " has ordered")
            .isInstanceOf(RefusedException.class)
            .hasMessageContaining("second person");
      }
      DeviceCommand confirmed = orders.confirm(BERT, TestFleet.DEVICE, ordered.id());
      assertThat(confirmed.state()).isEqualTo(CommandState.WAITING);
      assertThat(confirmed.confirmedBy()).isEqualTo("bert");
    }
  }

  @Test
  void what_nobody_confirms_ends_with_its_time_and_the_audit_says_so() throws Exception {
    // given
    DeviceCommand ordered = order(ANNA, "uninstall", Map.of());
    fleet.setTime(fleet.now().plus(Duration.ofMinutes(10)).toString());

    // when: before and after the server has looked
    assertThatThrownBy(() -> orders.confirm(BERT, TestFleet.DEVICE, ordered.id()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("over");
    delivery.open().closeOverdue();
    delivery.open().closeOverdue();

    // then
    assertThat(queries.get(ANNA, TestFleet.DEVICE, ordered.id()).state())
        .isEqualTo(CommandState.EXPIRED);
    assertThatThrownBy(() -> orders.confirm(BERT, TestFleet.DEVICE, ordered.id()))
        .isInstanceOf(RefusedException.class);
    assertThat(ask("SELECT count(*) FROM audit_entry WHERE action = 'command.unconfirmed'"))
        .isEqualTo("1");
  }

  @Test
  void one_of_many_nodes_closes_what_nobody_confirms_and_shows_it() throws Exception {
    // given
    DeviceCommand ordered = order(ANNA, "uninstall", Map.of());
    fleet.setTime(fleet.now().plus(Duration.ofMinutes(10)).toString());
    try (Connection other = test.source().getConnection();
        Connection hears = test.source().getConnection()) {
      hears.createStatement().execute("LISTEN platen_live");

      // when: another node is at it
      other.setAutoCommit(false);
      other.createStatement().execute("SELECT 1 FROM device_command FOR UPDATE");
      int meanwhile = delivery.open().closeOverdue();
      String audited = ask("SELECT count(*) FROM audit_entry WHERE action LIKE '%unconfirmed'");
      other.rollback();
      int then = delivery.open().closeOverdue();

      // then
      assertThat(meanwhile).isZero();
      assertThat(audited).isEqualTo("0");
      assertThat(then).isOne();
      assertThat(ask("SELECT subject FROM audit_entry WHERE action = 'command.unconfirmed'"))
          .isEqualTo("uninstall " + ordered.id() + " to " + TestFleet.DEVICE);
      assertThat(hears.unwrap(PGConnection.class).getNotifications(20_000))
          .extracting(PGNotification::getParameter)
          .containsExactly("pages " + TestFleet.DEVICE);
    }
  }

  @Test
  void closes_no_more_at_once_than_the_bells_keep_up_with() {
    // given
    test.execute(
        "INSERT INTO device_command (id, tenant, device, kind, parameters, state, ordered_by,"
            + " ordered_owner, created, expires) SELECT gen_random_uuid(), 1, '%s', 'read', '{}',"
                .formatted(TestFleet.DEVICE)
            + " 'WAITING', 'anna', 'anna', now(), '2020-01-01' FROM generate_series(1, "
            + (OpenCommands.MOST_CLOSED + 1)
            + ")");

    // then
    assertThat(delivery.open().closeOverdue()).isEqualTo(OpenCommands.MOST_CLOSED);
    assertThat(delivery.open().closeOverdue()).isOne();
    assertThat(delivery.open().closeOverdue()).isZero();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"WAITING", "RUNNING"})
  void pages_hear_that_somebody_has_cancelled(String state) throws Exception {
    // given
    DeviceCommand ordered = order(ANNA, "read", Map.of());
    test.execute("UPDATE device_command SET state = '" + state + "'");
    try (Connection hears = test.source().getConnection();
        Statement listen = hears.createStatement()) {
      listen.execute("LISTEN platen_live");

      // when
      orders.cancel(BERT, TestFleet.DEVICE, ordered.id());

      // then
      assertThat(hears.unwrap(PGConnection.class).getNotifications(20_000))
          .extracting(PGNotification::getParameter)
          .contains("pages " + TestFleet.DEVICE);
    }
  }

  @Test
  void a_redirect_is_made_ready_for_the_device_as_somebody_has_pasted_it() throws Exception {
    // when
    DeviceCommand ordered = order(ANNA, "redirect", parameters);

    // then
    assertThat(ordered.state()).isEqualTo(CommandState.AWAITING);
    assertThat(ordered.parameters())
        .containsEntry("update", "https://update1.other.example https://update2.other.example")
        .containsEntry("download", "https://download.other.example:8443")
        .containsEntry("code", CODE)
        .containsEntry("authority", base64())
        .containsEntry("deactivate", "false");
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource({
    "update, http://plain.example",
    "update, https://a.example https://b.example https://c.example",
    "download, https://a.example/path",
    "enrolment, enrol.other.example",
    "code, 7KQ2-9F3M-T8WX-R5VN-6",
    "authority, none",
    "deactivate, perhaps",
    "address, 10.0.0.5",
    "update, ''"
  })
  void refuses_a_redirect_that_leads_nowhere_and_names_the_field(String field, String value) {
    // given
    parameters.put(field, value);

    // then
    assertThatThrownBy(() -> order(ANNA, "redirect", parameters))
        .isInstanceOfSatisfying(
            InvalidException.class, e -> assertThat(e.errors().get(0).field()).isEqualTo(field));
  }

  @Test
  void refuses_a_certificate_that_is_no_authoritys() throws Exception {
    // given
    parameters.put(
        "authority",
        Base64.getEncoder().encodeToString(TestEnrolment.foreign(TestFleet.DEVICE).getEncoded()));

    // then
    assertThatThrownBy(() -> order(ANNA, "redirect", parameters))
        .isInstanceOf(InvalidException.class);
  }

  @Test
  @Verifies(positive = PLT_CMD_025, negative = PLT_CMD_025)
  void shows_the_code_of_a_redirect_to_nobody_and_forgets_it_at_the_end() throws Exception {
    // given
    DeviceCommand ordered = order(ANNA, "redirect", parameters);

    // when
    orders.confirm(BERT, TestFleet.DEVICE, ordered.id());
    DeviceCommand open = queries.get(ANNA, TestFleet.DEVICE, ordered.id());
    done(ordered);

    // then
    assertThat(open.shown()).containsKeys("update", "authority").doesNotContainKey("code");
    assertThat(open.toString()).doesNotContain(CODE);
    assertThat(ask("SELECT string_agg(c::text, ' ') FROM device_command c"))
        .contains("redirect")
        .doesNotContain(CODE);
    assertThat(ask("SELECT signed FROM device_command")).isEqualTo("null");
    assertThat(ask("SELECT string_agg(subject, ' ') FROM audit_entry")).doesNotContain(CODE);
  }

  @ParameterizedTest(name = "deactivate={0}")
  @CsvSource({"true, DEACTIVATED", "false, CREATED"})
  @Verifies(positive = PLT_CMD_024, negative = PLT_CMD_024)
  void closes_the_record_of_a_device_that_has_gone_where_that_was_asked(String asked, String state)
      throws Exception {
    // given
    parameters.put("deactivate", asked);
    DeviceCommand ordered = order(ANNA, "redirect", parameters);
    orders.confirm(BERT, TestFleet.DEVICE, ordered.id());
    String before = ask("SELECT state FROM device WHERE id = '" + TestFleet.DEVICE + "'");

    // when
    done(ordered);

    // then
    assertThat(before).isEqualTo("CREATED");
    assertThat(ask("SELECT state FROM device WHERE id = '" + TestFleet.DEVICE + "'"))
        .isEqualTo(state);
  }
}
