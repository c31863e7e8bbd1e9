package io.platen.protocol.trace;

import io.platen.protocol.trace.Fault.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the chapters must keep to, by themselves and against the registries. */
final class ProseRules {
  private static final Pattern KEYWORD =
      Pattern.compile("\\b(MUST NOT|MUST|SHOULD NOT|SHOULD|MAY|SHALL|REQUIRED|RECOMMENDED)\\b");
  private static final Pattern MARK = Pattern.compile("\\[(PLT-[A-Z]{3}-[0-9]{3})]");
  private static final Pattern SENTENCE =
      Pattern.compile("^The (device|server|agent) .*\\. \\[(PLT-[A-Z]{3}-[0-9]{3})]$");

  /** BCP 14's own sentence names the key words without using them. */
  private static final String BOILERPLATE = "The key words ";

  private static final String FORM =
      "write one sentence in one line: \"The device|server|agent KEYWORD ... . [PLT-XXX-nnn]\"";

  private final Specification specification;
  private final List<Fault> faults = new ArrayList<>();

  private ProseRules(Specification specification) {
    this.specification = specification;
  }

  static List<Fault> faults(Specification specification) {
    ProseRules rules = new ProseRules(specification);
    Map<String, Line> sentences = sentences(specification);
    specification.chapters().stream().filter(ProseRules::isNormative).forEach(rules::form);
    rules.twice();
    sentences.forEach(rules::registered);
    specification.chapters().forEach(rules::mentions);
    specification.entries().forEach(entry -> rules.written(entry, sentences.get(entry.id())));
    return rules.faults;
  }

  /** By id; the first where there are two. */
  static Map<String, Line> sentences(Specification specification) {
    Map<String, Line> sentences = new HashMap<>();
    for (Line line : specification.chapters()) {
      Matcher sentence = SENTENCE.matcher(line.text());
      if (sentence.matches()) {
        sentences.putIfAbsent(sentence.group(2), line);
      }
    }
    return sentences;
  }

  /** Without its id and AsciiDoc's marks. */
  static String plain(Line sentence) {
    return sentence
        .text()
        .replaceFirst(" \\[PLT-[A-Z]{3}-[0-9]{3}]$", "")
        .replaceAll("[`*]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])", "");
  }

  private static boolean isNormative(Line line) {
    return (KEYWORD.matcher(line.text()).find() || MARK.matcher(line.text()).find())
        && !line.text().startsWith(BOILERPLATE);
  }

  private void form(Line line) {
    Matcher sentence = SENTENCE.matcher(line.text());
    String id = line.ids().stream().findFirst().orElse("");
    if (!sentence.matches()) {
      add(Kind.PROSE, id, line.place(), "is no normative sentence with an id at its end", FORM);
      return;
    }
    if (KEYWORD.matcher(line.text()).results().count() != 1
        || MARK.matcher(line.text()).results().count() != 1) {
      add(Kind.PROSE, id, line.place(), "has not exactly one key word and one id", FORM);
    }
    String chapter = sentence.group(2).substring(4, 7).toLowerCase(Locale.ROOT) + ".adoc";
    if (!line.file().endsWith("/" + chapter)) {
      String remedy = "move the sentence there, or take a free id of this chapter";
      add(Kind.PROSE, sentence.group(2), line.place(), "belongs into " + chapter, remedy);
    }
  }

  private void twice() {
    Map<String, Line> seen = new HashMap<>();
    for (Line line : specification.chapters()) {
      Matcher sentence = SENTENCE.matcher(line.text());
      if (sentence.matches()) {
        Line first = seen.putIfAbsent(sentence.group(2), line);
        if (first != null) {
          String what = "is given to a second sentence, the first is in " + first.place();
          add(Kind.PROSE, sentence.group(2), line.place(), what, "take a free id");
        }
      }
    }
  }

  private void registered(String id, Line sentence) {
    if (specification.entry(id).isEmpty()) {
      String remedy = "add <requirement id=\"" + id + "\" ...> to the registry of its chapter";
      add(Kind.NOT_REGISTERED, id, sentence.place(), "is in the prose but not registered", remedy);
    }
  }

  private void mentions(Line line) {
    for (String id : line.ids()) {
      Optional<Entry> entry = specification.entry(id);
      if (entry.isEmpty() && !SENTENCE.matcher(line.text()).matches()) {
        String remedy = "name the right id, or give it a sentence and an entry in the registry";
        add(Kind.NOT_REGISTERED, id, line.place(), "is named but not registered", remedy);
      } else if (entry.filter(Entry::withdrawn).isPresent() && !line.text().contains("withdrawn")) {
        String remedy = "take it out, or say in the same line that it is withdrawn";
        add(Kind.WITHDRAWN, id, line.place(), "is withdrawn and still used in the prose", remedy);
      }
    }
  }

  private void written(Entry entry, Line sentence) {
    if (entry.withdrawn()) {
      if (specification.chapters().stream().noneMatch(line -> line.ids().contains(entry.id()))) {
        String remedy = "say in its chapter: \"" + entry.id() + " is withdrawn.\"";
        String what = "is withdrawn, and its chapter does not say so";
        add(Kind.NOT_WRITTEN, entry.id(), entry.place(), what, remedy);
      }
      return;
    }
    if (sentence == null) {
      String remedy = "write its sentence, or give the entry status=\"withdrawn\"";
      add(
          Kind.NOT_WRITTEN,
          entry.id(),
          entry.place(),
          "is registered but not in the prose",
          remedy);
      return;
    }
    List<String> levels =
        KEYWORD.matcher(sentence.text()).results().map(MatchResult::group).distinct().toList();
    boolean same =
        levels.equals(List.of(entry.level()))
            && sentence.text().startsWith("The " + entry.role() + " ");
    if (!same) {
      String what = "is " + entry.level() + " of the " + entry.role() + " in the registry only";
      add(Kind.DIFFERENT, entry.id(), sentence.place(), what, "make sentence and entry the same");
    }
    if (entry.reason().isEmpty() != entry.isTestable()) {
      String what =
          entry.isTestable() ? "is testable and has a reason why not" : "has no reason why no test";
      String remedy = "give a <reason> to inspection and no, and to nothing else";
      add(Kind.DIFFERENT, entry.id(), entry.place(), what, remedy);
    }
  }

  private void add(Kind kind, String id, String place, String what, String remedy) {
    faults.add(new Fault(kind, id, place, what, remedy));
  }
}
