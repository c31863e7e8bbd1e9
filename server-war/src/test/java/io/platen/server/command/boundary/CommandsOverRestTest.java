package io.platen.server.command.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.protocol.live.CommandResult;
import io.platen.protocol.live.CommandResult.Stage;
import io.platen.protocol.live.CommandResult.WalkedObject;
import io.platen.server.access.boundary.TestCaller;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.command.boundary.CommandsResource.CommandRequest;
import io.platen.server.command.boundary.CommandsResource.CommandView;
import io.platen.server.command.boundary.CommandsResource.FoundObject;
import io.platen.server.command.boundary.CommandsResource.ResultView;
import io.platen.server.command.control.CommandQueries;
import io.platen.server.enrolment.control.AdmittedDevice;
import io.platen.server.problem.InvalidException;
import io.platen.server.problem.RefusedException;
import io.platen.server.testing.TestDatabase;
import io.platen.server.testing.TestFleet;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Commands by REST: what came of them, and who may see it. */
class CommandsOverRestTest {
  private static final String DEVICE = TestFleet.DEVICE.toString();

  private final TestDatabase test = TestDatabase.create();
  private final TestFleet fleet = new TestFleet(test).withTenants();
  private String id;

  @AfterEach
  void close() {
    test.close();
  }

  @SuppressWarnings("UnnecessaryAssignment") // Stands in for the container.
  private CommandsResource as(Role role, long tenant) {
    CommandsResource resource = new CommandsResource();
    resource.orders = fleet.orders;
    resource.queries = new CommandQueries(fleet.database);
    resource.caller = TestCaller.of(new Caller(tenant, "anna", role));
    return resource;
  }

  @BeforeEach
  void walk() {
    id =
        ((CommandView)
                as(Role.OPERATOR, TestFleet.TENANT)
                    .order(
                        DEVICE,
                        new CommandRequest("mib-walk", Map.of("address", "10.8.2.40"), null))
                    .getEntity())
            .id();
    heard(1, Stage.RECEIVED, List.of(), List.of());
    heard(
        2,
        Stage.PROGRESS,
        List.of(
            new WalkedObject("1.3.6.1.2.1.1.5.0", "octet-string", "=Copier \"Hall\"", null),
            new WalkedObject("1.3.6.1.2.1.1.4.0", "octet-string", null, 12L)),
        List.of());
    heard(3, Stage.DONE, List.of(), List.of("one line, of a log"));
  }

  private void heard(long number, Stage stage, List<WalkedObject> objects, List<String> lines) {
    fleet.delivery.heard(
        new AdmittedDevice(TestFleet.TENANT, TestFleet.DEVICE),
        new CommandResult(
            TestFleet.DEVICE,
            UUID.fromString(id),
            number,
            stage,
            null,
            null,
            null,
            null,
            objects,
            lines,
            fleet.now()));
  }

  @Test
  void gives_what_came_of_a_walk_in_its_pieces() {
    // when
    var results = as(Role.VIEWER, TestFleet.TENANT).results(DEVICE, id, 50, null);

    // then
    assertThat(results.next()).isNull();
    assertThat(results.items())
        .containsExactly(
            new ResultView(
                2,
                "progress",
                fleet.now(),
                List.of(
                    new FoundObject("1.3.6.1.2.1.1.5.0", "octet-string", "=Copier \"Hall\"", null),
                    new FoundObject("1.3.6.1.2.1.1.4.0", "octet-string", null, 12L)),
                List.of()),
            new ResultView(3, "done", fleet.now(), List.of(), List.of("one line, of a log")));
  }

  @Test
  void gives_it_page_by_page() {
    // given
    CommandsResource viewer = as(Role.VIEWER, TestFleet.TENANT);

    // when
    var first = viewer.results(DEVICE, id, 1, null);
    var second = viewer.results(DEVICE, id, 1, first.next());
    var third = viewer.results(DEVICE, id, 1, second.next());

    // then
    assertThat(first.items()).extracting(ResultView::number).containsExactly(2L);
    assertThat(second.items()).extracting(ResultView::number).containsExactly(3L);
    assertThat(third.items()).isEmpty();
    assertThat(third.next()).isNull();
    assertThatThrownBy(() -> viewer.results(DEVICE, id, 201, null))
        .isInstanceOf(InvalidException.class);
    assertThatThrownBy(() -> viewer.results(DEVICE, id, 50, "two"))
        .isInstanceOf(InvalidException.class);
  }

  @Test
  void keeps_nothing_that_comes_after_the_end_of_a_command() {
    // when
    heard(4, Stage.PROGRESS, List.of(), List.of("and one more, for ever"));

    // then
    assertThat(as(Role.VIEWER, TestFleet.TENANT).results(DEVICE, id, 50, null).items()).hasSize(2);
    assertThat(test.value("SELECT max(number) FROM command_result")).isEqualTo(3L);
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void gives_the_same_as_a_table_that_no_spreadsheet_runs() throws Exception {
    // when
    var answer = as(Role.VIEWER, TestFleet.TENANT).resultsCsv(DEVICE, id);

    // then
    assertThat(answer.getMediaType()).hasToString("text/csv;charset=utf-8");
    assertThat(answer.getHeaderString("Content-Disposition")).contains(id + ".csv");
    ByteArrayOutputStream csv = new ByteArrayOutputStream();
    ((StreamingOutput) answer.getEntity()).write(csv);
    assertThat(csv.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "oid,type,value,octets\r\n"
                + "1.3.6.1.2.1.1.5.0,octet-string,\"'=Copier \"\"Hall\"\"\",\r\n"
                + "1.3.6.1.2.1.1.4.0,octet-string,\"\",12\r\n"
                + ",log,\"one line, of a log\",\r\n");
  }

  @Test
  void shows_what_came_of_it_to_nobody_of_another_tenant() {
    // given
    CommandsResource other = as(Role.ADMINISTRATOR, TestFleet.OTHER_TENANT);

    // then
    assertThatThrownBy(() -> other.results(DEVICE, id, 50, null))
        .isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> other.resultsCsv(DEVICE, id)).isInstanceOf(RefusedException.class);
  }

  @Test
  void says_that_somebody_wants_a_command_to_end() {
    // given
    CommandsResource operator = as(Role.OPERATOR, TestFleet.TENANT);
    String sent =
        ((CommandView) operator.order(DEVICE, new CommandRequest("read", null, null)).getEntity())
            .id();
    test.execute("UPDATE device_command SET state = 'SENT' WHERE id = '" + sent + "'");

    // when
    CommandView view = operator.cancel(DEVICE, sent);

    // then
    assertThat(view.state()).isEqualTo("sent");
    assertThat(view.cancelAsked()).isEqualTo(fleet.now());
  }
}
