package io.platen.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.printer.Supply;
import io.platen.protocol.printer.SupplyClass;
import io.platen.protocol.printer.SupplyLevel;
import io.platen.server.console.view.SupplyBar;
import io.platen.server.console.view.SupplyBar.Look;
import io.platen.server.console.view.Words;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Which way round a level is shown. */
class SupplyViewsTest {
  private final SupplyViews views =
      new SupplyViews(
          Words.in(Locale.ENGLISH, ZoneOffset.UTC, Instant.parse("2026-11-22T09:42:10Z")));

  @Test
  void shows_a_waste_box_as_its_filled_share_and_warns_when_it_is_nearly_full() {
    // when
    SupplyBar bar = bar(SupplyClass.RECEPTACLE, new SupplyLevel.Measured(7, 100L, "percent"));

    // then
    assertThat(bar.percent()).isEqualTo(93);
    assertThat(bar.text()).isEqualTo("93 % full");
    assertThat(bar.label()).endsWith("93 percent full, nearly full");
    assertThat(bar.low()).isTrue();
    assertThat(bar.tick()).isEqualTo(90);
  }

  @Test
  void does_not_warn_of_an_empty_waste_box() {
    // when
    SupplyBar bar = bar(SupplyClass.RECEPTACLE, new SupplyLevel.Measured(100, 100L, "percent"));

    // then
    assertThat(bar.percent()).isZero();
    assertThat(bar.text()).isEqualTo("0 % full");
    assertThat(bar.low()).isFalse();
  }

  @Test
  void shows_what_is_left_of_a_toner() {
    // when
    SupplyBar bar = bar(SupplyClass.CONSUMED, new SupplyLevel.Measured(7, 100L, "percent"));

    // then
    assertThat(bar.percent()).isEqualTo(7);
    assertThat(bar.text()).isEqualTo("7 %");
    assertThat(bar.low()).isTrue();
    assertThat(bar.tick()).isEqualTo(10);
  }

  @Test
  void gives_no_figure_for_a_waste_box_that_has_none() {
    // when
    SupplyBar some = bar(SupplyClass.RECEPTACLE, new SupplyLevel.SomeRemaining());
    SupplyBar unknown = bar(SupplyClass.RECEPTACLE, new SupplyLevel.Unknown());

    // then
    assertThat(some.look()).isEqualTo(Look.SOME_LEFT);
    assertThat(some.text()).isEqualTo("some room left");
    assertThat(unknown.look()).isEqualTo(Look.UNKNOWN);
    assertThat(List.of(some.text(), some.label(), unknown.text(), unknown.label()))
        .noneMatch(text -> text.matches(".*[0-9].*"));
  }

  private SupplyBar bar(SupplyClass supplyClass, SupplyLevel level) {
    String type = supplyClass == SupplyClass.RECEPTACLE ? "waste-toner" : "toner";
    return views
        .bars(List.of(new Supply("1.1", type, supplyClass, null, null, null, null, level)))
        .get(0);
  }
}
