package io.platen.reference.profile;

import io.platen.device.printer.profile.ProfileSet;
import io.platen.protocol.profile.PrinterProfile;
import io.platen.protocol.profile.PrinterProfile.Blob;
import io.platen.protocol.profile.PrinterProfile.Brand;
import io.platen.protocol.profile.PrinterProfile.Cell;
import io.platen.protocol.profile.PrinterProfile.Confidence;
import io.platen.protocol.profile.PrinterProfile.Item;
import io.platen.protocol.profile.PrinterProfile.LevelPlace;
import io.platen.protocol.profile.PrinterProfile.MeterRule;
import io.platen.protocol.profile.PrinterProfile.ObjectPlace;
import io.platen.protocol.profile.PrinterProfile.PageKind;
import io.platen.protocol.profile.PrinterProfile.Place;
import io.platen.protocol.profile.PrinterProfile.Source;
import io.platen.protocol.profile.PrinterProfile.SupplyRule;
import io.platen.protocol.profile.PrinterProfile.Table;
import io.platen.protocol.profile.PrinterProfile.TextObject;
import io.platen.protocol.profile.PrinterProfile.WebRule;
import io.platen.protocol.profile.SafePattern;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is read, maker by maker, from where: a page of Markdown that is made from the profiles. */
final class PrinterTable {
  private static final String HEAD =
      """
      # What is read, maker by maker, from where

      Made from the printer profiles by `platen-device profile list --markdown`; the build fails where it is not current.
      Of every printer the standard objects are read: MIB-II, RFC 2790 (status, errors, description), RFC 3805 (supplies, trays, markers,
      console, alerts, serial number) and RFC 6933. Below stands what is read beside them. The first place that answers counts; `+` adds
      up, and needs all of its parts. A maker's own total and prtMarkerLifeCount are two meters: where both are there, the second is
      `marker-impressions` or `marker-sheets`.

      By other ways than SNMP, where the discovery entry allows them (`readers`) and those before them left something open:

      | reader | asks when | what | source in a report |
      |---|---|---|---|
      | `ipp` | model, serial number or state are unknown, or a supply has no percentage (waste boxes and staples with something left need none) | maker, model, serial number (IEEE 1284 id), firmware, state, supplies, alerts; impressions and sheets, which few printers tell | `ipp:printer-supply`, `ipp:marker-levels`, ... |
      | `web` | the maker's profile names a page, and meters by colour or function, all levels, the serial number or the firmware are unknown ([what is asked](../explanation/what-is-asked-of-printers.md)) | what the rows "web page" below say | `web:/etc/mnt_info.csv#Copy` |
      | `pjl` | there is no total, or no model; only where the entry names it | page count, model, state, panel text | `pjl:PAGECOUNT` |

      Canon's meters come by SNMP, from the table with the numbers that its panel shows. Canon's own protocol, CPCA, tells counters too, some of them and
      the codes of service calls nowhere else; but no public source says by which operations, and trying them out makes unpatched printers fall over. So the
      SDK asks nothing by CPCA and claims no meter of it; who holds a licence adds a `CpcaDialogue` and gets header, transport and limits.
      """;

  private static final String NOT_READ =
      """

      Known, and left out:

      - Brother's average coverage (`1.3.6.1.4.1.2435.2.3.9.4.2.1.5.5.18.0`, record `00`): it rises and falls, and is neither a counter nor a level.
      - Toshiba's product number, which other tools take for the serial number; Epson's firmware, whose rows mean another thing from model to model; Pantum's
        counters, which others say are states; Ricoh's counters by row, which no two lists agree on: they are read by type.
      - Waste boxes that tell what is in them: no source names one. All are read as RFC 3805 has it, the room that is left, until a profile says otherwise (`receptacle`).
      """;

  private final PrinterProfile profile;
  private final StringBuilder page;

  private PrinterTable(PrinterProfile profile, StringBuilder page) {
    this.profile = profile;
    this.page = page;
  }

  static String of(ProfileSet profiles) {
    StringBuilder page = new StringBuilder(HEAD);
    profiles.all().stream()
        .filter(profile -> profile.maker() != null)
        .forEach(profile -> new PrinterTable(profile, page).write());
    return page.append(others(profiles)).append(NOT_READ).toString();
  }

  /** Makers of whom the profile that fits all others has the name and no more. */
  private static String others(ProfileSet profiles) {
    return profiles.all().stream()
        .filter(profile -> profile.maker() == null)
        .flatMap(profile -> profile.brands().stream())
        .map(Brand::name)
        .sorted(String.CASE_INSENSITIVE_ORDER)
        .collect(
            Collectors.joining(
                ", ",
                "\n## All others\n\nBy the standard objects only; of these the name is known: ",
                ".\n"));
  }

  private void write() {
    page.append("\n## ").append(profile.maker()).append('\n');
    if (!profile.brands().isEmpty()) {
      page.append("\nAlso sold as ")
          .append(profile.brands().stream().map(Brand::name).collect(Collectors.joining(", ")))
          .append(".\n");
    }
    page.append("\nTold by sysObjectID ")
        .append(
            profile.recognition().objectIds().stream()
                .map(PrinterTable::code)
                .collect(Collectors.joining(", ")))
        .append(".\n\n| what | where | confidence | source |\n|---|---|---|---|\n");
    texts("model", profile.identity().model().objects());
    texts("serial number", profile.identity().serial().objects());
    texts("firmware", profile.identity().firmware().objects());
    texts("IEEE 1284 id", profile.identity().deviceId().objects());
    texts("panel text", profile.identity().panel().objects());
    texts("asset number", profile.identity().asset().objects());
    profile.meters().forEach(this::meter);
    profile.supplies().forEach(this::supply);
    profile.web().forEach(this::web);
  }

  private void texts(String what, List<TextObject> objects) {
    for (TextObject object : objects) {
      row(what, code(object.oid()), object.from(), null);
    }
  }

  private void meter(MeterRule rule) {
    String ways =
        rule.ways().stream()
            .map(way -> way.stream().map(this::place).collect(Collectors.joining(" + ")))
            .collect(Collectors.joining("; else "));
    row(code(rule.name()), ways, rule.from(), rule.ownConfidence());
  }

  private void supply(SupplyRule rule) {
    String ways =
        rule.levels().stream()
            .map(LevelPlace::place)
            .map(this::place)
            .collect(Collectors.joining("; else "));
    row("supply: " + rule.description(), ways, rule.from(), rule.ownConfidence());
  }

  private void web(WebRule rule) {
    String models = rule.model() == null ? "" : ", models " + code(escaped(rule.model().source()));
    row(
        "web page: " + contents(rule.reader()) + " (" + code(rule.reader().token()) + ")",
        code("GET " + rule.path()) + models,
        rule.from(),
        rule.ownConfidence());
  }

  private static String contents(PageKind kind) {
    return switch (kind) {
      case BROTHER_MAINTENANCE_CSV ->
          "meters by function, scans, jams, replacements, what is left of toner and drum, serial number, firmware";
      case LEXMARK_STATISTICS -> "meters by function and colour, scans, supplies";
      case LEXMARK_STATUS -> "supplies, trays, serial number, firmware; no meters";
    };
  }

  /** A bar would end the cell. */
  private static String escaped(String text) {
    return text.replace("|", "\\|");
  }

  private void row(String what, String where, String from, @Nullable Confidence own) {
    Source source = profile.source(from).orElseThrow();
    Confidence confidence = Objects.requireNonNullElse(own, source.confidence());
    page.append("| ")
        .append(what)
        .append(" | ")
        .append(where)
        .append(" | ")
        .append(confidence.name().toLowerCase(Locale.ROOT))
        .append(" | ")
        .append(source.title())
        .append(" |\n");
  }

  private String place(Place place) {
    return place.match(
        new Place.Cases<>() {
          @Override
          public String object(ObjectPlace object) {
            return code(object.oid());
          }

          @Override
          public String cell(Cell cell) {
            String values = profile.table(cell.table()).map(Table::values).orElseThrow();
            String unit = cell.unit() == null ? "" : ", unit " + cell.unit();
            SafePattern pattern = cell.pattern();
            String key =
                pattern == null
                    ? " where the key is " + code(String.valueOf(cell.key()))
                    : " where the key fits " + code(escaped(pattern.source()));
            return code(values) + key + unit;
          }

          @Override
          public String item(Item item) {
            String oid = profile.blob(item.blob()).map(Blob::oid).orElseThrow();
            String id = HexFormat.of().withUpperCase().toHexDigits((byte) item.id());
            return code(oid) + " record " + code(id) + " of length " + item.length();
          }
        });
  }

  private static String code(String text) {
    return "`" + text + "`";
  }
}
