package io.platen.protocol.registry;

import java.util.List;

/** Data classes: what a value tells, and by which a policy masks it before it leaves the site. */
public final class DataClasses {
  private static final Registry REGISTRY = RegistryReader.read("data-classes");

  private DataClasses() {}

  /** All of them. */
  public static Registry registry() {
    return REGISTRY;
  }

  /** Those that tell of a place or a person, which a policy may mask. */
  public static List<String> maskable() {
    return REGISTRY.entries().stream()
        .filter(entry -> entry.attributes().containsKey("truncated"))
        .map(Registry.Entry::token)
        .toList();
  }
}
