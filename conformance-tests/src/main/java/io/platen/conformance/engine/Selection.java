package io.platen.conformance.engine;

import io.platen.protocol.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Which tests to run: those that carry a requirement ({@code PLT-RPT-004}), all of an area ({@code
 * PLT-RPT}), or one by its name.
 *
 * @param tests in the order of the catalogue
 * @param unmatched the terms that select no test
 */
public record Selection(List<ConformanceTest> tests, List<String> unmatched) {
  public Selection {
    tests = List.copyOf(tests);
    unmatched = List.copyOf(unmatched);
  }

  /** No term selects every test. */
  public static Selection of(Catalogue catalogue, List<String> terms) {
    if (terms.isEmpty()) {
      return new Selection(catalogue.tests(), List.of());
    }
    List<String> unmatched = new ArrayList<>(terms);
    List<ConformanceTest> tests = new ArrayList<>();
    for (ConformanceTest test : catalogue.tests()) {
      List<String> matching = terms.stream().filter(term -> matches(test, term)).toList();
      unmatched.removeAll(matching);
      if (!matching.isEmpty()) {
        tests.add(test);
      }
    }
    return new Selection(tests, unmatched);
  }

  private static boolean matches(ConformanceTest test, String term) {
    String id = term.toUpperCase(Locale.ROOT);
    return test.name().equals(term)
        || test.requirements().stream()
            .map(Requirement::id)
            .anyMatch(each -> each.equals(id) || each.startsWith(id + "-"));
  }
}
