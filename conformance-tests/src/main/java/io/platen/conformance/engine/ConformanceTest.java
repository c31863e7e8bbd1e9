package io.platen.conformance.engine;

import io.platen.conformance.subject.ServerUnderTest;
import io.platen.protocol.Requirement;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;

/** One method of the suite that carries {@link Verifies}. */
public final class ConformanceTest {
  private final Method method;
  private final List<Requirement> requirements;

  ConformanceTest(Method method) {
    this.method = method;
    this.requirements = List.of(method.getAnnotation(Verifies.class).value());
    if (requirements.isEmpty()) {
      throw new IllegalArgumentException(method + " names no requirement");
    }
  }

  /** Unique in the suite, e.g. {@code report.accepts_a_full_report}. */
  public String name() {
    return group().toLowerCase(Locale.ROOT) + "." + method.getName();
  }

  /** Tests of one class stand together, e.g. {@code Report}. */
  public String group() {
    return method.getDeclaringClass().getSimpleName().replace("Tests", "");
  }

  /** The name as a sentence. */
  public String title() {
    return method.getName().replace('_', ' ');
  }

  public List<Requirement> requirements() {
    return requirements;
  }

  void run(ServerUnderTest server, Checks checks) throws Throwable {
    Constructor<?> constructor = method.getDeclaringClass().getDeclaredConstructor();
    constructor.setAccessible(true);
    method.setAccessible(true);
    try {
      method.invoke(constructor.newInstance(), server, checks);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  @Override
  public String toString() {
    return name();
  }
}
