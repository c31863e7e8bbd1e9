import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * A step of the build, run as a single source file. It fails where an element or attribute that can
 * carry data lacks its data class, purpose or retention, and makes the tables of what is sent.
 *
 * <p>Arguments: folder of the schemas, folder of the registries, folder of generated AsciiDoc, the
 * Markdown page that holds the table of a report between two marks, and {@code check} (fail where
 * the page is not current) or {@code write} (make it current).
 */
public final class PrivacyStep {
  private static final String XSD = "http://www.w3.org/2001/XMLSchema";
  private static final String PLATEN = "urn:platen:annotation:1";
  private static final String BEGIN = "<!-- made from the schema: begin -->\n";
  private static final String END = "<!-- made from the schema: end -->";
  private static final List<String> DOCUMENTS =
      List.of(
          "report",
          "receipt",
          "sealed",
          "sync",
          "assignmentRequest",
          "assignment",
          "hello",
          "welcome",
          "commands",
          "command",
          "cancel",
          "result",
          "envelope",
          "taken",
          "bye",
          "find",
          "found",
          "localRequest",
          "localAnswer",
          "problem");

  private static final List<String> MADE_FOR_ALL = List.of("printer-profile.xsd", "update.xsd");

  private final Map<String, Element> types = new LinkedHashMap<>();
  private final Map<String, Element> roots = new LinkedHashMap<>();
  private final Map<String, Element> classes;
  private final Map<String, Element> retentions;
  private final List<String> faults = new ArrayList<>();

  private PrivacyStep(Path schemas, Path registries) throws Exception {
    classes = entries(registries.resolve("data-classes.xml"));
    retentions = entries(registries.resolve("retentions.xml"));
    try (var files = Files.list(schemas)) {
      for (Path file : files.filter(PrivacyStep::isOfDocuments).sorted().toList()) {
        collect(parse(file));
      }
    }
  }

  /** Profiles of printers and metadata of updates are their makers' words, the same for all. */
  private static boolean isOfDocuments(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(".xsd") && !MADE_FOR_ALL.contains(name);
  }

  public static void main(String[] args) throws Exception {
    PrivacyStep step = new PrivacyStep(Path.of(args[0]), Path.of(args[1]));
    Map<String, List<Field>> fields = new LinkedHashMap<>();
    for (String document : DOCUMENTS) {
      List<Field> found = new ArrayList<>();
      Element root = step.roots.get(document);
      if (root != null) {
        step.walk(root, document, found);
      }
      if (found.isEmpty()) {
        step.faults.add("The schemas have no document " + document + ", or nothing is in it");
      }
      fields.put(document, found);
    }
    step.everythingWasSeen(fields);
    if (!step.faults.isEmpty()) {
      throw new IllegalStateException(String.join("\n", step.faults));
    }
    Path pages = Files.createDirectories(Path.of(args[2]));
    for (String document : DOCUMENTS) {
      write(pages.resolve("fields-" + document + ".adoc"), step.asciidoc(fields.get(document)));
    }
    write(pages.resolve("data-classes.adoc"), step.classTable());
    write(pages.resolve("retentions.adoc"), step.retentionTable());
    step.page(Path.of(args[3]), fields.get("report"), args[4].equals("write"));
  }

  /** One value that a document can carry. */
  private record Field(String path, Element declaration) {
    String dataClass() {
      return declaration.getAttributeNS(PLATEN, "class");
    }

    String purpose() {
      return declaration.getAttributeNS(PLATEN, "purpose");
    }

    String retention() {
      return declaration.getAttributeNS(PLATEN, "retention");
    }
  }

  private void collect(Element schema) {
    for (Element child : children(schema)) {
      switch (child.getLocalName()) {
        case "complexType", "group" -> types.put(child.getAttribute("name"), child);
        case "element" -> roots.put(child.getAttribute("name"), child);
        default -> {} // simple types and includes say nothing of what is carried
      }
    }
  }

  private void walk(Element element, String path, List<Field> found) {
    Element type = types.get(element.getAttribute("type"));
    if (type == null || children(type).isEmpty()) {
      found.add(checked(new Field(path, element)));
    }
    if (type != null) {
      parts(type, path, found);
    }
  }

  private void parts(Element container, String path, List<Field> found) {
    for (Element part : children(container)) {
      switch (part.getLocalName()) {
        case "element" -> walk(part, path + "/" + part.getAttribute("name"), found);
        case "attribute" ->
            found.add(checked(new Field(path + "/@" + part.getAttribute("name"), part)));
        case "group" -> parts(types.get(part.getAttribute("ref")), path, found);
        case "sequence", "choice" -> parts(part, path, found);
        case "any", "anyAttribute" -> {} // of other namespaces: their schemas say what they are
        default -> faults.add(path + ": the step does not know " + part.getLocalName());
      }
    }
  }

  private Field checked(Field field) {
    if (!classes.containsKey(field.dataClass())) {
      faults.add(field.path() + " has no registered platen:class: '" + field.dataClass() + "'");
    }
    if (field.purpose().isBlank()) {
      faults.add(field.path() + " has no platen:purpose");
    }
    if (!retentions.containsKey(field.retention())) {
      faults.add(field.path() + " has no registered platen:retention: '" + field.retention() + "'");
    }
    return field;
  }

  /** A type that no document reaches would go unchecked. */
  private void everythingWasSeen(Map<String, List<Field>> fields) {
    List<Element> seen = new ArrayList<>();
    fields.values().forEach(each -> each.forEach(field -> seen.add(field.declaration())));
    for (Element type : types.values()) {
      NodeList attributes = type.getElementsByTagNameNS(XSD, "attribute");
      for (int i = 0; i < attributes.getLength(); i++) {
        if (!seen.contains(attributes.item(i))) {
          faults.add("No document that the step knows reaches " + type.getAttribute("name"));
        }
      }
    }
  }

  private String asciidoc(List<Field> fields) {
    StringBuilder table = new StringBuilder("[.fields,cols=\"5,5,3,1,2\"]\n|===\n");
    table.append("| value | what for | data class | mask | kept\n\n");
    for (Field field : fields) {
      table.append(
          "| `+%s+` | %s | `%s` | %s | `%s`%n"
              .formatted(
                  field.path(),
                  field.purpose(),
                  field.dataClass(),
                  isMaskable(field) ? "yes" : "–",
                  field.retention()));
    }
    return table.append("|===\n").toString();
  }

  private String classTable() {
    StringBuilder table = new StringBuilder("[.classes,cols=\"2,4,4\"]\n|===\n");
    table.append("| data class | what it tells | shortened\n\n");
    classes.forEach(
        (token, entry) -> {
          String shortened = entry.getAttribute("truncated");
          table.append("| `" + token + "` | " + entry.getTextContent());
          table.append(
              " | " + (shortened.isEmpty() ? "no mask" : "pass:[" + shortened + "]") + "\n");
        });
    return table.append("|===\n").toString();
  }

  private String retentionTable() {
    StringBuilder table = new StringBuilder("[cols=\"1,5\"]\n|===\n| kept | how long\n\n");
    retentions.forEach(
        (token, entry) -> table.append("| `" + token + "` | " + entry.getTextContent() + "\n"));
    return table.append("|===\n").toString();
  }

  private boolean isMaskable(Field field) {
    return classes.get(field.dataClass()).hasAttribute("truncated");
  }

  private void page(Path page, List<Field> fields, boolean write) throws IOException {
    String text = Files.readString(page);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalStateException(page + " lacks the marks between which the table stands");
    }
    String current = text.substring(0, begin) + BEGIN + markdown(fields) + text.substring(end);
    if (write) {
      write(page, current);
    } else if (!text.equals(current)) {
      throw new IllegalStateException(
          page
              + " is not what the schema says. Make it so with"
              + " ./mvnw -pl protocol-spec generate-sources -Dpages=write");
    }
  }

  private String markdown(List<Field> fields) {
    StringBuilder table =
        new StringBuilder("\n| value | what for | class | can be masked | kept |\n");
    table.append("|---|---|---|---|---|\n");
    for (Field field : fields) {
      table.append(
          "| `%s` | %s | %s | %s | %s |%n"
              .formatted(
                  field.path(),
                  field.purpose(),
                  field.dataClass(),
                  isMaskable(field) ? "yes" : "no",
                  field.retention()));
    }
    table.append("\n| kept | means |\n|---|---|\n");
    retentions.forEach(
        (token, entry) -> table.append("| " + token + " | " + entry.getTextContent() + " |\n"));
    table.append("\n| class | tells | shortened |\n|---|---|---|\n");
    classes.forEach(
        (token, entry) -> {
          if (entry.hasAttribute("truncated")) {
            String shortened = entry.getAttribute("truncated").replace("*", "\\*");
            table.append(
                "| " + token + " | " + entry.getTextContent() + " | " + shortened + " |\n");
          }
        });
    return table.append("\n").toString();
  }

  private static Map<String, Element> entries(Path registry) throws Exception {
    Map<String, Element> entries = new LinkedHashMap<>();
    for (Element child : children(parse(registry))) {
      if (child.getLocalName().equals("entry")) {
        entries.put(child.getAttribute("token"), child);
      }
    }
    return entries;
  }

  private static Element parse(Path file) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
    factory.setNamespaceAware(true);
    DocumentBuilder builder = factory.newDocumentBuilder();
    return builder.parse(file.toFile()).getDocumentElement();
  }

  private static List<Element> children(Element parent) {
    List<Element> children = new ArrayList<>();
    for (Node each = parent.getFirstChild(); each != null; each = each.getNextSibling()) {
      if (each instanceof Element element) {
        children.add(element);
      }
    }
    return children;
  }

  /** Only what changed, or every build would begin anew. */
  private static void write(Path file, String content) throws IOException {
    if (!Files.exists(file) || !Files.readString(file).equals(content)) {
      Files.writeString(file, content);
    }
  }
}
