package io.platen.server.release.control;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.OptionalLong;

/** A store that loses one object after somebody has asked once whether it is there. */
final class Disappearing {
  private Disappearing() {}

  static ObjectStore after(ObjectStore objects, String sha256) {
    return (ObjectStore)
        Proxy.newProxyInstance(
            ObjectStore.class.getClassLoader(),
            new Class<?>[] {ObjectStore.class},
            (proxy, method, arguments) -> {
              try {
                Object answer = method.invoke(objects, arguments);
                lose(objects, sha256, answer, arguments);
                return answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static void lose(ObjectStore objects, String sha256, Object answer, Object[] arguments)
      throws IOException {
    if (answer instanceof OptionalLong && sha256.equals(arguments[0])) {
      objects.remove(sha256);
    }
  }
}
