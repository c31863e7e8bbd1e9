package io.platen.protocol.registry;

/** Data classes, by which a policy masks values before they leave the site. */
public final class DataClasses {
  private static final Registry REGISTRY = RegistryReader.read("data-classes");

  private DataClasses() {}

  /** All of them. */
  public static Registry registry() {
    return REGISTRY;
  }
}
