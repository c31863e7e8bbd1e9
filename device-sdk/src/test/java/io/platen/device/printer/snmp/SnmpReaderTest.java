package io.platen.device.printer.snmp;

import static io.platen.protocol.Requirement.PLT_GEN_011;
import static io.platen.protocol.Requirement.PLT_RPT_032;
import static io.platen.protocol.Requirement.PLT_RPT_033;
import static io.platen.protocol.Requirement.PLT_SYN_024;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.testing.PrinterAgents;
import io.platen.device.testing.SimulatedAgent;
import io.platen.protocol.Verifies;
import io.platen.protocol.printer.Meter;
import io.platen.protocol.printer.PrinterAlert.Severity;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.printer.PrinterStatus.State;
import io.platen.protocol.printer.Supply;
import io.platen.protocol.printer.SupplyClass;
import io.platen.protocol.printer.SupplyLevel;
import io.platen.protocol.printer.SupplyLevel.Measured;
import io.platen.protocol.printer.Tray;
import io.platen.protocol.registry.AlertGroups;
import io.platen.protocol.registry.Meters;
import io.platen.protocol.registry.PrinterConditions;
import io.platen.protocol.registry.SupplyTypes;
import io.platen.protocol.registry.Units;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.snmp4j.smi.OID;

class SnmpReaderTest extends SnmpReaderBench {
  @ParameterizedTest(name = "by {0}")
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "V3")
  void reads_who_a_printer_is(Version version) throws Exception {
    // when
    PrinterIdentity identity = read(version).identity();
    // then
    assertThat(identity.address()).isEqualTo("192.0.2.7");
    assertThat(identity.model()).isEqualTo("Acme Quill 300c");
    assertThat(identity.serial()).isEqualTo("QX-000417");
    assertThat(identity.source()).isEqualTo("1.3.6.1.2.1.43.5.1.1.17.1");
    assertThat(identity.mac()).isEqualTo("02:a0:b1:c2:d3:e4");
    assertThat(identity.hostName()).isEqualTo("quill");
    assertThat(identity.location()).isEqualTo("Second floor");
    assertThat(identity.sysObjectId()).isEqualTo("1.3.6.1.4.1.99999.1");
  }

  @ParameterizedTest(name = "by {0}")
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "V3")
  @Verifies(positive = PLT_RPT_032, negative = PLT_RPT_033)
  void reads_what_it_has_and_does(Version version) throws Exception {
    // when
    PrinterFacts facts = read(version);
    // then
    assertThat(facts.status().state()).isEqualTo(State.IDLE);
    assertThat(facts.status().conditions()).containsExactly("low-toner");
    assertThat(facts.status().panel()).containsExactly("Ready");
    assertThat(facts.status().source()).isEqualTo("1.3.6.1.2.1.25.3.5.1.1.1");
    assertThat(facts.supplies())
        .containsExactly(
            new Supply(
                "1.1",
                "toner",
                SupplyClass.CONSUMED,
                "black",
                "Black toner",
                "AB12345",
                "1.3.6.1.2.1.43.11.1.1.9.1.1",
                new Measured(54, 100L, "percent")),
            new Supply(
                "1.2",
                "toner",
                SupplyClass.CONSUMED,
                "cyan",
                "Cyan toner",
                null,
                "1.3.6.1.2.1.43.11.1.1.9.1.2",
                new Measured(1500, 6000L, "impressions")),
            new Supply(
                "1.3",
                "waste-toner",
                SupplyClass.RECEPTACLE,
                null,
                "Waste box",
                null,
                "1.3.6.1.2.1.43.11.1.1.9.1.3",
                new SupplyLevel.SomeRemaining()));
    assertThat(facts.trays())
        .containsExactly(
            new Tray(
                "1.1",
                "Tray 1",
                "iso_a4_210x297mm",
                new Measured(120, 250L, "sheets"),
                "1.3.6.1.2.1.43.8.2.1.10.1.1",
                null),
            new Tray(
                "1.2",
                "Bypass",
                "iso_a4_210x297mm",
                new SupplyLevel.SomeRemaining(),
                "1.3.6.1.2.1.43.8.2.1.10.1.2",
                null));
    assertThat(facts.meters())
        .containsExactly(
            new Meter(
                "total-impressions",
                null,
                "impressions",
                33_810,
                null,
                "1.3.6.1.2.1.43.10.2.1.4.1.1"));
    assertThat(facts.alerts())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.code()).isEqualTo(1104);
              assertThat(alert.severity()).isEqualTo(Severity.WARNING);
              assertThat(alert.group()).isEqualTo("marker-supplies");
              assertThat(alert.training()).isEqualTo("untrained");
              assertThat(alert.description()).isEqualTo("Toner low");
              assertThat(alert.uptimeTicks()).isEqualTo(4711);
              assertThat(alert.source()).startsWith("1.3.6.1.2.1.43.18.1.1.7.1.");
            });
  }

  @ParameterizedTest(name = "by {0}")
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "V3")
  @Verifies(positive = PLT_SYN_024)
  void writes_nothing_to_a_printer(Version version) throws Exception {
    // when
    read(version);
    // then
    onlyReads();
  }

  @Test
  @Verifies(positive = PLT_GEN_011)
  void names_what_it_read_by_registered_tokens() throws Exception {
    // when
    PrinterFacts facts = read(Version.V2C);
    // then
    assertThat(facts.meters())
        .isNotEmpty()
        .allSatisfy(
            meter -> {
              assertThat(Meters.registry().find(meter.name())).isPresent();
              assertThat(Units.registry().find(meter.unit())).isPresent();
            });
    assertThat(facts.supplies())
        .isNotEmpty()
        .allSatisfy(supply -> assertThat(SupplyTypes.registry().find(supply.type())).isPresent());
    assertThat(facts.status().conditions())
        .isNotEmpty()
        .allSatisfy(each -> assertThat(PrinterConditions.registry().find(each)).isPresent());
    assertThat(facts.alerts())
        .isNotEmpty()
        .allSatisfy(alert -> assertThat(AlertGroups.registry().find(alert.group())).isPresent());
  }

  @Test
  void takes_the_device_that_is_the_printer() throws Exception {
    // given
    SimulatedAgent processorFirst =
        new SimulatedAgent()
            .set(PrinterAgents.MIB_2 + "1.1.0", "Acme")
            .set(PrinterAgents.MIB_2 + "25.3.2.1.2.1", new OID("1.3.6.1.2.1.25.3.1.3"))
            .set(PrinterAgents.MIB_2 + "25.3.2.1.2.4", new OID("1.3.6.1.2.1.25.3.1.5"))
            .set(PrinterAgents.MIB_2 + "25.3.2.1.3.1", "A processor")
            .set(PrinterAgents.MIB_2 + "25.3.2.1.3.4", "Acme Nib 9")
            .set(PrinterAgents.MIB_2 + "25.3.5.1.1.4", 4)
            .set(PrinterAgents.MIB_2 + "43.5.1.1.17.4", "N9-1");
    PrinterAgents.supply(processorFirst, "4.1", 3, 3, 0, "Toner", 19, 100, 9);
    network.with(PLACE, processorFirst);
    // when
    PrinterFacts facts = read(Version.V2C);
    // then
    assertThat(facts.identity().model()).isEqualTo("Acme Nib 9");
    assertThat(facts.identity().serial()).isEqualTo("N9-1");
    assertThat(facts.status().state()).isEqualTo(State.PRINTING);
    assertThat(facts.supplies()).extracting(Supply::index).containsExactly("4.1");
  }

  @Test
  @Verifies(positive = PLT_RPT_033, negative = PLT_RPT_032)
  void names_the_marker_of_each_count_where_there_are_several() throws Exception {
    // given
    agent
        .set(PrinterAgents.MARKERS + "3.1.2", 8)
        .count(PrinterAgents.MARKERS + "4.1.2", 4_000_000_000L);
    // when
    PrinterFacts facts = read(Version.V2C);
    // then
    assertThat(facts.meters()).extracting(Meter::marker).containsExactly("1.1", "1.2");
    assertThat(facts.meters())
        .extracting(Meter::name)
        .containsExactly("total-impressions", "total-sheets");
    assertThat(facts.meters()).extracting(Meter::value).containsExactly(33_810L, 4_000_000_000L);
  }

  @Test
  void reads_texts_in_the_character_set_that_the_printer_declares() throws Exception {
    // given
    agent
        .bytes(PrinterAgents.INPUTS + "13.1.1", "46616368 31 ce".replace(" ", ""))
        .set(PrinterAgents.MIB_2 + "43.5.1.1.2.1", 1)
        .set(PrinterAgents.MIB_2 + "43.7.1.1.4.1.1", 2004);
    // when, then
    assertThat(read(Version.V2C).trays().get(0).description()).isEqualTo("Fach1ö");
  }

  @Test
  void takes_a_placeholder_for_no_serial_number() throws Exception {
    // given
    agent.set(PrinterAgents.MIB_2 + "43.5.1.1.17.1", "XXXXXXXX");
    // when, then
    assertThat(read(Version.V2C).identity().serial()).isNull();
  }

  @Test
  void says_down_where_the_device_is() throws Exception {
    // given
    agent.set(PrinterAgents.MIB_2 + "25.3.2.1.5.1", 5);
    // when, then
    assertThat(read(Version.V2C).status().state()).isEqualTo(State.DOWN);
  }
}
