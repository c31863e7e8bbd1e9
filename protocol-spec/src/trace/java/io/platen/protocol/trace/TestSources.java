package io.platen.protocol.trace;

import io.platen.protocol.trace.JavaSource.Method;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tests of all modules: methods of JUnit, and those of the conformance suite, which take a
 * server or a device under test and checks.
 */
final class TestSources {
  private static final Pattern CONSTANT = Pattern.compile("PLT_[A-Z]{3}_[0-9]{3}");
  private static final Pattern VERIFIES = Pattern.compile("@Verifies\\s*\\(");
  private static final Pattern SENSE =
      Pattern.compile("(positive|negative)\\s*=\\s*(\\{[^}]*}|[\\w.]+)");
  private static final Pattern JUNIT =
      Pattern.compile("@(Test|ParameterizedTest|RepeatedTest|TestFactory|FuzzTest)\\b");
  private static final Pattern OF_SUITE =
      Pattern.compile("\\(\\s*(?:Server|Device)UnderTest\\s+\\w+,\\s*Checks\\s+\\w+\\s*\\)");
  private static final Pattern CHECK = Pattern.compile("\\b(assert\\w*|fail|verify\\w*)\\s*\\(");
  private static final Pattern SUITE_CHECK =
      Pattern.compile("\\bchecks\\s*\\.\\s*(?!need\\b)\\w+\\(");
  private static final Pattern OTHER =
      Pattern.compile("\\bnew\\s+(\\w+)\\s*\\(|\\b([A-Z]\\w*)\\s*\\.\\s*\\w+\\s*\\(");
  private static final Pattern CALL = Pattern.compile("\\b(\\w+)\\s*\\(");

  private final Path root;
  private final Map<String, List<Method>> types = new HashMap<>();
  private final Map<Path, List<Method>> files = new HashMap<>();

  private TestSources(Path root) {
    this.root = root;
  }

  /** In the order of modules, types and lines. */
  static List<TestCase> read(Path root, List<String> modules) throws IOException {
    TestSources sources = new TestSources(root);
    List<Path> all = new ArrayList<>();
    for (String module : modules) {
      for (String folder : List.of("src/test/java", "src/main/java")) {
        all.addAll(java(root.resolve(module).resolve(folder)));
      }
    }
    for (Path file : all) {
      String text = Files.readString(file);
      if (file.toString().contains("/src/test/") || text.contains("Checks")) {
        sources.take(file, text);
      }
    }
    return all.stream().flatMap(sources::tests).toList();
  }

  private static List<Path> java(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> found = Files.walk(folder)) {
      return found.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  private void take(Path file, String text) {
    List<Method> methods = JavaSource.methods(text);
    files.put(file, methods);
    methods.forEach(each -> types.computeIfAbsent(each.type(), t -> new ArrayList<>()).add(each));
  }

  private Stream<TestCase> tests(Path file) {
    String name = root.relativize(file).toString().replace('\\', '/');
    boolean main = name.contains("/src/main/");
    if (main && !name.contains("/suite/")) {
      return Stream.empty();
    }
    return files.getOrDefault(file, List.of()).stream()
        .filter(each -> main ? isOfSuite(each) : JUNIT.matcher(each.head()).find())
        .map(each -> test(file, name, main, each));
  }

  private static boolean isOfSuite(Method method) {
    return OF_SUITE.matcher(method.head()).find()
        && method.head().contains("void ")
        && !method.head().contains("private ");
  }

  private TestCase test(Path file, String name, boolean suite, Method method) {
    Map<String, Set<String>> senses = senses(method.head());
    List<Method> reached = reached(files.getOrDefault(file, List.of()), method);
    Pattern check = suite ? SUITE_CHECK : CHECK;
    return new TestCase(
        name.substring(0, name.indexOf('/')),
        method.type(),
        method.name(),
        name + ":" + method.line(),
        suite,
        method.isAnnotated("Disabled"),
        method.isAnnotated("Verifies"),
        senses.get("positive"),
        senses.get("negative"),
        cited(method),
        reached.stream().flatMap(each -> ids(each.body())).collect(Collectors.toSet()),
        reached.stream().anyMatch(each -> check.matcher(each.body()).find()));
  }

  private static Map<String, Set<String>> senses(String head) {
    Map<String, Set<String>> senses =
        Map.of("positive", new TreeSet<>(), "negative", new TreeSet<>());
    Matcher verifies = VERIFIES.matcher(head);
    if (verifies.find()) {
      String arguments = head.substring(verifies.end(), head.indexOf(')', verifies.end()));
      for (MatchResult sense : SENSE.matcher(arguments).results().toList()) {
        ids(sense.group(2)).forEach(senses.get(sense.group(1))::add);
      }
    }
    return senses;
  }

  private static List<String> cited(Method method) {
    return JavaSource.comments(method.before() + method.bodyText())
        .flatMap(comment -> Line.ids(comment).stream())
        .distinct()
        .toList();
  }

  /**
   * The method, and those that it comes to by name: of its file, of the types above its own, and of
   * types that one of them makes or names before a call.
   */
  private List<Method> reached(List<Method> file, Method method) {
    List<Method> known = new ArrayList<>(file);
    Set<String> climbed = new HashSet<>();
    for (String type = method.parent(); !type.isEmpty() && climbed.add(type); ) {
      List<Method> above = types.getOrDefault(type, List.of());
      known.addAll(above);
      type = above.isEmpty() ? "" : above.get(0).parent();
    }
    List<Method> reached = new ArrayList<>(List.of(method));
    Deque<Method> open = new ArrayDeque<>(reached);
    while (!open.isEmpty()) {
      String body = open.pop().body();
      OTHER
          .matcher(body)
          .results()
          .map(other -> other.group(1) == null ? other.group(2) : other.group(1))
          .map(type -> types.getOrDefault(type, List.of()))
          .forEach(known::addAll);
      Set<String> called =
          CALL.matcher(body).results().map(c -> c.group(1)).collect(Collectors.toSet());
      for (Method each : known) {
        if (called.contains(each.name()) && !reached.contains(each)) {
          reached.add(each);
          open.push(each);
        }
      }
    }
    return reached;
  }

  private static Stream<String> ids(String code) {
    return CONSTANT.matcher(code).results().map(found -> found.group().replace('_', '-'));
  }
}
