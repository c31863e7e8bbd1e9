package io.platen.protocol.trace;

import io.platen.protocol.trace.Fault.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What schemas, code and tests must keep to against the registries. */
final class TraceRules {
  private static final String VERIFIES = "@Verifies(positive = ..., negative = ...)";

  private final Specification specification;
  private final List<Fault> faults = new ArrayList<>();

  private TraceRules(Specification specification) {
    this.specification = specification;
  }

  static List<Fault> faults(Specification specification) {
    TraceRules rules = new TraceRules(specification);
    rules.found("sentences", ProseRules.sentences(specification).isEmpty());
    rules.found("entries of registries", specification.entries().isEmpty());
    rules.found("schemas that name requirements", specification.schemas().isEmpty());
    rules.found("tests", specification.tests().isEmpty());
    specification.schemas().forEach(line -> rules.mention(line, "the schema"));
    specification.code().forEach(line -> rules.mention(line, "code or documents"));
    specification.tests().forEach(rules::test);
    specification.entries().forEach(rules::tested);
    return rules.faults;
  }

  private void found(String what, boolean nothing) {
    if (nothing) {
      String remedy = "a check that found nothing to check has failed";
      add(Kind.NOTHING_FOUND, "", "the repository", "holds no " + what, remedy);
    }
  }

  private void mention(Line line, String where) {
    for (String id : line.ids()) {
      Optional<Entry> entry = specification.entry(id);
      if (entry.isEmpty()) {
        String what = "is named in " + where + " and is neither in the prose nor registered";
        add(Kind.UNKNOWN, id, line.place(), what, "name the right id, or specify it first");
      } else if (entry.get().withdrawn()) {
        String what = "is withdrawn and still used in " + where;
        add(Kind.WITHDRAWN, id, line.place(), what, "take it out, with what it asks for");
      }
    }
  }

  private void test(TestCase test) {
    Set<String> ids = test.ids();
    for (String id : ids) {
      Optional<Entry> entry = specification.entry(id);
      if (entry.isEmpty()) {
        String what = "is verified by " + test.title() + " and is no requirement";
        add(Kind.UNKNOWN, id, test.place(), what, "name the right id, or specify it first");
      } else if (entry.get().withdrawn()) {
        String what = "is withdrawn and still verified by " + test.title();
        add(Kind.WITHDRAWN, id, test.place(), what, "delete the test, or take the id from it");
      }
    }
    if (ids.isEmpty() && (test.suite() || test.annotated())) {
      String what = test.title() + " names no requirement";
      add(Kind.WITHOUT_ID, "", test.place(), what, "give it " + VERIFIES);
    }
    for (String id : test.cited()) {
      if (!ids.contains(id)) {
        String what = "is named in a comment of " + test.title() + " only";
        add(Kind.WITHOUT_ID, id, test.place(), what, "say it by " + VERIFIES);
      }
    }
    if (!ids.isEmpty()) {
      checks(test, ids);
    }
  }

  private void checks(TestCase test, Set<String> ids) {
    if (!test.checks() || test.disabled()) {
      String what = test.title() + (test.disabled() ? " is disabled" : " checks nothing");
      String remedy = "let it look at what it verifies, or delete it";
      ids.forEach(id -> add(Kind.CHECKS_NOTHING, id, test.place(), what, remedy));
    } else if (test.suite()) {
      for (String id : ids) {
        if (!test.checked().contains(id)) {
          String what = "is verified by " + test.title() + ", of which no check names it";
          add(Kind.CHECKS_NOTHING, id, test.place(), what, "add a check, or take the id away");
        }
      }
    }
  }

  private void tested(Entry entry) {
    if (entry.withdrawn() || !entry.isTestable()) {
      return;
    }
    boolean positive = has(entry, true);
    boolean negative = has(entry, false);
    if (entry.isMust() ? positive && negative : positive || negative) {
      return;
    }
    String missing =
        positive ? "negative test" : negative ? "positive test" : "test, positive or negative";
    String where =
        entry.testable().equals("black-box")
            ? "the suite (conformance-tests, package suite)"
            : "device-sdk";
    String remedy = "write it in " + where + " with " + VERIFIES + " of " + constant(entry.id());
    add(Kind.UNTESTED, entry.id(), entry.place(), "has no " + missing, remedy);
  }

  private boolean has(Entry entry, boolean positive) {
    return specification.tests().stream().anyMatch(test -> counts(entry, test, positive));
  }

  /**
   * What is black-box counts only where it was looked at from outside, and what a device must do
   * where a module tests it: that the suite tests it too is asked there.
   */
  private static boolean counts(Entry entry, TestCase test, boolean positive) {
    boolean right =
        entry.testable().equals("black-box")
            ? test.suite()
            : !test.suite() || !entry.role().equals("device");
    return right && (positive ? test.positive() : test.negative()).contains(entry.id());
  }

  private static String constant(String id) {
    return id.replace('-', '_');
  }

  private void add(Kind kind, String id, String place, String what, String remedy) {
    faults.add(new Fault(kind, id, place, what, remedy));
  }
}
