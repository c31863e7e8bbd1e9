package io.platen.device.printer.snmp;

import static io.platen.protocol.Requirement.PLT_RPT_020;
import static io.platen.protocol.Requirement.PLT_RPT_021;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.Verifies;
import io.platen.protocol.printer.SupplyLevel;
import io.platen.protocol.printer.SupplyLevel.Measured;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LevelsTest {

  @Test
  @Verifies(positive = PLT_RPT_020)
  void tells_the_four_kinds_apart() {
    assertThat(level(54, 100, "impressions")).isEqualTo(new Measured(54, 100L, "impressions"));
    assertThat(level(-1, 100, "impressions")).isEqualTo(new SupplyLevel.Unlimited());
    assertThat(level(-2, 100, "impressions")).isEqualTo(new SupplyLevel.Unknown());
    assertThat(level(-3, 100, "impressions")).isEqualTo(new SupplyLevel.SomeRemaining());
  }

  @Test
  @Verifies(negative = {PLT_RPT_020, PLT_RPT_021})
  void takes_an_unheard_of_negative_level_for_unknown() {
    assertThat(level(-100, 100, "percent")).isEqualTo(new SupplyLevel.Unknown());
  }

  @Test
  @Verifies(negative = PLT_RPT_020)
  void reads_special_values_that_were_sent_unsigned() {
    assertThat(level(4_294_967_293L, 100, "percent")).isEqualTo(new SupplyLevel.SomeRemaining());
  }

  @Test
  void takes_a_percentage_as_it_is_whatever_the_capacity() {
    assertThat(level(40, -2, "percent").percent()).hasValue(40);
    assertThat(level(40, 15_000, "percent").percent()).hasValue(40);
  }

  @Test
  @Verifies(positive = PLT_RPT_021)
  void keeps_an_amount_without_a_capacity_and_gives_no_percentage() {
    assertThat(level(40, -2, "impressions")).isEqualTo(new Measured(40, null, "impressions"));
    assertThat(level(40, -2, "impressions").percent()).isEmpty();
  }

  @Test
  void shows_no_more_than_full_and_keeps_the_amount() {
    assertThat(level(150, 100, "impressions").percent()).hasValue(100);
    assertThat(level(150, 100, "impressions")).isEqualTo(new Measured(150, 100L, "impressions"));
  }

  @Test
  @Verifies(negative = {PLT_RPT_020, PLT_RPT_021})
  void takes_nothing_of_nothing_and_silence_for_unknown() {
    assertThat(level(0, 0, "impressions")).isEqualTo(new SupplyLevel.Unknown());
    assertThat(Levels.of(OptionalLong.empty(), OptionalLong.of(100), "percent"))
        .isEqualTo(new SupplyLevel.Unknown());
  }

  private static SupplyLevel level(long level, long capacity, String unit) {
    return Levels.of(OptionalLong.of(level), OptionalLong.of(capacity), unit);
  }
}
