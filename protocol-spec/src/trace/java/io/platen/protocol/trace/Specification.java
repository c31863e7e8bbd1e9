package io.platen.protocol.trace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * All that is written about requirements, of the whole repository.
 *
 * @param chapters every line of the chapters
 * @param entries what the registries hold
 * @param schemas the lines of the schemas that name requirements
 * @param code the lines of the code, of its resources and of the documents that name requirements
 */
record Specification(
    List<Line> chapters,
    List<Entry> entries,
    List<Line> schemas,
    List<Line> code,
    List<TestCase> tests) {

  static final List<String> MODULES =
      List.of("protocol-spec", "device-sdk", "server-war", "conformance-tests", "reference-device");

  private static final String RESOURCES = "protocol-spec/src/main/resources/io/platen/protocol/";
  private static final String CHAPTERS = "protocol-spec/src/main/asciidoc";
  private static final String REQUIREMENTS = RESOURCES + "registry/requirements";
  private static final String SCHEMAS = RESOURCES + "schema";

  Specification {
    chapters = List.copyOf(chapters);
    entries = List.copyOf(entries);
    schemas = List.copyOf(schemas);
    code = List.copyOf(code);
    tests = List.copyOf(tests);
  }

  /**
   * @param root the repository; a module that is not there has no code and no tests
   */
  static Specification read(Path root) throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (Path registry : files(root, REQUIREMENTS, ".*\\.xml")) {
      entries.addAll(entries(root, registry));
    }
    List<Line> code = new ArrayList<>(naming(root, "docs", ".*\\.md"));
    for (String module : MODULES) {
      code.addAll(naming(root, module + "/src/main", ".*\\.(java|xml|jte|sql|properties|js)"));
    }
    code.removeIf(line -> line.file().startsWith(REQUIREMENTS));
    return new Specification(
        lines(root, files(root, CHAPTERS, ".*\\.adoc")),
        entries,
        naming(root, SCHEMAS, ".*\\.xsd"),
        code,
        TestSources.read(root, MODULES));
  }

  Optional<Entry> entry(String id) {
    return entries.stream().filter(each -> each.id().equals(id)).findFirst();
  }

  private static List<Path> files(Path root, String folder, String name) throws IOException {
    Path start = root.resolve(folder);
    if (!Files.isDirectory(start)) {
      return List.of();
    }
    try (Stream<Path> found = Files.walk(start)) {
      return found
          .filter(Files::isRegularFile)
          .filter(file -> file.getFileName().toString().matches(name))
          .sorted()
          .toList();
    }
  }

  private static List<Line> lines(Path root, List<Path> files) throws IOException {
    List<Line> lines = new ArrayList<>();
    for (Path file : files) {
      String name = root.relativize(file).toString().replace('\\', '/');
      int number = 0;
      for (String text : text(file).lines().toList()) {
        lines.add(new Line(name, ++number, text));
      }
    }
    return lines;
  }

  /** An invalid example may hold bytes that are not UTF-8. */
  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  /** Of the texts and of the names of the files: an example is named by what refuses it. */
  private static List<Line> naming(Path root, String folder, String name) throws IOException {
    List<Path> files = files(root, folder, name);
    List<Line> lines = new ArrayList<>();
    for (Path file : files) {
      String path = root.relativize(file).toString().replace('\\', '/');
      lines.add(new Line(path, 0, file.getFileName().toString()));
    }
    lines.addAll(lines(root, files));
    lines.removeIf(line -> line.ids().isEmpty());
    return lines;
  }

  private static List<Entry> entries(Path root, Path registry) throws IOException {
    String name = root.relativize(registry).toString().replace('\\', '/');
    List<Line> lines = lines(root, List.of(registry));
    List<Entry> entries = new ArrayList<>();
    NodeList found = requirements(registry);
    for (int i = 0; i < found.getLength(); i++) {
      Element each = (Element) found.item(i);
      String id = each.getAttribute("id");
      String place =
          lines.stream()
              .filter(line -> line.text().contains("id=\"" + id + "\""))
              .findFirst()
              .map(Line::place)
              .orElse(name);
      entries.add(entry(each, id, place));
    }
    return entries;
  }

  private static Entry entry(Element each, String id, String place) {
    return new Entry(
        id,
        each.getAttribute("level"),
        each.getAttribute("role").toLowerCase(Locale.ROOT),
        each.getAttribute("profile"),
        each.getAttribute("since"),
        each.getAttribute("status").equals("withdrawn"),
        each.getAttribute("testable"),
        String.join(" ", texts(each, "reason")).strip(),
        texts(each, "reference"),
        place);
  }

  private static NodeList requirements(Path registry) throws IOException {
    try {
      return DocumentBuilderFactory.newDefaultInstance()
          .newDocumentBuilder()
          .parse(registry.toFile())
          .getElementsByTagName("requirement");
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException(registry + " cannot be read", e);
    }
  }

  private static List<String> texts(Element parent, String name) {
    NodeList found = parent.getElementsByTagName(name);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      texts.add(found.item(i).getTextContent());
    }
    return texts;
  }
}
