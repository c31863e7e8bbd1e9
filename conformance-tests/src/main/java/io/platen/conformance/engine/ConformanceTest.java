package io.platen.conformance.engine;

import io.platen.conformance.subject.Subject;
import io.platen.protocol.Requirement;
import io.platen.protocol.Verifies;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** One method of the suite that carries {@link Verifies}. */
public final class ConformanceTest {
  private final Method method;
  private final List<Requirement> requirements;

  ConformanceTest(Method method) {
    this.method = method;
    Verifies verifies = method.getAnnotation(Verifies.class);
    this.requirements =
        Stream.of(verifies.positive(), verifies.negative()).flatMap(Stream::of).distinct().toList();
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

  /** What it verifies, in either sense. */
  public List<Requirement> requirements() {
    return requirements;
  }

  /** The profile that takes it away from whoever claims it. */
  Optional<String> unless() {
    return Optional.ofNullable(method.getAnnotation(Unless.class)).map(Unless::value);
  }

  /** The profile that is needed beside those of its requirements. */
  Optional<String> beside() {
    return Optional.ofNullable(method.getAnnotation(Beside.class)).map(Beside::value);
  }

  /** Why it does not count; empty where it does. */
  public Optional<String> provisional() {
    return Optional.ofNullable(method.getAnnotation(Provisional.class))
        .map(each -> "provisional: " + each.value());
  }

  /** In which sense it verifies one of its requirements: positive, negative, or both. */
  public String sense(Requirement requirement) {
    Verifies verifies = method.getAnnotation(Verifies.class);
    boolean positive = List.of(verifies.positive()).contains(requirement);
    boolean negative = List.of(verifies.negative()).contains(requirement);
    return positive && negative ? "both" : positive ? "positive" : "negative";
  }

  void run(Subject subject, Checks checks) throws Throwable {
    Constructor<?> constructor = method.getDeclaringClass().getDeclaredConstructor();
    constructor.setAccessible(true);
    method.setAccessible(true);
    try {
      method.invoke(constructor.newInstance(), subject, checks);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  @Override
  public String toString() {
    return name();
  }
}
