package io.platen.device;

import static io.platen.protocol.Requirement.PLT_LNK_010;
import static io.platen.protocol.Requirement.PLT_LNK_011;
import static io.platen.protocol.Requirement.PLT_LNK_014;
import static io.platen.protocol.Requirement.PLT_LNK_020;
import static io.platen.protocol.Requirement.PLT_LNK_021;
import static io.platen.protocol.Requirement.PLT_LNK_023;
import static io.platen.protocol.Requirement.PLT_LNK_031;
import static io.platen.protocol.Requirement.PLT_RPT_010;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.testing.ToxicProxy.Poison;
import io.platen.protocol.Verifies;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The way to the hosts is dead, swallows, cuts off, or is slow. */
class FaultsOnTheWayTest extends FaultsOnTheWay {
  @Test
  @Verifies(negative = {PLT_LNK_014, PLT_LNK_020, PLT_LNK_023})
  void goes_on_after_nobody_listened() throws Exception {
    first.down();
    second.down();
    demandToldAs("no connection could be made");
    first.up();
    second.up();
    demandAllArrives();
  }

  @Test
  @Verifies(negative = {PLT_LNK_020, PLT_LNK_023, PLT_LNK_031})
  void goes_on_after_a_network_that_swallowed_everything() throws Exception {
    connector.waitFor(SHORT_MILLIS);
    pour(Poison.BLACK_HOLE);
    demandToldAs("nothing came in time");
    demandAllArrives();
  }

  @Test
  @Verifies(negative = {PLT_LNK_020, PLT_LNK_031})
  void goes_on_after_a_server_that_took_too_long_to_answer() throws Exception {
    connector.waitFor(SHORT_MILLIS);
    uploadsAre(
        exchange -> {
          first.taint(Poison.BLACK_HOLE);
          second.taint(Poison.BLACK_HOLE);
          return false;
        });
    demandToldAs("nothing came in time");
    demandAllArrives();
  }

  @Test
  @Verifies(negative = {PLT_LNK_020, PLT_LNK_023})
  void goes_on_after_connections_were_reset() throws Exception {
    pour(Poison.RESET_AT_ONCE);
    demandToldAs("localhost: ");
    demandAllArrives();
  }

  @Test
  @Verifies(negative = {PLT_LNK_020, PLT_LNK_023})
  void goes_on_after_connections_were_reset_in_place_of_the_answer() throws Exception {
    uploadsAre(
        exchange -> {
          first.cut();
          second.cut();
          return true;
        });
    demandToldAs("the connection ended before the answer was complete");
    demandAllArrives();
  }

  @Test
  @Verifies(
      positive = PLT_RPT_010,
      negative = {PLT_LNK_021, PLT_LNK_023})
  void sends_the_same_again_when_half_an_answer_came_to_what_was_stored() throws Exception {
    uploadsAre(
        exchange -> {
          first.taint(Poison.HALF);
          second.taint(Poison.HALF);
          return false;
        });
    demandToldAs("Upload failed");
    assertThat(server.reports()).hasSize(2);
    demandAllArrives();
  }

  @Test
  @Verifies(negative = PLT_LNK_031)
  void waits_for_no_handshake_that_comes_octet_by_octet() throws Exception {
    pour(Poison.DRIP);
    demandToldAs("nothing came in time");
    demandAllArrives();
  }

  @Test
  @Verifies(negative = {PLT_LNK_021, PLT_LNK_031})
  void waits_for_no_answer_that_comes_octet_by_octet() throws Exception {
    uploadsAre(
        exchange -> {
          first.taint(Poison.DRIP);
          second.taint(Poison.DRIP);
          return false;
        });
    demandToldAs("nothing came in time");
    demandAllArrives();
  }

  @Test
  @Verifies(
      positive = PLT_LNK_011,
      negative = {PLT_LNK_010, PLT_LNK_014})
  void goes_to_the_second_host_while_the_first_is_dead_and_back() throws Exception {
    // given
    first.down();
    print();

    // when
    time.advance(A_CYCLE);

    // then
    assertThat(server.reports()).hasSizeGreaterThanOrEqualTo(2);
    assertThat(status().lastProblem()).contains("Another host is asked now");
    assertThat(status().nextCycle()).isAfter(time.instant());
    assertThat(status().waiting()).isZero();

    // when
    first.up();
    int before = second.connections();
    demandAllArrives();

    // then
    assertThat(second.connections()).isEqualTo(before);
  }

  @Test
  @Verifies(negative = {PLT_LNK_014, PLT_LNK_020})
  void keeps_a_days_reports_while_nothing_can_be_reached() throws Exception {
    // given
    pour(Poison.RESET_AT_ONCE);
    int before = connections();

    // when
    for (int hour = 1; hour <= 24; hour++) {
      print();
      time.advance(Duration.ofHours(1));
    }

    // then
    int kept = status().waiting();
    assertThat(kept).isBetween(5, 14);
    assertThat(status().nextCycle()).isAfter(time.instant());
    // a sync and an upload a cycle, each with the probe and what the budget allows
    assertThat(connections() - before).isLessThanOrEqualTo(kept * 6 + MOST_TRIES);
    demandAllArrives();
    assertThat(server.reports()).hasSizeGreaterThan(kept);
  }
}
