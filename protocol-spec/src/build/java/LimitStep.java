import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * A step of the build, run as a single source file. From the registries of limits and of problem
 * types it makes the enum {@code io.platen.protocol.Limit} and the tables of the specification.
 *
 * <p>Arguments: folder of the registries, folder of generated Java, folder of generated AsciiDoc.
 */
public final class LimitStep {
  private LimitStep() {}

  public static void main(String[] args) throws Exception {
    List<Element> limits = entries(Path.of(args[0], "limits.xml"));
    Path java = Files.createDirectories(Path.of(args[1], "io", "platen", "protocol"));
    write(java.resolve("Limit.java"), source(limits));
    Path pages = Files.createDirectories(Path.of(args[2]));
    Map<String, List<Element>> groups = new LinkedHashMap<>();
    limits.forEach(
        each ->
            groups.computeIfAbsent(each.getAttribute("group"), key -> new ArrayList<>()).add(each));
    for (var group : groups.entrySet()) {
      write(pages.resolve("limits-" + group.getKey() + ".adoc"), limitTable(group.getValue()));
    }
    List<Element> problems = entries(Path.of(args[0], "problem-types.xml"));
    write(pages.resolve("problem-types.adoc"), problemTable(problems));
  }

  private static List<Element> entries(Path registry) throws Exception {
    NodeList found =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(registry.toFile())
            .getElementsByTagName("entry");
    List<Element> entries = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      entries.add((Element) found.item(i));
    }
    if (entries.isEmpty()) {
      throw new IllegalStateException("Nothing is registered in " + registry);
    }
    return entries;
  }

  private static String limitTable(List<Element> limits) {
    StringBuilder table = new StringBuilder();
    table.append("[.limits,cols=\"5,3,3,4,3,2\"]\n|===\n");
    table.append("| what | limit | allowed | in the sync document | requirement | problem\n\n");
    for (Element limit : limits) {
      table
          .append("| " + limit.getTextContent())
          .append(" | " + amount(limit, "value"))
          .append(" | " + range(limit))
          .append(" | " + code(limit, "sync"))
          .append(" | " + link(limit.getAttribute("requirement")))
          .append(" | " + code(limit, "problem"))
          .append("\n");
    }
    return table.append("|===\n").toString();
  }

  private static String range(Element limit) {
    if (!limit.hasAttribute("least")) {
      return "–";
    }
    String least = amount(limit, "least");
    return limit.hasAttribute("most")
        ? "from " + least + " to " + amount(limit, "most")
        : "from " + least;
  }

  /** With its unit, in the largest one that leaves a whole number. */
  private static String amount(Element limit, String attribute) {
    long value = Long.parseLong(limit.getAttribute(attribute));
    String unit = limit.getAttribute("unit");
    if (unit.equals("minutes") && value > 0 && value % 1440 == 0) {
      return counted(value / 1440, "days");
    }
    if (unit.equals("minutes") && value > 0 && value % 60 == 0) {
      return counted(value / 60, "hours");
    }
    if (unit.equals("hours") && value > 24 && value % 24 == 0) {
      return counted(value / 24, "days");
    }
    return unit.equals("percent") ? value + " %" : counted(value, unit);
  }

  private static String counted(long value, String unit) {
    String word = value == 1 ? unit.substring(0, unit.length() - 1) : unit;
    return String.format(Locale.ROOT, "%,d %s", value, word);
  }

  private static String code(Element entry, String attribute) {
    return entry.hasAttribute(attribute) ? "`" + entry.getAttribute(attribute) + "`" : "–";
  }

  private static String link(String requirement) {
    return "link:index.html#" + requirement + "[" + requirement + "]";
  }

  private static String problemTable(List<Element> problems) {
    StringBuilder table = new StringBuilder();
    table.append("[.problems,cols=\"3,1,1,4,4\"]\n|===\n");
    table.append("| type, and what it says | status | retry | the device | the operator\n\n");
    for (Element problem : problems) {
      String token = problem.getAttribute("token");
      table
          .append("| [[problem-" + token + "]]`" + token + "` +\n" + problem.getTextContent())
          .append(" | " + problem.getAttribute("httpStatus"))
          .append(" | " + (problem.getAttribute("retryable").equals("true") ? "yes" : "no"))
          .append(" | " + demanded(problem, "device"))
          .append(" | " + demanded(problem, "operator"))
          .append("\n");
    }
    return table.append("|===\n").toString();
  }

  private static String demanded(Element entry, String attribute) {
    String text = entry.getAttribute(attribute);
    if (text.isBlank()) {
      throw new IllegalStateException(
          "The problem type "
              + entry.getAttribute("token")
              + " does not say what the "
              + attribute
              + " does about it");
    }
    return text;
  }

  private static String source(List<Element> limits) {
    List<String> constants = new ArrayList<>();
    for (Element limit : limits) {
      constants.add(
          "  /** %s. */\n  %s(%sL, %s, %s, \"%s\", \"%s\", \"%s\", \"%s\", \"%s\")"
              .formatted(
                  limit.getTextContent(),
                  limit.getAttribute("token").toUpperCase(Locale.ROOT).replace('-', '_'),
                  limit.getAttribute("value"),
                  bound(limit, "least"),
                  bound(limit, "most"),
                  limit.getAttribute("unit"),
                  limit.getAttribute("sync"),
                  limit.getAttribute("requirement"),
                  limit.getAttribute("problem"),
                  limit.getTextContent()));
    }
    return HEAD + String.join(",\n", constants) + ";\n" + TAIL;
  }

  /** Where a policy may set nothing else, the limit itself. */
  private static String bound(Element limit, String attribute) {
    if (limit.hasAttribute(attribute)) {
      return limit.getAttribute(attribute) + "L";
    }
    return limit.hasAttribute("least") ? "Long.MAX_VALUE" : limit.getAttribute("value") + "L";
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

      import java.time.Duration;
      import java.time.temporal.ChronoUnit;
      import java.util.Locale;

      /**
       * Every limit of the specification. Generated from the registry of limits, as the tables of the
       * specification are.
       */
      public enum Limit {
      """;

  private static final String TAIL =
      """

        private final long value;
        private final long least;
        private final long most;
        private final String unit;
        private final String sync;
        private final String requirement;
        private final String problem;
        private final String text;

        Limit(
            long value,
            long least,
            long most,
            String unit,
            String sync,
            String requirement,
            String problem,
            String text) {
          this.value = value;
          this.least = least;
          this.most = most;
          this.unit = unit;
          this.sync = sync;
          this.requirement = requirement;
          this.problem = problem;
          this.text = text;
        }

        /** In {@link #unit}; the default where a policy may set another. */
        public long value() {
          return value;
        }

        /** What a policy may set at the least. */
        public long least() {
          return least;
        }

        /** What a policy may set at the most. */
        public long most() {
          return most;
        }

        /** E.g. {@code bytes}. */
        public String unit() {
          return unit;
        }

        /** Element and attribute of the policy that set another; empty where none does. */
        public String sync() {
          return sync;
        }

        /** The id of the requirement that has this limit. */
        public String requirement() {
          return requirement;
        }

        /** The token of the problem that answers what goes beyond; empty where there is none. */
        public String problem() {
          return problem;
        }

        /** What is limited. */
        public String text() {
          return text;
        }

        /**
         * A limit in time.
         *
         * @throws IllegalArgumentException where the unit is none of time
         */
        public Duration duration() {
          return duration(value);
        }

        /** {@link #least} in time. */
        public Duration leastDuration() {
          return duration(least);
        }

        /** {@link #most} in time. */
        public Duration mostDuration() {
          return duration(most);
        }

        private Duration duration(long amount) {
          return Duration.of(amount, ChronoUnit.valueOf(unit.toUpperCase(Locale.ROOT)));
        }
      }
      """;
}
