package io.platen.protocol.profile;

import io.platen.protocol.profile.PrinterProfile.Cell;
import io.platen.protocol.profile.PrinterProfile.Confidence;
import io.platen.protocol.profile.PrinterProfile.Item;
import io.platen.protocol.profile.PrinterProfile.LevelForm;
import io.platen.protocol.profile.PrinterProfile.LevelPlace;
import io.platen.protocol.profile.PrinterProfile.MeterRule;
import io.platen.protocol.profile.PrinterProfile.ObjectPlace;
import io.platen.protocol.profile.PrinterProfile.PageKind;
import io.platen.protocol.profile.PrinterProfile.Place;
import io.platen.protocol.profile.PrinterProfile.SupplyRule;
import io.platen.protocol.profile.PrinterProfile.WebRule;
import io.platen.protocol.registry.Meters;
import io.platen.protocol.registry.SupplyTypes;
import io.platen.protocol.xml.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes rules for meters and supplies, and looks whether what they refer to is there. */
final class RuleMapper {
  private final Element root;

  RuleMapper(Element root) {
    this.root = root;
  }

  MeterRule meter(Element element) throws ProtocolException {
    String name = element.get("name");
    if (Meters.registry().find(name).isEmpty()) {
      throw element.wrong("the registry of meters has no " + name);
    }
    List<List<Place>> ways = new ArrayList<>();
    for (Element way : element.children()) {
      ways.add(
          way.name().equals("sum")
              ? ProfileMapper.all(way.children(), this::place)
              : List.of(place(way)));
    }
    return new MeterRule(name, ways, element.get("from"), confidence(element));
  }

  SupplyRule supply(Element element) throws ProtocolException {
    String type = element.get("type");
    if (SupplyTypes.registry().find(type).isEmpty()) {
      throw element.wrong("the registry of supply types has no " + type);
    }
    return new SupplyRule(
        element.number("row"),
        type,
        element.find("class").filter("receptacle"::equals).isPresent(),
        element.find("colorant").orElse(null),
        element.get("description"),
        ProfileMapper.patternOrNull(element, "model"),
        ProfileMapper.all(element.children(), this::level),
        element.get("from"),
        confidence(element));
  }

  WebRule web(Element element) throws ProtocolException {
    PageKind reader = PageKind.of(element.get("reader"));
    if (!reader.isAt(element.get("path"))) {
      throw element.wrong(reader.token() + " reads no page at " + element.get("path"));
    }
    return new WebRule(
        reader,
        element.get("path"),
        element.find("cookie").orElse(null),
        ProfileMapper.patternOrNull(element, "model"),
        element.get("from"),
        confidence(element));
  }

  private static @Nullable Confidence confidence(Element element) {
    return element.find("confidence").map(ProfileMapper::confidence).orElse(null);
  }

  private LevelPlace level(Element element) throws ProtocolException {
    LevelForm form =
        LevelForm.valueOf(element.get("as").toUpperCase(Locale.ROOT).replace('-', '_'));
    Place place = place(element.children().get(0));
    if (form == LevelForm.LEVEL_AND_MAXIMUM
        && !(place instanceof Item item && item.length() == 2)) {
      throw element.wrong("level-and-maximum is an item of length 2");
    }
    return new LevelPlace(place, form);
  }

  private Place place(Element element) throws ProtocolException {
    return switch (element.name()) {
      case "object" ->
          new ObjectPlace(element.get("oid"), ProfileMapper.patternOrNull(element, "take"));
      case "cell" -> cell(element);
      default -> item(element);
    };
  }

  private Cell cell(Element element) throws ProtocolException {
    Element table = referred(element, "table");
    if (element.find("unit").isPresent() && table.find("units").isEmpty()) {
      throw element.wrong("the table " + table.get("id") + " has no units");
    }
    if (element.find("key").isPresent() == element.find("pattern").isPresent()) {
      throw element.wrong("a cell has a key or a pattern, and not both");
    }
    return new Cell(
        element.get("table"),
        element.find("key").map(String::strip).orElse(null),
        ProfileMapper.patternOrNull(element, "pattern"),
        element.find("unit").isPresent() ? Integer.valueOf(element.number("unit")) : null);
  }

  private Item item(Element element) throws ProtocolException {
    referred(element, "blob");
    return new Item(
        element.get("blob"), Integer.parseInt(element.get("id"), 16), element.number("length"));
  }

  private Element referred(Element element, String kind) throws ProtocolException {
    String id = element.get(kind);
    return root.all(kind).stream()
        .filter(each -> each.get("id").equals(id))
        .findFirst()
        .orElseThrow(() -> element.wrong("there is no " + kind + " with the id " + id));
  }
}
