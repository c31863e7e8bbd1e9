package io.platen.protocol.registry;

/** What keeps a device from one of its hosts (chapter TLS). */
public final class Obstacles {
  private static final Registry REGISTRY = RegistryReader.read("obstacles");

  private Obstacles() {}

  /** All of them. */
  public static Registry registry() {
    return REGISTRY;
  }
}
