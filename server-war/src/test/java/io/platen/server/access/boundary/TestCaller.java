package io.platen.server.access.boundary;

import io.platen.server.access.entity.Caller;

/** Who makes a request, for tests that call resources without a container. */
public final class TestCaller {
  private TestCaller() {}

  public static CurrentCaller of(Caller caller) {
    CurrentCaller current = new CurrentCaller();
    current.set(caller, null);
    return current;
  }
}
