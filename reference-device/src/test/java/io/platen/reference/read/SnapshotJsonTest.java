package io.platen.reference.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.printer.PrinterSnapshot;
import io.platen.device.printer.PrinterTarget;
import io.platen.device.printer.Traffic;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.printer.PrinterStatus;
import io.platen.protocol.printer.Supply;
import io.platen.protocol.printer.SupplyClass;
import io.platen.protocol.printer.SupplyLevel;
import io.platen.protocol.printer.SupplyLevel.Measured;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SnapshotJsonTest {

  @Test
  void says_that_a_printer_did_not_answer() {
    assertThat(SnapshotJson.of("192.0.2.7", snapshot(null)))
        .isEqualTo(
            "{\"target\":\"192.0.2.7\",\"reachable\":false,"
                + "\"traffic\":{\"requests\":2,\"bytesOut\":86,\"bytesIn\":0}}");
  }

  @Test
  void gives_a_percentage_only_where_there_is_one() {
    // when
    String json = SnapshotJson.of("p", snapshot(facts("Black", new Measured(54, 100L, "percent"))));
    String some = SnapshotJson.of("p", snapshot(facts("Waste", new SupplyLevel.SomeRemaining())));
    // then
    assertThat(json)
        .contains(
            "\"unit\":\"percent\",\"capacity\":100,\"level\":54,\"state\":\"percent\",\"percent\":54");
    assertThat(some).contains("\"level\":null,\"state\":\"some-remaining\",\"percent\":null");
  }

  @Test
  void escapes_what_would_end_a_text_or_a_line() {
    assertThat(SnapshotJson.of("p", snapshot(facts("a\"b\\c\nd", new SupplyLevel.Unknown()))))
        .contains("\"description\":\"a\\\"b\\\\c\\u000ad\"")
        .doesNotContain("\n");
  }

  private static PrinterFacts facts(String words, SupplyLevel level) {
    return new PrinterFacts(
        PrinterIdentity.builder().model("Quill").build(),
        new PrinterStatus(PrinterStatus.State.IDLE, List.of(), List.of()),
        List.of(),
        List.of(new Supply("1.1", "toner", SupplyClass.CONSUMED, null, words, null, null, level)),
        List.of(),
        List.of());
  }

  private static PrinterSnapshot snapshot(@Nullable PrinterFacts facts) {
    PrinterTarget target =
        new PrinterTarget(new InetSocketAddress("192.0.2.7", 161), SnmpAccess.PUBLIC);
    return new PrinterSnapshot(
        target, Instant.parse("2026-03-01T08:00:00Z"), facts, new Traffic(2, 86, 0));
  }
}
