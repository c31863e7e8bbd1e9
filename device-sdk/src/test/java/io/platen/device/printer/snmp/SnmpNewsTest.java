package io.platen.device.printer.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.printer.PrinterSnapshot;
import io.platen.device.printer.PrinterTarget;
import io.platen.device.testing.PrinterAgents;
import io.platen.device.testing.SimulatedAgent;
import io.platen.protocol.printer.Meter;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.Supply;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What changes from one reading to the next, and what that costs. */
class SnmpNewsTest extends SnmpReaderBench {
  @Test
  void takes_few_requests_for_a_first_reading_and_one_for_the_next() throws Exception {
    // when
    PrinterSnapshot first = snapshot(Version.V2C);
    agent.count(PrinterAgents.MARKERS + "4.1.1", 33_900).set(PrinterAgents.SUPPLIES + "9.1.1", 53);
    PrinterSnapshot second = snapshot(Version.V2C);
    // then
    assertThat(first.traffic().requests()).isLessThanOrEqualTo(6);
    assertThat(second.traffic().requests()).isEqualTo(1);
    assertThat(second.traffic().bytesOut() + second.traffic().bytesIn()).isLessThan(1_200);
    assertThat(second.facts().orElseThrow().meters())
        .extracting(Meter::value)
        .containsExactly(33_900L);
    assertThat(second.facts().orElseThrow().supplies().get(0).level().percent()).hasValue(53);
    assertThat(second.facts().orElseThrow().identity())
        .isEqualTo(first.facts().orElseThrow().identity());
  }

  @ParameterizedTest(name = "by {0}")
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "V3")
  void notices_alerts_that_come_and_go(Version version) throws Exception {
    // given
    read(version);
    // when
    PrinterAgents.alert(agent, "1.2", 3, 8, 808, "Tray 1 is empty");
    PrinterFacts more = read(version);
    agent.drop(PrinterAgents.ALERTS + "2").drop(PrinterAgents.ALERTS + "7");
    PrinterFacts none = read(version);
    PrinterAgents.alert(agent, "1.3", 3, 6, 3, "Cover open");
    PrinterFacts again = read(version);
    // then
    assertThat(more.alerts()).extracting(alert -> alert.code()).containsExactly(1104, 808);
    assertThat(none.alerts()).isEmpty();
    assertThat(again.alerts())
        .extracting(alert -> alert.description())
        .containsExactly("Cover open");
  }

  @Test
  void notices_an_alert_that_changes_its_words_only() throws Exception {
    // given
    PrinterAgents.alert(agent, "1.1", 3, 5, 1, "Jam in tray 1");
    read(Version.V2C);
    // when
    PrinterAgents.alert(agent, "1.1", 3, 5, 1, "Call service");
    // then
    assertThat(read(Version.V2C).alerts())
        .extracting(alert -> alert.description())
        .containsExactly("Call service");
  }

  @Test
  void reads_all_anew_when_a_cartridge_was_replaced() throws Exception {
    // given
    read(Version.V2C);
    // when
    PrinterAgents.supply(agent, "1.1", 3, 3, 1, "Black toner XL, SN CD67890", 19, 100, 100);
    // then
    assertThat(read(Version.V2C).supplies().get(0).serial()).isEqualTo("CD67890");
  }

  @Test
  void reads_all_anew_when_the_printer_was_started_anew() throws Exception {
    // given
    read(Version.V2C);
    // when
    agent.ticks(PrinterAgents.MIB_2 + "1.3.0", 100).set(PrinterAgents.MIB_2 + "1.5.0", "renamed");
    // then
    assertThat(read(Version.V2C).identity().hostName()).isEqualTo("renamed");
  }

  @Test
  void reads_all_anew_once_a_day() throws Exception {
    // given
    read(Version.V2C);
    agent.set(PrinterAgents.MIB_2 + "1.6.0", "Cellar");
    // when
    String before = read(Version.V2C).identity().location();
    now = now.plus(Duration.ofHours(25));
    String after = read(Version.V2C).identity().location();
    // then
    assertThat(before).isEqualTo("Second floor");
    assertThat(after).isEqualTo("Cellar");
  }

  @Test
  void notices_a_supply_that_is_gone() throws Exception {
    // given
    read(Version.V2C);
    // when
    for (int column = 3; column <= 9; column++) {
      agent.drop(PrinterAgents.SUPPLIES + column + ".1.2");
    }
    // then
    assertThat(read(Version.V2C).supplies())
        .extracting(Supply::index)
        .containsExactly("1.1", "1.3");
  }

  @ParameterizedTest(name = "by {0}")
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "V3")
  void notices_a_new_tray_supply_and_marker_within_three_readings(Version version)
      throws Exception {
    // given: an agent that counts no changes of its setup, or counts none that it should
    read(version);
    // when
    PrinterAgents.tray(agent, "1.3", "Tray 2", 500, 500);
    List<Integer> trays = sizes(version, facts -> facts.trays().size());
    PrinterAgents.supply(agent, "1.4", 3, 3, 1, "Magenta toner", 19, 100, 80);
    List<Integer> supplies = sizes(version, facts -> facts.supplies().size());
    agent.set(PrinterAgents.MARKERS + "3.1.2", 7).count(PrinterAgents.MARKERS + "4.1.2", 5);
    List<Integer> meters = sizes(version, facts -> facts.meters().size());
    // then
    assertThat(trays).startsWith(2).endsWith(3);
    assertThat(supplies).endsWith(4);
    assertThat(meters).endsWith(2);
  }

  @Test
  void notices_the_first_tray_of_a_printer_that_had_none() throws Exception {
    // given
    agent.drop(PrinterAgents.MIB_2 + "43.8.2.1");
    List<Integer> before = sizes(Version.V2C, facts -> facts.trays().size());
    // when
    PrinterAgents.tray(agent, "1.1", "Tray 1", 250, 120);
    List<Integer> after = sizes(Version.V2C, facts -> facts.trays().size());
    // then
    assertThat(before).containsOnly(0);
    assertThat(after).endsWith(1);
  }

  @Test
  void keeps_printers_apart_that_share_an_address() throws Exception {
    // given
    SimulatedAgent other = PrinterAgents.bare("Acme", "Acme Nib 5", "N5").community("other");
    network.with(
        PLACE,
        datagram -> {
          java.util.List<java.nio.ByteBuffer> answers = agent.hear(datagram.duplicate());
          return answers.isEmpty() ? other.hear(datagram) : answers;
        });
    PrinterTarget second = new PrinterTarget(PLACE, new SnmpAccess(Version.V2C, "other", 161));
    read(Version.V2C);
    // when
    PrinterFacts facts = reader.read(second).facts().orElseThrow();
    // then
    assertThat(facts.identity().serial()).isEqualTo("N5");
    assertThat(read(Version.V2C).identity().serial()).isEqualTo("QX-000417");
  }

  private List<Integer> sizes(Version version, ToIntFunction<PrinterFacts> size) throws Exception {
    List<Integer> sizes = new ArrayList<>();
    for (int reading = 0; reading < 3; reading++) {
      sizes.add(size.applyAsInt(read(version)));
    }
    return sizes;
  }
}
