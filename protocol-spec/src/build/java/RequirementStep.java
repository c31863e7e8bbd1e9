import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * A step of the build, run as a single source file. From the registries of requirements and the
 * chapters it makes the enum {@code io.platen.protocol.Requirement}, and copies of the chapters in
 * which each id is an anchor.
 *
 * <p>Arguments: folder of the registries, folder of the chapters, folder of generated Java, folder
 * of generated AsciiDoc.
 */
public final class RequirementStep {
  private static final Pattern SENTENCE =
      Pattern.compile("^(The (?:device|server|agent) .*) \\[(PLT-[A-Z]{3}-[0-9]{3})]$");

  private RequirementStep() {}

  public static void main(String[] args) throws Exception {
    Map<String, String> sentences = new TreeMap<>();
    for (Path chapter : files(Path.of(args[1]), ".adoc")) {
      copyWithAnchors(chapter, Path.of(args[3]), sentences);
    }
    List<String> constants = new ArrayList<>();
    for (Path registry : files(Path.of(args[0]), ".xml")) {
      constants.addAll(constants(registry, sentences));
    }
    if (constants.isEmpty()) {
      throw new IllegalStateException("No requirements in " + args[0]);
    }
    Path java = Path.of(args[2], "io", "platen", "protocol");
    Files.createDirectories(java);
    write(java.resolve("Requirement.java"), source(constants));
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    try (var found = Files.list(folder)) {
      return found.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  private static void copyWithAnchors(Path chapter, Path target, Map<String, String> sentences)
      throws IOException {
    List<String> copy = new ArrayList<>();
    for (String line : Files.readAllLines(chapter)) {
      Matcher sentence = SENTENCE.matcher(line);
      if (sentence.matches()) {
        String id = sentence.group(2);
        sentences.put(id, sentence.group(1));
        copy.add(
            "[["
                + id
                + "]]"
                + sentence.group(1)
                + " link:#"
                + id
                + "["
                + id
                + ",role=requirement]");
      } else {
        copy.add(line);
      }
    }
    Files.createDirectories(target);
    write(target.resolve(chapter.getFileName()), String.join("\n", copy) + "\n");
  }

  private static List<String> constants(Path registry, Map<String, String> sentences)
      throws Exception {
    NodeList found =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(registry.toFile())
            .getElementsByTagName("requirement");
    List<String> constants = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      Element requirement = (Element) found.item(i);
      // A withdrawn one stops compiling wherever it is still used.
      if (!requirement.getAttribute("status").equals("withdrawn")) {
        constants.add(constant(requirement, registry.toFile(), sentences));
      }
    }
    return constants;
  }

  private static String constant(
      Element requirement, File registry, Map<String, String> sentences) {
    String id = requirement.getAttribute("id");
    String sentence = sentences.get(id);
    if (sentence == null) {
      throw new IllegalStateException(registry + ": " + id + " has no sentence in the chapters");
    }
    return "  %s(Level.%s, Role.%s, \"%s\", Testable.%s, %s, %s, List.of(%s))"
        .formatted(
            id.replace('-', '_'),
            requirement.getAttribute("level").replace(" NOT", ""),
            requirement.getAttribute("role").toUpperCase(java.util.Locale.ROOT),
            requirement.getAttribute("profile"),
            requirement
                .getAttribute("testable")
                .toUpperCase(java.util.Locale.ROOT)
                .replace('-', '_'),
            texts(requirement, "reason").stream().findFirst().orElse("\"\""),
            literal(plain(sentence)),
            String.join(", ", texts(requirement, "reference")));
  }

  private static List<String> texts(Element parent, String name) {
    NodeList found = parent.getElementsByTagName(name);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      texts.add(literal(found.item(i).getTextContent()));
    }
    return texts;
  }

  /** Without AsciiDoc's marks. */
  private static String plain(String sentence) {
    return sentence.replaceAll("[`*]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])", "");
  }

  private static String literal(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static String source(List<String> constants) {
    return HEAD + constants.stream().sorted().collect(Collectors.joining(",\n")) + ";\n" + TAIL;
  }

  /** Only what changed, or every build would compile anew. */
  private static void write(Path file, String content) throws IOException {
    if (!Files.exists(file) || !Files.readString(file).equals(content)) {
      Files.writeString(file, content);
    }
  }

  private static final String HEAD =
      """
      package io.platen.protocol;

      import java.util.Arrays;
      import java.util.List;
      import java.util.Locale;
      import java.util.Optional;

      /**
       * Every requirement of the specification that holds, in the order of its ids. Generated from the
       * registries of requirements and the chapters: a requirement that is withdrawn stops compiling.
       */
      public enum Requirement {
      """;

  private static final String TAIL =
      """

        private final Level level;
        private final Role role;
        private final String profile;
        private final Testable testable;
        private final String reason;
        private final String text;
        private final List<String> references;

        Requirement(
            Level level,
            Role role,
            String profile,
            Testable testable,
            String reason,
            String text,
            List<String> references) {
          this.level = level;
          this.role = role;
          this.profile = profile;
          this.testable = testable;
          this.reason = reason;
          this.text = text;
          this.references = references;
        }

        /** How binding it is (BCP 14); a NOT shows in the text. */
        public enum Level {
          MUST,
          SHOULD,
          MAY
        }

        /** Who has to keep to it. */
        public enum Role {
          DEVICE,
          SERVER,
          /** A local agent. */
          AGENT;

          @Override
          public String toString() {
            return name().toLowerCase(Locale.ROOT);
          }
        }

        /** By what it can be told whether somebody keeps to it. */
        public enum Testable {
          BLACK_BOX,
          ADAPTER,
          INSPECTION,
          NO
        }

        /** The requirement of an id such as {@code PLT-RPT-004}; empty where there is none. */
        public static Optional<Requirement> find(String id) {
          return Arrays.stream(values()).filter(each -> each.id().equals(id)).findFirst();
        }

        /** E.g. {@code PLT-RPT-004}. */
        public String id() {
          return name().replace('_', '-');
        }

        /** The three letters of its chapter, e.g. {@code RPT}. */
        public String area() {
          return name().substring(4, 7);
        }

        public Level level() {
          return level;
        }

        public Role role() {
          return role;
        }

        /** The profile that it belongs to, e.g. {@code core}. */
        public String profile() {
          return profile;
        }

        public Testable testable() {
          return testable;
        }

        /** Why no test of a peer can tell; empty where one can. */
        public String reason() {
          return reason;
        }

        /** The sentence. */
        public String text() {
          return text;
        }

        /** Where it comes from, e.g. {@code RFC 9110 section 10.2.3}. */
        public List<String> references() {
          return references;
        }
      }
      """;
}
