package io.platen.server.fleet.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.printer.PrinterStatus;
import io.platen.server.fleet.entity.Printer;
import io.platen.server.fleet.entity.PrinterHealth;
import io.platen.server.fleet.entity.PrinterMatch;
import io.platen.server.fleet.entity.PrinterMatch.Evidence;
import io.platen.server.testing.TestFleet;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatchScoreTest {
  private static final Instant NOW = Instant.parse("2026-11-22T06:00:00Z");

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      nullValues = "-",
      value = {
        "the maker's serial in another spelling, Acme, SN-1234, -, acme, sn 1234, -, 60",
        "the serial where one maker is unknown, Acme, SN-1234, -, -, SN-1234, -, 30",
        "the serial of two makers says nothing, Acme, SN-1234, -, Bell, SN-1234, -, 0",
        "a short serial says nothing, Acme, 12, -, Acme, 12, -, 0",
        "the hardware address, Acme, -, 00:00:5e:00:53:01, Acme, -, 00:00:5e:00:53:01, 40",
        "another serial with the same hardware address, Acme, SN-1234, 00:00:5e:00:53:01, Acme,"
            + " SN-9999, 00:00:5e:00:53:01, -10",
        "the serial with an exchanged network card, Acme, SN-1234, 00:00:5e:00:53:01, Acme,"
            + " SN-1234, 00:00:5e:00:53:02, 50",
        "a masked serial says nothing, Acme, SN-*, -, Acme, SN-*, -, 0",
        "a tag of a mask says nothing, Acme, #0123456789abcdef, -, Acme, #0123456789abcdef, -, 0",
      })
  void counts_what_two_printers_have_in_common(
      String what,
      @Nullable String maker,
      @Nullable String serial,
      @Nullable String mac,
      @Nullable String otherMaker,
      @Nullable String otherSerial,
      @Nullable String otherMac,
      int score) {
    // given
    Printer one = printer(1, TestFleet.DEVICE, builder(maker, serial, mac), null);
    Printer other =
        printer(2, TestFleet.OTHER_DEVICE, builder(otherMaker, otherSerial, otherMac), null);

    // then
    assertThat(MatchScore.of(one, other).score()).isEqualTo(score);
    assertThat(MatchScore.of(other, one).score()).isEqualTo(score);
  }

  @Test
  void does_not_suggest_by_kind_and_place_alone() {
    // given
    PrinterIdentity.Builder agent =
        PrinterIdentity.builder().address("192.0.2.7").sysObjectId("1.3.6.1.4.1.9");

    // when
    PrinterMatch match =
        MatchScore.of(
            printer(1, TestFleet.DEVICE, agent, null),
            printer(2, TestFleet.OTHER_DEVICE, agent, null));

    // then
    assertThat(match.evidence()).containsExactly(Evidence.PLACE);
    assertThat(match.score()).isLessThan(PrinterMatch.SUGGESTED);
  }

  @Test
  void believes_a_device_that_tells_two_printers_apart_until_one_is_gone() {
    // given
    PrinterIdentity.Builder same = builder("Acme", "SN-1234", null);
    Printer here = printer(1, TestFleet.DEVICE, same, null);

    // then
    assertThat(MatchScore.of(here, printer(2, TestFleet.DEVICE, same, null)).score())
        .isLessThan(PrinterMatch.SUGGESTED);
    assertThat(MatchScore.of(here, printer(2, TestFleet.DEVICE, same, NOW)).score()).isEqualTo(60);
  }

  private static PrinterIdentity.Builder builder(
      @Nullable String maker, @Nullable String serial, @Nullable String mac) {
    return PrinterIdentity.builder().vendor(maker).serial(serial).mac(mac);
  }

  private static Printer printer(
      long id, UUID device, PrinterIdentity.Builder identity, @Nullable Instant removed) {
    PrinterStatus status = new PrinterStatus(PrinterStatus.State.IDLE, List.of(), List.of());
    return new Printer(
        id,
        device,
        "Device",
        "key-" + id,
        PrinterHealth.OK,
        NOW,
        NOW,
        removed,
        new PrinterFacts(identity.build(), status, List.of(), List.of(), List.of(), List.of()),
        List.of(),
        List.of());
  }
}
