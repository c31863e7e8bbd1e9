package io.platen.device.report;

import static io.platen.protocol.Requirement.PLT_SYN_030;
import static io.platen.protocol.Requirement.PLT_SYN_033;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.identity.LocalKey;
import io.platen.device.testing.TestPrinters;
import io.platen.device.testing.TestStorage;
import io.platen.protocol.Requirement;
import io.platen.protocol.Verifies;
import io.platen.protocol.printer.Meter;
import io.platen.protocol.printer.PrinterAlert;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.printer.PrinterStatus;
import io.platen.protocol.printer.Supply;
import io.platen.protocol.printer.SupplyLevel;
import io.platen.protocol.printer.Tray;
import io.platen.protocol.sync.Policy;
import io.platen.protocol.sync.Policy.MaskKind;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MasksTest {
  private static final List<String> CLASSES =
      List.of(
          "location",
          "asset",
          "panel-text",
          "hardware-address",
          "network-address",
          "serial",
          "cartridge-serial",
          "host-name");

  private final LocalKey key = newKey();

  private static LocalKey newKey() {
    try {
      return LocalKey.load(new TestStorage(), new SecureRandom());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static PrinterFacts mask(LocalKey key, String dataClass, MaskKind kind) {
    Policy policy =
        new Policy(false, Policy.Schedule.DEFAULT, Policy.Limits.DEFAULT, Map.of(dataClass, kind));
    return new Masks(policy, key).apply(TestPrinters.facts("10.1.2.3", "SN-12345A", 1));
  }

  private static String value(PrinterFacts facts, String dataClass) {
    PrinterIdentity identity = facts.identity();
    return switch (dataClass) {
      case "location" -> identity.location();
      case "asset" -> identity.assetNumber();
      case "panel-text" -> facts.status().panel().isEmpty() ? null : facts.status().panel().get(0);
      case "hardware-address" -> identity.mac();
      case "network-address" -> identity.address();
      case "serial" -> identity.serial();
      case "cartridge-serial" -> facts.supplies().get(0).serial();
      case "host-name" -> identity.hostName();
      default -> throw new IllegalArgumentException(dataClass);
    };
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  @Verifies(positive = PLT_SYN_030)
  void masks_exactly_the_class_that_the_policy_names(MaskKind kind) {
    PrinterFacts open = mask(key, "location", MaskKind.NONE);
    for (String masked : CLASSES) {
      // when
      PrinterFacts facts = mask(key, masked, kind);

      // then
      for (String each : CLASSES) {
        if (each.equals(masked) && kind != MaskKind.NONE) {
          assertThat(value(facts, each)).as(each).isNotEqualTo(value(open, each));
        } else {
          assertThat(value(facts, each)).as(each).isEqualTo(value(open, each));
        }
      }
    }
  }

  @ParameterizedTest(name = "{0} becomes {1}")
  @CsvSource({
    "host-name, pri*",
    "location, Roo*",
    "asset, A-4*",
    "serial, SN-*",
    "hardware-address, 02:00:5e:*",
  })
  @Verifies(positive = PLT_SYN_030)
  void shortens_a_value_as_the_registry_says_of_its_class(String dataClass, String shortened) {
    // when
    PrinterFacts facts = mask(key, dataClass, MaskKind.TRUNCATE);
    // then
    assertThat(value(facts, dataClass)).isEqualTo(shortened);
  }

  @Test
  @Verifies(positive = PLT_SYN_030)
  void gives_the_same_tag_on_one_device_and_another_on_every_other() {
    // when
    String tag = value(mask(key, "serial", MaskKind.KEYED), "serial");

    // then
    assertThat(tag).matches("#[0-9a-f]{16}");
    assertThat(value(mask(key, "serial", MaskKind.KEYED), "serial")).isEqualTo(tag);
    assertThat(value(mask(newKey(), "serial", MaskKind.KEYED), "serial")).isNotEqualTo(tag);
  }

  @ParameterizedTest(name = "{0} becomes {1}")
  @CsvSource({
    "10.1.2.3, 10.1.2.0/24",
    "2001:db8:1:2::5, 2001:0db8:0001::/48",
    "fe80::1, fe80:0000:0000::/48",
    "printer.example, *",
    "999.1.2.3, *",
  })
  @Verifies(negative = PLT_SYN_030)
  void shortens_an_address_to_its_network(String address, String network) {
    // given
    Policy policy =
        new Policy(
            false,
            Policy.Schedule.DEFAULT,
            Policy.Limits.DEFAULT,
            Map.of("network-address", MaskKind.TRUNCATE));

    // when
    PrinterFacts facts = new Masks(policy, key).apply(TestPrinters.facts(address, "S", 1));

    // then
    assertThat(facts.identity().address()).isEqualTo(network);
  }

  @Test
  @Verifies(positive = Requirement.PLT_PRV_001)
  void takes_a_hidden_value_out_of_every_text_of_the_printer() {
    // given: a serial that also stands in the texts, in another case too
    PrinterFacts facts = talkative();

    // when
    PrinterFacts masked = new Masks(masking(MaskKind.KEYED, "serial"), key).apply(facts);

    // then
    assertThat(masked.toString()).doesNotContainIgnoringCase("SN-12345A");
    assertThat(masked.identity().sysDescr()).isEqualTo("Example 1, serial *");
    assertThat(masked.trays().get(0).description()).isEqualTo("Tray of *");
    assertThat(masked.alerts().get(0).description()).isEqualTo("* is low");
    assertThat(masked.status().panel()).containsExactly("*", "Ready");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"02:00:5e:10:00:01", "02-00-5E-10-00-01", "02005e100001"})
  void takes_a_hardware_address_out_of_texts_however_it_is_written(String written) {
    // given
    PrinterFacts facts = described("Card " + written + " up");

    // when
    PrinterFacts masked = new Masks(masking(MaskKind.OMIT, "hardware-address"), key).apply(facts);

    // then
    assertThat(masked.identity().sysDescr()).isEqualTo("Card * up");
  }

  @Test
  @Verifies(negative = Requirement.PLT_PRV_001)
  void leaves_texts_alone_that_hold_nothing_hidden() {
    // given
    PrinterFacts facts = talkative();
    Policy shortValue = masking(MaskKind.OMIT, "cartridge-serial"); // "TN-1" is not in the texts

    // then
    assertThat(new Masks(shortValue, key).apply(facts).identity().sysDescr())
        .isEqualTo("Example 1, serial SN-12345A");
    assertThat(new Masks(Policy.DEFAULT, key).apply(facts).trays().get(0).description())
        .isEqualTo("Tray of sn-12345a");
    assertThat(
            new Masks(masking(MaskKind.OMIT, "serial"), key)
                .apply(TestPrinters.facts("10.1.2.3", "E", 1))
                .trays())
        .isEqualTo(TestPrinters.facts("10.1.2.3", "E", 1).trays());
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(
      value = MaskKind.class,
      names = {"TRUNCATE", "KEYED", "OMIT"})
  void masks_what_a_printer_says_in_its_own_words(MaskKind kind) {
    // given
    PrinterFacts facts = talkative();

    // when
    PrinterFacts masked = new Masks(masking(kind, "printer-text"), key).apply(facts);

    // then
    assertThat(masked.toString())
        .doesNotContain("Example 1, serial SN", "Tray of", "is low", "Black toner", "Pages", "A4");
    assertThat(masked.identity().serial()).isEqualTo("SN-12345A");
    assertThat(masked.supplies().get(0).level()).isEqualTo(facts.supplies().get(0).level());
    assertThat(masked.meters().get(0).value()).isEqualTo(facts.meters().get(0).value());
  }

  private static Policy masking(MaskKind kind, String dataClass) {
    return new Policy(
        false, Policy.Schedule.DEFAULT, Policy.Limits.DEFAULT, Map.of(dataClass, kind));
  }

  private static PrinterFacts described(String sysDescr) {
    PrinterFacts facts = TestPrinters.facts("10.1.2.3", "SN-12345A", 1);
    return new PrinterFacts(
        facts.identity().toBuilder().sysDescr(sysDescr).build(),
        facts.status(),
        facts.meters(),
        facts.supplies(),
        facts.trays(),
        facts.alerts());
  }

  private static PrinterFacts talkative() {
    PrinterFacts facts = described("Example 1, serial SN-12345A");
    return new PrinterFacts(
        facts.identity(),
        new PrinterStatus(PrinterStatus.State.IDLE, List.of(), List.of("SN-12345A", "Ready")),
        facts.meters(),
        facts.supplies(),
        List.of(new Tray("1.1", "Tray of sn-12345a", "A4", new SupplyLevel.SomeRemaining())),
        List.of(
            new PrinterAlert(
                "1.1",
                1104,
                PrinterAlert.Severity.WARNING,
                null,
                null,
                null,
                null,
                "SN-12345A is low",
                null)));
  }

  @Test
  @Verifies(positive = PLT_SYN_033, negative = PLT_SYN_033)
  void leaves_sources_out_unless_the_policy_asks_for_them() {
    // given
    Policy asks = new Policy(true, Policy.Schedule.DEFAULT, Policy.Limits.DEFAULT, Map.of());
    PrinterFacts bare = TestPrinters.facts("10.1.2.3", "S", 1);
    PrinterFacts facts =
        new PrinterFacts(
            bare.identity().toBuilder().source("1.3.6.1").build(),
            new PrinterStatus(PrinterStatus.State.IDLE, List.of(), List.of(), "1.3.6.2"),
            bare.meters(),
            bare.supplies(),
            List.of(new Tray("1.1", null, null, new SupplyLevel.Unknown(), "1.3.6.3", null)),
            List.of(
                new PrinterAlert(
                    "1.1",
                    8,
                    PrinterAlert.Severity.CRITICAL,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    "1.3.6.4")));

    // then
    assertThat(sources(new Masks(asks, key).apply(facts))).hasSize(6).doesNotContainNull();
    assertThat(sources(new Masks(Policy.DEFAULT, key).apply(facts))).hasSize(6).containsOnlyNulls();
  }

  private static List<String> sources(PrinterFacts facts) {
    return Stream.of(
            Stream.of(facts.identity().source(), facts.status().source()),
            facts.meters().stream().map(Meter::source),
            facts.supplies().stream().map(Supply::source),
            facts.trays().stream().map(Tray::source),
            facts.alerts().stream().map(PrinterAlert::source))
        .flatMap(each -> each)
        .collect(Collectors.toList()); // which may hold nulls
  }
}
