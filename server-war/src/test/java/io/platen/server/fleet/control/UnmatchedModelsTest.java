package io.platen.server.fleet.control;

import static io.platen.server.testing.TestFleet.DEVICE;
import static io.platen.server.testing.TestFleet.OTHER_TENANT;
import static io.platen.server.testing.TestFleet.TENANT;
import static io.platen.server.testing.TestReport.report;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.printer.UsedProfile;
import io.platen.protocol.report.PrinterReport;
import io.platen.server.fleet.entity.UnmatchedModel;
import io.platen.server.testing.TestDatabase;
import io.platen.server.testing.TestFleet;
import io.platen.server.testing.TestReport;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UnmatchedModelsTest {
  private static final UsedProfile GENERIC = new UsedProfile(UsedProfile.GENERIC, 4);

  private TestDatabase test;
  private TestFleet fleet;

  @BeforeEach
  void open() {
    test = TestDatabase.create();
    fleet = new TestFleet(test).withTenants();
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void lists_each_model_that_was_read_by_the_standards_alone_with_what_is_known_of_it() {
    // given
    fleet.send(
        report(DEVICE, 1)
            .printer(of("a", "Q1", GENERIC))
            .printer(of("b", "Q2", GENERIC))
            .printer(of("c", "Q2", GENERIC))
            .printer(of("matched", "Q3", new UsedProfile("acme", 1)))
            .printer(of("silent", "Q4", null)));

    // then
    assertThat(fleet.unmatched.list(TENANT))
        .extracting(UnmatchedModel::model, UnmatchedModel::printers)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("Q2", 2L),
            org.assertj.core.groups.Tuple.tuple("Q1", 1L));
    UnmatchedModel model = fleet.unmatched.list(TENANT).get(1);
    assertThat(model.sysObjectId()).isEqualTo("1.3.6.1.4.1.99999.4");
    assertThat(model.deviceId()).isEqualTo("MFG:Acme;MDL:Q1;");
    assertThat(fleet.queries.printer(TENANT, model.example()).orElseThrow().key()).isEqualTo("a");
    assertThat(fleet.unmatched.list(OTHER_TENANT)).isEmpty();
  }

  @Test
  void forgets_a_model_when_a_profile_fits_it_or_its_last_printer_goes() {
    // given
    fleet.send(report(DEVICE, 1).printer(of("a", "Q1", GENERIC)).printer(of("b", "Q2", GENERIC)));

    // when
    fleet.send(
        report(DEVICE, 2).on(1).printer(of("a", "Q1", new UsedProfile("acme", 1))).removed("b"));

    // then
    assertThat(fleet.unmatched.list(TENANT)).isEmpty();
  }

  private static PrinterReport of(String key, String model, @Nullable UsedProfile profile) {
    PrinterFacts facts = TestReport.facts(7);
    PrinterIdentity identity =
        facts.identity().toBuilder()
            .vendor("Acme")
            .model(model)
            .sysObjectId("1.3.6.1.4.1.99999.4")
            .deviceId("MFG:Acme;MDL:" + model + ";")
            .profile(profile)
            .build();
    return PrinterReport.whole(
        key,
        Instant.parse("2026-11-22T06:00:00Z"),
        new PrinterFacts(
            identity,
            facts.status(),
            facts.meters(),
            facts.supplies(),
            facts.trays(),
            facts.alerts()));
  }
}
