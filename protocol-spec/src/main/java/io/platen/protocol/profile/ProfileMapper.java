package io.platen.protocol.profile;

import io.platen.protocol.profile.PrinterProfile.Blob;
import io.platen.protocol.profile.PrinterProfile.BlobForm;
import io.platen.protocol.profile.PrinterProfile.Brand;
import io.platen.protocol.profile.PrinterProfile.Confidence;
import io.platen.protocol.profile.PrinterProfile.DescrRule;
import io.platen.protocol.profile.PrinterProfile.DeviceIdRule;
import io.platen.protocol.profile.PrinterProfile.Identity;
import io.platen.protocol.profile.PrinterProfile.LevelState;
import io.platen.protocol.profile.PrinterProfile.Quirks;
import io.platen.protocol.profile.PrinterProfile.ReceptacleRule;
import io.platen.protocol.profile.PrinterProfile.Recognition;
import io.platen.protocol.profile.PrinterProfile.Source;
import io.platen.protocol.profile.PrinterProfile.Table;
import io.platen.protocol.profile.PrinterProfile.TextObject;
import io.platen.protocol.profile.PrinterProfile.Texts;
import io.platen.protocol.xml.ProtocolException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Makes a profile of a document that follows its schema, and says in which line it cannot. */
final class ProfileMapper {
  private final Set<String> sources = new LinkedHashSet<>();

  private ProfileMapper() {}

  /** What makes a record of an element. */
  @FunctionalInterface
  interface Mapping<R> {
    R map(Element element) throws ProtocolException;
  }

  static PrinterProfile profile(Element root) throws ProtocolException {
    ProfileMapper mapper = new ProfileMapper();
    List<Source> sources =
        all(
            root.first("sources").map(each -> each.all("source")).orElse(List.of()),
            mapper::source);
    mapper.checkSources(root);
    List<Table> tables = unique(root.all("table"), mapper::table);
    List<Blob> blobs = unique(root.all("blob"), mapper::blob);
    RuleMapper rules = new RuleMapper(root);
    return new PrinterProfile(
        root.get("id"),
        root.number("version"),
        root.find("maker").orElse(null),
        sources,
        all(root.all("spelling"), each -> each.get("text")),
        all(root.all("brand"), mapper::brand),
        mapper.recognition(root.first("recognise")),
        tables,
        blobs,
        mapper.identity(root.first("identity")),
        all(root.all("meter"), rules::meter),
        all(root.all("supply"), rules::supply),
        all(root.all("web"), rules::web),
        mapper.quirks(root.first("quirks")));
  }

  static <R> List<R> all(List<Element> elements, Mapping<R> mapping) throws ProtocolException {
    List<R> records = new ArrayList<>(elements.size());
    for (Element element : elements) {
      records.add(mapping.map(element));
    }
    return records;
  }

  private static <R> List<R> unique(List<Element> elements, Mapping<R> mapping)
      throws ProtocolException {
    Set<String> ids = new LinkedHashSet<>();
    for (Element element : elements) {
      if (!ids.add(element.get("id"))) {
        throw element.wrong("the id " + element.get("id") + " is there twice");
      }
    }
    return all(elements, mapping);
  }

  private Source source(Element element) {
    sources.add(element.get("id"));
    return new Source(
        element.get("id"),
        element.text().toString().strip(),
        confidence(element.get("confidence")));
  }

  static Confidence confidence(String word) {
    return Confidence.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private void checkSources(Element element) throws ProtocolException {
    Optional<String> from = element.find("from");
    if (from.isPresent() && !sources.contains(from.get())) {
      throw element.wrong("from names no source: " + from.get());
    }
    for (Element child : element.children()) {
      checkSources(child);
    }
  }

  private Brand brand(Element element) throws ProtocolException {
    return new Brand(
        element.get("name"), pattern(element, "pattern"), element.find("objectId").orElse(null));
  }

  private static SafePattern pattern(Element element, String attribute) throws ProtocolException {
    try {
      return SafePattern.of(element.get(attribute));
    } catch (PatternSyntaxException e) {
      throw element.wrong(
          attribute + " is no regular expression: " + e.getDescription() + " near " + e.getIndex());
    }
  }

  static @Nullable SafePattern patternOrNull(Element element, String attribute)
      throws ProtocolException {
    return element.find(attribute).isPresent() ? pattern(element, attribute) : null;
  }

  private Recognition recognition(Optional<Element> found) throws ProtocolException {
    if (found.isEmpty()) {
      return Recognition.NONE;
    }
    Element element = found.get();
    return new Recognition(
        all(element.all("objectId"), each -> each.get("prefix")),
        all(element.all("descr"), each -> pattern(each, "pattern")),
        all(
            element.all("deviceId"),
            each -> new DeviceIdRule(pattern(each, "maker"), patternOrNull(each, "model"))),
        all(element.all("probe"), each -> each.get("oid")),
        element.get("from"));
  }

  private Table table(Element element) {
    return new Table(
        element.get("id"),
        element.get("keys"),
        element.get("values"),
        element.find("units").orElse(null),
        element.get("from"));
  }

  private Blob blob(Element element) {
    return new Blob(
        element.get("id"),
        element.get("oid"),
        BlobForm.valueOf(element.get("form")),
        element.get("from"));
  }

  private Identity identity(Optional<Element> found) throws ProtocolException {
    if (found.isEmpty()) {
      return Identity.NONE;
    }
    Element element = found.get();
    return new Identity(
        texts(element.first("model")),
        texts(element.first("serial")),
        texts(element.first("firmware")),
        texts(element.first("deviceId")),
        texts(element.first("panel")),
        texts(element.first("asset")));
  }

  private static Texts texts(Optional<Element> found) throws ProtocolException {
    return found.isEmpty()
        ? Texts.NONE
        : new Texts(
            all(found.get().all("object"), ProfileMapper::text),
            found.get().find("before").filter("true"::equals).isPresent());
  }

  private static TextObject text(Element element) throws ProtocolException {
    return new TextObject(
        element.get("oid"),
        patternOrNull(element, "take"),
        element.find("form").filter("pcl"::equals).isPresent(),
        element.get("from"));
  }

  private Quirks quirks(Optional<Element> found) throws ProtocolException {
    if (found.isEmpty()) {
      return Quirks.NONE;
    }
    Element element = found.get();
    Optional<Element> charset = element.first("charset");
    return new Quirks(
        all(
            element.all("receptacle"),
            each ->
                new ReceptacleRule(
                    each.get("level").equals("filled"), patternOrNull(each, "model"))),
        all(
            element.all("levelState"),
            each -> new LevelState(each.number("level"), meaning(each.get("means")))),
        all(element.all("placeholder"), each -> pattern(each, "pattern")),
        all(element.all("serialCut"), each -> pattern(each, "pattern")),
        all(element.all("modelEnd"), each -> pattern(each, "pattern")),
        all(element.all("noModel"), each -> pattern(each, "pattern")),
        all(
            element.all("inDescr"),
            each ->
                new DescrRule(
                    DescrRule.Told.valueOf(each.get("what").toUpperCase(Locale.ROOT)),
                    pattern(each, "pattern"))),
        all(element.all("noAlert"), each -> pattern(each, "pattern")),
        charset.isPresent() ? Integer.valueOf(charset.get().number("mib")) : null);
  }

  private static LevelState.Meaning meaning(String word) {
    return LevelState.Meaning.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
