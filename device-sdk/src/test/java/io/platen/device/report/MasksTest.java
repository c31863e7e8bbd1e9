package io.platen.device.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.identity.LocalKey;
import io.platen.device.testing.TestPrinters;
import io.platen.device.testing.TestStorage;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.sync.Policy;
import io.platen.protocol.sync.Policy.MaskKind;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

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

  @Test
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
  void leaves_sources_out_unless_the_policy_asks_for_them() {
    Policy asks = new Policy(true, Policy.Schedule.DEFAULT, Policy.Limits.DEFAULT, Map.of());
    PrinterFacts facts = TestPrinters.facts("10.1.2.3", "S", 1);

    assertThat(new Masks(asks, key).apply(facts).meters().get(0).source()).isNotNull();
    assertThat(new Masks(Policy.DEFAULT, key).apply(facts).meters().get(0).source()).isNull();
    assertThat(new Masks(Policy.DEFAULT, key).apply(facts).supplies().get(0).source()).isNull();
  }
}
