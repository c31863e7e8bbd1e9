package io.platen.server.console;

import io.platen.server.console.view.SupplyBar;
import io.platen.server.console.view.Words;
import java.util.List;

/** Each look that a supply can have. */
final class SupplySamples {
  private final Words words;

  SupplySamples(Words words) {
    this.words = words;
  }

  private SupplyBar percent(String letter, String ink, String name, int percent) {
    boolean low = percent < SupplyBar.THRESHOLD;
    return new SupplyBar(
        letter,
        ink,
        name,
        SupplyBar.Look.PERCENT,
        percent,
        low,
        words.t("supply.percent", percent),
        words.t(low ? "supply.label.low" : "supply.label.percent", name, percent),
        "TN514" + letter);
  }

  List<SupplyBar> colours() {
    return List.of(
        percent("K", "k", "Toner Black", 74),
        percent("C", "c", "Toner Cyan", 31),
        percent("M", "m", "Toner Magenta", 2),
        percent("Y", "y", "Toner Yellow", 64));
  }

  List<SupplyBar> odd() {
    return List.of(
        new SupplyBar(
            "K",
            "k",
            "Toner Black",
            SupplyBar.Look.REPLACED,
            98,
            false,
            words.t("supply.new", 98),
            words.t("supply.label.new", "Toner Black", 98),
            null),
        new SupplyBar(
            "",
            "n",
            "Waste toner",
            SupplyBar.Look.PERCENT,
            93,
            true,
            words.t("supply.full", 93),
            words.t("supply.label.nearlyFull", "Waste toner", 93),
            "WX-105 waste box",
            true,
            Samples.NOW.minusSeconds(90_000)),
        new SupplyBar(
            "",
            "n",
            "Drum",
            SupplyBar.Look.UNKNOWN,
            0,
            false,
            words.t("supply.unknown"),
            words.t("supply.label.unknown", "Drum"),
            null),
        new SupplyBar(
            "",
            "n",
            "Staples",
            SupplyBar.Look.UNLIMITED,
            0,
            false,
            words.t("supply.unlimited"),
            words.t("supply.label.unlimited", "Staples"),
            null));
  }
}
