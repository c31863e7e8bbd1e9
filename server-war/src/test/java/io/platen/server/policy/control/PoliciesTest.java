package io.platen.server.policy.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.printer.PrinterAlert.Severity;
import io.platen.protocol.sync.Policy;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.audit.Audit;
import io.platen.server.testing.TestDatabase;
import io.platen.server.testing.TestFleet;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The policy of a tenant in its row. */
class PoliciesTest {
  private static final Caller ANNA = new Caller(TestFleet.TENANT, "anna", Role.ADMINISTRATOR);

  private final TestDatabase database = TestDatabase.create();
  private final InstantSource clock = () -> Instant.parse("2026-11-26T08:00:00Z");
  private final Policies policies =
      new Policies(database.entities(), new Audit(database.entities(), clock), clock);

  @BeforeEach
  void tenant() {
    new TestFleet(database).withTenants();
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Policy with(Policy.Alerts alerts) {
    Policy usual = database.inTransaction(entities -> policies.of(TestFleet.TENANT));
    return new Policy(usual.sources(), usual.schedule(), usual.limits(), usual.masks(), alerts);
  }

  private Policy stored(Policy policy) {
    database.inTransaction(entities -> policies.change(ANNA, policy));
    return database.inTransaction(entities -> policies.of(TestFleet.TENANT));
  }

  @Test
  void keeps_which_alerts_are_told_at_once() {
    // given
    Policy wanted =
        with(new Policy.Alerts(false, Set.of(Severity.CRITICAL), Set.of(8, 1104), false));
    // when
    Policy found = stored(wanted);
    // then
    assertThat(found).isEqualTo(wanted);
  }

  @Test
  void keeps_that_no_alert_is_told_at_once() {
    // given
    Policy wanted = with(new Policy.Alerts(true, Set.of(), Set.of(), true));
    // when
    Policy found = stored(wanted);
    // then
    assertThat(found).isEqualTo(wanted);
  }

  @Test
  void a_row_from_before_alerts_tells_them_as_the_protocol_does() {
    // given: a row as an older server has left it
    stored(with(new Policy.Alerts(false, Set.of(), Set.of(8), false)));
    database.execute(
        "UPDATE policy SET alert_traps = DEFAULT, alert_severities = DEFAULT,"
            + " alert_except = DEFAULT, alert_always = DEFAULT");
    // when
    Policy found = database.inTransaction(entities -> policies.of(TestFleet.TENANT));
    // then
    assertThat(found.alerts()).isEqualTo(Policy.Alerts.DEFAULT);
  }
}
