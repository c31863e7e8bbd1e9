package io.platen.conformance.engine;

import io.platen.protocol.Requirement;
import io.platen.protocol.Verifies;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The tests of some classes, in a stable order. */
public final class Catalogue {
  private final List<ConformanceTest> tests;

  private Catalogue(List<ConformanceTest> tests) {
    this.tests = tests;
  }

  /**
   * @throws IllegalArgumentException for a class without tests and for two tests of one name: both
   *     would be tests that never run
   */
  public static Catalogue of(List<Class<?>> classes) {
    List<ConformanceTest> tests = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Class<?> each : classes) {
      List<ConformanceTest> found =
          Arrays.stream(each.getDeclaredMethods())
              .filter(method -> method.isAnnotationPresent(Verifies.class))
              .sorted(Comparator.comparing(Method::getName))
              .map(ConformanceTest::new)
              .toList();
      if (found.isEmpty()) {
        throw new IllegalArgumentException(each + " holds no method with @Verifies");
      }
      for (ConformanceTest test : found) {
        if (!names.add(test.name())) {
          throw new IllegalArgumentException("Two tests are named " + test);
        }
      }
      tests.addAll(found);
    }
    return new Catalogue(List.copyOf(tests));
  }

  /** This one, and another after it. */
  public Catalogue and(Catalogue other) {
    return new Catalogue(Stream.concat(tests.stream(), other.tests.stream()).toList());
  }

  public List<ConformanceTest> tests() {
    return tests;
  }

  public List<ConformanceTest> testsOf(Requirement requirement) {
    return tests.stream().filter(test -> test.requirements().contains(requirement)).toList();
  }
}
