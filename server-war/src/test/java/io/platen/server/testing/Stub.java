package io.platen.server.testing;

import java.lang.reflect.Proxy;
import java.util.function.Function;

/** A stand-in for an interface of the container, for the few methods that a test needs. */
public final class Stub {
  private Stub() {}

  /**
   * @param answers by the method's name, and its first argument where it has one: {@code getMethod}
   *     or {@code getHeaderString Authorization}
   */
  public static <T> T of(Class<T> type, Function<String, Object> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                answers.apply(method.getName() + (arguments == null ? "" : " " + arguments[0]))));
  }
}
