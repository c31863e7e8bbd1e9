package io.platen.server.release.boundary;

import jakarta.ws.rs.container.AsyncResponse;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/** Hears what a request that is answered later is answered with. */
final class Later {
  private Later() {}

  /**
   * @param heard a response, or a failure
   */
  static AsyncResponse of(Consumer<Object> heard) {
    return (AsyncResponse)
        Proxy.newProxyInstance(
            Later.class.getClassLoader(),
            new Class<?>[] {AsyncResponse.class},
            (proxy, method, arguments) -> {
              if (!method.getName().equals("resume")) {
                throw new UnsupportedOperationException(method.getName());
              }
              heard.accept(arguments[0]);
              return true;
            });
  }
}
