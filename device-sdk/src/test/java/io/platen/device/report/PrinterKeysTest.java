package io.platen.device.report;

import static io.platen.protocol.Requirement.PLT_RPT_030;
import static io.platen.protocol.Requirement.PLT_RPT_031;
import static io.platen.protocol.Requirement.PLT_RPT_048;
import static io.platen.protocol.Requirement.PLT_SYN_031;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.identity.LocalKey;
import io.platen.device.printer.PrinterSnapshot;
import io.platen.device.printer.PrinterTarget;
import io.platen.device.printer.Traffic;
import io.platen.device.testing.TestPrinters;
import io.platen.device.testing.TestStorage;
import io.platen.protocol.Verifies;
import io.platen.protocol.printer.Meter;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.report.PrinterReport;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import io.platen.protocol.sync.Policy.MaskKind;
import io.platen.protocol.sync.SnmpUser;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrinterKeysTest {
  private static final String MAC = "02:00:5e:10:00:01";

  private final LocalKey localKey = newKey();

  private static LocalKey newKey() {
    try {
      return LocalKey.load(new TestStorage(), new SecureRandom());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static PrinterSnapshot snapshot(String community, String serial, String mac) {
    return snapshot(new SnmpAccess(SnmpAccess.Version.V2C, community, 161), serial, mac);
  }

  private static PrinterSnapshot snapshot(SnmpAccess access, String serial, String mac) {
    PrinterFacts facts = TestPrinters.facts("10.0.0.5", serial, 1);
    PrinterFacts own =
        new PrinterFacts(
            facts.identity().toBuilder().mac(mac).build(),
            facts.status(),
            facts.meters(),
            facts.supplies(),
            facts.trays(),
            facts.alerts());
    return new PrinterSnapshot(
        new PrinterTarget(new InetSocketAddress("10.0.0.5", 161), access),
        Instant.EPOCH,
        own,
        Traffic.NONE);
  }

  private List<String> keys(Map<String, MaskKind> masks, PrinterSnapshot... snapshots) {
    return keys(masks, Map.of(), snapshots);
  }

  private List<String> keys(
      Map<String, MaskKind> masks, Map<String, PrinterReport> known, PrinterSnapshot... snapshots) {
    return List.copyOf(
        new PrinterKeys(localKey, masks, known, PrinterFacts::identity)
            .assign(List.of(snapshots))
            .keySet());
  }

  private static PrinterSnapshot counting(PrinterSnapshot snapshot, String model, long pages) {
    PrinterFacts facts = snapshot.facts().orElseThrow();
    return new PrinterSnapshot(
        snapshot.target(),
        snapshot.read(),
        new PrinterFacts(
            facts.identity().toBuilder().model(model).build(),
            facts.status(),
            List.of(new Meter("total-impressions", null, "impressions", pages, null, null)),
            facts.supplies(),
            facts.trays(),
            facts.alerts()),
        Traffic.NONE);
  }

  private static Map<String, PrinterReport> known(String key, PrinterSnapshot snapshot) {
    return Map.of(key, PrinterReport.whole(key, snapshot.read(), snapshot.facts().orElseThrow()));
  }

  @Test
  @Verifies(positive = PLT_RPT_048)
  void keeps_the_key_of_a_printer_whose_serial_comes_or_goes() {
    // given
    PrinterSnapshot without = counting(snapshot("a", null, MAC), "Quill 3", 500);
    PrinterSnapshot with = counting(snapshot("a", "QX-12345", MAC), "Quill 3", 510);

    // then
    assertThat(keys(Map.of(), known("mac-02005e100001", without), with))
        .containsExactly("mac-02005e100001");
    assertThat(keys(Map.of(), known("sn-QX12345", with), without)).containsExactly("sn-QX12345");
  }

  @Test
  @Verifies(positive = PLT_RPT_048)
  void keeps_the_key_of_a_printer_whose_board_was_replaced() {
    // given
    PrinterSnapshot before = counting(snapshot("a", "QX-12345", MAC), "Quill 3", 500);

    // then
    assertThat(
            keys(
                Map.of(),
                known("sn-QX12345", before),
                counting(snapshot("a", "QX-99999", MAC), "Quill 3", 510)))
        .containsExactly("sn-QX12345");
  }

  @ParameterizedTest(name = "a {0} that has counted {1}")
  @CsvSource({"Quill 3,499", "Quill 4,510"})
  @Verifies(negative = PLT_RPT_048)
  void gives_another_key_to_another_printer_behind_the_same_network_card(String model, long pages) {
    // given
    PrinterSnapshot before = counting(snapshot("a", "QX-12345", MAC), "Quill 3", 500);

    // then
    assertThat(
            keys(
                Map.of(),
                known("sn-QX12345", before),
                counting(snapshot("a", "QX-99999", MAC), model, pages)))
        .containsExactly("sn-QX99999");
  }

  @Test
  @Verifies(negative = PLT_RPT_048)
  void takes_no_key_of_a_printer_that_answers_itself() {
    // given
    PrinterSnapshot first = counting(snapshot("a", "QX-12345", MAC), "Quill 3", 500);
    PrinterSnapshot second = counting(snapshot("b", "QX-99999", MAC), "Quill 3", 510);

    // then
    assertThat(keys(Map.of(), known("sn-QX12345", first), second, first))
        .containsExactlyInAnyOrder("sn-QX12345", "sn-QX99999");
  }

  @Test
  void keeps_the_key_of_a_printer_that_moved_to_another_address() {
    // given
    PrinterSnapshot here = snapshot("a", "QX-12345", null);
    PrinterSnapshot there = snapshot("moved", "QX 12345", null);

    // then
    assertThat(keys(Map.of(), known("sn-QX12345", here), there)).containsExactly("sn-QX12345");
  }

  @Test
  @Verifies(negative = PLT_RPT_031)
  void tells_two_printers_apart_behind_one_print_server() {
    // given
    PrinterSnapshot one = counting(snapshot("port1", null, MAC), "Quill 3", 500);
    PrinterSnapshot two = counting(snapshot("port2", null, MAC), "Quill 9", 500);
    PrinterSnapshot three = counting(snapshot("port3", null, MAC), "Quill 3", 90_000);

    // then
    assertThat(keys(Map.of(), one, two, three)).hasSize(3);
  }

  @Test
  @Verifies(positive = PLT_RPT_031)
  void counts_a_printer_without_a_serial_once_that_was_reached_twice() {
    // given
    PrinterSnapshot one = counting(snapshot("public", null, MAC), "Quill 3", 500);
    PrinterSnapshot again = counting(snapshot("other", null, MAC), "Quill 3", 502);

    // then
    assertThat(keys(Map.of(), one, again)).containsExactly("mac-02005e100001");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "XXXXXXXXXX",
        "000000",
        "N/A",
        "none",
        "123456789",
        "7777777777",
        "Not Available",
        "Serial Number",
        "To be filled by O.E.M.",
        "----"
      })
  @Verifies(negative = PLT_RPT_030)
  void takes_no_placeholder_for_a_serial(String serial) {
    assertThat(keys(Map.of(), snapshot("a", serial, MAC))).containsExactly("mac-02005e100001");
  }

  @ParameterizedTest(name = "serial {0} and MAC {1} give {2}")
  @CsvSource({
    "sn-12 345a, 02:00:5e:10:00:01, sn-SN12345A",
    "0000000, 02:00:5e:10:00:01, mac-02005e100001",
    "123456789, 02:00:5e:10:00:01, mac-02005e100001",
    "N/A, 02:00:5e:10:00:01, mac-02005e100001",
    ", 02-00-5E-10-00-01, mac-02005e100001",
  })
  @Verifies(positive = PLT_RPT_030)
  void takes_a_plausible_serial_else_the_mac(String serial, String mac, String key) {
    assertThat(keys(Map.of(), snapshot("public", serial, mac))).containsExactly(key);
  }

  @Test
  @Verifies(negative = PLT_RPT_030)
  void keys_a_printer_without_both_by_address_port_and_community() {
    // when
    List<String> keys =
        keys(
            Map.of(), snapshot("public", null, "00:00:00:00:00:00"), snapshot("other", null, null));

    // then
    assertThat(keys).hasSize(2).allMatch(key -> key.matches("at-[0-9a-f]{16}"));
  }

  @Test
  @Verifies(negative = PLT_RPT_031)
  void tells_printers_apart_that_answer_at_one_address_by_context() {
    assertThat(
            keys(
                Map.of(),
                snapshot(user("left"), null, null),
                snapshot(user("right"), null, null),
                snapshot(user("left"), null, null)))
        .hasSize(2);
  }

  private static SnmpAccess user(String context) {
    return SnmpAccess.of(
        new SnmpUser("watch", SnmpUser.Auth.NONE, "", SnmpUser.Priv.NONE, "", context), 161);
  }

  @Test
  @Verifies(negative = PLT_RPT_031)
  void tells_two_printers_apart_that_claim_one_serial() {
    assertThat(
            keys(
                Map.of(),
                snapshot("a", "SN-12345A", "02:00:5e:10:00:01"),
                snapshot("b", "SN-12345A", "02:00:5e:10:00:02")))
        .containsExactly("sn-SN12345A", "mac-02005e100002");
  }

  @Test
  @Verifies(positive = PLT_RPT_031)
  void counts_a_printer_once_that_was_reached_twice() {
    assertThat(
            keys(
                Map.of(),
                snapshot("a", "SN-12345A", "02:00:5e:10:00:01"),
                snapshot("b", "SN-12345A", "02:00:5e:10:00:01")))
        .containsExactly("sn-SN12345A");
  }

  @Test
  @Verifies(positive = PLT_SYN_031)
  void keeps_printers_apart_whose_serials_are_masked() {
    // given
    Map<String, MaskKind> masks = Map.of("serial", MaskKind.OMIT);

    // when
    List<String> keys =
        keys(
            masks,
            snapshot("a", "SN-12345A", "02:00:5e:10:00:01"),
            snapshot("b", "SN-12345B", "02:00:5e:10:00:02"));

    // then
    assertThat(keys).hasSize(2).doesNotHaveDuplicates();
    assertThat(String.join(" ", keys)).doesNotContain("12345");
  }

  @Test
  @Verifies(negative = PLT_SYN_031)
  void tells_nothing_in_the_key_that_a_mask_hides() {
    // given
    Map<String, MaskKind> masks = Map.of("serial", MaskKind.KEYED);

    // when
    List<String> keys = keys(masks, snapshot("public", "SN-12345A", null));

    // then
    assertThat(keys).singleElement().asString().matches("sn-[0-9a-f]{16}");
    assertThat(keys(masks, snapshot("public", "SN-12345A", null))).isEqualTo(keys);
  }
}
