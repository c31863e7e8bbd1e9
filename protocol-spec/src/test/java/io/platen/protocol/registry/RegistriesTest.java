package io.platen.protocol.registry;

import static io.platen.protocol.Requirement.PLT_GEN_011;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.Verifies;
import io.platen.protocol.command.CommandKind;
import io.platen.protocol.command.CommandReason;
import io.platen.protocol.live.LiveClose;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.sync.DiscoveryEntry;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RegistriesTest {

  static Stream<Registry> registries() {
    return Stream.of(
        AlertCodes.registry(),
        AlertGroups.registry(),
        DataClasses.registry(),
        Meters.registry(),
        PrinterConditions.registry(),
        RegistryReader.read("limits"),
        RegistryReader.read("retentions"),
        ProblemTypes.registry(),
        Readers.registry(),
        SupplyTypes.registry(),
        TrainingLevels.registry(),
        Obstacles.registry(),
        RegistryReader.read("commands"),
        RegistryReader.read("command-reasons"),
        RegistryReader.read("live-closes"),
        Units.registry());
  }

  @Test
  void are_what_the_code_of_commands_and_channels_knows() {
    assertThat(tokens("commands"))
        .containsExactlyElementsOf(
            Stream.of(CommandKind.values()).map(CommandKind::token).toList());
    assertThat(tokens("command-reasons"))
        .containsExactlyElementsOf(
            Stream.of(CommandReason.values()).map(CommandReason::token).toList());
    assertThat(RegistryReader.read("live-closes").entries())
        .extracting(Registry.Entry::token, Registry.Entry::number)
        .containsExactlyElementsOf(
            Stream.of(LiveClose.values())
                .map(close -> org.assertj.core.groups.Tuple.tuple(close.token(), close.code()))
                .toList());
  }

  private static List<String> tokens(String registry) {
    return RegistryReader.read(registry).entries().stream().map(Registry.Entry::token).toList();
  }

  @ParameterizedTest
  @MethodSource("registries")
  void has_tokens_that_fit_the_documents_and_stand_there_once(Registry registry) {
    // when
    List<String> tokens = registry.entries().stream().map(Registry.Entry::token).toList();

    // then
    assertThat(tokens).isNotEmpty().doesNotHaveDuplicates();
    assertThat(tokens).allSatisfy(token -> assertThat(token).matches("[a-z][a-z0-9-]{0,63}"));
    assertThat(registry.entries()).allSatisfy(entry -> assertThat(entry.text()).isNotBlank());
  }

  @Test
  void knows_the_numbers_of_printers() {
    assertThat(SupplyTypes.token(3)).isEqualTo("toner");
    assertThat(SupplyTypes.token(21)).isEqualTo("toner-cartridge");
    assertThat(Units.supplyToken(19)).isEqualTo("percent");
    assertThat(Units.counterToken(7)).isEqualTo("impressions");
    assertThat(Units.capacityToken(8)).isEqualTo("sheets");
    assertThat(AlertGroups.token(8)).isEqualTo("input");
    assertThat(AlertCodes.token(1104)).isEqualTo("marker-toner-almost-empty");
    assertThat(TrainingLevels.token(5)).isEqualTo("field-service");
    assertThat(PrinterConditions.token(5)).isEqualTo("jammed");
  }

  @Test
  @Verifies(negative = PLT_GEN_011)
  void keeps_a_number_that_is_not_registered() {
    assertThat(SupplyTypes.token(4711)).isEqualTo("other-4711");
    assertThat(Units.supplyToken(-1)).matches("[a-z][a-z0-9-]{0,63}");
  }

  @Test
  void has_the_readers_of_an_entry_that_names_none() {
    assertThat(DiscoveryEntry.DEFAULT_READERS)
        .allSatisfy(reader -> assertThat(Readers.registry().find(reader)).isPresent())
        .doesNotContain("pjl");
  }

  @Test
  void counts_each_meter_in_a_registered_unit() {
    assertThat(Meters.registry().entries())
        .isNotEmpty()
        .allSatisfy(
            meter ->
                assertThat(Units.registry().find(meter.attributes().getOrDefault("unit", "")))
                    .as(meter.token())
                    .isPresent());
  }

  @Test
  void agrees_with_the_problem_types_in_the_code() {
    // given
    Map<String, String> registered = new TreeMap<>();
    ProblemTypes.registry()
        .entries()
        .forEach(
            entry ->
                registered.put(
                    "urn:platen:problem:" + entry.token(),
                    entry.attributes().get("httpStatus")
                        + " "
                        + entry.attributes().get("retryable")
                        + " "
                        + entry.text()));

    // when
    Map<String, String> coded = new TreeMap<>();
    Arrays.stream(ProblemType.values())
        .forEach(
            type ->
                coded.put(
                    type.urn(), type.status() + " " + type.isRetryable() + " " + type.title()));

    // then
    assertThat(registered).isEqualTo(coded).isNotEmpty();
  }

  @Test
  void is_bundled_with_the_schema_of_registries() throws Exception {
    try (InputStream schema = RegistriesTest.class.getResourceAsStream("registry.xsd")) {
      assertThat(schema).isNotNull();
    }
  }
}
